"""``vaultkit facts``: what was read, as data."""

import gc
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from vaultkit.notes.source import Source


class Format(StrEnum):
    """How to print what was read."""

    JSON = "json"
    OBSIDIAN = "obsidian"


def facts(
    target: Path = typer.Argument(Path(), help="A note, or the folder of a vault."),
    form: Format = typer.Option(
        Format.JSON,
        "--format",
        help="json: citations, frames, protocols and all they rest on; "
        "obsidian: what Obsidian's own metadata cache holds.",
    ),
    whole: bool = typer.Option(
        False, help="Only what the notes of a vault say together: protocols, modules, relations."
    ),
) -> None:
    """Print everything that was read, as JSON: a note as one document, a vault as JSON Lines.

    \b
    vaultkit facts "Notes/134_д.md"
    vaultkit facts ~/vault > facts.jsonl
    vaultkit facts ~/vault --whole
    vaultkit facts ~/vault --format obsidian
    """
    if whole and target.is_dir():
        typer.echo(_text(_whole(target), indent=1))
    elif form is Format.OBSIDIAN:
        typer.echo(_text(_obsidian(target), indent=1))
    elif target.is_dir():
        _print_lines(_vault(target))
    else:
        typer.echo(_text(_note(target), indent=1))


def _source(file: Path) -> "Source":
    """Read the bytes of one file, with its path in its vault."""
    from vaultkit import disk
    from vaultkit.errors import VaultkitError
    from vaultkit.notes.note_path import note_path

    vault = disk.find_vault(file.parent)
    inside = file.resolve().relative_to(vault)
    try:
        return disk.read_source(note_path(inside.as_posix()), file)
    except OSError as error:
        raise VaultkitError(f"cannot read {file}: {error.strerror or error}") from error


def _note(file: Path) -> dict[str, Any]:
    from vaultkit import disk
    from vaultkit.config import load_config
    from vaultkit.facts.record import note_facts
    from vaultkit.reader import read_one

    config = load_config(disk.find_vault(file.parent))
    return note_facts(read_one(_source(file), config).meaning)


def _vault(folder: Path) -> Iterator[dict[str, Any]]:
    from vaultkit.cli.opening import open_vault
    from vaultkit.facts.vault import vault_facts

    yield from vault_facts(open_vault(folder).snapshot)


def _whole(folder: Path) -> dict[str, Any]:
    from vaultkit.cli.opening import open_vault
    from vaultkit.facts.vault import whole_facts

    return whole_facts(open_vault(folder).snapshot)


def _obsidian(target: Path) -> dict[str, Any]:
    """Return a note's metadata, or of a vault all metadata and which links are resolved."""
    from vaultkit.cli.opening import open_vault
    from vaultkit.errors import VaultkitError
    from vaultkit.facts.obsidian import cached_metadata, obsidian_facts
    from vaultkit.notes.note_path import is_note
    from vaultkit.notes.parsing import parse_note

    if not target.is_dir():
        if not is_note(target.name):
            raise VaultkitError(f"{target} is no note: Obsidian keeps such metadata of .md files")
        source = _source(target)
        return cached_metadata(parse_note(source), source)
    live = open_vault(target)
    snapshot = live.snapshot
    readings = (*snapshot.readings.values(), *snapshot.boards.values())
    found = obsidian_facts((one.note for one in readings), live.source, snapshot.graph)
    live.close()
    return found


def _print_lines(documents: Iterator[dict[str, Any]]) -> None:
    """Print JSON Lines; a vault has millions of values, for which json is too slow."""
    import msgspec

    from vaultkit.collection import without_collection

    encoder = msgspec.json.Encoder()
    out = sys.stdout.buffer
    with without_collection():
        for document in documents:
            out.write(encoder.encode(document) + b"\n")
        gc.freeze()  # the process ends here: its end need not look through millions of records
    out.flush()


def _text(document: dict[str, Any], indent: int | None) -> str:
    import json

    return json.dumps(document, ensure_ascii=False, indent=indent)
