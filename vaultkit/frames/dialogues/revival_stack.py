"""RevivalStack's exporter: ``## chat-1``, the question as a quote, the answer below it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vaultkit.frames.dialogues.headed import filled, find_heads
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "revival-stack"
MARKS = Marks(headings=("chat-1\n",))

_HEAD = re.compile(r"#{2,4} +chat-\d{1,6}")
_DAY = re.compile(r"#{4,6} +📅 *(.{1,60})")
_ANSWER = re.compile(r"#{4,6} +(.{1,40}?) said:?")
_TOP = re.compile(r"#{2,6} +\[top\]\(#.{1,60}\)|_{3,}")


def read(page: Page, _options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""
    heads = find_heads(page, _head)
    limits = [*(head.line - 1 for head in heads[1:]), len(page.lines)]
    turns: list[Turn] = []
    for head, limit in zip(heads, limits, strict=False):
        turns += _pair(head, page.lines, limit, page.keys.get("author"))
    if not turns:
        return None
    return Draft(title=page.keys.get("title"), turns=tuple(turns))


def _head(line: str, number: int) -> Turn | None:
    if not line.startswith("#") or not _HEAD.fullmatch(line.rstrip()):
        return None
    return Turn(role="user", author="User", line=number, depth=1)


def _pair(head: Turn, lines: Sequence[str], limit: int, author: str | None) -> list[Turn]:
    while limit > head.line and (
        not lines[limit - 1].strip() or _TOP.fullmatch(lines[limit - 1].strip())
    ):
        limit -= 1
    number = _skip_blank(lines, head.line + 1, limit)
    stamp = None
    if number <= limit and (match := _DAY.fullmatch(lines[number - 1].strip())):
        stamp, number = match[1], _skip_blank(lines, number + 1, limit)
    first = number
    while number <= limit and lines[number - 1].lstrip(" ").startswith(">"):
        number += 1
    question = filled(replace(head, stamp=stamp), lines, first, number - 1)
    number = _skip_blank(lines, number, limit)
    if number > limit:
        return [question]
    return [question, _answer(lines, number, limit, author or "Assistant", stamp)]


def _answer(lines: Sequence[str], number: int, limit: int, author: str, stamp: str | None) -> Turn:
    match = _ANSWER.fullmatch(lines[number - 1].strip())
    author = author if match is None or match[1] == "AI" else match[1]
    turn = Turn(role="assistant", author=author, line=number, stamp=stamp)
    return filled(turn, lines, number + (match is not None), limit)


def _skip_blank(lines: Sequence[str], number: int, limit: int) -> int:
    while number <= limit and not lines[number - 1].strip():
        number += 1
    return number
