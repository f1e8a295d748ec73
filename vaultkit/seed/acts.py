"""The chain of acts: how someone else grows the architecture again, step by step.

An act quotes what the notes say and gives a prompt to copy. What the notes do not say is never
filled in: it becomes a question to the person who takes part.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec import structs

from vaultkit.seed.act_mode import find_mode, find_transfer_kind
from vaultkit.seed.act_order import Order, find_order
from vaultkit.seed.act_prompt import protocol_prompt, reading_prompt
from vaultkit.seed.record import (
    FINAL_ACT,
    Act,
    Content,
    SeedClaim,
    SeedFrame,
    SeedProtocol,
    SeedSource,
)
from vaultkit.seed.slug import short_hash, slug
from vaultkit.seed.unit import Unit, find_units
from vaultkit.seed.wording import Wording

QUOTED = 24
"""How many quotes a prompt holds: what one reads and retells at a sitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The acts in order, and the needs that had to be left out."""

    acts: tuple[Act, ...]
    left_out: tuple[tuple[str, str], ...]
    """Ids of acts (before, after)."""


def build_chain(content: Content, grain: str = "auto") -> Chain:
    """Return the chain of acts that grows *content*; the last act verifies."""
    wording = Wording(content.language)
    units = find_units(content, grain)
    order = find_order(content, units)
    by_key = {unit.key: unit for unit in units}
    ids = {key: f"a-{short_hash('act', key)}" for key in order.keys}
    total = len(units) + 1
    acts = [
        _act(_Work(content, wording, by_key[key], order, ids, at, total))
        for at, key in enumerate(order.keys, 1)
    ]
    left_out = tuple((ids[before], ids[after]) for before, after in order.left_out)
    return Chain(acts=(*acts, _final_act(wording, acts, total)), left_out=left_out)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is needed to write one act."""

    content: Content
    wording: Wording
    unit: Unit
    order: Order
    ids: dict[str, str]
    position: int
    total: int


def _act(work: _Work) -> Act:
    protocol = work.unit.protocol
    quoted = spread(work.unit.frames, work.unit.claims, QUOTED)
    needs = tuple(work.ids[key] for key in work.order.needs[work.unit.key])
    act = Act(
        id=work.ids[work.unit.key],
        position=work.position,
        file=_file(work.position, work.total, work.unit.title),
        title=work.unit.title,
        description="",
        mode="read",
        transfer_kind="architectural",
        needs=needs,
        frames=tuple(frame.id for frame in work.unit.frames),
        protocol=protocol.id if protocol else None,
        claims=tuple(claim.id for claim in quoted),
        more_claims=len(work.unit.claims) - len(quoted),
        sources=work.unit.notes,
        on_fail=f"return-to:{needs[-1]}" if needs else "repeat",
        questions=tuple(_questions(work)),
    )
    return _reading(work, act, quoted) if protocol is None else _protocol(work, act, protocol)


def _file(position: int, total: int, title: str) -> str:
    width = max(2, len(str(total)))
    return f"acts/{position:0{width}}-{slug(title)}.md"


def _reading(work: _Work, act: Act, quoted: tuple[SeedClaim, ...]) -> Act:
    say = work.wording
    sign = [say("act.sign.retold", count=len(quoted)), say("act.sign.silent")]
    return structs.replace(
        act,
        description=say("act.read.description", title=act.title, claims=len(work.unit.claims)),
        prompt=reading_prompt(work.content, say, act, quoted, work.total),
        sign=tuple(sign),
        human=say("act.human.read"),
    )


def _protocol(work: _Work, act: Act, protocol: SeedProtocol) -> Act:
    say = work.wording
    mode = find_mode(protocol)
    title = say("act.protocol.title", title=protocol.name)
    signs = [*protocol.checks, say("act.sign.plan")]
    if mode in ("human", "dialogue"):
        signs.append(say("act.sign.written"))
    titled = structs.replace(
        act,
        title=title,
        description=say(
            "act.protocol.description", title=protocol.name, mode=say.word("mode", mode)
        ),
        mode=mode,
        transfer_kind=find_transfer_kind(protocol, mode),
        precondition=protocol.preconditions,
        sign=tuple(signs),
        human=say(f"act.human.{mode}"),
    )
    prompt = protocol_prompt(work.content, say, titled, protocol, work.total)
    return structs.replace(titled, prompt=prompt)


def _final_act(say: Wording, acts: list[Act], total: int) -> Act:
    needed = {need for act in acts for need in act.needs}
    ends = tuple(act.id for act in acts if act.id not in needed)
    title = say("act.final.title")
    example = f"q-001: {say('check.absent')}"
    prompt = "\n".join(
        [
            say("act.where", position=total, total=total, title=title),
            say("act.do"),
            f"1. {say('act.final.answer', absent=say('check.absent'))}",
            f"2. {say('act.final.format', example=example)}",
            f"3. {say('act.final.lost')}",
        ]
    )
    return Act(
        id=FINAL_ACT,
        position=total,
        file=_file(total, total, title),
        title=title,
        description=say("act.final.description"),
        mode="human",
        transfer_kind="symbiotic",
        needs=ends,
        prompt=prompt,
        sign=(say("act.sign.final"),),
        human=say("act.human.final"),
    )


def spread(
    frames: Iterable[SeedFrame], claims: tuple[SeedClaim, ...], limit: int
) -> tuple[SeedClaim, ...]:
    """Return up to *limit* of *claims*, one of each frame in turn, in the order of the notes."""
    groups: dict[str | None, list[SeedClaim]] = {frame.id: [] for frame in frames}
    for claim in claims:
        groups.setdefault(claim.frame, []).append(claim)
    chosen: list[SeedClaim] = []
    while len(chosen) < min(limit, len(claims)):
        for waiting in groups.values():
            if waiting and len(chosen) < limit:
                chosen.append(waiting.pop(0))
    wanted = {claim.id for claim in chosen}
    return tuple(claim for claim in claims if claim.id in wanted)


_ASKED = ("medium", "steps", "actor", "environment", "checks")
MISSING_ASKED = 5
"""How many absent notes an act asks for: more would not be answered."""


def _questions(work: _Work) -> Iterator[str]:
    say, protocol = work.wording, work.unit.protocol
    sources = {source.id: source for source in work.content.sources}
    if protocol is None:
        yield from _reading_questions(work, sources)
        return
    for name in _ASKED:
        if not getattr(protocol, name):
            yield say(f"ask.{name}", title=protocol.name)
    if protocol.declared_count and protocol.complete is not True:
        known = ", ".join(protocol.known) or say("none-told")
        yield say("ask.count", declared=protocol.declared_count, known=known)
    cited = sources.get(protocol.cited or "")
    if cited is not None and cited.state != "carried":
        yield say("ask.missing", title=cited.title)


def _reading_questions(work: _Work, sources: dict[str, SeedSource]) -> Iterator[str]:
    absent = dict.fromkeys(
        sources[claim.target].title
        for claim in work.unit.claims
        if claim.target and sources[claim.target].state != "carried"
    )
    for title in list(absent)[:MISSING_ASKED]:
        yield work.wording("ask.missing", title=title)
    pointing = {one.source for one in work.content.relations if one.type == "precedes"}
    for frame in work.unit.frames:
        if frame.kind == "next_step" and frame.place.note not in pointing:
            number = f"{frame.number} — " if frame.number else ""
            yield work.wording("ask.next", title=f"{number}{frame.title}")
