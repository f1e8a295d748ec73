r"""One grown note: records of a seed as a note that people read and edit, and back.

A claim is a list item that ends in its block id; what else the records hold lies in one comment
block at the end (``%%`` hides it from readers). The words are always taken from the list items, so
an edit in Obsidian is an edit of the architecture; a line that is gone is a claim that was lost.

>>> plain = r"a [[link]], 100 % <b>"
>>> unescaped(escaped(plain)) == plain
True
"""

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec
from msgspec import structs

from vaultkit.seed.merge import without_loose_ends
from vaultkit.seed.record import (
    Content,
    Record,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
    SeedRelation,
    SeedSource,
)

R = TypeVar("R", SeedSource, SeedFrame, SeedClaim, SeedProtocol, SeedConflict)

SEED_PROPERTY = "vaultkit-seed"
"""Property of every grown note; its value is the seed's name."""

MARK = "vaultkit-seed-records"
"""First word of the comment block; what a reader looks for."""

_BLOCK = re.compile(rf"^%%\n{MARK}[^\n]*\n([^\n]*)\n%%$", re.MULTILINE)
_CLAIM = re.compile(r"^(?:- |\d{1,6}\. )(.*) \^([A-Za-z0-9-]+)[ \t]*$", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*\[\]<>%$^~#|=])")
_ESCAPED = re.compile(r"\\([\\`*\[\]<>%$^~#|=])")


class GrownRecords(Record, frozen=True):
    """The comment block of one note."""

    sources: tuple[SeedSource, ...] = ()
    frames: tuple[SeedFrame, ...] = ()
    claims: tuple[SeedClaim, ...] = ()
    """Without their text."""

    protocols: tuple[SeedProtocol, ...] = ()
    conflicts: tuple[SeedConflict, ...] = ()
    relations: tuple[SeedRelation, ...] = ()
    language: str = ""
    positions: dict[str, int] = msgspec.field(default_factory=dict)
    """Id of a record to its place in the seed's table, from 0: growing keeps the order."""


def escaped(text: str) -> str:
    """Return *text* so that no character of it is markup."""
    return _SPECIAL.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    """Return what `escaped` was given."""
    return _ESCAPED.sub(r"\1", text)


def claim_line(claim: SeedClaim, mark: str = "-") -> str:
    """Return *claim* as a list item with its block id."""
    return f"{mark} {escaped(claim.text)} ^{claim.id}"


def records_block(records: GrownRecords) -> str:
    """Return the comment block that holds *records*, claims without their text."""
    bare = tuple(structs.replace(claim, text="") for claim in records.claims)
    held = msgspec.json.encode(structs.replace(records, claims=bare), order="sorted").decode()
    # Two per cent signs in a row would end the comment.
    return f"%%\n{MARK}: what this note carries; vaultkit reads it\n{_without_marks(held)}\n%%"


def _without_marks(json_text: str) -> str:
    return json_text.replace("%", "\\u0025")


def read_grown_note(text: str) -> GrownRecords | None:
    """Return the records that a note carries, with the words that stand in it now.

    None where the note carries none, or its block is damaged beyond reading.
    """
    block = _BLOCK.search(text)
    if block is None:
        return None
    try:
        records = msgspec.json.decode(block.group(1), type=GrownRecords)
    except msgspec.DecodeError:
        return None
    said = {key: unescaped(words) for words, key in _CLAIM.findall(text[: block.start()])}
    claims = tuple(
        structs.replace(claim, text=said[claim.id]) for claim in records.claims if claim.id in said
    )
    return structs.replace(records, claims=claims)


def grown_content(notes: Iterable[GrownRecords]) -> Content | None:
    """Return what *notes* carry together; None where there are none.

    A claim whose line is gone from its note is gone wherever it was mentioned.
    """
    found = list(notes)
    if not found:
        return None
    places = {key: at for records in found for key, at in records.positions.items()}

    def ordered(table: Iterable[R]) -> tuple[R, ...]:
        distinct = {record.id: record for record in table}
        return tuple(sorted(distinct.values(), key=lambda it: (places.get(it.id, 0), it.id)))

    content = Content(
        language=max(records.language for records in found) or "en",
        sources=ordered(record for records in found for record in records.sources),
        frames=ordered(record for records in found for record in records.frames),
        claims=ordered(record for records in found for record in records.claims),
        protocols=ordered(record for records in found for record in records.protocols),
        conflicts=ordered(record for records in found for record in records.conflicts),
        relations=tuple(
            sorted(
                {edge for records in found for edge in records.relations},
                key=lambda edge: (edge.source, edge.type, edge.target),
            )
        ),
    )
    return without_loose_ends(content)
