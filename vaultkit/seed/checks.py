"""Questions with keys that a program can grade: has the seed taken?

Every question is made from what the seed says, and a decoy from what it is known not to say: the
right answer to a decoy is that the seed does not hold it. Which claims are asked about depends on
the content alone, so equal content asks equal questions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice, zip_longest
from typing import TypeVar

from msgspec import structs

from vaultkit.seed.cloze import cloze
from vaultkit.seed.folding import folded
from vaultkit.seed.record import (
    Act,
    Check,
    Content,
    SeedClaim,
    SeedFrame,
    SeedProtocol,
    SeedSource,
)
from vaultkit.seed.slug import short_hash
from vaultkit.seed.wording import Wording

_T = TypeVar("_T")

PER_ACT = 7
"""How many questions an act asks: one sitting."""

CHOICES = 4


@dataclass(frozen=True, slots=True)
class _Asking:
    """What questions are made from."""

    content: Content
    say: Wording
    frames: dict[str, SeedFrame]
    claims: dict[str, SeedClaim]
    sources: dict[str, SeedSource]
    titles: dict[str, str]
    used: dict[str, int]
    """How often each word occurs, for cloze questions."""

    cited: dict[str, set[str]]
    """By a citation's folded words, the titles of all notes that it is said of."""

    others: "_Others"


POOL = 60
"""From how many records wrong choices are drawn: enough for variety, whatever the seed's size."""


@dataclass(frozen=True, slots=True)
class _Others:
    """What wrong choices are drawn from, each at most `POOL`."""

    frames: tuple[SeedFrame, ...]
    notes: tuple[str, ...]
    poles: tuple[SeedClaim, ...]
    """Oppositions."""

    items: tuple[str, ...]
    """Texts of steps, oppositions and main points that are not named as ruled out."""


def build_checks(content: Content, acts: tuple[Act, ...]) -> tuple[Check, ...]:
    """Return the questions of all *acts*, numbered in their order: ``q-001`` and on."""
    asking = _Asking(
        content,
        Wording(content.language),
        {frame.id: frame for frame in content.frames},
        {claim.id: claim for claim in content.claims},
        {source.id: source for source in content.sources},
        {source.id: source.title for source in content.sources},
        _word_counts(content.claims),
        _cited_titles(content),
        _others(content),
    )
    found = [check for act in acts for check in _of_act(asking, act, acts)]
    width = max(3, len(str(len(found))))
    return tuple(
        structs.replace(check, id=f"q-{number:0{width}}") for number, check in enumerate(found, 1)
    )


def with_checks(acts: tuple[Act, ...], checks: Iterable[Check]) -> tuple[Act, ...]:
    """Return *acts* with the ids of their *checks*."""
    by_act: dict[str, list[str]] = {}
    for check in checks:
        by_act.setdefault(check.act, []).append(check.id)
    return tuple(structs.replace(act, checks=tuple(by_act.get(act.id, ()))) for act in acts)


