"""What questions are made from: the seed's content by id, and where wrong choices come from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TypeVar

from vaultkit.seed.folding import folded
from vaultkit.seed.record import (
    Content,
    SeedClaim,
    SeedFrame,
    SeedProtocol,
    SeedSource,
)
from vaultkit.seed.slug import short_hash
from vaultkit.seed.wording import Wording

_T = TypeVar("_T")

POOL = 60
"""From how many records wrong choices are drawn: enough for variety, whatever the seed's size."""


@dataclass(frozen=True, slots=True)
class Others:
    """What wrong choices are drawn from, each at most `POOL`."""

    frames: tuple[SeedFrame, ...]
    notes: tuple[str, ...]
    poles: tuple[SeedClaim, ...]
    """Oppositions."""

    items: tuple[str, ...]
    """Texts of steps, oppositions and main points that are not named as ruled out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What questions are made from."""

    say: Wording
    frames: dict[str, SeedFrame]
    claims: dict[str, SeedClaim]
    sources: dict[str, SeedSource]
    protocols: dict[str, SeedProtocol]
    titles: dict[str, str]
    """Of notes."""

    used: dict[str, int]
    """How often each word occurs, for cloze questions."""

    cited: dict[str, set[str]]
    """By a citation's folded words, the titles of all notes that it is said of."""

    others: Others


def asking_of(content: Content) -> Asking:
    """Return what questions about *content* are made from."""
    return Asking(
        say=Wording(content.language),
        frames={frame.id: frame for frame in content.frames},
        claims={claim.id: claim for claim in content.claims},
        sources={source.id: source for source in content.sources},
        protocols={one.id: one for one in content.protocols},
        titles={source.id: source.title for source in content.sources},
        used=_word_counts(content.claims),
        cited=_cited_titles(content),
        others=_others(content),
    )


def _others(content: Content) -> Others:
    excluded = {folded(claim.text) for claim in content.claims if claim.kind == "exclusion"}
    items = [
        claim
        for claim in content.claims
        if (claim.kind in ("step", "opposition") or claim.slot in ("items", "key", "definiens"))
        and folded(claim.text) not in excluded
    ]
    poles = [claim for claim in content.claims if claim.kind == "opposition"]
    notes = {source.title: source.id for source in content.sources}
    return Others(
        frames=tuple(_drawn(content.frames, [one.id for one in content.frames])),
        notes=tuple(_drawn(tuple(notes), list(notes.values()))),
        poles=tuple(_drawn(poles, [one.id for one in poles])),
        items=tuple(_drawn([one.text for one in items], [one.id for one in items])),
    )


def _drawn(records: Sequence[_T], keys: Sequence[str]) -> list[_T]:
    """Draw `POOL` of *records* that lie anywhere, always the same for the same *keys*."""
    pairs = zip(keys, records, strict=True)
    drawn = nsmallest(POOL, pairs, key=lambda pair: short_hash("draw", pair[0]))
    return [record for _, record in drawn]


def _word_counts(claims: Iterable[SeedClaim]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for claim in claims:
        for word in set(folded(claim.text).split()):
            counts[word] = counts.get(word, 0) + 1
    return counts


def _cited_titles(content: Content) -> dict[str, set[str]]:
    titles = {source.id: source.title for source in content.sources}
    cited: dict[str, set[str]] = {}
    for claim in content.claims:
        if claim.kind == "citation" and claim.target:
            cited.setdefault(folded(claim.text), set()).add(titles[claim.target])
    return cited
