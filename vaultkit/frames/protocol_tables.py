"""Protocols as rows of a table: their slots are its columns, or each medium has one with marks."""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.protocol_draft import ProtocolDraft, draft_protocol
from vaultkit.frames.record import Table, TableRow
from vaultkit.frames.slot_labels import label_slot
from vaultkit.frames.slot_reading import heading_slot
from vaultkit.frames.transfer import is_denied, is_refused, names_transfer

_MOST_WORDS = 8
"""Words of the longest name of a way in a table."""

_TELLING = frozenset(("medium", "payload", "actor", "environment", "form"))
"""Slots that a column tells of ways by any heading for them; only these two make a row a way."""

_CARRYING = frozenset(("medium", "payload"))
_COUNT = re.compile(r"(?:№|#|n|no\.?|п/п|№ п/п|)$")
_YES = re.compile(r"(?:[+✓✔✅☑●•x×v]|да|yes|есть|\[x\])$")
_NO = re.compile(r"(?:[-—–−✗✘❌○]|нет|no|\[ \]|)$")
_FEWEST = 2


def table_protocols(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[ProtocolDraft]:
    """Yield the protocols of tables with a transfer or protocol a row and slots as columns."""
    for table in manuscript.tables:
        if manuscript.is_of_genre and is_refused(manuscript, table.span.first):
            yield from _refused_rows(manuscript, table, outer)
            continue
        if len(table.header) < _FEWEST:
            continue
        at = _name_column(table)
        slots = _slots(manuscript, table, at)
        marked = {} if any(slots) else _marked_media(manuscript, table, at)
        if not (any(slots) or marked) or not _is_of_ways(manuscript, table, at, slots):
            continue
        for row in table.rows:
            if row.cells and row.cells[at] and "[[" not in row.cells[at]:
                protocol = _of_row(manuscript, row, at, slots, outer)
                protocol.fill("medium", marked.get(row.line, ()))
                yield protocol


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


def _name_column(table: Table) -> int:
    """Return the column that names the rows: the first, or the one behind a mere count."""
    first = fold(plain(table.header[0])).strip()
    return 1 if _COUNT.match(first) and first and len(table.header) > _FEWEST else 0


def _slots(manuscript: Manuscript, table: Table, at: int) -> list[str | None]:
    """Return the slot that each column tells; none for the names' and for those before it."""
    heads_ways = _heads_ways(manuscript, table, at)
    found: list[str | None] = [None] * (at + 1)
    for head in table.header[at + 1 :]:
        slot = _column(manuscript, head)
        if slot is None and heads_ways:
            told = heading_slot(manuscript, head)
            slot = told if told in _TELLING else None
        found.append(slot)
    return found


def _column(manuscript: Manuscript, header: str) -> str | None:
    slot = label_slot(manuscript, header)
    if slot is None and manuscript.lexicon.lex("carried").find(fold(header)):
        return "medium"
    return slot


def _heads_ways(manuscript: Manuscript, table: Table, at: int) -> bool:
    """Return whether the rows are said to be ways: "Way", «Способ переноса», in the genre."""
    if not manuscript.is_of_genre:
        return False
    head = fold(plain(table.header[at]))
    return manuscript.lexicon.lex("way_head").at_start(head) is not None


def _is_of_ways(
    manuscript: Manuscript, table: Table, at: int, slots: Sequence[str | None]
) -> bool:
    head = fold(plain(table.header[at]))
    lexicon = manuscript.lexicon
    named = sum(1 for row in table.rows if names_transfer(manuscript, row.cells[at]))
    if named * 2 >= len(table.rows) and named:
        return True
    if not manuscript.is_of_genre:
        return False
    if _heads_ways(manuscript, table, at) and (_CARRYING & set(slots) or not any(slots)):
        return True
    return bool(
        lexicon.lex("transfer").find(head)
        or lexicon.lex("protocol").find(head)
        or (lexicon.lex("group").find(head) and named)
    )


def _marked_media(manuscript: Manuscript, table: Table, at: int) -> dict[int, tuple[str, ...]]:
    """Return, by line of the row, the columns that a table of ways and media marks with a yes."""
    found: dict[int, tuple[str, ...]] = {}
    if not _heads_ways(manuscript, table, at) or len(table.header) - at <= _FEWEST:
        return found
    for row in table.rows:
        cells = [fold(plain(cell)).strip() for cell in row.cells[at + 1 : len(table.header)]]
        if not all(_YES.match(cell) or _NO.match(cell) for cell in cells):
            return {}
        media = zip(table.header[at + 1 :], cells, strict=False)
        found[row.line] = tuple(trimmed(head) for head, cell in media if _YES.match(cell))
    return found


def _of_row(
    manuscript: Manuscript,
    row: TableRow,
    at: int,
    slots: Sequence[str | None],
    outer: Sequence[Draft],
) -> ProtocolDraft:
    protocol = draft_protocol(manuscript, trimmed(row.cells[at]), row.line, outer, "table_row")
    for slot, cell in zip(slots[at + 1 :], row.cells[at + 1 :], strict=False):
        if is_denied(manuscript, cell) or manuscript.lexicon.lex("rejected").find(fold(cell)):
            protocol.status, protocol.role = "rejected", "excluded"
            protocol.reason = manuscript.evidence(row.line, trimmed(cell))
        elif slot == "steps":
            protocol.add_step(trimmed(cell), row.line)
        elif slot not in (None, "status", "reason"):
            protocol.fill(slot or "", [trimmed(part) for part in re.split(r"[,;]\s", cell)])
    return protocol
