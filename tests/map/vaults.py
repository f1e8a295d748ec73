"""Small vaults for the tests of the map, given as texts by path."""

from collections.abc import Mapping

from vaultkit.frames.reading import read_meaning
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source
from vaultkit.snapshot import Reading, Snapshot, take_snapshot


def sources(texts: Mapping[str, str]) -> dict[str, Source]:
    return {path: Source.of(note_path(path), text.encode("utf-8")) for path, text in texts.items()}


def snapshot_of(texts: Mapping[str, str], files: tuple[str, ...] = ()) -> Snapshot:
    """Read *texts* as the notes of a vault that also holds *files*."""
    readings = []
    for source in sources(texts).values():
        note = parse_note(source)
        readings.append(Reading(note, read_meaning(source, note)))
    return take_snapshot(readings, (note_path(path) for path in (*texts, *files)))
