"""Protocols of one note put together: one per name, with all that the note says of each."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from vaultkit.frames.acting import actor_in
from vaultkit.frames.draft import coordinated, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.identity import anchor_id, folded, revision
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import CODE, COMMENT, DEFINITION, HEADER
from vaultkit.frames.protocol_draft import GroupDraft, ProtocolDraft
from vaultkit.frames.record import Protocol, ProtocolGroup

_APPOSITION = re.compile(r"[*_»”\"]{0,3}\s+[—–]\s+(?P<what>[^.;:!?\n]{4,240})")
_LAST = "\U0010ffff"
_LISTS = (
    "medium", "payload", "form", "actor", "environment", "preconditions", "checks", "excludes",
    "warnings", "objective",
)  # fmt: skip


def merged(drafts: Iterable[ProtocolDraft]) -> list[ProtocolDraft]:
    """Return one draft per name and container, the fullest; the others become its evidence."""
    found: dict[tuple[str, str], ProtocolDraft] = {}
    for draft in drafts:
        key = (draft.frame.container.id, folded(draft.name))
        first = found.get(key)
        if first is None:
            found[key] = draft
            continue
        keep, other = (draft, first) if _fullness(draft) > _fullness(first) else (first, draft)
        note = other.evidence[0].note if other.evidence else None
        del note
        for slot, values in other.slots.items():
            keep.fill(slot, values)
        keep.evidence.extend(other.evidence)
        keep.group = keep.group or other.group
        if other.group is not None:
            other.group.members = [keep if one is other else one for one in other.group.members]
        found[key] = keep
    return sorted(found.values(), key=lambda one: (one.line, one.name))


_ROLES = ("plan", "paradigm", "artefact")


def tell_roles(manuscript: Manuscript, protocols: Iterable[ProtocolDraft]) -> None:
    """Give protocols the role that the noun of their name tells: «План из 30 частей» is a plan."""
    for protocol in protocols:
        if protocol.role in ("protocol", "transfer_type") and protocol.status != "rejected":
            for role in _ROLES:
                hits = manuscript.lexicon.lex(f"{role}_name").find(fold(plain(protocol.name)))
                if hits and len(WORD.findall(protocol.name[: hits[0].start])) <= _ATTRIBUTES:
                    protocol.role = role
                    break


_ATTRIBUTES = 2
"""Words before the noun of a name."""


def _fullness(draft: ProtocolDraft) -> tuple[int, int]:
    return (len(draft.slots) + bool(draft.steps) * 2 + (draft.group is not None), -draft.line)


def add_mentions(manuscript: Manuscript, protocols: Sequence[ProtocolDraft]) -> None:
    """Add every other line that names a protocol, and what it says is moved and in what form."""
    page = manuscript.page
    lines = _lines_by_word(manuscript) if protocols else {}
    words = sorted(lines)
    for protocol in protocols:
        stems = _stems(protocol.name)
        for number in _lines_with(stems, words, lines) if len(stems) > 1 else ():
            if number == protocol.line:
                continue
            place = _named(page.folded(number), stems)
            if place is not None:
                line = page.line(number)
                quote = squeeze(plain(line[place[0] : place[1]]))
                protocol.evidence.append(manuscript.evidence(number, quote[:200]))
                _add_payload(manuscript, protocol, line, place[1])


def _lines_by_word(manuscript: Manuscript) -> Mapping[str, Sequence[int]]:
    """Return the lines that hold each word, ascending; those of code and format left out."""
    page = manuscript.page
    found: dict[str, list[int]] = {}
    for number, line in enumerate(page.folded_lines, 1):
        if page.kind_of(number) not in (CODE, COMMENT, DEFINITION, HEADER):
            for word in set(WORD.findall(line)):
                found.setdefault(word, []).append(number)
    return found


def _lines_with(
    stems: Sequence[str], words: Sequence[str], lines: Mapping[str, Sequence[int]]
) -> list[int]:
    """Return the lines with a word for the rarest of *stems*, ascending; *words* are sorted."""
    found: list[list[Sequence[int]]] = []
    for stem in stems:
        if _is_exact(stem):
            found.append([lines[stem]] if stem in lines else [])
            continue
        begin, end = bisect_left(words, stem), bisect_left(words, stem + _LAST)
        found.append([lines[word] for word in words[begin:end]])
    rarest = min(found, key=lambda places: sum(map(len, places)))
    return sorted(set().union(*rarest))


def _stems(name: str) -> list[str]:
    words = WORD.findall(folded(name))
    return [_stem(word) for word in words]


def _stem(word: str) -> str:
    """Return *word* without the ending of its case; one with digits is a number or a code."""
    return word[: max(3, len(word) - 2)] if len(word) > 4 and word.isalpha() else word


def _is_exact(stem: str) -> bool:
    """Return whether only *stem* itself is its word: a number has no cases, one letter neither."""
    return len(stem) == 1 or not stem.isalpha()


def _named(line: str, stems: Sequence[str]) -> tuple[int, int] | None:
    """Return where words with these stems stand next to each other."""
    words = [(match[0], match.start(), match.end()) for match in WORD.finditer(line)]
    for at in range(len(words) - len(stems) + 1):
        if all(_is_of(stem, words[at + step][0]) for step, stem in enumerate(stems)):
            end = words[at + len(stems) - 1][2]
            if not (stems[-1][-1].isdigit() and _DECIMALS.match(line, end)):
                return words[at][1], end
    return None


def _is_of(stem: str, word: str) -> bool:
    return word == stem if _is_exact(stem) else word.startswith(stem)


_DECIMALS = re.compile(r"[.,-]\d")
"""What makes a number the beginning of another: «протокол 1» is not «протокол 1.5»."""


def _add_payload(manuscript: Manuscript, protocol: ProtocolDraft, line: str, end: int) -> None:
    apposition = _APPOSITION.match(line, end)
    if apposition is None:
        return
    text = plain(apposition["what"])
    transfer = manuscript.lexicon.lex("transfer").at_start(folded(text))
    if transfer is None:
        return
    form = manuscript.lexicon.lex("form").first(text.lower())
    payload = text[transfer.end : form.start if form else len(text)]
    if not protocol.slots.get("payload"):
        protocol.fill("payload", coordinated(payload))
    if form and not protocol.slots.get("form"):
        protocol.fill("form", coordinated(text[form.end :]))
    protocol.evidence.append(
        manuscript.evidence(manuscript.page.text.index(line) + 1, trimmed(text)[:200])
    )


def protocol_ids(protocols: Sequence[ProtocolDraft]) -> dict[int, str]:
    """Return the id of each protocol, by ``id()`` of the draft."""
    counts: dict[tuple[str, str], int] = {}
    found: dict[int, str] = {}
    for protocol in protocols:
        anchor = protocol.frame.container.anchor
        key = (anchor, folded(protocol.name))
        ordinal = counts[key] = counts.get(key, -1) + 1
        found[id(protocol)] = anchor_id(anchor, "protocol_record", protocol.name, ordinal)
    return found


def group_ids(groups: Sequence[GroupDraft]) -> dict[int, str]:
    """Return the id of each group, by ``id()`` of the draft."""
    found: dict[int, str] = {}
    counts: dict[str, int] = {}
    for group in groups:
        anchor = group.members[0].frame.container.anchor
        ordinal = counts[group.name] = counts.get(group.name, -1) + 1
        found[id(group)] = anchor_id(anchor, "protocol_group", group.name, ordinal)
    return found


def finished_protocols(
    manuscript: Manuscript,
    protocols: Sequence[ProtocolDraft],
    ids: Mapping[int, str],
    groups: Mapping[int, str],
) -> tuple[Protocol, ...]:
    """Return the drafts as protocols."""
    return tuple(_protocol(manuscript, protocol, ids, groups) for protocol in protocols)


def _protocol(
    manuscript: Manuscript,
    draft: ProtocolDraft,
    ids: Mapping[int, str],
    groups: Mapping[int, str],
) -> Protocol:
    if not draft.slots.get("actor"):
        told = (actor_in(manuscript, medium) for medium in draft.slots.get("medium", ()))
        draft.fill("actor", [actor for actor in told if actor])
    lists = {slot: tuple(draft.slots.get(slot, ())) for slot in _LISTS}
    filled = any(lists.values()) or bool(draft.steps)
    evidence = [manuscript.evidence(draft.line, draft.quote), *draft.evidence]
    text = " ".join([draft.quote, *(step.text for step in draft.steps), *sum(lists.values(), ())])
    return Protocol(
        id=ids[id(draft)],
        rev=revision(text),
        name=draft.name,
        line=draft.line,
        span=draft.frame.span,
        role=draft.role,
        status=draft.status,
        quote=evidence[0].quote,
        **lists,
        steps=tuple(draft.steps),
        metaphor=draft.metaphor,
        group=groups.get(id(draft.group)) if draft.group else None,
        declared_count=draft.declared,
        known=tuple(draft.known),
        complete=draft.complete,
        condition=draft.condition,
        reason=draft.reason,
        cited=draft.cited,
        confidence=_confidence(draft, filled),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _confidence(draft: ProtocolDraft, filled: bool) -> str:
    """Tell the tier: without medium or any other slot it is C, whatever named it."""
    if draft.status == "rejected":
        return "A" if draft.reason else "B"
    if not filled:
        return "C"
    return "B" if draft.rule == "marked_phrase" else "A"


def finished_groups(
    manuscript: Manuscript,
    groups: Sequence[GroupDraft],
    ids: Mapping[int, str],
    protocols: Mapping[int, str],
) -> tuple[ProtocolGroup, ...]:
    """Return the groups; one whose declared count is not met is said to be incomplete."""
    return tuple(
        ProtocolGroup(
            id=ids[id(group)],
            name=group.name,
            lead=manuscript.evidence(group.line, group.quote[:200]),
            declared_count=group.declared,
            members=tuple(protocols[id(one)] for one in group.members if id(one) in protocols),
            ordered=group.ordered,
            complete=_complete(group),
            span=group.span,
        )
        for group in groups
    )


def _complete(group: GroupDraft) -> bool | None:
    if group.declared is None or not group.declared.isdecimal():
        return None
    return len(group.members) >= int(group.declared)
