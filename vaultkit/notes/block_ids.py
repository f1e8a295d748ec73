"""Block ids: ``^id`` at the end of a paragraph or item, or alone below another block.

Obsidian Help, Internal links: letters, digits and ``-``. A line of its own names the block above
it and is no block itself.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from vaultkit.notes.block_reader import Child, Item

_LAST_WORD = re.compile(rb"\^([A-Za-z0-9-]+)[ \t\r\n]*\Z")
_ANY = re.compile(rb"\^[A-Za-z0-9-]+[ \t]*(?:[\r\n]|\Z)")
_TAIL = 300
_NAMED_BY_TAIL = {"paragraph", "heading", "blockquote", "callout", "footnoteDefinition"}


@dataclass(slots=True)
class BlockIds:
    """The ids of a note."""

    sections: dict[int, str] = field(default_factory=dict)
    """By the start of the block at the root that carries it."""

    found: list[tuple[str, int, int]] = field(default_factory=list)
    """Every id with the range of its block, in order."""


def give_ids(
    data: bytes, children: list[Child], items: list[Item], texts: list[tuple[int, int]]
) -> BlockIds:
    """Find the ids of *children* (the blocks at the root) and *items*; items are given theirs.

    An item carries the id of a paragraph in it, found among *texts*.

    A paragraph that is nothing but an id loses its type: it is no block.
    """
    ids = BlockIds()
    if not _ANY.search(data):
        return ids
    before: Child | None = None
    for child in children:
        name = _tail_id(data, child.start, child.end) if child.type in _NAMED_BY_TAIL else None
        if name is None:
            before = child
            continue
        named = child
        alone = data[child.start : child.end].strip() == b"^" + name.encode()
        if alone and before is not None:
            named, child.type = before, ""
        else:
            before = child
        ids.sections.setdefault(named.start, name)
        ids.found.append((name, named.start, named.end))
    starts = [item.start for item in items]
    for text in texts if items else ():
        name = _tail_id(data, *text)
        item = _holder(items, starts, text) if name is not None else None
        if item is not None and item.id is None:
            item.id = name
            ids.found.append((name or "", item.start, item.end))
    ids.found.sort(key=lambda entry: entry[1])
    return ids


def _holder(items: list[Item], starts: list[int], text: tuple[int, int]) -> Item | None:
    """Return the innermost item that *text*, a paragraph in it, belongs to."""
    at = bisect_right(starts, text[0])
    # Items before it that end before it are its elder siblings and theirs: a few, if any.
    for item in reversed(items[max(0, at - 50) : at]):
        if item.end >= text[1]:
            return item
    return None


def _tail_id(data: bytes, start: int, end: int) -> str | None:
    caret = data.rfind(b"^", max(start, end - _TAIL), end)
    if caret < 0:
        return None
    found = _LAST_WORD.match(data, caret, end)
    if found and caret > start and data[caret - 1] not in b" \t\r\n>":
        return None
    return found[1].decode() if found else None
