"""Dialogues whose turns follow one another under heads: what lies between two heads is a turn."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from vaultkit.frames.dialogues.page import Page, fenced_lines
from vaultkit.frames.dialogues.part import parts_of
from vaultkit.frames.dialogues.turn import Turn, content_depth

RULE = re.compile(r" {0,3}(?:-[ -]{2,80}|\*[ *]{2,80}|_[ _]{2,80})|<hr\b[^>]{0,80}>")
"""A line that separates turns: a thematic break."""

HeadReader = Callable[[str, int], Turn | None]
"""Line and its number, from 1, to the turn that it opens (still without content)."""


def find_heads(page: Page, read: HeadReader) -> list[Turn]:
    """Return the heads that *read* finds outside the properties and outside code."""
    hidden = fenced_lines(page.lines)
    return [
        head
        for at in range(page.body, len(page.lines))
        if at not in hidden and (head := read(page.lines[at], at + 1)) is not None
    ]


def with_contents(heads: Sequence[Turn], lines: Sequence[str]) -> tuple[Turn, ...]:
    """Give each head the lines up to the next one, without blank lines and rules at the edges."""
    limits = [*(head.line - 1 for head in heads[1:]), len(lines)]
    return tuple(_filled(head, lines, limit) for head, limit in zip(heads, limits, strict=False))


def filled(turn: Turn, lines: Sequence[str], first: int, last: int) -> Turn:
    """Give *turn* the content between the lines *first* and *last*, trimmed."""
    while first <= last and not lines[first - 1].strip():
        first += 1
    while last >= first and _is_edge(lines[last - 1]):
        last -= 1
    end = max(turn.line, last)
    depth = min(turn.depth, content_depth(lines, first, last))
    turn = replace(turn, first=first, last=last, end=end, depth=depth)
    return replace(turn, attachments=(*turn.attachments, *parts_of(lines, first, last)))


def without_notes(turns: Sequence[Turn], lines: Sequence[str]) -> tuple[Turn, ...]:
    """Return *turns* without the footnotes at the file's end: they are of all turns, not the last.

    A rule, or a heading with nothing but them under it, goes with them.
    """
    if not turns or turns[-1].last < turns[-1].first:
        return tuple(turns)
    turn = turns[-1]
    at, notes = turn.last, 0
    while at >= turn.first:
        line = lines[at - 1]
        if _NOTE.match(line):
            notes = at
        elif line.strip() and not line.startswith(("    ", "\t")):
            break
        at -= 1
    if not notes:
        return tuple(turns)
    while at >= turn.first and (_is_edge(lines[at - 1]) or lines[at - 1].startswith("#")):
        at -= 1
    cut = filled(replace(turn, attachments=()), lines, turn.first, at)
    return (*turns[:-1], cut)


_NOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,200}\]:")
"""The definition of a footnote."""


def _filled(head: Turn, lines: Sequence[str], limit: int) -> Turn:
    return filled(head, lines, head.first or head.line + 1, limit)


def _is_edge(line: str) -> bool:
    return not line.strip() or RULE.fullmatch(line.rstrip()) is not None


def with_stamp_line(turn: Turn, lines: Sequence[str], pattern: re.Pattern[str]) -> Turn:
    """Take the time from the first line of the content, where it is nothing but a time.

    *pattern* has the time in its first group.
    """
    if turn.last < turn.first:
        return turn
    match = pattern.fullmatch(lines[turn.first - 1].strip())
    if match is None:
        return turn
    return filled(replace(turn, stamp=match[1], attachments=()), lines, turn.first + 1, turn.last)


def both_speak(turns: Sequence[Turn]) -> bool:
    """Return whether a user and an assistant both have a turn."""
    return {"user", "assistant"} <= {turn.role for turn in turns}
