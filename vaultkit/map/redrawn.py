"""Which notes are drawn otherwise in one snapshot than in an earlier one of the same vault."""

from collections.abc import Iterator

from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Snapshot


def redrawn(before: Snapshot, after: Snapshot) -> set[NotePath]:
    """Return the notes and boards of which the map tells something else now.

    They came, went, say something else, or their links mean other files. What the whole vault says
    (protocols, modules) is not compared.
    """
    return {
        path
        for old, new in ((before, after), (after, before))
        for path in _paths(new)
        if _is_other(old, new, path)
    }


def _paths(snapshot: Snapshot) -> Iterator[NotePath]:
    yield from snapshot.readings
    yield from snapshot.boards


def _is_other(old: Snapshot, new: Snapshot, path: NotePath) -> bool:
    was = old.readings.get(path) or old.boards.get(path)
    now = new.readings.get(path) or new.boards.get(path)
    if was is None or now is None:
        return True
    return (
        (was is not now and was.note.digest != now.note.digest)
        or _differ(old.graph.links.get(path), new.graph.links.get(path))
        or _differ(old.citations.get(path), new.citations.get(path))
        or _differ(old.frames.get(path), new.frames.get(path))
        or _differ(old.messages.get(path), new.messages.get(path))
        or _differ(old.pointers.get(path), new.pointers.get(path))
        or bool(old.conflicts.get(path)) != bool(new.conflicts.get(path))
    )


def _differ(one: tuple[object, ...] | None, other: tuple[object, ...] | None) -> bool:
    """Return whether two tuples differ; one that has not changed is mostly the same object."""
    return one is not other and (one or ()) != (other or ())
