"""The files of a growth: written once for the new environment, also after an interruption."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import typer
from msgspec import structs

from vaultkit import disk
from vaultkit.cli.seed_opening import content_digest_of
from vaultkit.cli.seed_output import check_place
from vaultkit.seed.growth import (
    GROWTH_FILE,
    Growth,
    GrowthError,
    growth_text,
    parse_growth,
)
from vaultkit.seed.seed import Seed
from vaultkit.seed.targets import TARGETS
from vaultkit.seed.wording import Wording
from vaultkit.terminal import visible


@dataclass(frozen=True, slots=True)
class Growing:
    """A growth that was begun or found."""

    growth: Growth
    fresh: bool
    """Whether its files were written just now."""


def begin(
    seed: Seed,
    files: Mapping[str, bytes],
    into: Path,
    target: str | None,
    budget: int,
    command: str,
) -> Growing:
    """Return the growth in *into*; where there is none yet, or only a part of it, write it.

    The growth file comes first and says that it is unfinished, so a run that was cut off goes on:
    files that are there already are whole, and are left as they are.

    Raises:
        GrowthError: The folder holds something else, or the growth of another seed or target.
    """
    growth = _found(files, into, target) or _fresh(seed, files, into, target)
    if not growth.unfinished:
        return Growing(growth, fresh=False)
    made = _target_files(seed, files, growth.target, budget)
    _store(into, growth)
    for path, data in made.files.items():
        if not (into / path).exists():
            disk.write_if_changed(into / path, data)
    growth = structs.replace(growth, unfinished=False)
    _store(into, growth)
    for line in _written(seed, into, growth.target, made, command):
        typer.echo(visible(line), err=True)
    return Growing(growth, fresh=True)


def _found(files: Mapping[str, bytes], into: Path, target: str | None) -> Growth | None:
    try:
        kept = disk.read_text_if_there(into / GROWTH_FILE)
    except (OSError, ValueError) as error:
        raise GrowthError(f"{GROWTH_FILE} cannot be read ({error}): move it away") from None
    if not kept:
        return None
    growth = parse_growth(kept.encode(), content_digest_of(files))
    if target not in (None, growth.target):
        raise GrowthError(
            f"{into} holds the growth of a {growth.target}: name another folder with --into, "
            f"or leave --target out to go on"
        )
    return growth


def _fresh(seed: Seed, files: Mapping[str, bytes], into: Path, target: str | None) -> Growth:
    wanted = target or TARGETS[0]
    if wanted not in TARGETS:
        raise typer.BadParameter(f"{wanted}: one of {', '.join(TARGETS)}", param_hint="--target")
    check_place(into, "--into")
    if into.exists() and any(into.iterdir()):
        raise GrowthError(f"{into} is not empty and holds no {GROWTH_FILE}: name a new folder")
    digest = content_digest_of(files)
    return Growth(seed=digest, name=seed.about.name, target=wanted, unfinished=True)


def _store(into: Path, growth: Growth) -> None:
    disk.write_if_changed(into / GROWTH_FILE, growth_text(growth))


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of a target, and what it has to tell."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def _target_files(seed: Seed, files: Mapping[str, bytes], target: str, budget: int) -> _Made:
    from vaultkit.seed.bag import PAYLOAD
    from vaultkit.seed.targets.character_card import character_card
    from vaultkit.seed.targets.memfs import memfs
    from vaultkit.seed.targets.memory_bundle import memory_bundle
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
        "mcp": dict,
    }
    return _prompt(seed, budget) if target == "prompt" else _Made(made[target]())


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{path}": data for path, data in files.items()}


def _prompt(seed: Seed, budget: int) -> _Made:
    from vaultkit.seed.targets.prompt import (
        keys_document,
        keys_name,
        memory_text,
        prompt_document,
    )

    say, name = Wording(seed.content.language), seed.about.name
    document = prompt_document(seed, budget)
    total = len(seed.content.claims)
    notes = [say("grow.prompt", file=f"{name}.prompt.md", tokens=document.tokens, budget=budget)]
    if document.quotes < document.most:
        notes.append(say("grow.prompt.quotes", left=total - document.quotes, total=total))
    elif document.quotes < total:
        notes.append(say("grow.prompt.most", left=total - document.quotes, total=total))
    if document.checks < len(seed.checks):
        left = len(seed.checks) - document.checks
        notes.append(say("grow.prompt.checks", left=left, total=len(seed.checks)))
    notes.append(say("grow.keys", file=keys_name(seed)))
    files = {
        f"{name}.prompt.md": document.text.encode(),
        keys_name(seed): keys_document(seed).encode(),
        f"{name}.memories.txt": memory_text(seed).encode(),
    }
    return _Made(files, tuple(notes))


def _written(seed: Seed, into: Path, target: str, made: _Made, command: str) -> Iterator[str]:
    say, name = Wording(seed.content.language), seed.about.name
    yield say("grow.written", into=into, target=target)
    yield from made.notes
    if target == "prompt":
        yield say("grow.prompt.back", command=command)
    elif target != "mcp":
        folder = into / (f"{name}.mem" if target == "mem" else name)
        file = into / f"{name}.card.json"
        start = say("vault.start")
        yield say(f"grow.hint.{target}", into=into, folder=folder, file=file, start=start)
