"""Reading alone, in one process, beside the floor: reading bytes and taking pyromark's events."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import pyromark

from scripts.benchmarks.timing import by_turns, row
from vaultkit import disk
from vaultkit.listing import list_files
from vaultkit.notes.note_path import NotePath, is_note
from vaultkit.notes.parsing import parse_note

OPTIONS = (
    pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)


def events(notes: Sequence[tuple[NotePath, Path]]) -> None:
    """Read each note and walk through pyromark's events."""
    for path, file in notes:
        for _ in pyromark.events_with_range(disk.read_source(path, file).text, options=OPTIONS):
            pass


def reading(notes: Sequence[tuple[NotePath, Path]]) -> None:
    """Read each note and make its record."""
    for path, file in notes:
        parse_note(disk.read_source(path, file))


def main(vault: Path, _options: argparse.Namespace) -> None:
    """Print seconds and ratios."""
    notes = [(path, file) for path, file in list_files(vault) if is_note(path)]
    base, taken = by_turns((events, reading), notes)
    row("floor: read, pyromark events", base, base)
    row("parse_note, one process", taken, base)