def _others(content: Content) -> _Others:
    excluded = {folded(claim.text) for claim in content.claims if claim.kind == "exclusion"}
    items = [
        claim
        for claim in content.claims
        if (claim.kind in ("step", "opposition") or claim.slot in ("items", "key", "definiens"))
        and folded(claim.text) not in excluded
    ]
    poles = [claim for claim in content.claims if claim.kind == "opposition"]
    notes = {source.title: source.id for source in content.sources}
    return _Others(
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


def _of_act(asking: _Asking, act: Act, acts: tuple[Act, ...]) -> list[Check]:
    """Take questions of each type in turn until there are enough; none is asked twice."""
    rounds = zip_longest(*_by_type(asking, act, acts))
    in_turn = (check for found in rounds for check in found if check is not None)
    return list(islice(_asked_once(in_turn), PER_ACT))


def _asked_once(checks: Iterable[Check]) -> Iterator[Check]:
    asked = set()
    for check in checks:
        if check.prompt not in asked:
            asked.add(check.prompt)
            yield check


def _by_type(asking: _Asking, act: Act, acts: tuple[Act, ...]) -> Iterator[Iterator[Check]]:
    claims = [asking.claims[key] for key in act.claims]
    yield _cells(asking, act, claims)
    yield _contrasts(asking, act, claims)
    yield _cites(asking, act, claims)
    yield _steps(asking, act)
    yield _clozes(asking, act, claims)
    yield _decoys(asking, act, claims)
    yield _frames(asking, act, claims)
    yield _order(asking, act, acts)


def _cells(asking: _Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    for claim in _spread(one for one in claims if one.kind == "cell"):
        frame = asking.frames.get(claim.frame or "")
        title = frame.title if frame else asking.titles[claim.place.note]
        prompt = asking.say("check.cell", frame=title, row=claim.row, column=claim.column)
        yield _check(act, "cell", prompt, claim, accept=(claim.text,))


def _contrasts(asking: _Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    wrong: Sequence[str] = asking.others.items
    for claim in _spread(one for one in claims if one.kind == "exclusion"):
        frame = asking.frames.get(claim.frame or "")
        if len(set(wrong)) >= CHOICES - 1 and frame is not None:
            prompt = asking.say("check.cannot", frame=frame.title)
            yield _choice(act, "contrast", prompt, claim, claim.text, wrong)
    for claim in claims:
        if claim.kind == "opposition" and claim.against:
            wrong = [one.text for one in asking.others.poles if one.against != claim.against]
            prompt = asking.say("check.instead", text=claim.against)
            if len({folded(text) for text in wrong} - {folded(claim.text)}) >= CHOICES - 1:
                yield _choice(act, "contrast", prompt, claim, claim.text, wrong)


def _cites(asking: _Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    titles = asking.others.notes
    for claim in claims:
        if claim.kind == "citation" and claim.target and len(folded(claim.text).split()) >= 4:
            right = asking.titles[claim.target]
            also_right = asking.cited[folded(claim.text)]
            wrong = [title for title in titles if title not in also_right]
            prompt = asking.say("check.cites", text=claim.text)
            if len(wrong) >= CHOICES - 1:
                yield _choice(act, "cites-which", prompt, claim, right, wrong)


def _frames(asking: _Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    for claim in claims:
        frame = asking.frames.get(claim.frame or "")
        if frame is None or claim.kind != "statement" or len(folded(claim.text).split()) < 4:
            continue
        titles = [one.title for one in asking.others.frames if _apart(one, claim)]
        if len(set(titles)) >= CHOICES - 1 and folded(claim.text)[:40] not in folded(frame.title):
            prompt = asking.say("check.frame", text=claim.text)
            yield _choice(act, "frame-of-claim", prompt, claim, frame.title, titles)


def _apart(frame: SeedFrame, claim: SeedClaim) -> bool:
    """Return whether nobody could take *frame* for one that holds *claim*."""
    first, last = frame.place.lines
    here = frame.place.note == claim.place.note
    return not (here and first <= claim.place.lines[0] <= last) and claim.id not in frame.claims


def _clozes(asking: _Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    for claim in claims:
        found = cloze(claim.text, asking.used)
        if found is not None and claim.kind != "cell":
            text, word = found
            prompt = asking.say("check.cloze", text=text)
            yield _check(act, "cloze", prompt, claim, accept=(word,))


def _steps(asking: _Asking, act: Act) -> Iterator[Check]:
    protocol = _protocol(asking, act)
    if protocol is not None and len(protocol.steps) > 1:
        order = tuple(asking.claims[key].text for key in protocol.steps)
        if len(set(order)) == len(order):
            prompt = asking.say("check.steps", title=protocol.name)
            yield Check(id="", type="order", prompt=prompt, act=act.id, order=order)


def _order(asking: _Asking, act: Act, acts: tuple[Act, ...]) -> Iterator[Check]:
    """Only a chain of needs has one right order; the last act asks for the longest."""
    chain = longest_chain(acts[:-1])
    titles = tuple(one.title for one in chain)
    if act is acts[-1] and len(chain) > 2 and len(set(titles)) == len(titles):
        prompt = asking.say("check.acts")
        yield Check(id="", type="order", prompt=prompt, act=act.id, order=titles)


def longest_chain(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Return the longest row of *acts* in which each needs the one before it."""
    best: dict[str, tuple[Act, ...]] = {}
    for act in acts:
        before = max((best[need] for need in act.needs if need in best), key=len, default=())
        best[act.id] = (*before, act)
    return max(best.values(), key=len, default=())


def _protocol(asking: _Asking, act: Act) -> SeedProtocol | None:
    return next((one for one in asking.content.protocols if one.id == act.protocol), None)


def _decoys(asking: _Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    say = asking.say
    protocol = _protocol(asking, act)
    if protocol is not None:
        for name in ("steps", "checks", "environment"):
            if not getattr(protocol, name):
                yield _decoy(asking, act, say(f"check.decoy.{name}", title=protocol.name))
    for key in dict.fromkeys(claim.target for claim in claims if claim.target):
        source = asking.sources[key]
        if source.state in ("missing", "outside"):
            yield _decoy(asking, act, say("check.decoy.missing", title=source.title))
    rows = {folded(claim.row) for claim in claims if claim.row}
    frame = asking.frames.get(next((one.frame for one in claims if one.row and one.frame), ""))
    for row in (say("check.row.price"), say("check.row.weather")):
        if frame is not None and folded(row) not in rows:
            yield _decoy(asking, act, say("check.decoy.row", frame=frame.title, row=row))


def _decoy(asking: _Asking, act: Act, prompt: str) -> Check:
    absent = asking.say("check.absent")
    return Check(id="", type="decoy", prompt=prompt, act=act.id, accept=(absent,))


def _spread(claims: Iterable[SeedClaim]) -> list[SeedClaim]:
    """Put *claims* into an order that does not follow the text but is always the same."""
    return sorted(claims, key=lambda claim: short_hash("spread", claim.id))


def _check(
    act: Act, kind: str, prompt: str, claim: SeedClaim, *, accept: tuple[str, ...]
) -> Check:
    return Check(
        id="",
        type=kind,
        prompt=prompt,
        act=act.id,
        frame=claim.frame,
        claims=(claim.id,),
        accept=accept,
    )


def _choice(
    act: Act, kind: str, prompt: str, claim: SeedClaim, right: str, others: Iterable[str]
) -> Check:
    """Ask to choose between *right* and the others that lie nearest by a hash."""
    apart = {folded(text): text for text in others if folded(text) != folded(right)}
    wrong = sorted(apart.values(), key=lambda text: short_hash("choice", claim.id, text))
    choices = sorted(
        (right, *wrong[: CHOICES - 1]), key=lambda text: short_hash("place", claim.id, kind, text)
    )
    return Check(
        id="",
        type=kind,
        prompt=prompt,
        act=act.id,
        frame=claim.frame,
        claims=(claim.id,),
        choices=tuple(choices),
        key=choices.index(right),
    )
