"""A list's lines to its items, and an item's lines to its content.

Which lines belong to a list, and how much of their indent an item takes, follows the grammar
named in `vaultkit.notes.block_reader`; it is more lenient than CommonMark.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from vaultkit.notes.line import FENCE, HEADING, RULE, indent_end

_TAB = 4
_BULLET = re.compile(rb"([ \t]*+)([-+*]|([0-9]++)([.)]))( {1,4}(?! )| |\t|$)")
_TASK = re.compile(rb"\[([^\x80-\xff\r\n]|[\xc2-\xf4][\x80-\xbf]+)\][ \t]")


@dataclass(slots=True)
class ItemLines:
    """The lines of one item, as indexes into the lines of what holds the list."""

    first: int
    indent: int
    """Column of the content."""

    lines: list[int]
    blank_after: bool = False
    """Whether blank lines part it from the next item: Obsidian then counts one line more."""


@dataclass(slots=True)
class ListLines:
    """A list, cut into items."""

    items: list[ItemLines] = field(default_factory=list)
    last: int = 0
    """Index of its last line."""


class _Cut(NamedTuple):
    """What one line is to the list being read."""

    indented: bool
    prefixed: bool
    size: int
    marker: int


def _columns(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the width of the indent in columns, and where it ends."""
    stop = indent_end(data, start, end)
    indent = data[start:stop]
    if b"\t" not in indent:
        return stop - start, stop
    size = 0
    for byte in indent:
        size += 1 if byte == 32 else _TAB - size % _TAB
    return size, stop


def _marker(data: bytes, start: int, end: int, size: int) -> tuple[int, int]:
    """Return the list marker at *start* (its last byte; 0: none) and the column of the content."""
    at = start
    byte = data[at] if at < end else 0
    if byte in b"-+*" and byte:
        at += 1
    else:
        while at < end and 48 <= data[at] <= 57:
            at += 1
        byte = data[at] if start < at < end and data[at] in b".)" else 0
        at += 1
        if not byte:
            return 0, size
    size += at - start
    if at >= end:
        return byte, size
    if data[at] == 9:
        return byte, size + _TAB - size % _TAB
    spaces = 0
    while spaces < 5 and at + spaces < end and data[at + spaces] == 32:
        spaces += 1
    if not spaces:
        return 0, size
    return byte, size + (spaces if spaces < 5 else 1)


def _cut(data: bytes, start: int, end: int, item: ItemLines | None) -> _Cut:
    if end - start > 2 and data[start] in b"-+*" and data[start + 1] == 32 != data[start + 2]:
        return _Cut(False, True, 2, data[start])  # the commonest line, told at once
    size, at = _columns(data, start, end)
    indented = item is not None and size >= item.indent
    marker = 0
    if not indented:
        marker, size = _marker(data, at, end, size)
        if not marker and item is not None:
            indented = size >= item.indent or size > _TAB
    return _Cut(indented, bool(marker), size, marker)


def cut_list(data: bytes, starts: list[int], ends: list[int], first: int) -> ListLines:
    """Return the list that starts on line *first* of the lines *starts*, *ends*."""
    found = ListLines(last=first)
    item: ItemLines | None = None
    kind = 0
    blanks: list[int] = []
    was_empty = False
    for line in range(first, len(starts)):
        start, end = starts[line], ends[line]
        cut = _cut(data, start, end, item)
        if cut.prefixed:
            kind = kind or cut.marker
            if cut.marker != kind or (
                data[end - 1] in b"*- " and kind in b"*-" and RULE.match(data, start, end)
            ):
                break
        before, was_empty = (
            was_empty,
            not cut.prefixed and indent_end(data, start, end) == end,
        )
        if cut.prefixed:
            if blanks and item is not None:
                item.blank_after = True
            item = ItemLines(line, cut.size, [line])
            found.items.append(item)
        elif cut.indented and item is not None:
            item.lines += [*blanks, line]
        elif was_empty:
            blanks.append(line)
            continue
        elif before or item is None or _ends_list(data, start, end):
            break
        else:
            item.lines += [*blanks, line]
        blanks = []
        found.last = line
    return found


def _ends_list(data: bytes, start: int, end: int) -> bool:
    first = data[indent_end(data, start, end)]
    if first not in b"#`~*-_":
        return False
    return bool(
        HEADING.match(data, start, end)
        or FENCE.match(data, start, end)
        or RULE.match(data, start, end)
    )


def item_content(data: bytes, starts: list[int], ends: list[int], item: ItemLines) -> list[int]:
    """Return where the content of each of the item's lines starts."""
    first = item.first
    bullet = _BULLET.match(data, starts[first], ends[first])
    if bullet is None:  # cannot be: the line was cut as an item
        return [starts[line] for line in item.lines]
    rest = bullet.end()
    if len(item.lines) == 1:
        return [rest]
    # Numbers below ten may indent what follows by one column more (Obsidian's grammar).
    wide = bullet[4] == b"." and int(bullet[3][-9:]) < 10 and len(bullet[0]) % 2 == 1
    widest = _indent(bullet[1] + b" " * (len(bullet[2]) + wide) + bullet[5])
    margin = _margin(data, starts, ends, item.lines, widest)
    contents = [starts[line] for line in item.lines]
    if margin:
        contents = [_strip(data, starts[line], ends[line], margin) for line in item.lines]
    contents[0] = rest
    return contents


def _indent(text: bytes) -> int:
    """Return the indent of *text* in columns, tabs rounded to a multiple of four."""
    if b"\t" not in text:
        return len(text) - len(text.lstrip(b" "))
    indent = 0
    for byte in text:
        if byte == 32:
            indent += 1
        elif byte == 9:
            indent = (indent + _TAB) // _TAB * _TAB
        else:
            break
    return indent


def _margin(data: bytes, starts: list[int], ends: list[int], lines: list[int], widest: int) -> int:
    """Return how many columns every line of an item loses: the least indent among them."""
    margin = widest
    for line in lines[1:]:
        start, end = starts[line], ends[line]
        stop = indent_end(data, start, end)
        if stop == end:
            continue
        if stop == start:
            return 0
        margin = min(margin, _indent(data[start:stop]))
    return margin


def _strip(data: bytes, start: int, end: int, margin: int) -> int:
    """Return where the line starts when *margin* columns of indent are taken off."""
    indent = 0
    while indent < margin and start < end:
        byte = data[start]
        if byte == 32:
            indent += 1
        elif byte == 9:
            indent = (indent + _TAB) // _TAB * _TAB
            if indent > margin:
                return start + 1
        else:
            break
        start += 1
    return start


def task_at(data: bytes, start: int, end: int) -> tuple[str, int] | None:
    """Return the character of a task's box at *start* and where the text after it starts."""
    if start >= end or data[start] != 0x5B:
        return None
    found = _TASK.match(data, start, end)
    if found is None:
        return None
    character = found[1].decode("utf-8", errors="replace")
    return (character, found.end()) if len(character) == 1 else None
