"""``vaultkit seed grow``: a seed into another environment, act by act."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vaultkit.seed.growth import Growth, Outcome
    from vaultkit.seed.record import Act
    from vaultkit.seed.seed import Seed

TARGETS = ("vault", "skill", "prompt", "okf", "mem", "letta-memfs", "character-card", "mcp")

GROWTH_FILE = "growth.json"

_MOST_TRIES = 3
"""Tries of one act before a run with an endpoint gives up on it."""


def grow(
    package: Path = typer.Argument(..., help="A seed's folder or its .seed.zip."),
    into: Path = typer.Option(..., help="Folder that receives what grows; made if need be."),
    target: str = typer.Option("vault", help=f"What to grow: {', '.join(TARGETS)}."),
    answers: Path | None = typer.Option(
        None, help="Answers to the open act: lines “q-001: …”, or JSON; - reads standard input."
    ),
    by: str = typer.Option("", help="Who answers; noted in the receipt."),
    budget: int = typer.Option(16000, min=1, help="Tokens that the prompt document may take."),
    endpoint: str | None = typer.Option(
        None, help="An OpenAI-compatible address that answers the acts: http://127.0.0.1:11434/v1"
    ),
    model: str = typer.Option("", help="The model's name at the endpoint."),
) -> None:
    """Grow a seed elsewhere: write it for its new environment, then go through its acts.

    Without answers, print the act to do now. With them, grade them, note the receipt and go on.
    Growing may stop at any time and goes on where it stopped. No model is called unless you name
    an endpoint; its key comes from VAULTKIT_API_KEY and is written nowhere.

    Exit status 1: an act did not pass.

    \b
    vaultkit seed grow my-vault.seed.zip --into ~/new-vault
    vaultkit seed grow my-vault.seed.zip --into ~/new-vault --answers act-1.txt --by me
    vaultkit seed grow seeds/my-vault --into out --target prompt --budget 4000
    vaultkit seed grow seeds/my-vault --into out --endpoint http://127.0.0.1:11434/v1 --model m
    """
    from vaultkit import disk
    from vaultkit.cli.seed_opening import read_seed_files
    from vaultkit.seed.growth import next_act
    from vaultkit.seed.integrity import integrity_faults
    from vaultkit.seed.parsing import parse_seed

    if target not in TARGETS:
        raise typer.BadParameter(f"{target}: one of {', '.join(TARGETS)}", param_hint="--target")
    files = read_seed_files(package)
    if faults := integrity_faults(files):
        from vaultkit.seed.growth import GrowthError

        raise GrowthError(f"the seed is not whole ({faults[0]}): get it again from its owner")
    seed = parse_seed(files)
    growth, fresh = _growth(seed, files, into, target)
    if fresh:
        for path, data in _target_files(seed, files, target, budget).items():
            disk.write_if_changed(into / path, data)
        _store(into, growth)
        typer.echo(f"{into}: {target} written", err=True)
    if target == "mcp":
        _serve(seed, files, into)
        return
    act = next_act(growth, seed.acts)
    if answers is not None and act is not None:
        growth = _answered(seed, growth, act, answers, by, into)
    elif endpoint is not None:
        growth = _driven(seed, growth, into, endpoint, model)
    _tell(seed, growth)


def _growth(
    seed: "Seed", files: "Mapping[str, bytes]", into: Path, target: str
) -> "tuple[Growth, bool]":
    """Return the growth in *into*, and whether it starts now.

    Raises:
        GrowthError: The folder holds something else, or the growth of another seed or target.
    """
    from vaultkit import disk
    from vaultkit.cli.seed_opening import content_digest_of
    from vaultkit.seed.growth import Growth, GrowthError, parse_growth

    digest = content_digest_of(files)
    kept = disk.read_text_if_there(into / GROWTH_FILE)
    if kept:
        growth = parse_growth(kept.encode(), digest)
        if growth.target != target:
            raise GrowthError(
                f"{into} holds the growth of a {growth.target}: name another folder with --into, "
                f"or --target {growth.target} to go on"
            )
        return growth, False
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise GrowthError(f"{into} is not empty and holds no {GROWTH_FILE}: name a new folder")
    return Growth(seed=digest, name=seed.about.name, target=target), True


def _target_files(
    seed: "Seed", files: "Mapping[str, bytes]", target: str, budget: int
) -> "Mapping[str, bytes]":
    from vaultkit.seed.bag import PAYLOAD
    from vaultkit.seed.targets.character_card import character_card
    from vaultkit.seed.targets.memfs import memfs
    from vaultkit.seed.targets.memory_bundle import memory_bundle
    from vaultkit.seed.targets.prompt import memory_text, prompt_document
    from vaultkit.seed.targets.vault import grown_vault

    name = seed.about.name
    bundle = {p.removeprefix(PAYLOAD): files[p] for p in files if p.startswith(PAYLOAD)}
    made: dict[str, Callable[[], Mapping[str, bytes]]] = {
        "vault": lambda: grown_vault(seed),
        "skill": lambda: _below(name, files),
        "okf": lambda: _below(name, bundle),
        "mem": lambda: _below(f"{name}.mem", memory_bundle(seed)),
        "letta-memfs": lambda: memfs(seed, files),
        "character-card": lambda: {f"{name}.card.json": character_card(seed)},
        "prompt": lambda: {
            f"{name}.prompt.md": prompt_document(seed, budget).encode(),
            f"{name}.memories.txt": memory_text(seed).encode(),
        },
        "mcp": dict,
    }
    return made[target]()


def _below(folder: str, files: "Mapping[str, bytes]") -> dict[str, bytes]:
    return {f"{folder}/{path}": data for path, data in files.items()}


def _store(into: Path, growth: "Growth") -> None:
    from vaultkit import disk
    from vaultkit.seed.growth import growth_text

    disk.write_if_changed(into / GROWTH_FILE, growth_text(growth))


def _answered(
    seed: "Seed", growth: "Growth", act: "Act", answers: Path, by: str, into: Path
) -> "Growth":
    from vaultkit.seed.grading import read_answers
    from vaultkit.seed.growth import submit

    text = sys.stdin.read() if str(answers) == "-" else _text(answers)
    outcome = submit(growth, act, seed.checks, read_answers(text), by=by)
    _store(into, outcome.growth)
    _judge(act, outcome)
    return outcome.growth


def _text(file: Path) -> str:
    from vaultkit import disk
    from vaultkit.errors import VaultNotFoundError

    if not file.is_file():
        raise VaultNotFoundError(f"no answers at {file}: name a file with lines “q-001: …”")
    return disk.read_text_if_there(file)


def _judge(act: "Act", outcome: "Outcome") -> None:
    from vaultkit.terminal import visible

    verdict = "passed" if outcome.passed else "not yet"
    typer.echo(visible(f"act {act.position}, {act.title}: {verdict}"), err=True)
    for one in outcome.score.grades:
        if not one.right:
            typer.echo(visible(f"   {one.check.id}: {one.given or 'no answer'}"), err=True)
    if not outcome.passed:
        typer.echo("   try again, after reading the act's frames once more", err=True)
        raise typer.Exit(1)


def _driven(seed: "Seed", growth: "Growth", into: Path, url: str, model: str) -> "Growth":
    """Let an endpoint answer one act after the other, until it fails or a person is needed."""
    from vaultkit.cli.seed_driver import answers_of
    from vaultkit.endpoint import Endpoint
    from vaultkit.seed.growth import GrowthError, next_act, submit

    if not model:
        raise GrowthError("--endpoint needs --model: the model's name at that address")
    asked = Endpoint(url=url, model=model)
    while (act := next_act(growth, seed.acts)) is not None and act.mode != "human":
        outcome = submit(growth, act, seed.checks, answers_of(asked, seed, act), by=model)
        growth = outcome.growth
        _store(into, growth)
        if outcome.passed or growth.receipts[act.id].tries >= _MOST_TRIES:
            _judge(act, outcome)
    return growth


def _tell(seed: "Seed", growth: "Growth") -> None:
    """Print the act to do now, in words to follow, or that all is done."""
    from vaultkit.seed.act_page import question_lines
    from vaultkit.seed.growth import left, next_act, own_checks
    from vaultkit.terminal import visible

    act = next_act(growth, seed.acts)
    if act is None:
        typer.echo(f"all {len(seed.acts)} acts are done: `vaultkit seed verify` tells what took")
        return
    lines = [f"# Act {act.position} of {len(seed.acts)}: {act.title}", "", act.description]
    lines += ["", "## Words to say", "", *act.prompt.splitlines()]
    if act.sign:
        lines += ["", "## Sign that it worked", "", *(f"- {sign}" for sign in act.sign)]
    if act.questions:
        lines += ["", "## Ask the person", "", *(f"- {one}" for one in act.questions)]
    if asked := own_checks(act, seed.checks):
        lines += ["", "## Then answer these, one line each, and come back with --answers", ""]
        lines += [line for check in asked for line in question_lines(check)]
    for line in lines:
        typer.echo(visible(line))
    typer.echo(f"{left(growth, seed.acts)} of {len(seed.acts)} acts are left", err=True)


def _serve(seed: "Seed", files: "Mapping[str, bytes]", into: Path) -> None:
    """Serve the seed over standard input and output until the host goes away."""
    from vaultkit.seed.growth import GrowthError

    try:
        from vaultkit.mcp_server import seed_server
    except ImportError:
        raise GrowthError(
            "--target mcp needs the mcp package: install vaultkit with its extra, vaultkit[mcp]"
        ) from None
    from vaultkit.cli.seed_driver import host_of
    from vaultkit.cli.seed_opening import content_digest_of

    typer.echo("serving over standard input and output; Ctrl-C ends", err=True)
    seed_server(host_of(seed, files, into / GROWTH_FILE, content_digest_of(files))).run("stdio")
