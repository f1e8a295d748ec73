"""What the block grammar finds beside the blocks themselves: items, quotes, definitions, lines."""

from dataclasses import dataclass

import msgspec


class Item(msgspec.Struct, gc=False):
    """A list item; *parent* is the start of the item that holds it, or -1."""

    start: int
    end: int
    parent: int
    list_start: int
    task: str | None
    id: str | None = None


@dataclass(slots=True)
class Quote:
    """A quote; *head* is the text of its first line."""

    start: int
    end: int
    head: tuple[int, int]
    depth: int


@dataclass(slots=True)
class Definition:
    """``[label]: target`` or ``[^label]: text``."""

    start: int
    end: int
    label: bytes
    target: bytes = b""


@dataclass(slots=True)
class Lines:
    """The lines of a note or of a block in it: where each starts and ends in the file."""

    starts: list[int]
    ends: list[int]
