"""A whole vault as JSON documents: one for each note, and one for what they say together."""

from collections.abc import Iterator
from typing import Any

from vaultkit.facts.record import facts_of, note_facts
from vaultkit.snapshot import Snapshot


def vault_facts(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Yield what was read from each note, with ``path``, in path order.

    The notes' citations and pointers have the notes that they mean, their messages the times that
    the vault decides, and their conflicts those with other notes.
    """
    for path, reading in snapshot.readings.items():
        known = {
            "citations": snapshot.citations.get(path, ()),
            "pointers": snapshot.pointers.get(path, ()),
            "messages": snapshot.messages.get(path, ()),
            "conflicts": snapshot.conflicts.get(path, ()),
        }
        yield {"path": path, **note_facts(reading.meaning, known)}


def whole_facts(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the notes say together: protocols merged, modules, relations."""
    return {
        "protocols": facts_of(snapshot.protocols),
        "protocol_ids": dict(sorted(snapshot.protocol_ids.items())),
        "modules": facts_of(snapshot.modules),
        "relations": facts_of(snapshot.relations),
        "repeated_messages": {uid: list(paths) for uid, paths in snapshot.repeated.items()},
    }
