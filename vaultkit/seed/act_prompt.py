"""What is said in an act: a prompt that stands on its own in any chat.

Quotes stand between two lines of ``====`` and are called data there; nothing in a quote can look
like such a line, because a quote is one line and begins with its number.
"""

from collections.abc import Iterable, Iterator

from vaultkit.seed.record import Act, Content, SeedClaim, SeedProtocol
from vaultkit.seed.wording import Wording

_BAR = "===="
_FIELDS = (
    *("medium", "payload", "form", "actor", "environment", "preconditions", "objective"),
    *("excludes", "warnings", "checks", "known"),
)
_TELLING = {"leads_to", "resolved_by", "entails", "contrasts_with", "opposes", "maps_onto"}


def where(say: Wording, claim: SeedClaim, titles: dict[str, str]) -> str:
    """Return where *claim* stands: the note's title and lines."""
    first, last = claim.place.lines
    key = "line" if first == last else "lines"
    return f"{titles[claim.place.note]}, {say(key, first=first, last=last)}"


def told(say: Wording, claim: SeedClaim, titles: dict[str, str]) -> str:
    """Return *claim* as one line of plain text: what it is of, and the quote."""
    quote = say.quoted(claim.text)
    if claim.kind == "cell":
        return f"{claim.row} · {claim.column}: {quote}"
    if claim.kind == "opposition":
        return f"{say.quoted(claim.against or '')} → {quote}"
    if claim.kind == "citation" and claim.target:
        return f"{titles[claim.target]} — {quote}"
    if claim.slot is not None:
        return f"{say.word('slot', claim.slot)}: {quote}"
    return f"{say.word('kind', claim.kind)}: {quote}"


def reading_prompt(
    content: Content, say: Wording, act: Act, quoted: tuple[SeedClaim, ...], total: int
) -> str:
    """Return the prompt of an act of reading."""
    tasks = [say("act.read.retell")]
    if any(claim.kind in ("opposition", "exclusion") for claim in quoted):
        tasks.append(say("act.read.against"))
    relations = list(_relations(content, say, act))
    if relations:
        tasks.append(say("act.read.related", relations="; ".join(relations)))
    tasks.append(say("act.read.silent"))
    more = [say("act.more", count=act.more_claims)] if act.more_claims else []
    return "\n".join(
        [
            say("act.where", position=act.position, total=total, title=act.title),
            say("act.data"),
            *_quotes(content, say, quoted),
            *more,
            *_numbered(say, tasks),
        ]
    )


def protocol_prompt(
    content: Content, say: Wording, act: Act, protocol: SeedProtocol, total: int
) -> str:
    """Return the prompt of an act that follows *protocol*."""
    claims = {claim.id: claim for claim in content.claims}
    fields = [
        f"{say.word('field', name)}: {'; '.join(getattr(protocol, name))}"
        for name in _FIELDS
        if getattr(protocol, name)
    ]
    steps = [claims[key] for key in protocol.steps]
    quoted = [claims[key] for key in act.claims if key not in protocol.steps]
    tasks = [say(f"act.protocol.{act.mode}")]
    if steps:
        tasks.insert(0, say("act.protocol.steps"))
    if act.questions:
        tasks.append(say("act.protocol.ask", questions=" ".join(act.questions)))
    return "\n".join(
        [
            say("act.where", position=act.position, total=total, title=act.title),
            say("act.data"),
            say("act.protocol.told"),
            *_quotes(content, say, quoted, fields=fields, steps=steps),
            *_numbered(say, tasks),
        ]
    )


def without_quotes(prompt: str) -> list[str]:
    """Return the tasks of *prompt*, a line each: what stands below its quotes and ``act.do``.

    The prompt of a seed that a stranger wrote may look otherwise; then all its lines are tasks.
    """
    lines = prompt.splitlines()
    ends = [at for at, line in enumerate(lines) if line == _BAR]
    tasks = lines[ends[-1] + 1 :] if len(ends) > 1 else lines
    return [line for line in tasks if line[:1].isdigit()] or lines


def _numbered(say: Wording, tasks: Iterable[str]) -> Iterator[str]:
    yield say("act.do")
    yield from (f"{number}. {task}" for number, task in enumerate(tasks, 1))


def _quotes(
    content: Content,
    say: Wording,
    quoted: Iterable[SeedClaim],
    *,
    fields: Iterable[str] = (),
    steps: Iterable[SeedClaim] = (),
) -> Iterator[str]:
    titles = {source.id: source.title for source in content.sources}
    yield _BAR
    yield from (f"- {line}" for line in fields)
    for step in steps:
        yield f"- {say.word('kind', 'step')} {step.order}: {say.quoted(step.text)}"
    for number, claim in enumerate(quoted, 1):
        yield f"[{number}] {told(say, claim, titles)} ({where(say, claim, titles)})"
    yield _BAR


def _relations(content: Content, say: Wording, act: Act) -> Iterator[str]:
    titles = {frame.id: frame.title for frame in content.frames}
    here = set(act.frames)
    for relation in content.relations:
        if (
            relation.type in _TELLING
            and here & {relation.source, relation.target}
            and relation.source in titles
            and relation.target in titles
        ):
            name = say.word("relation", relation.type)
            source, target = (
                say.quoted(titles[relation.source]),
                say.quoted(titles[relation.target]),
            )
            yield f"{source} {name} {target}"
