"""The blocks of a note: which lines are a heading, a list, a quote, code.

Obsidian does not index notes with CommonMark's block grammar. The positions in caches captured
from the app (indent of nested items, ends of loose items, what interrupts what) are those of the
older, more lenient grammar that JavaScript's remark had before its version 9, in its CommonMark
mode and with footnotes, math and properties added; this module reads that grammar. Where a block
ends and what an item takes off its lines differ from CommonMark, and from pyromark, there.

A nested block is read from the lines of what holds it, each starting after the holder's marks.
"""

from typing import ClassVar

import msgspec

from vaultkit.notes.block import Definition, Item, Lines, Quote
from vaultkit.notes.line import (
    BULLET,
    DEFINITION,
    FOOTNOTE,
    HEADING,
    RULE,
    heading_text,
    indent_end,
    is_code,
    is_comment_line,
    is_underline,
    stripped,
)
from vaultkit.notes.list_lines import cut_list, item_content, task_at
from vaultkit.notes.note import Block, Heading
from vaultkit.notes.plain_blocks import is_plain
from vaultkit.notes.quote_lines import cut_footnote, cut_quote
from vaultkit.notes.source import Source, Span
from vaultkit.notes.text_lines import opens_table, paragraph_end, table_end
from vaultkit.notes.verbatim_lines import (
    comment_end,
    fenced_code_end,
    html_block_end,
    indented_code_end,
    math_end,
)

_PERCENT = ord("%")
MAX_DEPTH = 60
"""Quotes and lists nested deeper than this are read as plain text."""


