"""Dialogues whose turns are callouts: the content is the run of quoted lines below the head."""

from collections.abc import Sequence
from dataclasses import replace

from vaultkit.frames.dialogues.headed import HeadReader, filled, find_heads
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.part import parts_of
from vaultkit.frames.dialogues.turn import Turn


def read_callouts(page: Page, read: HeadReader) -> tuple[Turn, ...]:
    """Return the turns of *page* whose heads *read* finds.

    A head without quoted lines takes what follows up to the next head: exporters leave very long
    messages unquoted.
    """
    heads = find_heads(page, read)
    limits = [*(head.line - 1 for head in heads[1:]), len(page.lines)]
    return tuple(_filled(head, page.lines, end) for head, end in zip(heads, limits, strict=False))


def _filled(head: Turn, lines: Sequence[str], limit: int) -> Turn:
    last = _run_end(lines, head.line, limit)
    if last == head.line:
        return filled(replace(head, depth=0), lines, head.line + 1, limit)
    turn = filled(head, lines, head.line + 1, last)
    following = last
    while following < limit and not lines[following].strip():
        following += 1
    aside = _run_end(lines, following, limit)
    parts = parts_of(lines, following + 1, aside) if aside > following else ()
    if not parts:
        return turn
    return replace(turn, end=aside, attachments=(*turn.attachments, *parts))


def _run_end(lines: Sequence[str], start: int, limit: int) -> int:
    while start < limit and lines[start].lstrip(" ").startswith(">"):
        start += 1
    return start
