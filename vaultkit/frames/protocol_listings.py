"""Protocols as paragraphs with bold names, and as sections of that name."""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.blocks import Block
from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.media import media_in
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import PARAGRAPH
from vaultkit.frames.protocol_draft import ProtocolDraft, draft_protocol
from vaultkit.frames.record import Section
from vaultkit.frames.slot_labels import label_slot
from vaultkit.frames.transfer import (
    head_phrase,
    is_denied,
    names_transfer,
    speaks_of_ways,
)

_NAMED = re.compile(
    r"\s*(?:\*\*|__)(?P<name>[^*_\n\[\]]{3,80}?)[.:]?(?:\*\*|__)\s*(?:[.:(—–-]|\w+)"
)


_ASKS = re.compile(
    r"\W*(?:чего|что|чем|кто|кого|как|почему|зачем|what|who|how|why|which|whose)\b", re.IGNORECASE
)
"""What a heading begins with that tells of ways and is called after none."""


def paragraph_protocols(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[ProtocolDraft]:
    """Yield the protocols of paragraphs that begin with a bold name of a transfer."""
    if not manuscript.is_of_genre:
        return
    for container in manuscript.containers:
        for block in manuscript.blocks(container):
            if block.kind == PARAGRAPH:
                yield from _of_paragraph(manuscript, block, outer)


def _of_paragraph(
    manuscript: Manuscript, block: Block, outer: Sequence[Draft]
) -> Iterator[ProtocolDraft]:
    section = manuscript.section_at(block.span.first)
    listed = section is not None and speaks_of_ways(manuscript, section.title)
    for number in range(block.span.first, block.span.last + 1):
        line = manuscript.page.line(number)
        match = _NAMED.match(line)
        if match is None or not 0 < len(WORD.findall(match["name"])) <= 6:
            continue
        if manuscript.lexicon.roles.whole(fold(match["name"])) or label_slot(
            manuscript, match["name"]
        ):
            continue
        rest = line[match.end("name") :]
        media = media_in(rest, manuscript.lexicon)
        transfer = names_transfer(manuscript, match["name"])
        if not transfer and not (listed and media):
            continue
        if not media and not listed:
            continue
        yield _filled(manuscript, match["name"], number, outer, rest, media)


def _filled(
    manuscript: Manuscript,
    name: str,
    number: int,
    outer: Sequence[Draft],
    rest: str,
    media: Sequence[str],
) -> ProtocolDraft:
    protocol = draft_protocol(manuscript, trimmed(name), number, outer, "named_paragraph")
    protocol.quote = plain(manuscript.page.line(number))[:200]
    protocol.fill("medium", media)
    if is_denied(manuscript, " ".join(plain(rest).split()[:6])):
        protocol.status, protocol.role = "rejected", "excluded"
        protocol.reason = manuscript.evidence(number, trimmed(rest)[:200])
    return protocol


def titled_protocols(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[ProtocolDraft]:
    """Yield the protocols of sections named after a transfer: with its medium, or among ways."""
    if not manuscript.is_of_genre:
        return
    for section in manuscript.sections:
        if section.label or section.role not in (None, "procedure", "exclusion"):
            continue
        phrase = head_phrase(manuscript, section.title)
        if phrase is None or not phrase.transfer or _ASKS.match(section.title):
            continue
        parent = manuscript.section_by_id.get(section.parent or "")
        media = media_in(section.title, manuscript.lexicon)
        if media or (parent is not None and speaks_of_ways(manuscript, parent.title)):
            yield _titled(manuscript, section, outer, media)


def _titled(
    manuscript: Manuscript, section: Section, outer: Sequence[Draft], media: Sequence[str]
) -> ProtocolDraft:
    protocol = draft_protocol(manuscript, trimmed(section.title), section.line, outer, "titled")
    protocol.frame.span = section.span
    protocol.quote = section.title
    protocol.fill("medium", media)
    if not media:
        for number in range(section.line + 1, section.body_span.last + 1):
            if manuscript.page.kind_of(number) == PARAGRAPH:
                protocol.fill("medium", media_in(manuscript.page.line(number), manuscript.lexicon))
                break
    return protocol
