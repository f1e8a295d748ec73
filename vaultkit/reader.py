"""One file's bytes to its reading: the same function in this process and in a helper's."""

from vaultkit.config import Config
from vaultkit.frames.reading import read_meaning
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source
from vaultkit.snapshot import Reading


def is_read(path: NotePath) -> bool:
    """Return whether the file at *path* is a note; other files are names to link to."""
    return path[-3:].lower() == ".md"


def read_one(source: Source, config: Config) -> Reading:
    """Read one note on its own; no input raises."""
    note = parse_note(source)
    return Reading(note, read_meaning(source, note, config.dialogues))


def reading_options(config: Config) -> object:
    """Return the options that a reading depends on: others leave what was read valid."""
    return config.dialogues
