"""Blocks whose lines are taken as they stand: code, math, comments and HTML.

Each function takes the lines of what holds the block, and the index of its first line; it returns
the index of the line after the block, or 0 where no such block starts there.
"""

from vaultkit.notes.block import Lines
from vaultkit.notes.line import (
    FENCE,
    MATH,
    closes_fence,
    closes_math,
    html_end,
    indent_end,
    is_code,
    opens_comment,
)

_BARE_INDENT = (b"\t", b"    ")
"""The very last line is no code if it is nothing else."""


def indented_code_end(data: bytes, lines: Lines, at: int) -> int:
    """Return the end of the indented code on line *at*; blank lines that end it do not count."""
    after = at
    count = len(lines.starts)
    while at < count:
        start, end = lines.starts[at], lines.ends[at]
        indented = is_code(data, start)
        if not indented and indent_end(data, start, end) < end:
            break
        at += 1
        if indented and (at < count or data[start:end] not in _BARE_INDENT):
            after = at
    return after


def fenced_code_end(data: bytes, lines: Lines, at: int) -> int:
    """Return the end of the code that a fence on line *at* opens."""
    opened = FENCE.match(data, lines.starts[at], lines.ends[at])
    if opened is None:
        return 0
    fence = opened[1]
    count = len(lines.starts)
    at += 1
    while at < count and not closes_fence(data, lines.starts[at], lines.ends[at], fence):
        at += 1
    return min(at + 1, count)


def math_end(data: bytes, lines: Lines, at: int) -> int:
    """Return the end of the math that line *at* opens; the last line of all opens none."""
    count = len(lines.starts)
    opened = MATH.match(data, lines.starts[at], lines.ends[at])
    if opened is None or at + 1 == count:
        return 0
    fence = opened[1]
    at += 1
    while at < count and not closes_math(data, lines.starts[at], lines.ends[at], fence):
        at += 1
    return min(at + 1, count)


def comment_end(data: bytes, lines: Lines, at: int) -> int:
    """Return the end of the comment of whole lines that line *at* opens."""
    if not opens_comment(data, lines.starts[at], lines.ends[at]):
        return 0
    count = len(lines.starts)
    at += 1
    while at < count and data.find(b"%%", lines.starts[at], lines.ends[at]) < 0:
        at += 1
    return min(at + 1, count)


def html_block_end(data: bytes, lines: Lines, at: int) -> int:
    """Return the end of the HTML block that starts on line *at*."""
    end = lines.ends[at]
    text = indent_end(data, lines.starts[at], end)
    if data[text] != 0x3C:
        return 0
    found, closes, _ = html_end(data, text, end)
    if not found:
        return 0
    count = len(lines.starts)
    if closes is None:
        while at + 1 < count and lines.starts[at + 1] < lines.ends[at + 1]:
            at += 1
        return at + 1
    begin = text
    while not closes.search(data, begin, lines.ends[at]) and at + 1 < count:
        at += 1
        begin = lines.starts[at]
    return at + 1
