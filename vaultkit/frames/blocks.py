"""Paragraphs, lists, quotes and callouts of one container: what inner frames are found in."""

import re

import msgspec

from vaultkit.frames.page import (
    BLANK,
    CALLOUT,
    CODE,
    DEFINITION,
    HEADER,
    HEADING,
    ITEM,
    PARAGRAPH,
    RULE,
    TYPED_ITEM,
    Page,
)
from vaultkit.frames.record import Lines

_MARKER = re.compile(r"([ \t]*)(?:[-*+•]|(\d{1,4})[.)])[ \t]+(?:\[[ xX/\-]\][ \t]+)?")
_CALLOUT = re.compile(r"[ \t]*\[!([^\]|\n]{1,60})(?:\|[^\]\n]*)?\][+-]?[ \t]*(.*)")
_LETTERS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя")
"""What letters before items count by; Russian lists leave some out."""

LIST = "list"
QUOTE = "quote"
_NOTHING = (BLANK, HEADER)
_SINGLE = (HEADING, RULE, DEFINITION)
_TEXT = (PARAGRAPH, CALLOUT)


class Item(msgspec.Struct, frozen=True, gc=False):
    """One item of a list, its continuation lines with it."""

    line: int
    last: int
    text: str
    """Without its marker, all lines joined."""

    start: int
    """Offset of the text in its first line."""

    indent: int
    number: int | None


class Block(msgspec.Struct, frozen=True, gc=False):
    """Neighbouring lines of one kind."""

    kind: str
    """paragraph, list, quote, callout, heading, table, code, rule, definition."""

    span: Lines
    items: tuple[Item, ...] = ()
    callout: str = ""
    """Lower-case type of a callout."""

    title: str = ""
    """Title of a callout."""

    @property
    def ordered(self) -> bool:
        """Whether its items are numbered."""
        return bool(self.items) and all(
            item.number is not None for item in self.items if item.indent == self.items[0].indent
        )

    @property
    def top_items(self) -> tuple[Item, ...]:
        """The items that are part of no other item."""
        least = min(item.indent for item in self.items) + 1
        return tuple(item for item in self.items if item.indent <= least)


def read_blocks(page: Page, first: int, last: int, depth: int) -> tuple[Block, ...]:
    """Return the blocks of the lines *first* to *last*, whose plain lines stand at *depth*."""
    kinds, depths = page.kind, page.depth
    found: list[Block] = []
    number = first
    while number <= last:
        kind = kinds[number - 1]
        if kind in _NOTHING:
            number += 1
            continue
        if depths[number - 1] > depth and kind != CODE:
            block = _quote(page, number, last, depth)
        elif kind == ITEM:
            block = _list(page, number, last, depth)
        elif kind in _SINGLE:
            block = Block(kind, Lines(number, number))
        else:
            block = _run(page, number, last, depth)
        found.append(block)
        number = block.span.last + 1
    return tuple(found)


def block_text(page: Page, block: Block) -> str:
    """Return the lines of *block*, joined by line ends."""
    return "\n".join(page.text[block.span.first - 1 : block.span.last])


def _run(page: Page, number: int, last: int, depth: int) -> Block:
    """Return the block of the lines of one kind from *number*; a callout's line is text here."""
    kinds, depths = page.kind, page.depth
    kind = kinds[number - 1]
    kind = PARAGRAPH if kind == CALLOUT else kind
    same = _TEXT if kind == PARAGRAPH else (kind,)
    end = number
    while end < last and kinds[end] in same and depths[end] <= depth:
        end += 1
    return Block(kind, Lines(number, end))


def _quote(page: Page, number: int, last: int, depth: int) -> Block:
    end = number
    while end < last and page.depth[end] > depth:
        end += 1
    span = page.trimmed(number, end)
    head = _CALLOUT.match(page.line(number)) if page.kind_of(number) == CALLOUT else None
    if head:
        return Block(CALLOUT, span, callout=head[1].strip().lower(), title=head[2].strip())
    return Block(QUOTE, span)


def _list(page: Page, number: int, last: int, depth: int) -> Block:
    kinds, depths = page.kind, page.depth
    starts: list[int] = []
    end = at = number
    while at <= last and depths[at - 1] <= depth:
        kind = kinds[at - 1]
        if kind == ITEM:
            if starts and end < at - 1 and _marker(page, at) != _marker(page, number):
                break
            starts.append(at)
            end = at
        elif kind == PARAGRAPH and (
            end == at - 1 or (end >= at - 2 and page.text[at - 1][:2].isspace())
        ):
            end = at
        elif kind != BLANK or end < at - 1:
            break
        at += 1
    ends = [*starts[1:], end + 1]
    items = [_item(page, start, end) for start, end in zip(starts, ends, strict=True)]
    return Block(LIST, Lines(number, end), tuple(items))


def _item(page: Page, number: int, stop: int) -> Item:
    """Return the item that begins on line *number*; the next one begins on line *stop*."""
    line = page.text[number - 1]
    marker = _MARKER.match(line)
    if marker is None:
        start, indent, count = _typed_marker(line)
    else:
        start, indent = marker.end(), len(marker[1].expandtabs(4))
        count = int(marker[2]) if marker[2] else None
    text, last = line[start:].rstrip(), number
    if stop > number + 1:
        more = [at for at in range(number + 1, stop) if page.kind[at - 1] == PARAGRAPH]
        text = "\n".join([text, *(page.text[at - 1].strip() for at in more)])
        last = more[-1] if more else number
    return Item(number, last, text, start, indent, count)


def _typed_marker(line: str) -> tuple[int, int, int | None]:
    """Return where the text of an item begins that a dash or a letter marks; letters count."""
    marker = TYPED_ITEM.match(line)
    start = marker.end() if marker else 0
    sign = next((one for one in marker.groups() if one), None) if marker else None
    if sign is not None and sign.isdecimal():
        return start, 0, int(sign)
    letter = sign.lower() if sign else None
    count = next((one.index(letter) + 1 for one in _LETTERS if letter and letter in one), None)
    return start, 0, count


def _marker(page: Page, number: int) -> str:
    return "1" if (start := page.line(number).lstrip()[:1]).isdigit() else start
