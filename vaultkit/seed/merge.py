"""Three seeds of one line to one: what each side changed since their common ancestor.

Records meet by id. A side that left a record as the ancestor had it gives way to the other; where
both changed the same field, ours is kept and the difference is reported with both texts, for a
person to decide. What was withdrawn (a tombstone on any side) stays withdrawn: an older seed
cannot bring it back. Files that follow from the content are never merged, only made anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from vaultkit.seed.record import Content, Record, SeedRelation

TABLES = ("sources", "frames", "claims", "protocols", "conflicts")
"""Fields of `Content` whose records have ids."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Clash:
    """Something that both sides changed, or one changed and the other took away."""

    table: str
    id: str
    field: str
    """Name of the field, or ``record`` where one side took the whole record away."""

    base: str
    ours: str
    theirs: str
    """The three values as JSON text; ``null`` where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of it."""

    content: Content
    clashes: tuple[Clash, ...]
    withdrawn: tuple[str, ...]
    """Ids that tombstones kept out although a side still had them, sorted."""


def merge(base: Content, ours: Content, theirs: Content, tombstones: Iterable[str] = ()) -> Merged:
    """Merge *ours* and *theirs*, which both came from *base*."""
    dead = frozenset(tombstones)
    clashes: list[Clash] = []
    tables: dict[str, Any] = {}
    withdrawn: set[str] = set()
    for table in TABLES:
        sides = [_by_id(getattr(content, table)) for content in (base, ours, theirs)]
        withdrawn |= dead & (sides[1].keys() | sides[2].keys())
        tables[table] = _merged_table(table, sides, dead, clashes)
    relations = _merged_relations(base, ours, theirs)
    language = theirs.language if ours.language == base.language else ours.language
    merged = Content(language=language, relations=relations, **tables)
    return Merged(
        content=without_loose_ends(merged),
        clashes=tuple(sorted(clashes)),
        withdrawn=tuple(sorted(withdrawn)),
    )


def without_loose_ends(content: Content) -> Content:
    """Return *content* without mentions of records that it does not hold."""
    claims = {claim.id for claim in content.claims}
    known = claims.union(*({record.id for record in getattr(content, name)} for name in TABLES))
    frames = tuple(
        structs.replace(
            frame,
            claims=tuple(claim for claim in frame.claims if claim in claims),
            parent=frame.parent if frame.parent in known else None,
            protocol=frame.protocol if frame.protocol in known else None,
        )
        for frame in content.frames
    )
    protocols = tuple(
        structs.replace(
            protocol,
            steps=tuple(step for step in protocol.steps if step in claims),
            evidence=tuple(claim for claim in protocol.evidence if claim in claims),
        )
        for protocol in content.protocols
    )
    relations = tuple(
        relation
        for relation in content.relations
        if relation.source in known and relation.target in known
    )
    return structs.replace(content, frames=frames, protocols=protocols, relations=relations)


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


def _merged_table(
    table: str, sides: list[dict[str, Any]], dead: frozenset[str], clashes: list[Clash]
) -> tuple[Any, ...]:
    base, ours, theirs = sides
    order = [*ours, *(key for key in theirs if key not in ours)]
    merged = (
        _merged_record(table, key, (base.get(key), ours.get(key), theirs.get(key)), clashes)
        for key in order
        if key not in dead
    )
    return tuple(record for record in merged if record is not None)


def _merged_record(
    table: str, key: str, versions: tuple[R | None, R | None, R | None], clashes: list[Clash]
) -> R | None:
    base, ours, theirs = versions
    if _is_same(theirs, base) or _is_same(theirs, ours):
        return ours
    if _is_same(ours, base):
        return theirs
    if ours is None or theirs is None:
        clashes.append(_clash(table, key, "record", versions))
        return theirs if ours is None else ours
    changed: dict[str, Any] = {}
    for field in structs.fields(ours):
        values = tuple(
            None if version is None else getattr(version, field.name) for version in versions
        )
        if values[2] in (values[0], values[1]) or field.name in _FOLLOWS:
            continue
        if values[1] == values[0]:
            changed[field.name] = values[2]
        elif field.name in _LISTS:
            changed[field.name] = _merged_list(*(value or () for value in values))
        else:
            clashes.append(_clash(table, key, field.encode_name, values))
    return structs.replace(ours, **changed)


_FOLLOWS = ("place", "digest", "excerpts")
"""Fields that follow from edits elsewhere in a note: ours are as good as theirs."""

_LISTS = ("claims", "steps", "evidence", "uids")
"""Fields that hold ids in order: both sides may bring and take away what they like."""


def _is_same(one: R | None, other: R | None) -> bool:
    if one is None or other is None:
        return one is other
    names = set(one.__struct_fields__) - set(_FOLLOWS)
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _merged_list(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...]:
    """Return *ours* without what theirs took away, and with what they brought.

    That comes right after the nearest thing before it in *theirs* that is still there.

    >>> _merged_list(("a", "b", "c"), ("a", "x", "c"), ("a", "b", "y"))
    ('a', 'y', 'x')
    """
    merged = [key for key in ours if key in theirs or key not in base]
    for at, key in enumerate(theirs):
        if key not in base and key not in merged:
            before = next((one for one in reversed(theirs[:at]) if one in merged), None)
            merged.insert(merged.index(before) + 1 if before else 0, key)
    return tuple(merged)


def _clash(table: str, key: str, field: str, values: Iterable[Any]) -> Clash:
    base, ours, theirs = (msgspec.json.encode(value).decode() for value in values)
    return Clash(table=table, id=key, field=field, base=base, ours=ours, theirs=theirs)


def _merged_relations(base: Content, ours: Content, theirs: Content) -> tuple[SeedRelation, ...]:
    sides = [{_key(edge): edge for edge in side.relations} for side in (base, ours, theirs)]
    gone = {key for key in sides[0] if key not in sides[1] or key not in sides[2]}
    kept: Mapping[tuple[str, str, str], SeedRelation] = {**sides[1], **sides[2]}
    return tuple(kept[key] for key in sorted(kept) if key not in gone)


def _key(edge: SeedRelation) -> tuple[str, str, str]:
    return (edge.source, edge.type, edge.target)
