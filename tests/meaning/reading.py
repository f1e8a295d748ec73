"""A note of a few lines, read."""

from vaultkit.frames.reading import read_meaning
from vaultkit.frames.record import Meaning
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

RU = (
    "# Двойник наставника\n\n"
    "Агент хранит мышление, память и диалог; архитектура двойника живёт в среде и во фреймах.\n\n"
)
EN = (
    "# The mentor's twin\n\nThe agent keeps a mind, a memory and a dialogue; the twin's cognition "
    "lives in frames and in an environment.\n\n"
)
"""Beginnings of a note of the genre, to put a case behind."""


def meaning(text: str) -> Meaning:
    source = Source(note_path("note.md"), text.encode())
    return read_meaning(source, parse_note(source))
