"""Paragraphs, lists, quotes and callouts of one container: what inner frames are found in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultkit.frames.page import (
    BLANK,
    CALLOUT,
    CODE,
    COMMENT,
    DEFINITION,
    HEADER,
    HEADING,
    ITEM,
    PARAGRAPH,
    RULE,
    TABLE,
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


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, its continuation lines with it."""

    line: int
    last: int
    text: str
    """Without its marker, all lines joined."""

    start: int
    """Offset of the text in its first line."""

    indent: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Block:
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
    return tuple(_blocks(page, first, last, depth))


def block_text(page: Page, block: Block) -> str:
    """Return the lines of *block*, joined by line ends."""
    return "\n".join(page.text[block.span.first - 1 : block.span.last])


def _blocks(page: Page, first: int, last: int, depth: int) -> Iterator[Block]:
    number = first
    while number <= last:
        kind = page.kind_of(number)
        if kind in (BLANK, HEADER):
            number += 1
            continue
        block = _block(page, number, last, depth, kind)
        yield block
        number = block.span.last + 1


def _block(page: Page, number: int, last: int, depth: int, kind: str) -> Block:
    if page.depth[number - 1] > depth and kind != CODE:
        return _quote(page, number, last, depth)
    if kind == ITEM:
        return _list(page, number, last, depth)
    if kind in (HEADING, RULE):
        return Block(kind, Lines(number, number))
    if kind == DEFINITION:
        return Block(kind, Lines(number, number))
    end = number
    same = (kind,) if kind in (TABLE, CODE, COMMENT) else (PARAGRAPH, CALLOUT)
    while end < last and page.kind_of(end + 1) in same and page.depth[end] <= depth:
        end += 1
    return Block(kind if kind != CALLOUT else PARAGRAPH, Lines(number, end))


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
    items: list[Item] = []
    end = number
    at = number
    while at <= last:
        kind = page.kind_of(at)
        if page.depth[at - 1] > depth:
            break
        if kind == ITEM:
            if items and end < at - 1 and _marker(page, at) != _marker(page, items[0].line):
                break
            items.append(_item(page, at))
            end = at
        elif (kind == PARAGRAPH and end == at - 1) or (
            kind == PARAGRAPH and page.line(at)[:2].isspace() and end >= at - 2
        ):
            items[-1] = _longer(items[-1], page, at)
            end = at
        elif kind != BLANK or end < at - 1:
            break
        at += 1
    return Block(LIST, Lines(number, end), tuple(items))


def _item(page: Page, number: int) -> Item:
    line = page.line(number)
    marker = _MARKER.match(line)
    if marker is None:
        return _typed_item(number, line)
    indent = len(marker[1].expandtabs(4))
    count = int(marker[2]) if marker[2] else None
    return Item(number, number, line[marker.end() :].rstrip(), marker.end(), indent, count)


def _typed_item(number: int, line: str) -> Item:
    """Return an item with a dash or a letter before it; letters count."""
    marker = TYPED_ITEM.match(line)
    start = marker.end() if marker else 0
    letter = marker[1] if marker else None
    count = next((one.index(letter) + 1 for one in _LETTERS if letter and letter in one), None)
    return Item(number, number, line[start:].rstrip(), start, 0, count)


def _longer(item: Item, page: Page, number: int) -> Item:
    text = f"{item.text}\n{page.line(number).strip()}"
    return Item(item.line, number, text, item.start, item.indent, item.number)


def _marker(page: Page, number: int) -> str:
    return "1" if (start := page.line(number).lstrip()[:1]).isdigit() else start
