"""The blocks of a note: which lines are a heading, a list, a quote, code.

Obsidian does not index notes with CommonMark's block grammar. The positions in caches captured
from the app (indent of nested items, ends of loose items, what interrupts what) are those of the
older, more lenient grammar that JavaScript's remark had before its version 9, in its CommonMark
mode and with footnotes, math and properties added; this module reads that grammar. Where a block
ends and what an item takes off its lines differ from CommonMark, and from pyromark, there.

A nested block is read from the lines of what holds it, each starting after the holder's marks.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import ClassVar

from vaultkit.notes.block import Child, Definition, Item, Lines, Quote
from vaultkit.notes.line import (
    BULLET,
    DEFINITION,
    FENCE,
    FOOTNOTE,
    HEADING,
    MATH,
    QUOTE,
    RULE,
    closes_fence,
    closes_math,
    ends_paragraph,
    heading_text,
    html_end,
    indent_end,
    is_code,
    is_table_delimiter,
    is_underline,
    opens_comment,
    stripped,
    unindented,
)
from vaultkit.notes.list_lines import ItemLines, cut_list, item_content, task_at
from vaultkit.notes.plain_blocks import HEADING as HEADING_MARK
from vaultkit.notes.plain_blocks import HTML, PARAGRAPH, find_items, is_plain, match_plain
from vaultkit.notes.source import Source

MAX_DEPTH = 60
"""Quotes and lists nested deeper than this are read as plain text."""


@dataclass(slots=True)
class BlockReader:
    """Reads the blocks of *source* and gathers what it finds, in the order of the text."""

    source: Source
    data: bytes = field(init=False)
    items: list[Item] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    footnotes: list[Definition] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)
    """Where links and tags are looked for: paragraphs, headings, tables, comments."""

    tables: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    opaque: list[tuple[int, int]] = field(default_factory=list)
    """Code, math and HTML of whole lines."""

    too_deep: int = -1
    """Where blocks are nested deeper than is read."""

    def __post_init__(self) -> None:
        """Take the bytes to read."""
        self.data = self.source.data

    def read(self, lines: Lines, parent: int = -1, depth: int = 0) -> list[Child]:
        """Return the blocks that *lines* hold, in order; *parent* is the item they lie in."""
        children: list[Child] = []
        starts, ends, data = lines.starts, lines.ends, self.data
        at, count = 0, len(starts)
        while at < count:
            start, end = starts[at], ends[at]
            if start == end:
                at += 1
                continue
            first = data[start]
            if first in b" \t":
                text = indent_end(data, start, end)
                if text == end:
                    at += 1
                    continue
                if is_code(data, start):
                    at = self._code(lines, at, children)
                    continue
                first = data[text]
            reader = self._BY_FIRST.get(first)
            after = 0
            if reader is not None:
                after = reader(self, lines, at, children, parent, depth)
            at = after or self._text(lines, at, first, children)
        return children

    def read_root(self, start: int, end: int) -> list[Child]:
        """Return the blocks of the note between the bytes *start* and *end*: whole lines."""
        data = self.data
        children: list[Child] = []
        lines: Lines | None = None
        if b"\r" in data:
            return self.read(self.lines(start, end))
        while start < end:
            found = match_plain(data, start, end)
            if found is not None:
                start = found.end()
                if found.lastindex is not None:
                    self._plain(found, found.lastindex, children)
                continue
            if lines is None:
                lines = self.lines(start, end)
            start = self._root_block(lines, start, children)
        return children

    def lines(self, start: int, end: int) -> Lines:
        """Return the lines between the bytes *start* and *end*."""
        source = self.source
        first, last = source.line_at(start) - 1, source.line_at(end)
        starts = source.line_starts[first:last]
        ends = source.line_ends[first:last]
        starts[0], ends[-1] = max(starts[0], start), min(ends[-1], end)
        return Lines(starts, ends)

    def _root_block(self, lines: Lines, at: int, children: list[Child]) -> int:
        """Read what starts at *at*; return where the line after it starts."""
        line = bisect_left(lines.starts, at)
        if line == len(lines.starts):
            return lines.ends[-1]
        start, end = lines.starts[line], lines.ends[line]
        text = indent_end(self.data, start, end)
        while text == end:
            line += 1
            if line == len(lines.starts):
                return lines.ends[-1]
            start, end = lines.starts[line], lines.ends[line]
            text = indent_end(self.data, start, end)
        if is_code(self.data, start):
            after = self._code(lines, line, children)
        else:
            reader = self._BY_FIRST.get(self.data[text])
            after = reader(self, lines, line, children, -1, 0) if reader is not None else 0
            after = after or self._text(lines, line, self.data[text], children)
        return lines.starts[after] if after < len(lines.starts) else lines.ends[-1]

    def _plain(self, found: re.Match[bytes], kind: int, children: list[Child]) -> None:
        start, end = place = found.span(kind)
        if kind == PARAGRAPH:
            children.append(Child("paragraph", start, end))
            self.texts.append(place)
        elif kind == HTML:
            children.append(Child("html", start, end))
            self.opaque.append(place)
        elif kind == HEADING_MARK:
            text = heading_text(self.data, indent_end(self.data, found.end(2), end), end)
            children.append(Child("heading", start, end, text, found.end(2) - start))
            self.texts.append(text)
        else:
            children.append(Child("list", start, end))
            for item in find_items(self.data, start, end):
                self._plain_item(item, start)

    def _plain_item(self, item: re.Match[bytes], list_start: int) -> None:
        data = self.data
        content, stop = item.span(1)
        start, end = item.span()
        task = None
        begin = content
        if data[content] == 0x5B and (found := task_at(data, content, stop)) is not None:
            task, begin = found
        record = Item(start, end, -1, list_start, task)
        self.items.append(record)
        if end == stop and is_plain(data, begin, stop):
            self.texts.append((begin, stop))
            return
        inner = self.lines(start, end)
        count = len(inner.starts)
        if count > 1:
            whole = ItemLines(0, content - start, list(range(count)))
            inner.starts = item_content(data, inner.starts, inner.ends, whole)
        inner.starts[0] = begin
        record.end = _own_end(self.read(inner, start, 1), end)

    def _text(self, lines: Lines, at: int, first: int, children: list[Child]) -> int:
        starts, ends, data = lines.starts, lines.ends, self.data
        start, end = starts[at], ends[at]
        after = at + 1
        more = after < len(starts) and starts[after] < ends[after]
        if more and data[starts[after]] in b"=-" and self._setext(lines, at, children):
            return after + 1
        if first in b"<[":
            late = self._html(lines, at, children) or self._definition(lines, at, children)
            if late:
                return late
        if more and data.find(b"|", start + 1, end) > 0 and self._is_table(lines, at):
            return self._table(lines, at, children)
        after = self._paragraph_end(lines, at)
        end = ends[after - 1]
        children.append(Child("paragraph", start, end))
        self.texts.append((start, end))
        return after

    def _paragraph_end(self, lines: Lines, at: int) -> int:
        starts, ends, data = lines.starts, lines.ends, self.data
        count = len(starts)
        at += 1
        while at < count:
            start, end = starts[at], ends[at]
            if start == end:
                break
            if data[start] in b" \t":
                stop = indent_end(data, start, end)
                tabbed = data.find(b"\t", start, stop) >= 0
                if stop == end and not tabbed:
                    return at + (at + 1 == count)
                if tabbed or stop - start >= 4:
                    at += 1
                    continue
            if ends_paragraph(data, start, end, last=at + 1 == count):
                break
            at += 1
        return at

    def _setext(self, lines: Lines, at: int, children: list[Child]) -> bool:
        data, start, end = self.data, lines.starts[at], lines.ends[at]
        if not is_underline(data, lines.starts[at + 1], lines.ends[at + 1]):
            return False
        level = 1 if data[lines.starts[at + 1]] == 0x3D else 2
        text = stripped(data, start, end)
        children.append(Child("heading", start, lines.ends[at + 1], text, level))
        self.texts.append((start, end))
        return True

    def _is_table(self, lines: Lines, at: int) -> bool:
        start, end = lines.starts[at + 1], lines.ends[at + 1]
        return self.data.find(b"|", start + 1, end) > 0 and is_table_delimiter(
            self.data, start, end
        )

    def _table(self, lines: Lines, at: int, children: list[Child]) -> int:
        start = lines.starts[at]
        count = len(lines.starts)
        at += 2
        while at < count and self.data.find(b"|", lines.starts[at] + 1, lines.ends[at]) > 0:
            at += 1
        end = lines.ends[at - 1]
        children.append(Child("table", start, end))
        self.texts.append((start, end))
        self.tables.append((start, end))
        return at

    def _code(self, lines: Lines, at: int, children: list[Child]) -> int:
        start = lines.starts[at]
        after = at
        count = len(lines.starts)
        while at < count:
            begin, end = lines.starts[at], lines.ends[at]
            blank = indent_end(self.data, begin, end) == end
            indented = is_code(self.data, begin)
            if not blank and not indented:
                break
            at += 1
            if indented:
                after = at
        self._add_opaque("code", start, lines.ends[after - 1], children)
        return after

    def _add_opaque(self, kind: str, start: int, end: int, children: list[Child]) -> None:
        children.append(Child(kind, start, end))
        self.opaque.append((start, end))

    def _fence(self, lines: Lines, at: int, children: list[Child], _p: int, _d: int) -> int:
        start = lines.starts[at]
        opened = FENCE.match(self.data, start, lines.ends[at])
        if opened is None:
            return 0
        fence = opened[1]
        count = len(lines.starts)
        at += 1
        while at < count and not closes_fence(self.data, lines.starts[at], lines.ends[at], fence):
            at += 1
        last = min(at, count - 1)
        self._add_opaque("code", start, lines.ends[last], children)
        return last + 1

    def _math(self, lines: Lines, at: int, children: list[Child], _p: int, _d: int) -> int:
        start = lines.starts[at]
        count = len(lines.starts)
        opened = MATH.match(self.data, start, lines.ends[at])
        if opened is None or at + 1 == count:
            return 0
        fence = opened[1]
        at += 1
        while at < count and not closes_math(self.data, lines.starts[at], lines.ends[at], fence):
            at += 1
        last = min(at, count - 1)
        self._add_opaque("math", start, lines.ends[last], children)
        return last + 1

    def _comment(self, lines: Lines, at: int, children: list[Child], _p: int, _d: int) -> int:
        start = lines.starts[at]
        if not opens_comment(self.data, start, lines.ends[at]):
            return 0
        count = len(lines.starts)
        at += 1
        while at < count and self.data.find(b"%%", lines.starts[at], lines.ends[at]) < 0:
            at += 1
        last = min(at, count - 1)
        end = lines.ends[last]
        children.append(Child("comment", start, end))
        self.comments.append((start, end))
        self.texts.append((start, end))
        return last + 1

    def _heading(self, lines: Lines, at: int, children: list[Child], _p: int, _d: int) -> int:
        start, end = lines.starts[at], lines.ends[at]
        opened = HEADING.match(self.data, start, end)
        if opened is None:
            return 0
        text = heading_text(self.data, opened.end(), end)
        children.append(Child("heading", start, end, text, len(opened[1])))
        self.texts.append(text)
        return at + 1

    def _rule(self, lines: Lines, at: int, children: list[Child], parent: int, depth: int) -> int:
        start, end = lines.starts[at], lines.ends[at]
        if RULE.match(self.data, start, end):
            children.append(Child("thematicBreak", start, end))
            return at + 1
        return self._list(lines, at, children, parent, depth)

    def _list(self, lines: Lines, at: int, children: list[Child], parent: int, depth: int) -> int:
        starts, ends = lines.starts, lines.ends
        if depth > MAX_DEPTH or not BULLET.match(self.data, starts[at], ends[at]):
            self._note_depth(starts[at], depth)
            return 0
        found = cut_list(self.data, starts, ends, at)
        start = starts[at]
        children.append(Child("list", start, ends[found.last]))
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
            record.end = _own_end(self.read(inner, record.start, depth + 1), end)
        return found.last + 1

    def _quote(self, lines: Lines, at: int, children: list[Child], parent: int, depth: int) -> int:
        if depth > MAX_DEPTH:
            self._note_depth(lines.starts[at], depth)
            return 0
        inner, after = self._quoted(lines, at)
        start, end = lines.starts[at], inner.ends[-1]
        head = (inner.starts[0], inner.ends[0])
        callout = self.data.startswith(b"[!", head[0]) and self.data.find(b"]", *head) > 0
        children.append(Child("callout" if callout else "blockquote", start, end))
        self.quotes.append(Quote(start, end, head, depth + 1))
        self.read(inner, parent, depth + 1)
        return after

    def _quoted(self, lines: Lines, at: int) -> tuple[Lines, int]:
        data, count = self.data, len(lines.starts)
        inner = Lines([], [])
        while at < count:
            start, end = lines.starts[at], lines.ends[at]
            mark = QUOTE.match(data, start, end)
            if mark is not None:
                inner.starts.append(mark.end())
            elif self._ends_quote(lines, at):
                break
            else:
                inner.starts.append(start)
            inner.ends.append(end)
            at += 1
        return inner, at

    def _ends_quote(self, lines: Lines, at: int) -> bool:
        data, start, end = self.data, lines.starts[at], lines.ends[at]
        if start == end or indent_end(data, start, end) == end:
            return True
        last = at + 1 == len(lines.starts)
        if is_code(data, start) or ends_paragraph(data, start, end, last=last):
            return True
        return not last and is_underline(data, lines.starts[at + 1], lines.ends[at + 1])

    def _html(self, lines: Lines, at: int, children: list[Child]) -> int:
        data, start, end = self.data, lines.starts[at], lines.ends[at]
        text = indent_end(data, start, end)
        if data[text] != 0x3C:
            return 0
        found, closes, _ = html_end(data, text, end)
        if not found:
            return 0
        count = len(lines.starts)
        if closes is None:
            while at + 1 < count and lines.starts[at + 1] < lines.ends[at + 1]:
                at += 1
        else:
            begin = text
            while not closes.search(data, begin, lines.ends[at]) and at + 1 < count:
                at += 1
                begin = lines.starts[at]
        self._add_opaque("html", start, lines.ends[at], children)
        return at + 1

    def _definition(self, lines: Lines, at: int, children: list[Child]) -> int:
        start, end = lines.starts[at], lines.ends[at]
        found = DEFINITION.match(self.data, start, end)
        if found is None:
            return 0
        children.append(Child("definition", start, end))
        self.definitions.append(Definition(start, end, found[1], found[2] or found[3]))
        return at + 1

    def _bracket(
        self, lines: Lines, at: int, children: list[Child], parent: int, depth: int
    ) -> int:
        start, end = lines.starts[at], lines.ends[at]
        found = FOOTNOTE.match(self.data, start, end)
        if found is None or depth > MAX_DEPTH:
            return 0
        if at + 1 < len(lines.starts) and is_underline(
            self.data, lines.starts[at + 1], lines.ends[at + 1]
        ):
            return 0
        inner, after = self._noted(lines, at, found.end())
        end = inner.ends[-1]
        children.append(Child("footnoteDefinition", start, end))
        self.footnotes.append(Definition(start, end, found[1]))
        self.read(inner, parent, depth + 1)
        return after

    def _noted(self, lines: Lines, at: int, content: int) -> tuple[Lines, int]:
        """Return the lines of a footnote whose text starts at *content*, and the line after."""
        data = self.data
        starts, ends = [unindented(data, content, lines.ends[at])], [lines.ends[at]]
        after = at + 1
        blank = content == ends[0]
        for line in range(at + 1, len(lines.starts)):
            start, end = lines.starts[line], lines.ends[line]
            stop = indent_end(data, start, end)
            deep = stop - start >= 4 or data.find(b"\t", start, stop) >= 0
            blank, before = stop == end, blank
            if not blank and not deep and (before or self._ends_note(lines, line)):
                break
            starts.append(unindented(data, start, end))
            ends.append(end)
            if not blank:
                after = line + 1
        kept = after - at
        return Lines(starts[:kept], ends[:kept]), after

    def _ends_note(self, lines: Lines, at: int) -> bool:
        data, start, end = self.data, lines.starts[at], lines.ends[at]
        if FOOTNOTE.match(data, start, end) or DEFINITION.match(data, start, end):
            return True
        return self._ends_quote(lines, at)

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


def _own_end(children: list[Child], end: int) -> int:
    """Return where an item's own text ends: before the first list in it, as Obsidian counts."""
    before: Child | None = None
    for child in children:
        if child.type == "list":
            return end if before is None else before.end
        before = child
    return end
