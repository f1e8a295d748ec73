"""Protocols that prose tells: «Протокол X включает четыре шага: …», "The procedure: first …"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultkit.frames.blocks import LIST, Block, block_text
from vaultkit.frames.counted_nouns import counted_noun
from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import HEADING, PARAGRAPH, RULE
from vaultkit.frames.protocol_draft import ProtocolDraft
from vaultkit.frames.protocol_sections import fill_protocol, protocol_name
from vaultkit.frames.record import Lines, Section
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.slot_reading import SlotValue, read_slots

_MARKED = re.compile(r"[\s:]{1,2}[«“\"`*_]{1,3}(?P<name>[^«»“”\"`*_\n]{2,80})[»”\"`*_]{1,3}")
_CAPITALS = re.compile(r"\s(?P<name>[A-ZА-ЯЁ][\w-]{1,30}(?:\s(?:[A-ZА-ЯЁ\d][\w-]{0,30})){0,3})")
_BEFORE = re.compile(r"(?P<name>(?:[A-Z][\w-]{1,30}\s){1,4})$")
_ARTICLE = re.compile(r"^(?:the|this|our|an?|наш\w*|этот|эта|сам\w*)\s+", re.IGNORECASE)
_OBJECT = re.compile(r"(?:\s[\w-]{3,24}){0,2}?(?=\s[—–]|\s(?:is|это|так\w*)\b|[\s,.:;]*$|[:,.])")
"""What is moved, after the noun that says so: «порядок переноса агента такой»."""

_FAR = 40
"""Lines below its lead in which a protocol's slots are looked for."""

_LEAD_WORDS = 12


class _Lead(NamedTuple):
    """A sentence that names a protocol."""

    name: str
    named: bool
    """Whether the name is marked or a proper one, and no mere noun."""

    line: int
    text: str
    after: int
    """Offset behind the name in the paragraph."""


def told_protocols(
    manuscript: Manuscript, outer: Sequence[Draft], known: Sequence[ProtocolDraft]
) -> Iterator[ProtocolDraft]:
    """Yield the protocols that a paragraph names and whose steps it, or what follows, tells."""
    if not manuscript.is_of_genre or not manuscript.said.may("told_protocol"):
        return
    taken = [one.frame.span for one in known if one.rule in _OWN]
    for container in manuscript.containers:
        blocks = manuscript.blocks(container)
        for at, block in enumerate(blocks):
            if block.kind != PARAGRAPH or any(_is_in(block.span, one) for one in taken):
                continue
            lead = _lead(manuscript, block)
            if lead is not None and (found := _told(manuscript, blocks, at, lead)):
                yield found
    del outer


_NAME_WORDS = 5
"""Words of a lead that may be a name."""

_OWN = ("labelled_slots", "properties", "announced")
"""Rules that read a protocol's slots themselves, prose too."""


def _is_in(inner: Lines, around: Lines) -> bool:
    return around.first <= inner.first <= inner.last <= around.last


def _lead(manuscript: Manuscript, block: Block) -> _Lead | None:
    """Return the first sentence of a paragraph that speaks of a protocol near its beginning."""
    text = block_text(manuscript.page, block)
    folded = fold(text)
    cues = manuscript.lexicon.lex("told_protocol")
    if not cues.occurs(folded):
        return None
    for sentence in split_sentences(text, manuscript.lexicon.abbreviations):
        for hit in cues.find(folded, sentence.start, sentence.end):
            if len(WORD.findall(folded[sentence.start : hit.start])) > _LEAD_WORDS:
                break
            name, named, end = _name(manuscript, text, folded, (hit.start, hit.end))
            line = block.span.first + text.count("\n", 0, hit.start)
            said = squeeze(plain(text[sentence.start : sentence.end]))
            return _Lead(name, named, line, said, end)
    return None


