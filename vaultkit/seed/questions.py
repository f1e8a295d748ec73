"""The kinds of questions, each made from what the seed says.

A decoy is made from what the seed is known not to say: the right answer to it is that the seed
does not hold it. A transfer question asks for something new; only a person can judge the answer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from vaultkit.seed.asking import Asking
from vaultkit.seed.cloze import GAP, cloze
from vaultkit.seed.folding import folded
from vaultkit.seed.record import TRANSFER, Act, Check, SeedClaim, SeedFrame
from vaultkit.seed.slug import short_hash

CHOICES = 4


def questions_by_kind(
    asking: Asking, act: Act, acts: tuple[Act, ...]
) -> Iterator[Iterator[Check]]:
    """Yield the questions that *act* can ask, kind by kind, without ids."""
    claims = [asking.claims[key] for key in act.claims]
    yield _cells(asking, act, claims)
    yield _fields(asking, act)
    yield _contrasts(asking, act, claims)
    yield _cites(asking, act, claims)
    yield _steps(asking, act)
    yield _clozes(asking, act, claims)
    yield _decoys(asking, act, claims)
    yield _frames(asking, act, claims)
    yield _order(asking, act, acts)


_FIELDS = ("medium", "actor", "environment", "payload", "form", "checks")


def _fields(asking: Asking, act: Act) -> Iterator[Check]:
    """Ask what the notes tell of a protocol, where its name does not tell it already."""
    protocol = asking.protocols.get(act.protocol or "")
    if protocol is None:
        return
    for name in _FIELDS:
        told: tuple[str, ...] = getattr(protocol, name)
        if told and not any(folded(one) in folded(protocol.name) for one in told):
            field = asking.say.word("field", name)
            prompt = asking.say("check.field", title=protocol.name, field=field)
            accept = tuple(dict.fromkeys((*told, ", ".join(told))))
            yield Check(id="", type="cell", prompt=prompt, act=act.id, accept=accept)


def transfer_question(asking: Asking, act: Act) -> Check | None:
    """Return what *act* asks to carry over to a new case; None where it says nothing to carry.

    What the answer may rest on stands under ``accept``.
    """
    protocol = asking.protocols.get(act.protocol or "")
    claims = [asking.claims[key] for key in act.claims]
    against = next((one for one in claims if one.kind == "opposition" and one.against), None)
    said = max(
        (one for one in claims if one.kind == "statement"),
        key=lambda one: min(len(one.text), 160),
        default=None,
    )
    if protocol is not None:
        prompt = asking.say("check.transfer.protocol", title=protocol.name)
        return _transfer(act, prompt, claims[:1])
    if against is not None:
        prompt = asking.say("check.transfer.against", text=_affirmed(against.against or ""))
        return _transfer(act, prompt, [against])
    if said is not None:
        return _transfer(act, asking.say("check.transfer.frame", text=said.text), [said])
    return None


def _transfer(act: Act, prompt: str, rests_on: list[SeedClaim]) -> Check:
    return Check(
        id="",
        type=TRANSFER,
        prompt=prompt,
        act=act.id,
        claims=tuple(one.id for one in rests_on),
        accept=tuple(one.text for one in rests_on),
        weight=0,
    )


def _cells(asking: Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    for claim in _spread(one for one in claims if one.kind == "cell"):
        frame = asking.frames.get(claim.frame or "")
        title = frame.title if frame else asking.titles[claim.place.note]
        prompt = asking.say("check.cell", frame=title, row=claim.row, column=claim.column)
        yield _check(act, "cell", prompt, claim, accept=(claim.text,))


def _contrasts(asking: Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    wrong: Sequence[str] = asking.others.items
    for claim in _spread(one for one in claims if one.kind == "exclusion"):
        frame = asking.frames.get(claim.frame or "")
        if len(set(wrong)) >= CHOICES - 1 and frame is not None:
            prompt = asking.say("check.cannot", frame=frame.title)
            yield _choice(act, "contrast", prompt, claim, claim.text, wrong)
    for claim in claims:
        if claim.kind == "opposition" and claim.against:
            wrong = [one.text for one in asking.others.poles if one.against != claim.against]
            prompt = asking.say("check.instead", text=_affirmed(claim.against))
            if len({folded(text) for text in wrong} - {folded(claim.text)}) >= CHOICES - 1:
                yield _choice(act, "contrast", prompt, claim, claim.text, wrong)


_NEGATED = re.compile(r"(?:не|not|no)\s+(?=\S)", re.IGNORECASE)


def _affirmed(text: str) -> str:
    """Return what *text* rejects, without the word that rejects it.

    >>> _affirmed("не файл"), _affirmed("экспорту")
    ('файл', 'экспорту')
    """
    return _NEGATED.sub("", text, count=1) if _NEGATED.match(text) else text


def _cites(asking: Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    titles = asking.others.notes
    for claim in claims:
        if claim.kind == "citation" and claim.target and len(folded(claim.text).split()) >= 4:
            right = asking.titles[claim.target]
            text = re.sub(re.escape(right), GAP, claim.text, flags=re.IGNORECASE)
            also_right = asking.cited[folded(claim.text)]
            wrong = [title for title in titles if title not in also_right]
            prompt = asking.say("check.cites", text=text)
            if len(wrong) >= CHOICES - 1:
                yield _choice(act, "cites-which", prompt, claim, right, wrong)


def _frames(asking: Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
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


def _clozes(asking: Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    for claim in claims:
        found = cloze(claim.text, asking.used)
        if found is not None and claim.kind != "cell":
            text, word = found
            prompt = asking.say("check.cloze", text=text)
            yield _check(act, "cloze", prompt, claim, accept=(word,))


def _steps(asking: Asking, act: Act) -> Iterator[Check]:
    protocol = asking.protocols.get(act.protocol or "")
    if protocol is not None and len(protocol.steps) > 1:
        order = tuple(asking.claims[key].text for key in protocol.steps)
        if len(set(order)) == len(order):
            prompt = asking.say("check.steps", title=protocol.name)
            yield Check(id="", type="order", prompt=prompt, act=act.id, order=order)


def _order(asking: Asking, act: Act, acts: tuple[Act, ...]) -> Iterator[Check]:
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


def _decoys(asking: Asking, act: Act, claims: list[SeedClaim]) -> Iterator[Check]:
    say = asking.say
    protocol = asking.protocols.get(act.protocol or "")
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


def _decoy(asking: Asking, act: Act, prompt: str) -> Check:
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
    asked = _check(act, kind, prompt, claim, accept=())
    return structs.replace(asked, choices=tuple(choices), key=choices.index(right))
