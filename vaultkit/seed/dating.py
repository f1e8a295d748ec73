"""When a seed is of: never now, because equal notes must give equal bytes."""

import re
from collections.abc import Iterator

from vaultkit.seed.record import Content
from vaultkit.snapshot import Snapshot

_DATE = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[T ](\d\d:\d\d)(:\d\d)?)?"
)
_PROPERTIES = (
    *("date", "created", "updated", "modified", "create_time", "update_time"),
    *("дата", "создано", "изменено"),
)
UNKNOWN = "1980-01-01T00:00:00Z"
"""What stands where no note tells a date: the oldest that a zip can hold."""


def date_of(snapshot: Snapshot, content: Content) -> tuple[str, str]:
    """Return the newest date that the notes tell, and where it comes from.

    Notes that grew from a seed have no dialogues; their claims say when they were said.

    Local times of dialogues are taken as UTC: notes seldom tell their zone.
    """
    said = max((*_of_dialogues(snapshot), *_of_claims(content)), default="")
    if said:
        return said, "dialogue"
    said = max(_of_properties(snapshot), default="")
    return (said, "property") if said else (UNKNOWN, "nothing")


def iso(text: str) -> str | None:
    """Return the date or time in *text* as ISO 8601 in UTC; None where there is none.

    >>> iso("2025-05-11 06:11"), iso("2025-05-11"), iso("May")
    ('2025-05-11T06:11:00Z', '2025-05-11T00:00:00Z', None)
    """
    match = _DATE.match(text)
    if match is None:
        return None
    return f"{match[1]}T{match[2] or '00:00'}{match[3] or ':00'}Z"


def _of_dialogues(snapshot: Snapshot) -> Iterator[str]:
    for reading in snapshot.readings.values():
        for message in reading.meaning.messages:
            found = iso(message.timestamp or "")
            if found is not None:
                yield found


def _of_claims(content: Content) -> Iterator[str]:
    for claim in content.claims:
        found = iso(claim.place.at or "")
        if found is not None:
            yield found


def _of_properties(snapshot: Snapshot) -> Iterator[str]:
    for reading in snapshot.readings.values():
        for name in _PROPERTIES:
            found = iso(str(reading.note.properties.get(name, "")))
            if found is not None:
                yield found