def _name(
    manuscript: Manuscript, text: str, folded: str, noun: tuple[int, int]
) -> tuple[str, bool, int]:
    """Return a protocol's name by the noun at *noun*, whether it is one, and where it ends."""
    start, end = noun
    marked = _MARKED.match(text, end) or _CAPITALS.match(text, end)
    if marked:
        return trimmed(marked["name"]), True, marked.end()
    before = _BEFORE.search(text[max(0, start - 80) : start])
    if before and not _ARTICLE.fullmatch(before["name"]):
        name = _ARTICLE.sub("", before["name"])
        return trimmed(name + text[start:end]), True, end
    called = manuscript.lexicon.lex("called").find(folded, end, min(len(folded), end + 60))
    if called and (marked := _MARKED.match(text, called[0].end)):
        return trimmed(marked["name"]), True, marked.end()
    moved = manuscript.lexicon.lex("transfer").find(folded, start, min(len(folded), end + 30))
    if moved and len(WORD.findall(folded[end : moved[0].start])) < 2:
        rest = _OBJECT.match(folded, max(moved[0].end, end))
        last = rest.end() if rest else max(moved[0].end, end)
        return trimmed(text[start:last]), False, last
    return trimmed(text[start:end]), False, end


def _told(
    manuscript: Manuscript, blocks: Sequence[Block], at: int, lead: _Lead
) -> ProtocolDraft | None:
    block = blocks[at]
    container = manuscript.container_at(block.span.first)
    last = _last(manuscript, blocks, at)
    values = read_slots(manuscript, Lines(block.span.first, last), container.depth)
    steps = [value for value in values if value.slot == "steps"]
    if len(steps) < 2:
        return None
    if not lead.named and not _is_led_in(manuscript, blocks, at, lead):
        return None
    last = max(value.line for value in values)
    span = Lines(block.span.first, max(last, block.span.first))
    section = manuscript.section_at(block.span.first)
    name = lead.name if lead.named else _unnamed(manuscript, section, lead)
    if not name:
        return None
    frame = Draft("protocol", span, container, section, name, rules=["told"])
    protocol = ProtocolDraft(name, lead.line, frame, "protocol", lead.text[:200], rule="told")
    fill_protocol(manuscript, protocol, values)
    _count(manuscript, protocol, fold(lead.text), steps)
    return protocol


def _unnamed(manuscript: Manuscript, section: Section | None, lead: _Lead) -> str:
    """Return what to call a protocol whose lead has only a noun for it; empty: it is none.

    A heading such as "Solution" names a part of the note; then the lead's few words do. Among more
    words the noun speaks of something else: «описание как рецепт».
    """
    if section is None or len(WORD.findall(lead.name)) > 1:
        return lead.name
    if not manuscript.lexicon.roles.whole(fold(section.title)):
        return protocol_name(manuscript, section.title)
    words = lead.text.rstrip(" :.")
    return trimmed(words) if len(WORD.findall(words)) <= _NAME_WORDS else ""


def _count(
    manuscript: Manuscript, protocol: ProtocolDraft, folded: str, steps: Sequence[SlotValue]
) -> None:
    counted = counted_noun(manuscript, folded)
    if counted and counted[0].isdecimal() and manuscript.lexicon.lex("ordered").find(counted[1]):
        protocol.declared = counted[0]
        protocol.complete = len(steps) >= int(counted[0])


def _is_led_in(manuscript: Manuscript, blocks: Sequence[Block], at: int, lead: _Lead) -> bool:
    """Return whether a nameless protocol is announced: a colon, and a transfer near it."""
    text = block_text(manuscript.page, blocks[at])
    section = manuscript.section_at(lead.line)
    about = fold(f"{lead.text} {section.title if section else ''}")
    if not any(
        manuscript.lexicon.lex(name).find(about) for name in ("transfer", "to_move", "moving")
    ):
        return False
    return ":" in text or any(block.kind == LIST for block in blocks[at + 1 : at + 2])


def _last(manuscript: Manuscript, blocks: Sequence[Block], at: int) -> int:
    """Return the last line of what a lead governs: to a heading, a break or another lead."""
    last = blocks[at].span.last
    for block in blocks[at + 1 :]:
        ends = block.kind in (HEADING, RULE) or block.span.last > blocks[at].span.first + _FAR
        if ends or (block.kind == PARAGRAPH and _names_another(manuscript, block)):
            break
        last = block.span.last
    return last


def _names_another(manuscript: Manuscript, block: Block) -> bool:
    lead = _lead(manuscript, block)
    return lead is not None and lead.named
