"""The blocks at the root of a note: the commonest in one step, all others line by line."""

import re
from bisect import bisect_left

from vaultkit.notes.block import Item, Lines
from vaultkit.notes.block_reader import BlockReader, own_end
from vaultkit.notes.line import heading_text, indent_end
from vaultkit.notes.list_lines import ItemLines, item_content, task_at
from vaultkit.notes.note import Block
from vaultkit.notes.plain_blocks import (
    COMMENT,
    COMMENTED,
    HEADING,
    HEADING_MARK,
    HEADING_TEXT,
    HTML,
    LIST,
    PARAGRAPH,
    PLAIN_ITEM,
    find_items,
    is_plain,
    match_plain,
)
from vaultkit.notes.source import Source, Span, as_span

_BRACKET = ord("[")
_BOX = 6
"""Bytes within which a task's box is closed: a character has four at most."""


def read_root(reader: BlockReader, start: int, end: int) -> None:
    """Give *reader* the blocks of its note between the bytes *start* and *end*: whole lines."""
    if b"\r" in reader.data:
        reader.read(lines_between(reader.source, start, end), reader.root)
    else:
        _read(reader, start, end, reader.root, None)


def _read(
    reader: BlockReader, start: int, end: int, children: list[Block], item: Item | None
) -> None:
    """Add the blocks between the bytes *start* and *end*, lines of the note or all of *item*'s."""
    data = reader.data
    add, add_text, add_opaque = children.append, reader.texts.append, reader.opaque.append
    lines: Lines | None = None
    while start < end:
        found = match_plain(data, start, end)
        if found is None or (item is not None and found.lastindex == LIST):
            lines = lines or lines_between(reader.source, start, end)
            start = _read_other(reader, lines, start, children, item)
            continue
        start = found.end()
        kind = found.lastindex
        if kind is None:
            continue
        span = as_span(found.span(kind))
        if kind == PARAGRAPH:
            add(Block("paragraph", span))
            add_text(span)
        elif kind == COMMENT:
            add(Block("paragraph", span))
            add_opaque(found.span(COMMENTED))
        elif kind == HTML:
            add(Block("html", span))
            add_opaque(span)
        elif kind == HEADING:
            _add_heading(reader, found, span, children)
        else:
            add(Block("list", span))
            first = span[0]
            for one in find_items(data, *span):
                if one.lastindex == PLAIN_ITEM and not _may_have_box(data, one.start(PLAIN_ITEM)):
                    reader.items.append(Item(one.start(), one.end(), -1, first, None))
                    add_text(one.span(PLAIN_ITEM))
                else:
                    _add_item(reader, one, first)


def lines_between(source: Source, start: int, end: int) -> Lines:
    """Return the lines between the bytes *start* and *end*."""
    first, last = source.line_at(start) - 1, source.line_at(end)
    starts = source.line_starts[first:last]
    ends = source.line_ends[first:last]
    starts[0], ends[-1] = max(starts[0], start), min(ends[-1], end)
    return Lines(starts, ends)


def _read_other(
    reader: BlockReader, lines: Lines, at: int, children: list[Block], item: Item | None
) -> int:
    """Read the block that starts at the byte *at*; return where the line after it starts."""
    starts, ends, data = lines.starts, lines.ends, reader.data
    line, count = bisect_left(starts, at), len(starts)
    while line < count and indent_end(data, starts[line], ends[line]) == ends[line]:
        line += 1
    if line < count:
        parent, depth = (-1, 0) if item is None else (item.start, 1)
        line = reader.read_block(lines, line, children, parent, depth)
    return starts[line] if line < count else ends[-1]


def _add_heading(
    reader: BlockReader, found: re.Match[bytes], span: Span, children: list[Block]
) -> None:
    text = found.span(HEADING_TEXT)
    if reader.data[span[1] - 1] in b"# \t":
        text = heading_text(reader.data, *text)
    level = found.end(HEADING_MARK) - span[0]
    reader.add_heading(span, text, level, children)
    reader.texts.append(text)


def _may_have_box(data: bytes, at: int) -> bool:
    return data[at] == _BRACKET and data.find(b"]", at + 2, at + _BOX) > 0


def _add_item(reader: BlockReader, item: re.Match[bytes], list_start: int) -> None:
    data = reader.data
    content, stop = item.span(item.lastindex or 0)
    start, end = item.span()
    task = None
    begin = content
    if _may_have_box(data, content):
        task, begin = task_at(data, content, stop) or (None, content)
    record = Item(start, end, -1, list_start, task)
    reader.items.append(record)
    if is_plain(data, begin, end):
        reader.texts.append((begin, end))
        return
    if end == stop or (data.find(b"\n ", stop, end) < 0 and data.find(b"\n\t", stop, end) < 0):
        children: list[Block] = []
        _read(reader, begin, end, children, record)
    else:
        inner = lines_between(reader.source, start, end)
        whole = ItemLines(0, content - start, list(range(len(inner.starts))))
        inner.starts = item_content(data, inner.starts, inner.ends, whole)
        inner.starts[0] = begin
        children = reader.read(inner, [], start, 1)
    record.end = own_end(children, end)
