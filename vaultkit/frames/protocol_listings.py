"""Protocols as paragraphs with bold names, as sections of that name, and as rows of a table."""

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
from vaultkit.frames.record import Section, Table, TableRow
from vaultkit.frames.slot_reading import label_slot
from vaultkit.frames.transfer import (
    head_phrase,
    is_denied,
    is_refused,
    names_transfer,
    speaks_of_ways,
)

_NAMED = re.compile(
    r"\s*(?:\*\*|__)(?P<name>[^*_\n\[\]]{3,80}?)[.:]?(?:\*\*|__)\s*(?:[.:(—–-]|\w+)"
)


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
        if phrase is None or not phrase.transfer:
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


def table_protocols(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[ProtocolDraft]:
    """Yield the protocols of tables with a transfer or protocol a row and slots as columns."""
    for table in manuscript.tables:
        if manuscript.is_of_genre and is_refused(manuscript, table.span.first):
            yield from _refused_rows(manuscript, table, outer)
            continue
        slots = [_column(manuscript, cell) for cell in table.header]
        if len(table.header) < 2 or not any(slots[1:]) or not _is_of_ways(manuscript, table):
            continue
        for row in table.rows:
            if row.cells and row.cells[0] and "[[" not in row.cells[0]:
                yield _of_row(manuscript, row, slots, outer)


def _refused_rows(
    manuscript: Manuscript, table: Table, outer: Sequence[Draft]
) -> Iterator[ProtocolDraft]:
    """Yield what the rows under a heading of rejected ways name, with the reason beside it."""
    for row in table.rows:
        name = trimmed(row.cells[0]) if row.cells else ""
        if not name or "[[" in name or len(WORD.findall(name)) > _MOST_WORDS:
            continue
        protocol = draft_protocol(manuscript, name, row.line, outer, "table_row", "excluded")
        protocol.status = "rejected"
        reasons = [trimmed(cell) for cell in row.cells[1:] if trimmed(cell)]
        if reasons:
            protocol.reason = manuscript.evidence(row.line, reasons[-1])
        yield protocol


_MOST_WORDS = 8
"""Words of the longest name of a way in a table."""


def _column(manuscript: Manuscript, header: str) -> str | None:
    slot = label_slot(manuscript, header)
    if slot is None and manuscript.lexicon.lex("carried").find(fold(header)):
        return "medium"
    return slot


def _is_of_ways(manuscript: Manuscript, table: Table) -> bool:
    head = fold(plain(table.header[0]))
    lexicon = manuscript.lexicon
    named = sum(1 for row in table.rows if names_transfer(manuscript, row.cells[0]))
    if named * 2 >= len(table.rows) and named:
        return True
    if not manuscript.is_of_genre:
        return False
    return bool(
        lexicon.lex("transfer").find(head)
        or lexicon.lex("protocol").find(head)
        or (lexicon.lex("group").find(head) and named)
    )


def _of_row(
    manuscript: Manuscript, row: TableRow, slots: Sequence[str | None], outer: Sequence[Draft]
) -> ProtocolDraft:
    protocol = draft_protocol(manuscript, trimmed(row.cells[0]), row.line, outer, "table_row")
    for slot, cell in zip(slots[1:], row.cells[1:], strict=False):
        if is_denied(manuscript, cell) or manuscript.lexicon.lex("rejected").find(fold(cell)):
            protocol.status, protocol.role = "rejected", "excluded"
            protocol.reason = manuscript.evidence(row.line, trimmed(cell))
        elif slot == "steps":
            protocol.add_step(trimmed(cell), row.line)
        elif slot not in (None, "status", "reason"):
            protocol.fill(slot or "", [trimmed(part) for part in re.split(r"[,;]\s", cell)])
    return protocol
