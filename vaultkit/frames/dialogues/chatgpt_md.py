"""ChatGPT MD: ``<hr class="__chatgpt_plugin">`` and ``### role::assistant`` with the model."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vaultkit.frames.dialogues.headed import filled, find_heads, with_contents
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.part import COMMENT, comment_end
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "chatgpt-md"
MARKS = Marks(texts=("role::",))

_HEAD = re.compile(
    r"(?:#{1,6} ?)?role::(user|assistant|system|developer|tool)"
    r"(?:<span[^>]{0,120}>\s{0,4}\((.{1,120}?)\)\s{0,4}</span>)?\s*"
)
_ROLES = {"developer": "system"}


def read(page: Page, _options: DialogueOptions) -> Draft | None:
    """Return the chat in *page*, or None where it is none.

    What stands above the first head is the user's first message: the plugin writes no head for it.
    """
    model = page.keys.get("model")
    heads = find_heads(page, lambda line, number: _head(line, number, model))
    if not heads:
        return None
    turns = with_contents(heads, page.lines)
    turns = tuple(_without_comments(turn, page.lines) for turn in turns)
    before = _opening(page, heads[0].line - 1)
    return Draft(title=page.keys.get("title"), turns=(*before, *turns))


def _head(line: str, number: int, model: str | None) -> Turn | None:
    match = _HEAD.fullmatch(line) if "role::" in line else None
    if match is None:
        return None
    role = _ROLES.get(match[1], match[1])
    named = match[2] or model if role == "assistant" else None
    return Turn(role=role, author=match[1], model=named, line=number)


def _opening(page: Page, limit: int) -> tuple[Turn, ...]:
    first = _after_comments(page.lines, page.body, limit)
    if first > limit:
        return ()
    turn = filled(Turn(role="user", author="user", line=first), page.lines, first, limit)
    turn = _without_comments(turn, page.lines)
    return (turn,) if turn.last >= turn.first else ()


def _after_comments(lines: Sequence[str], at: int, limit: int) -> int:
    """Return the first line (from 1) behind *at* that is neither blank nor in a comment."""
    number = at + 1
    while number <= limit:
        line = lines[number - 1].strip()
        if line == COMMENT[0]:
            number = comment_end(lines, number, limit)
        elif line:
            return number
        number += 1
    return limit + 1


def _without_comments(turn: Turn, lines: Sequence[str]) -> Turn:
    """Return *turn* without the plugin's comments at the edges of its content."""
    first = _after_comments(lines, turn.first - 1, turn.last)
    last = turn.last
    while last >= first and lines[last - 1].strip() == COMMENT[1]:
        begun = (at for at in range(last, first - 1, -1) if lines[at - 1].strip() == COMMENT[0])
        last = next(begun, last) - 1
        while last >= first and not lines[last - 1].strip():
            last -= 1
    if (first, last) == (turn.first, turn.last):
        return turn
    end = turn.end
    return replace(filled(replace(turn, attachments=()), lines, first, last), end=end)
