"""Copies that sync tools make when two devices wrote one note at once, known by their names."""

import re

import msgspec

from vaultkit.notes.note_path import NotePath

_MARKS = (
    # Syncthing: name.sync-conflict-20260102-030405-ABCDEFG.md
    re.compile(r"\.sync-conflict-\d{8}-\d{6}-[0-9A-Z]{7}"),
    # Dropbox, in the languages its users of Latin and Cyrillic script have met:
    # name (Anna's conflicted copy 2026-01-02).md
    re.compile(
        r" \([^()/]{0,100}(?:conflicted copy|in Konflikt stehende Kopie|copie en conflit|"
        r"copia en conflicto|конфликтующая копия)[^()/]{0,40}\)"
    ),
)


class ConflictOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is done with the copies of sync tools."""

    in_graph: bool = False
    """Whether they count as notes of their own; they are told of either way."""


def conflict_of(path: NotePath) -> NotePath | None:
    """Return the note that *path* is a conflicting copy of; None where it is none.

    >>> conflict_of(NotePath("a/b.sync-conflict-20260102-030405-ABC2DEF.md"))
    'a/b.md'
    >>> conflict_of(NotePath("a/b (conflicted copy 2026-01-02).md"))
    'a/b.md'
    """
    for mark in _MARKS:
        plain, count = mark.subn("", path)
        if count:
            return NotePath(plain)
    return None
