"""The same thing in two versions: which record of the later one is which of the earlier.

Ids follow from where something stands and what it says, so a note that was renamed or split, or a
sentence that was mended, comes under other ids. Here they get the ids of the version before, so
that a difference tells what people did, and a merge meets what belongs together.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from msgspec import structs

from vaultkit.seed.folding import folded
from vaultkit.seed.grading import stems
from vaultkit.seed.record import (
    Content,
    Place,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
    SeedSource,
)

ALIKE = 0.5
"""Share from which two sets of words, or of claims, are taken for one thing."""

_COMPARED = 40_000
"""How many pairs of claims of one note are compared at most."""

R = TypeVar("R", SeedSource, SeedFrame, SeedClaim, SeedProtocol, SeedConflict)

Ids = dict[str, str]
"""From an id of the later version to that of the earlier."""


def continued(content: Content, before: Content) -> Content:
    """Return *content* with the ids that *before* has for the same things."""
    ids = same_things(content, before)
    return with_ids(content, ids) if ids else content


def same_things(content: Content, before: Content) -> Ids:
    """Return the ids of *content* that stand for something *before* has under another id."""
    ids: Ids = {}
    _match_notes(content, before, ids)
    _match_claims(content, before, ids)
    _match_frames(content, before, ids)
    _match_protocols(content, before, ids)
    old, new = _apart(before.conflicts, content.conflicts)
    _pair(ids, old, new, lambda one: (folded(one.statement), folded(one.against)))
    return ids


def _apart(before: Iterable[R], after: Iterable[R]) -> tuple[list[R], list[R]]:
    """Return the records that only one of the versions has the id of."""
    there, here = {one.id for one in after}, {one.id for one in before}
    return (
        [one for one in before if one.id not in there],
        [one for one in after if one.id not in here],
    )


def _free(records: Iterable[R], taken: Iterable[str]) -> list[R]:
    used = set(taken)
    return [one for one in records if one.id not in used]


def _pair(
    ids: Ids,
    old: Iterable[R],
    new: Iterable[R],
    key: Callable[[R], Hashable],
    key_of_new: Callable[[R], Hashable] | None = None,
) -> None:
    """Match what one version and the other have just once under a key."""
    before = _by_key(_free(old, ids.values()), key)
    after = _by_key(_free(new, ids), key_of_new or key)
    for name, found in after.items():
        others = before.get(name, [])
        if len(found) == len(others) == 1:
            ids[found[0].id] = others[0].id


def _by_key(records: Iterable[R], key: Callable[[R], Hashable]) -> dict[Hashable, list[R]]:
    found: dict[Hashable, list[R]] = {}
    for one in records:
        found.setdefault(key(one), []).append(one)
    return found


def _pair_alike(
    ids: Ids,
    old: Iterable[R],
    new: Iterable[R],
    parts: Callable[[R], frozenset[str]],
    parts_of_new: Callable[[R], frozenset[str]] | None = None,
) -> None:
    """Match what shares most of its parts, the most alike first."""
    before = [(one.id, parts(one)) for one in _free(old, ids.values())]
    after = [(one.id, (parts_of_new or parts)(one)) for one in _free(new, ids)]
    if len(before) * len(after) > _COMPARED:
        return
    pairs = [
        (2 * len(a & b) / (len(a) + len(b)), key, other)
        for key, a in after
        for other, b in before
        if a & b
    ]
    taken: set[str] = set()
    for share, key, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if share >= ALIKE and key not in ids and other not in taken:
            ids[key] = other
            taken.add(other)


def _match_notes(content: Content, before: Content, ids: Ids) -> None:
    old, new = _apart(before.sources, content.sources)
    old = [one for one in old if one.state == "carried"]
    new = [one for one in new if one.state == "carried"]
    _pair(ids, [o for o in old if o.uids], [n for n in new if n.uids], lambda one: one.uids)
    said, was = _words_of_notes(content.claims), _words_of_notes(before.claims)
    _pair_alike(
        ids,
        old,
        new,
        lambda one: was.get(one.id, frozenset()),
        lambda one: said.get(one.id, frozenset()),
    )


def _words_of_notes(claims: Iterable[SeedClaim]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for claim in claims:
        found.setdefault(claim.place.note, set()).add(folded(claim.text))
    return {key: frozenset(texts) for key, texts in found.items()}


def _match_claims(content: Content, before: Content, ids: Ids) -> None:
    old, new = _apart(before.claims, content.claims)

    def told(one: SeedClaim) -> tuple[str | None, ...]:
        return (folded(one.text), one.kind, one.row, one.column, one.against)

    def at_home(one: SeedClaim) -> str:
        return ids.get(one.place.note, one.place.note)

    _pair(
        ids,
        old,
        new,
        lambda one: (one.place.note, *told(one)),
        lambda one: (at_home(one), *told(one)),
    )
    _pair(ids, old, new, told)
    there = _by_key(_free(old, ids.values()), lambda one: (one.place.note, one.kind, one.slot))
    here = _by_key(_free(new, ids), lambda one: (at_home(one), one.kind, one.slot))
    for key, found in here.items():
        _pair_alike(ids, there.get(key, []), found, lambda one: stems(one.text))


def _match_frames(content: Content, before: Content, ids: Ids) -> None:
    old, new = _apart(before.frames, content.frames)
    _pair(
        ids,
        old,
        new,
        lambda one: (one.place.note, one.kind, folded(one.title)),
        lambda one: (ids.get(one.place.note, one.place.note), one.kind, folded(one.title)),
    )
    _pair(ids, old, new, lambda one: (one.kind, folded(one.title)))
    _pair_alike(
        ids,
        old,
        new,
        lambda one: frozenset(one.claims),
        lambda one: frozenset(ids.get(key, key) for key in one.claims),
    )


def _match_protocols(content: Content, before: Content, ids: Ids) -> None:
    old, new = _apart(before.protocols, content.protocols)
    _pair(ids, old, new, lambda one: folded(one.name))
    _pair_alike(
        ids,
        old,
        new,
        lambda one: frozenset((*one.steps, *one.evidence)),
        lambda one: frozenset(ids.get(key, key) for key in (*one.steps, *one.evidence)),
    )


def with_ids(content: Content, ids: Mapping[str, str]) -> Content:
    """Return *content* with every id, and every mention of it, replaced as *ids* say."""

    def of(key: str | None) -> str | None:
        return None if key is None else ids.get(key, key)

    def each(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(ids.get(key, key) for key in keys)

    def at(place: Place) -> Place:
        return structs.replace(place, note=of(place.note))

    def one(record: R, **fields: object) -> R:
        return structs.replace(record, id=of(record.id), **fields)

    return Content(
        language=content.language,
        sources=tuple(one(it) for it in content.sources),
        frames=tuple(
            one(
                it,
                place=at(it.place),
                parent=of(it.parent),
                protocol=of(it.protocol),
                claims=each(it.claims),
            )
            for it in content.frames
        ),
        claims=tuple(
            one(
                it,
                place=at(it.place),
                frame=of(it.frame),
                target=of(it.target),
                protocol=of(it.protocol),
            )
            for it in content.claims
        ),
        protocols=tuple(
            one(
                it,
                place=at(it.place),
                cited=of(it.cited),
                reason=of(it.reason),
                steps=each(it.steps),
                evidence=each(it.evidence),
            )
            for it in content.protocols
        ),
        conflicts=tuple(one(it, place=at(it.place)) for it in content.conflicts),
        relations=tuple(
            sorted(
                (
                    structs.replace(it, source=of(it.source), target=of(it.target))
                    for it in content.relations
                ),
                key=lambda edge: (edge.source, edge.type, edge.target),
            )
        ),
    )
