"""Other names for the ids of messages, so that nobody can look a dialogue up by them.

The same id gets the same name in every seed: versions can be compared, and a vault that grew from
such a seed gives it again.
"""

import re
from typing import TypeVar

from msgspec import structs

from vaultkit.seed.record import (
    Content,
    Place,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
)
from vaultkit.seed.slug import short_hash

_PSEUDONYM = re.compile(r"u-[a-z2-7]{12}")

R = TypeVar("R", SeedFrame, SeedClaim, SeedProtocol, SeedConflict)


def pseudonym(uid: str) -> str:
    """Return the name that stands for *uid*; one that is a pseudonym already stays.

    >>> pseudonym(pseudonym("6f286626-1e8c-4a5b-9e2d-ec4f249b722c"))
    'u-yicxbigtbc2z'
    """
    return uid if _PSEUDONYM.fullmatch(uid) else f"u-{short_hash('uid', uid)}"


def with_pseudonyms(content: Content) -> Content:
    """Return *content* with a pseudonym for every message's id."""
    return structs.replace(
        content,
        sources=tuple(
            structs.replace(one, uids=tuple(pseudonym(uid) for uid in one.uids))
            for one in content.sources
        ),
        frames=_renamed(content.frames),
        claims=_renamed(content.claims),
        protocols=_renamed(content.protocols),
        conflicts=_renamed(content.conflicts),
    )


def uids_of(content: Content) -> tuple[str, ...]:
    """Return every id of a message in *content* that is no pseudonym, sorted."""
    uids = {uid for one in content.sources for uid in one.uids}
    uids |= {one.place.uid for one in content.claims if one.place.uid}
    return tuple(sorted(uid for uid in uids if not _PSEUDONYM.fullmatch(uid)))


def _renamed(records: tuple[R, ...]) -> tuple[R, ...]:
    return tuple(structs.replace(one, place=_place(one.place)) for one in records)


def _place(place: Place) -> Place:
    return place if place.uid is None else structs.replace(place, uid=pseudonym(place.uid))
