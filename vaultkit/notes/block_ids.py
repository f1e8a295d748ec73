"""Block ids: ``^id`` at the end of a paragraph or item, or alone below another block.

Obsidian Help, Internal links: letters, digits and ``-``. A line of its own names the block above
it and is no block itself.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter

from vaultkit.notes.block import Item
from vaultkit.notes.note import Block

_ID = re.compile(rb"\^([A-Za-z0-9-]{1,300}+)(?=[ \t]*+(?:[\r\n]|\Z))")
_IS_BLANK = re.compile(rb"[ \t\r\n]*+").fullmatch
_NAMED_BY_TAIL = {"paragraph", "heading", "blockquote", "callout", "footnoteDefinition"}


@dataclass(slots=True)
class BlockIds:
    """The ids of a note."""

    sections: dict[int, str] = field(default_factory=dict)
    """By the start of the block at the root that carries it."""

    alone: set[int] = field(default_factory=set)
    """Where paragraphs start that are nothing but the id of the block above: no blocks."""

    found: list[tuple[str, int, int]] = field(default_factory=list)
    """Every id with the range of its block, in order."""


def give_ids(
    data: bytes, blocks: list[Block], items: list[Item], texts: list[tuple[int, int]]
) -> BlockIds:
    """Find the ids of *blocks* (those at the root) and *items*; items are given theirs.

    An item carries the id of a paragraph in it, found among *texts*.
    """
    ids = BlockIds()
    first = data.find(b"^")
    if first < 0:
        return ids
    marks = [mark for mark in _ID.finditer(data, first) if _stands_free(data, mark.start())]
    if marks:
        if items:
            marks = _name_items(data, items, texts, marks, ids)
        if marks:
            _name_sections(data, blocks, marks, ids)
        ids.found.sort(key=itemgetter(1))
    return ids


def _stands_free(data: bytes, caret: int) -> bool:
    return not caret or data[caret - 1] in b" \t\r\n>"


def _name_sections(
    data: bytes, blocks: list[Block], marks: list[re.Match[bytes]], ids: BlockIds
) -> None:
    ends = [block.span[1] for block in blocks]
    for mark in marks:
        caret, stop = mark.span()
        at = bisect_right(ends, caret)
        if at == len(ends) or blocks[at].type not in _NAMED_BY_TAIL:
            continue
        start, end = blocks[at].span
        if caret < start or not _IS_BLANK(data, stop, end):
            continue
        if at and _IS_BLANK(data, start, caret):
            above = at - 1
            while above >= 0 and blocks[above].span.start in ids.alone:
                above -= 1
            if above >= 0:
                ids.alone.add(start)
                start, end = blocks[above].span
        name = mark[1].decode()
        ids.sections.setdefault(start, name)
        ids.found.append((name, start, end))


def _name_items(
    data: bytes,
    items: list[Item],
    texts: list[tuple[int, int]],
    marks: list[re.Match[bytes]],
    ids: BlockIds,
) -> list[re.Match[bytes]]:
    """Give *items* their ids; return those of *marks* that are in no item."""
    left = []
    starts = [item.start for item in items]
    ends = [end for _, end in texts]
    for mark in marks:
        caret, stop = mark.span()
        at = bisect_right(ends, caret)
        text = texts[at] if at < len(ends) else (0, 0)
        item = _holder(items, starts, text) if text[0] <= caret < text[1] else None
        if item is None:
            left.append(mark)
        elif item.id is None and _IS_BLANK(data, stop, text[1]):
            item.id = mark[1].decode()
            ids.found.append((item.id, item.start, item.end))
    return left


def _holder(items: list[Item], starts: list[int], text: tuple[int, int]) -> Item | None:
    """Return the innermost item that *text*, a paragraph in it, belongs to."""
    at = bisect_right(starts, text[0])
    # Items before it that end before it are its elder siblings and theirs: a few, if any.
    for before in range(at - 1, max(0, at - 50) - 1, -1):
        if items[before].end >= text[1]:
            return items[before]
    return None
