"""Which notes are drawn otherwise in one snapshot than in an earlier one of the same vault."""

from itertools import chain

from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Reading, Snapshot


def redrawn(before: Snapshot, after: Snapshot) -> set[NotePath]:
    """Return the notes and boards of which the map tells something else now.

    They came, went, say something else, or their links mean other files. What the whole vault says
    (protocols, modules) is not compared.
    """
    now = {path for path in chain(after.readings, after.boards) if _is_other(before, after, path)}
    then = chain(before.readings, before.boards)
    now.update(path for path in then if path not in after.readings and path not in after.boards)
    return now


def _is_other(old: Snapshot, new: Snapshot, path: NotePath) -> bool:
    linked, links = old.graph.links.get(path), new.graph.links.get(path)
    # Links that are the same object are those of the same text; having none proves nothing.
    if (linked is not links or not links) and _is_rewritten(old, new, path):
        return True
    return (
        _differ(linked, links)
        or _differ(old.citations.get(path), new.citations.get(path))
        or _differ(old.frames.get(path), new.frames.get(path))
        or _differ(old.messages.get(path), new.messages.get(path))
        or _differ(old.pointers.get(path), new.pointers.get(path))
        or bool(old.conflicts.get(path)) != bool(new.conflicts.get(path))
    )


def _is_rewritten(old: Snapshot, new: Snapshot, path: NotePath) -> bool:
    was, now = _reading(old, path), _reading(new, path)
    if was is None or now is None:
        return True
    return was is not now and was.note.digest != now.note.digest


def _reading(snapshot: Snapshot, path: NotePath) -> Reading | None:
    return snapshot.readings.get(path) or snapshot.boards.get(path)


def _differ(one: tuple[object, ...] | None, other: tuple[object, ...] | None) -> bool:
    """Return whether two tuples differ; one that has not changed is mostly the same object."""
    return one is not other and (one or ()) != (other or ())