class BlockReader(msgspec.Struct):
    """Reads the blocks of *source* and gathers what it finds, in the order of the text."""

    source: Source
    data: bytes = b""
    """Its bytes."""

    root: list[Block] = []
    """The blocks at the root of the note; type ``definition``: a reference link's."""

    headings: list[Heading] = []
    """Those at the root."""

    items: list[Item] = []
    quotes: list[Quote] = []
    footnotes: list[Definition] = []
    definitions: list[Definition] = []
    texts: list[tuple[int, int]] = []
    """Where links and tags are looked for: paragraphs, headings, tables, comments."""

    tables: list[tuple[int, int]] = []
    comments: list[tuple[int, int]] = []
    opaque: list[tuple[int, int]] = []
    """Code, math, HTML and comments of whole lines."""

    too_deep: int = -1
    """Where blocks are nested deeper than is read."""

    def __post_init__(self) -> None:
        """Take the bytes to read."""
        self.data = self.source.data

    def read(
        self, lines: Lines, children: list[Block], parent: int = -1, depth: int = 0
    ) -> list[Block]:
        """Add the blocks that *lines* hold to *children*; *parent* is the item they lie in."""
        starts, ends, data = lines.starts, lines.ends, self.data
        at, count = 0, len(starts)
        while at < count:
            start, end = starts[at], ends[at]
            if start == end or (data[start] in b" \t" and indent_end(data, start, end) == end):
                at += 1
                continue
            at = self.read_block(lines, at, children, parent, depth)
        return children

    def read_block(
        self, lines: Lines, at: int, children: list[Block], parent: int = -1, depth: int = 0
    ) -> int:
        """Add the block that starts on line *at*, not a blank one; return the line after it."""
        start, data = lines.starts[at], self.data
        first = data[start]
        if first in b" \t":
            if is_code(data, start):
                after = indented_code_end(data, lines, at)
                return self._add_opaque("code", lines, at, after, children)
            first = data[indent_end(data, start, lines.ends[at])]
        reader = self._BY_FIRST.get(first)
        after = 0
        if reader is not None:
            after = reader(self, lines, at, children, parent, depth)
        return after or self._text(lines, at, first, children)

    def add_heading(
        self, span: Span, text: tuple[int, int], level: int, children: list[Block]
    ) -> None:
        """Add a heading; its *text* is still to be looked through for links."""
        children.append(Block("heading", span))
        if children is self.root:
            written = self.data[text[0] : text[1]].decode("utf-8", "replace")
            line = self.source.line_at(span[0])
            self.headings.append(Heading(text=written, level=level, line=line, span=span))

    def _text(self, lines: Lines, at: int, first: int, children: list[Block]) -> int:
        starts, ends, data = lines.starts, lines.ends, self.data
        start = starts[at]
        after = at + 1
        more = after < len(starts) and starts[after] < ends[after]
        if more and data[starts[after]] in b"=-" and self._setext(lines, at, children):
            return after + 1
        if first in b"<[":
            late = self._html(lines, at, children) or self._definition(lines, at, children)
            if late:
                return late
        if opens_table(data, lines, at):
            return self._table(lines, at, children)
        after = paragraph_end(data, lines, at)
        span = Span(start, ends[after - 1])
        children.append(Block("paragraph", span))
        comment = is_comment_line(data, *span) if first == _PERCENT else None
        if comment is None:
            self.texts.append(span)
        else:
            self.opaque.append(comment.span(1))
        return after

    def _setext(self, lines: Lines, at: int, children: list[Block]) -> bool:
        data, start, end = self.data, lines.starts[at], lines.ends[at]
        under = lines.starts[at + 1], lines.ends[at + 1]
        if not is_underline(data, *under):
            return False
        level = 1 if data[under[0]] == 0x3D else 2
        self.add_heading(Span(start, under[1]), stripped(data, start, end), level, children)
        self.texts.append((start, end))
        return True

    def _table(self, lines: Lines, at: int, children: list[Block]) -> int:
        after = table_end(self.data, lines, at)
        span = Span(lines.starts[at], lines.ends[after - 1])
        children.append(Block("table", span))
        self.texts.append(span)
        self.tables.append(span)
        return after

    def _add_opaque(
        self, kind: str, lines: Lines, at: int, after: int, children: list[Block]
    ) -> int:
        """Add what the lines from *at* to *after* hold, if anything; return *after*."""
        if after:
            span = Span(lines.starts[at], lines.ends[after - 1])
            children.append(Block(kind, span))
            self.opaque.append(span)
        return after

    def _fence(self, lines: Lines, at: int, children: list[Block], _p: int, _d: int) -> int:
        after = fenced_code_end(self.data, lines, at)
        return self._add_opaque("code", lines, at, after, children)

    def _math(self, lines: Lines, at: int, children: list[Block], _p: int, _d: int) -> int:
        after = math_end(self.data, lines, at)
        return self._add_opaque("math", lines, at, after, children)

    def _html(self, lines: Lines, at: int, children: list[Block]) -> int:
        after = html_block_end(self.data, lines, at)
        return self._add_opaque("html", lines, at, after, children)

    def _comment(self, lines: Lines, at: int, children: list[Block], _p: int, _d: int) -> int:
        after = comment_end(self.data, lines, at)
        if after:
            span = Span(lines.starts[at], lines.ends[after - 1])
            children.append(Block("comment", span))
            self.comments.append(span)
            self.texts.append(span)
        return after

    def _heading(self, lines: Lines, at: int, children: list[Block], _p: int, _d: int) -> int:
        start, end = lines.starts[at], lines.ends[at]
        opened = HEADING.match(self.data, start, end)
        if opened is None:
            return 0
        text = heading_text(self.data, opened.end(), end)
        self.add_heading(Span(start, end), text, len(opened[1]), children)
        self.texts.append(text)
        return at + 1

    def _rule(self, lines: Lines, at: int, children: list[Block], parent: int, depth: int) -> int:
        start, end = lines.starts[at], lines.ends[at]
        if RULE.match(self.data, start, end):
            children.append(Block("thematicBreak", Span(start, end)))
            return at + 1
        return self._list(lines, at, children, parent, depth)

    def _list(self, lines: Lines, at: int, children: list[Block], parent: int, depth: int) -> int:
        starts, ends = lines.starts, lines.ends
        if depth > MAX_DEPTH or not BULLET.match(self.data, starts[at], ends[at]):
            self._note_depth(starts[at], depth)
            return 0
        found = cut_list(self.data, starts, ends, at)
        start = starts[at]
        children.append(Block("list", Span(start, ends[found.last])))
        for item in found.items:
            last = item.lines[-1]
            end = starts[last + 1] if item.blank_after else ends[last]
            contents = item_content(self.data, starts, ends, item)
            task = task_at(self.data, contents[0], ends[item.first])
            if task is not None:
                contents[0] = task[1]
            record = Item(starts[item.first], end, parent, start, task and task[0])
            self.items.append(record)
            begin, stop = contents[0], ends[item.first]
            if len(contents) == 1 and is_plain(self.data, begin, stop):
                self.texts.append((begin, stop))
                continue
            inner = Lines(contents, [ends[line] for line in item.lines])
            record.end = own_end(self.read(inner, [], record.start, depth + 1), end)
        return found.last + 1

    def _quote(self, lines: Lines, at: int, children: list[Block], parent: int, depth: int) -> int:
        if depth > MAX_DEPTH:
            self._note_depth(lines.starts[at], depth)
            return 0
        inner, after = cut_quote(self.data, lines, at)
        start, end = lines.starts[at], inner.ends[-1]
        head = (inner.starts[0], inner.ends[0])
        callout = self.data.startswith(b"[!", head[0]) and self.data.find(b"]", *head) > 0
        children.append(Block("callout" if callout else "blockquote", Span(start, end)))
        self.quotes.append(Quote(start, end, head, depth + 1))
        self.read(inner, [], parent, depth + 1)
        return after

    def _definition(self, lines: Lines, at: int, children: list[Block]) -> int:
        start, end = lines.starts[at], lines.ends[at]
        found = DEFINITION.match(self.data, start, end)
        if found is None:
            return 0
        children.append(Block("definition", Span(start, end)))
        self.definitions.append(Definition(start, end, found[1], found[2] or found[3]))
        return at + 1

    def _bracket(
        self, lines: Lines, at: int, children: list[Block], parent: int, depth: int
    ) -> int:
        start, end = lines.starts[at], lines.ends[at]
        found = FOOTNOTE.match(self.data, start, end)
        if found is None or depth > MAX_DEPTH:
            return 0
        if at + 1 < len(lines.starts) and is_underline(
            self.data, lines.starts[at + 1], lines.ends[at + 1]
        ):
            return 0
        inner, after = cut_footnote(self.data, lines, at, found.end())
        end = inner.ends[-1]
        children.append(Block("footnoteDefinition", Span(start, end)))
        self.footnotes.append(Definition(start, end, found[1]))
        self.read(inner, [], parent, depth + 1)
        return after

    def _note_depth(self, start: int, depth: int) -> None:
        if depth > MAX_DEPTH and self.too_deep < 0:
            self.too_deep = start

    _BY_FIRST: ClassVar = {
        ord("`"): _fence,
        ord("~"): _fence,
        ord("$"): _math,
        ord("%"): _comment,
        ord(">"): _quote,
        ord("#"): _heading,
        ord("_"): _rule,
        ord("-"): _rule,
        ord("*"): _rule,
        ord("+"): _list,
        ord("["): _bracket,
        **dict.fromkeys(b"0123456789", _list),
    }


def own_end(children: list[Block], end: int) -> int:
    """Return where an item's own text ends: before the first list in it, as Obsidian counts."""
    before: Block | None = None
    for child in children:
        if child.type == "list":
            return end if before is None else before.span.end
        before = child
    return end
