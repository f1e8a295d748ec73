"""A note of a few lines, read."""

from vaultkit.frames.reading import read_meaning
from vaultkit.frames.record import Meaning
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


def meaning(text: str) -> Meaning:
    source = Source(note_path("note.md"), text.encode())
    return read_meaning(source, parse_note(source))
