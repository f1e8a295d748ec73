"""Numbered parts that point to the next part, as chains of notes in reading order."""

from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Snapshot


def reading_order(snapshot: Snapshot) -> tuple[tuple[NotePath, ...], ...]:
    """Return chains of at least two notes; each note stands in at most one, cycles are cut."""
    following = next_parts(snapshot)
    pointed_at = set(following.values())
    starts = [path for path in following if path not in pointed_at]
    seen: set[NotePath] = set()
    # A ring has no start: what is left after the chains is entered at its first path.
    chains = [_chain(path, following, seen) for path in (*starts, *following)]
    return tuple(chain for chain in chains if len(chain) > 1)


def next_parts(snapshot: Snapshot) -> dict[NotePath, NotePath]:
    """Return the note that each note names as its next part, where that note exists."""
    following: dict[NotePath, NotePath] = {}
    for path, pointers in snapshot.pointers.items():
        for pointer in pointers:
            target = pointer.to_note
            if target is not None and target != path and target in snapshot.readings:
                following.setdefault(path, target)
    return following


def _chain(
    start: NotePath, following: dict[NotePath, NotePath], seen: set[NotePath]
) -> tuple[NotePath, ...]:
    chain = []
    at: NotePath | None = start
    while at is not None and at not in seen:
        seen.add(at)
        chain.append(at)
        at = following.get(at)
    return tuple(chain)
