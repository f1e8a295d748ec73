"""Protocols that a note sets out on purpose: a section, a callout or a whole note with slots."""

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vaultkit.frames.blocks import Block
from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.inner_frames import callout_blocks
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import HEADING, PARAGRAPH, RULE
from vaultkit.frames.protocol_draft import ProtocolDraft
from vaultkit.frames.record import Lines, Section
from vaultkit.frames.slot_labels import label_slot
from vaultkit.frames.slot_reading import SlotValue, heading_slot, read_slots, step_on
from vaultkit.notes.note_path import stem

_NAME = 90
"""Characters of the longest line that names a protocol."""

_TELLING = frozenset(("actor", "preconditions", "steps", "checks", "medium"))
_NUMBERED = re.compile(r"^(?:протокол|protocol)\s+(?:№\s*)?[\dIVX]+\s*[.:—–-]\s*", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:протокол|protocol)\s+[«“\"](?P<name>[^«»“”\"]+)[»”\"]$", re.IGNORECASE)
_STATUS = {"rejected": "rejected", "proposed": "proposed"}


def protocol_sections(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[ProtocolDraft]:
    """Yield the protocols that sections and callouts set out, and the note's own."""
    own = _of_properties(manuscript, outer)
    if own is not None:
        yield own
    if own is None or not own.slots:
        announced = list(_announced(manuscript, outer))
        found: list[ProtocolDraft] = announced[:]
        frames = {one.section.id: one for one in reversed(outer) if one.section}
        begun = sorted(one.frame.span.first for one in found)
        for section in reversed(manuscript.sections):
            protocol = _of_section(manuscript, section, frames, begun)
            if protocol is not None:
                found.append(protocol)
                insort(begun, protocol.frame.span.first)
        yield from reversed(found)
    for block, role in callout_blocks(manuscript):
        if role == "protocol":
            yield _of_callout(manuscript, block.span, block.title, outer)


def _announced(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[ProtocolDraft]:
    """Yield the protocols that a line of its own names, with slots under it: «Протокол «X»»."""
    if not manuscript.is_of_genre:
        return
    for container in manuscript.containers:
        blocks = manuscript.blocks(container)
        for at, block in enumerate(blocks[:-1]):
            if block.kind != PARAGRAPH or block.span.first != block.span.last:
                continue
            line = plain(manuscript.page.line(block.span.first)).strip()
            if len(line) > _NAME:
                continue
            hit = manuscript.lexicon.roles.at_start(fold(line))
            if hit is None or hit.name != "protocol" or line[-1:] in ".:!?;," or "[[" in line:
                continue
            ends = (one.span.first for one in blocks[at + 1 :] if _ends(manuscript, one))
            last = min(next(ends, container.span.last + 1) - 1, container.span.last)
            span = manuscript.page.trimmed(block.span.first, last)
            values = read_slots(manuscript, Lines(span.first + 1, span.last), container.depth)
            if len({value.slot for value in values} & _TELLING) < 2 or any(
                one.kind == "protocol" and one.span.first <= span.first <= one.span.last
                for one in outer
            ):
                continue
            section = manuscript.section_at(span.first)
            frame = Draft("protocol", span, container, section, line, rules=["announced"])
            name = protocol_name(manuscript, line)
            protocol = ProtocolDraft(name, span.first, frame, "protocol", line, rule="announced")
            fill_protocol(manuscript, protocol, values)
            yield protocol


def _ends(manuscript: Manuscript, block: Block) -> bool:
    """Return whether *block* ends the protocol above it: a heading, a break, another name."""
    if block.kind in (HEADING, RULE):
        return True
    line = manuscript.page.line(block.span.first)
    if block.kind != PARAGRAPH or not line.lstrip().startswith(("**", "__")):
        return False
    hit = manuscript.lexicon.roles.at_start(fold(plain(line)))
    return hit is not None and hit.name == "protocol" and len(line) < _NAME


def _of_section(
    manuscript: Manuscript, section: Section, frames: Mapping[str, Draft], begun: Sequence[int]
) -> ProtocolDraft | None:
    """Return the protocol that *section* sets out.

    Args:
        manuscript: The note.
        section: One of its sections.
        frames: The frames that sections are, by the section's id.
        begun: The lines where other protocols begin, ascending.
    """
    declared = section.role == "protocol"
    if not _may_be_protocol(manuscript, section):
        return None
    if bisect_right(begun, section.line) < bisect_right(begun, section.span.last):
        return None  # a part of it is one
    depth = manuscript.container_by_id[section.container].depth
    last = section.span.last if declared else _last_own_line(manuscript, section)
    values = read_slots(manuscript, Lines(section.line + 1, max(last, section.line)), depth)
    kinds = {value.slot for value in values}
    if not kinds & _TELLING or (not declared and not _is_plan(manuscript, section, values)):
        return None
    frame = frames.get(section.id)
    if frame is None:
        frame = Draft(
            kind="protocol",
            span=section.span,
            container=manuscript.container_by_id[section.container],
            section=section,
            title=section.title,
            rules=["labelled_slots"],
        )
    elif frame.kind != "principle":
        frame.kind = "protocol"
    protocol = ProtocolDraft(
        name=protocol_name(manuscript, section.title),
        line=section.line,
        frame=frame,
        role="protocol",
        quote=section.title,
        rule="labelled_slots",
    )
    fill_protocol(manuscript, protocol, values)
    return protocol


def _is_plan(manuscript: Manuscript, section: Section, values: Sequence[SlotValue]) -> bool:
    """Return whether slots of two kinds say that *section* is a protocol, or a plan's steps do."""
    if len({value.slot for value in values}) > 1:
        return True
    title = fold(plain(section.title))
    planned = manuscript.lexicon.lex("plan_name").at_start(title) is not None
    steps = sum(1 for value in values if value.slot == "steps")
    return planned and steps > 1 and manuscript.lexicon.lex("transfer").occurs(title)


def _may_be_protocol(manuscript: Manuscript, section: Section) -> bool:
    """Return whether a section's heading lets it be a protocol, and no part of it is one."""
    if section.role != "protocol" and not (
        manuscript.is_of_genre
        and section.role not in ("sources", "problem", "consequence", "definition")
        and _names_transfer(manuscript, section)
    ):
        return False
    return not label_slot(manuscript, section.title) and not _holds_protocols(manuscript, section)


def _names_transfer(manuscript: Manuscript, section: Section) -> bool:
    folded = fold(plain(section.title))
    lexicon = manuscript.lexicon
    return any(
        lexicon.lex(name).find(folded)
        for name in ("transfer", "protocol", "to_move", "told_protocol")
    )


def _last_own_line(manuscript: Manuscript, section: Section) -> int:
    """Return the last line before the first part that is neither a slot nor a step.

    Where two parts or more are slots, the others stand between them: all of it is the protocol's.
    """
    parts = manuscript.parts_of(section)
    slots = {heading_slot(manuscript, other.title) for other in parts} - {None}
    if len(slots) > 1 and slots & _TELLING:
        return section.span.last
    for other in parts:
        if heading_slot(manuscript, other.title) or step_on(manuscript, other.title_raw):
            continue
        return other.line - 1
    return section.span.last


def _holds_protocols(manuscript: Manuscript, section: Section) -> bool:
    """Return whether parts of *section* are protocols of their own."""
    return any(part.role == "protocol" for part in manuscript.parts_of(section))


def protocol_name(manuscript: Manuscript, title: str) -> str:
    """Return a protocol's name without the word and the number before it."""
    words = _NUMBERED.sub("", plain(title))
    if quoted := _QUOTED.match(words.strip()):
        return trimmed(quoted["name"])
    head, colon, rest = words.partition(":")
    if not colon:
        head, colon, rest = words.partition(" — ")
    hit = manuscript.lexicon.roles.at_start(fold(head))
    if colon and rest.strip() and hit and hit.name == "protocol" and len(head.split()) <= 2:
        return trimmed(rest)
    return trimmed(words)


def fill_protocol(
    manuscript: Manuscript, protocol: ProtocolDraft, values: Sequence[SlotValue]
) -> None:
    """Put labelled values into the slots of *protocol*, and into those of its frame."""
    if any(value.slot == "steps" for value in values):
        protocol.frame.slots.pop("steps", None)  # items as they stand, labels with them
    for value in values:
        if not value.text:
            continue
        if value.slot == "steps":
            protocol.add_step(value.text, value.line, value.number)
        elif value.slot == "status":
            protocol.status = _status(manuscript, value.text) or protocol.status
        elif value.slot == "reason":
            protocol.reason = manuscript.evidence(value.line, value.text[:200])
        else:
            protocol.fill(value.slot, [value.text])
        protocol.frame.fill(value.slot, [value.text], value.line)
    if protocol.status == "rejected":
        protocol.role = "excluded"


def _status(manuscript: Manuscript, text: str) -> str | None:
    folded = fold(text)
    for name, status in _STATUS.items():
        if manuscript.lexicon.lex(name).find(folded):
            return status
    return None


def _of_callout(
    manuscript: Manuscript, span: Lines, title: str, outer: Sequence[Draft]
) -> ProtocolDraft:
    container = manuscript.container_at(span.first)
    name = trimmed(title) or "protocol"
    frame = Draft(
        kind="protocol",
        span=span,
        container=container,
        section=manuscript.section_at(span.first),
        title=name,
        rules=["callout"],
    )
    protocol = ProtocolDraft(name, span.first, frame, "protocol", name, rule="callout")
    depth = manuscript.page.depth[span.first - 1]
    if span.last > span.first:
        values = read_slots(manuscript, Lines(span.first + 1, span.last), depth)
        fill_protocol(manuscript, protocol, values)
    del outer
    return protocol


def _of_properties(manuscript: Manuscript, outer: Sequence[Draft]) -> ProtocolDraft | None:
    """Return the protocol that a note with ``type: protocol`` is."""
    properties = manuscript.note.properties
    kind = properties.get("type", properties.get("тип"))
    if not isinstance(kind, str) or manuscript.lexicon.callouts.get(kind.lower()) != "protocol":
        return None
    titles = [section for section in manuscript.sections if section.level == 1]
    title = properties.get("title")
    name = title if isinstance(title, str) and title else ""
    name = name or (titles[0].title if titles else stem(manuscript.note.path))
    body = manuscript.containers[0].span
    first = titles[0].line if titles else body.first
    while first < body.last and not manuscript.page.is_content(first):
        first += 1
    span = manuscript.page.trimmed(first, manuscript.containers[-1].span.last)
    frame = next(
        (one for one in outer if titles and one.section is titles[0]),
        None,
    )
    frame = frame or Draft(
        kind="protocol",
        span=span,
        container=manuscript.containers[0],
        section=titles[0] if titles else None,
        title=name,
        rules=["properties"],
    )
    frame.kind = "protocol"
    protocol = ProtocolDraft(
        protocol_name(manuscript, name),
        span.first,
        frame,
        "protocol",
        plain(manuscript.page.line(span.first)).lstrip("# ")[:200],
        rule="properties",
    )
    fill_protocol(manuscript, protocol, list(_property_values(manuscript, properties)))
    declared = bool(protocol.steps) or any(slot in _TELLING for slot in protocol.slots)
    start = span.first + 1 if titles else span.first
    inside = read_slots(manuscript, Lines(start, span.last), 0) if start <= span.last else []
    if body.first > 2 and (not inside or (isinstance(title, str) and not titles)):
        protocol.line, protocol.quote = _property_line(manuscript, title)
        protocol.frame.span = Lines(2, body.first - 2 if declared else span.last)
    fill_protocol(manuscript, protocol, inside)
    return protocol


def _property_line(manuscript: Manuscript, title: Any) -> tuple[int, str]:
    """Return the line of the properties that names the protocol, or the first one."""
    last = manuscript.containers[0].span.first
    for number in range(2, last):
        line = manuscript.page.raw[number - 1]
        if isinstance(title, str) and title and title in line:
            return number, line.strip()[:200]
    return 2, manuscript.page.raw[1].strip()[:200]


def _property_values(manuscript: Manuscript, properties: Any) -> Iterator[SlotValue]:
    for key, value in properties.items():
        slot = label_slot(manuscript, str(key).replace("_", " "))
        if slot is None:
            continue
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, str | int | float) and not isinstance(one, bool):
                yield SlotValue(slot, str(one).strip(), 1, str(key))
