"""Notes that grew from a seed, back into the content of the next one.

What such notes say is declared in them, so no rule reads them again: otherwise every generation
would find its own headings in the one before.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from msgspec import structs

from vaultkit.notes.note_path import NotePath
from vaultkit.seed.grown_note import SEED_PROPERTY, grown_content, read_grown_note
from vaultkit.seed.record import (
    Content,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
    SeedSource,
)
from vaultkit.seed.selection import Selected
from vaultkit.snapshot import take_snapshot

R = TypeVar("R", SeedSource, SeedFrame, SeedClaim, SeedProtocol, SeedConflict)


def without_grown(
    selected: Selected, text_of: Callable[[NotePath], str]
) -> tuple[Selected, Content | None]:
    """Part *selected* into the ordinary notes and what the grown ones carry.

    Args:
        selected: The notes chosen for a seed.
        text_of: Gives a note's text; called for grown notes only.
    """
    snapshot = selected.snapshot
    readings = snapshot.readings.items()
    grown = [path for path, one in readings if SEED_PROPERTY in one.note.properties]
    if not grown:
        return selected, None
    records = [read for path in grown if (read := read_grown_note(text_of(path))) is not None]
    others = (one for path, one in readings if path not in set(grown))
    rest = replace(selected, snapshot=take_snapshot(others, snapshot.files))
    return rest, grown_content(records)


def with_grown(content: Content, grown: Content, clean: Callable[[str, str], str]) -> Content:
    """Return both together; where they share an id, what grew stands.

    Args:
        content: What the rules found in ordinary notes.
        grown: What grown notes carry.
        clean: Hides what must not leave, given a text and where it stands.
    """
    claims = tuple(
        structs.replace(claim, text=clean(claim.text, f"claim {claim.id}"))
        for claim in grown.claims
    )
    return Content(
        language=content.language if content.claims else grown.language,
        sources=_joined(grown.sources, content.sources),
        frames=_joined(grown.frames, content.frames),
        claims=_joined(claims, content.claims),
        protocols=_joined(grown.protocols, content.protocols),
        conflicts=_joined(grown.conflicts, content.conflicts),
        relations=tuple(dict.fromkeys((*grown.relations, *content.relations))),
    )


def _joined(first: Iterable[R], second: Iterable[R]) -> tuple[R, ...]:
    found = {record.id: record for record in first}
    for record in second:
        found.setdefault(record.id, record)
    return tuple(found.values())
