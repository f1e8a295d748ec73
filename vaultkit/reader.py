"""One file's bytes to its reading: the same function in this process and in a helper's."""

from vaultkit.config import Config
from vaultkit.findings import Finding
from vaultkit.frames.record import Meaning
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath, is_board, is_note
from vaultkit.notes.source import Source
from vaultkit.snapshot import Reading


def is_read(path: NotePath) -> bool:
    """Return whether the file at *path* is read for its links; others are names to link to."""
    return is_note(path) or is_board(path)


def read_one(source: Source, config: Config) -> Reading:
    """Read one note, canvas or base on its own; no input raises."""
    # A start that finds everything in the index reads nothing, and needs none of the rules.
    from vaultkit.frames.packs.shipped import lexicon_of
    from vaultkit.frames.reading import read_meaning
    from vaultkit.notes.base import parse_base
    from vaultkit.notes.canvas import parse_canvas
    from vaultkit.notes.parsing import parse_note

    try:
        if is_board(source.path):
            canvas = source.path.lower().endswith(".canvas")
            return Reading(parse_canvas(source) if canvas else parse_base(source), Meaning())
        note = parse_note(source, legacy_properties=config.notes.legacy_properties)
        lexicon = lexicon_of(config.packs.texts)
        return Reading(note, read_meaning(source, note, config.dialogues, lexicon))
    except Exception as error:  # noqa: BLE001 - a rule of ours fails: the other notes go on
        return _left_out(source, error)


def _left_out(source: Source, error: Exception) -> Reading:
    why = f"vaultkit fails over this note, please report it: {type(error).__name__}: {error}"
    finding = Finding(source.path, 1, "vaultkit-fault", why)
    note = Note(path=source.path, digest=source.digest, size=len(source.data), findings=(finding,))
    return Reading(note, Meaning())


def reading_options(config: Config) -> object:
    """Return the options that a reading depends on: others leave what was read valid."""
    return [config.dialogues, config.notes, config.packs]
