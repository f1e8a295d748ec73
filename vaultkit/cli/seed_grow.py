"""``vaultkit seed grow``: a seed into another environment, act by act."""

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from vaultkit.seed.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultkit.seed.growth import Growth, Told
    from vaultkit.seed.record import Act
    from vaultkit.seed.seed import Seed

_MOST_TRIES = 3
"""Tries of one act before a run with an endpoint gives up on it."""


def grow(
    package: Path = typer.Argument(..., help="A seed's folder or its .seed.zip."),
    into: Path = typer.Option(..., help="Folder that receives what grows; made if need be."),
    target: str | None = typer.Option(
        None, help=f"What to grow: {', '.join(TARGETS)}. Default: vault, or what grows there."
    ),
    answers: Path | None = typer.Option(
        None, help="Answers to the open act: lines “q-001: …”, or JSON; - reads standard input."
    ),
    by: str = typer.Option("", help="Who answers; noted in the receipt."),
    yes: bool = typer.Option(False, "--yes", help="The act took; for acts without questions."),
    no: str = typer.Option("", help="The act did not take: what did not. It stays open."),
    skip: str = typer.Option("", help="Go on without the open act: why."),
    artefact: list[str] = typer.Option([], help="What the act made: a path or an address."),
    budget: int = typer.Option(16000, min=1, help="Tokens that the prompt document may take."),
    endpoint: str | None = typer.Option(
        None, help="An OpenAI-compatible address that answers the acts: http://127.0.0.1:11434/v1"
    ),
    model: str = typer.Option("", help="The model's name at the endpoint."),
    timeout: float = typer.Option(
        120.0, min=1, help="Seconds that the endpoint may take for one answer."
    ),
) -> None:
    """Grow a seed elsewhere: write it for its new environment, then go through its acts.

    Without answers, print the act to do now. With them, grade them, note the receipt and go on.
    Growing may stop at any time and goes on where it stopped. No model is called unless you name
    an endpoint; its key comes from VAULTKIT_API_KEY and is written nowhere.

    Exit status 1: an act did not pass.

    \b
    vaultkit seed grow my-vault.seed.zip --into ~/new-vault
    vaultkit seed grow my-vault.seed.zip --into ~/new-vault --answers act-1.txt --by me
    vaultkit seed grow my-vault.seed.zip --into ~/new-vault --no "the second quote" --by me
    vaultkit seed grow seeds/my-vault --into out --target prompt --budget 4000
    vaultkit seed grow seeds/my-vault --into out --endpoint http://127.0.0.1:11434/v1 --model m
    """
    from vaultkit.cli.seed_grow_text import act_lines, state_lines
    from vaultkit.cli.seed_target import begin
    from vaultkit.seed.growth import next_act

    seed, files = _opened(package)
    command = f"vaultkit seed grow {shlex.quote(str(package))} --into {shlex.quote(str(into))}"
    growing = begin(seed, files, into, target, budget, command)
    if growing.growth.target == "mcp":
        _serve(seed, files, into)
        return
    answer = _Answer(answers, _told(by, artefact, yes=yes, no=no), skip)
    growth = growing.growth
    if answer.given and next_act(growth, seed.acts) is not None:
        growth = _answered(seed, growth, answer, into)
    elif endpoint is not None:
        growth = _driven(seed, growth, into, endpoint, model, timeout)
    act = next_act(growth, seed.acts)
    # Who was just given a document to paste begins with that, not with the first act.
    if act is not None and not (growing.fresh and growth.target == "prompt"):
        _print(act_lines(seed, act, command))
    _print(state_lines(seed, growth, package), err=True)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the user brings back from an act."""

    file: Path | None
    told: "Told"
    skip: str

    @property
    def given(self) -> bool:
        return self.file is not None or self.told.took is not None or bool(self.skip)


def _opened(package: Path) -> "tuple[Seed, dict[str, bytes]]":
    from vaultkit.cli.seed_opening import read_seed_files, tell_newer
    from vaultkit.seed.growth import GrowthError
    from vaultkit.seed.integrity import integrity_faults
    from vaultkit.seed.parsing import parse_seed

    files = read_seed_files(package)
    if faults := integrity_faults(files):
        raise GrowthError(f"the seed is not whole ({faults[0]}): get it again from its owner")
    seed = parse_seed(files)
    tell_newer(files)
    return seed, files


def _told(by: str, artefacts: list[str], *, yes: bool, no: str) -> "Told":
    from datetime import UTC, datetime

    from vaultkit.seed.growth import Told

    if yes and no:
        raise typer.BadParameter("--yes and --no: say one of them", param_hint="--no")
    return Told(
        by=by,
        artefacts=tuple(artefacts),
        date=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        took=True if yes else False if no else None,
        note=no,
    )


def _answered(seed: "Seed", growth: "Growth", answer: _Answer, into: Path) -> "Growth":
    """Note what the user brought; the file may hold the answers of several acts in a row."""
    from dataclasses import replace

    from vaultkit.cli.seed_grow_text import skipped_line, unknown_lines
    from vaultkit.seed.growth import next_act
    from vaultkit.seed.growth import skip as skip_act

    act = next_act(growth, seed.acts)
    if act is None:
        return growth
    if answer.skip:
        growth = skip_act(growth, act, replace(answer.told, note=answer.skip))
        _store(into, growth)
        _print([skipped_line(seed, act)], err=True)
        return growth
    given = _read(answer.file) if answer.file is not None else {}
    _print(unknown_lines(seed, given), err=True)
    _check_given(seed, act, given, answer)
    used: set[str] = set()
    while act is not None:
        mine = {key: given[key] for key in _own(seed, act) if key in given}
        growth = _submitted(seed, growth, act, mine, answer.told, into)
        used |= mine.keys()
        act = next_act(growth, seed.acts)
        if act is None or not _answers_all(seed, act, given):
            break
    _print(unknown_lines(seed, {}, later=len((given.keys() & _all(seed)) - used)), err=True)
    return growth


def _answers_all(seed: "Seed", act: "Act", given: "Mapping[str, str]") -> bool:
    own = _own(seed, act)
    return not given.keys().isdisjoint(own) and given.keys() >= _graded(seed, act)


def _own(seed: "Seed", act: "Act") -> set[str]:
    from vaultkit.seed.growth import own_checks

    return {check.id for check in own_checks(act, seed.checks)}


def _graded(seed: "Seed", act: "Act") -> set[str]:
    from vaultkit.seed.record import TRANSFER

    judged = {check.id for check in seed.checks if check.type == TRANSFER}
    return _own(seed, act) - judged


def _all(seed: "Seed") -> set[str]:
    return {check.id for check in seed.checks}


def _check_given(seed: "Seed", act: "Act", given: "Mapping[str, str]", answer: _Answer) -> None:
    """Let nothing be noted where the user brought nothing that this act could be judged by.

    Raises:
        GrowthError: So it is.
    """
    from vaultkit.cli.seed_grow_text import nothing_line
    from vaultkit.seed.growth import GrowthError

    graded = _graded(seed, act)
    missing = given.keys().isdisjoint(graded or _own(seed, act))
    told = answer.told.took is not None if not graded else answer.told.took is False
    if missing and not told:
        raise GrowthError(nothing_line(seed, act, graded))


def _submitted(
    seed: "Seed",
    growth: "Growth",
    act: "Act",
    given: "Mapping[str, str]",
    told: "Told",
    into: Path,
) -> "Growth":
    from vaultkit.cli.seed_grow_text import verdict_lines
    from vaultkit.seed.growth import submit

    outcome = submit(growth, act, seed.checks, given, told)
    _store(into, outcome.growth)
    _print(verdict_lines(seed, act, outcome), err=True)
    if not outcome.passed:
        raise typer.Exit(1)
    return outcome.growth


def _read(file: Path) -> dict[str, str]:
    from vaultkit import disk
    from vaultkit.errors import VaultNotFoundError
    from vaultkit.seed.grading import read_answers

    if str(file) == "-":
        return read_answers(sys.stdin.read())
    if not file.is_file():
        raise VaultNotFoundError(f"no answers at {file}: name a file with lines “q-001: …”")
    try:
        return read_answers(disk.read_text(file))
    except (OSError, ValueError) as error:
        raise VaultNotFoundError(f"cannot read {file} ({error}): save it as UTF-8") from None


def _store(into: Path, growth: "Growth") -> None:
    from vaultkit import disk
    from vaultkit.seed.growth import GROWTH_FILE, growth_text

    disk.write_if_changed(into / GROWTH_FILE, growth_text(growth))


def _driven(
    seed: "Seed", growth: "Growth", into: Path, url: str, model: str, timeout: float
) -> "Growth":
    """Let an endpoint answer one act after the other, until it fails or a person is needed."""
    from vaultkit.cli.seed_driver import answers_of
    from vaultkit.cli.seed_grow_text import verdict_lines
    from vaultkit.endpoint import Endpoint
    from vaultkit.seed.growth import GrowthError, next_act, submit

    if not model:
        raise GrowthError("--endpoint needs --model: the model's name at that address")
    asked = Endpoint(url=url, model=model, timeout=timeout)
    while (act := next_act(growth, seed.acts)) is not None and act.mode != "human":
        told = _told(model, [], yes=False, no="")
        outcome = submit(growth, act, seed.checks, answers_of(asked, seed, act), told)
        growth = outcome.growth
        _store(into, growth)
        _print(verdict_lines(seed, act, outcome), err=True)
        if not outcome.passed and growth.receipts[act.id].tries >= _MOST_TRIES:
            raise typer.Exit(1)
    return growth


def _print(lines: "Iterable[str]", *, err: bool = False) -> None:
    from vaultkit.terminal import visible

    for line in lines:
        typer.echo(visible(line), err=err)


def _serve(seed: "Seed", files: "Mapping[str, bytes]", into: Path) -> None:
    """Serve the seed over standard input and output until the host goes away."""
    from vaultkit.seed.growth import GROWTH_FILE, GrowthError

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
