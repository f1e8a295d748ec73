"""ChatGPT MD: ``<hr class="__chatgpt_plugin">`` and ``### role::assistant`` with the model."""

import re
from collections.abc import Sequence

from vaultkit.frames.dialogues.headed import filled, find_heads, with_contents
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "chatgpt-md"
MARKS = Marks(texts=("role::",))

_HEAD = re.compile(
    r"(?:#{1,6} ?)?role::(user|assistant|system|developer|tool)"
    r"(?:<span[^>]{0,120}>\s{0,4}\((.{1,120}?)\)\s{0,4}</span>)?\s*"
)
_ROLES = {"developer": "system"}
_COMMENT = ("=begin-chatgpt-md-comment", "=end-chatgpt-md-comment")


def read(page: Page, _options: DialogueOptions) -> Draft | None:
    """Return the chat in *page*, or None where it is none.

    What stands above the first head is the user's first message: the plugin writes no head for it.
    """
    model = page.keys.get("model")
    heads = find_heads(page, lambda line, number: _head(line, number, model))
    if not heads:
        return None
    turns = with_contents(heads, page.lines)
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
    return (turn,) if turn.last >= turn.first else ()


def _after_comments(lines: Sequence[str], at: int, limit: int) -> int:
    """Return the first line (from 1) that is neither blank nor in the plugin's own comment."""
    inside = False
    for number in range(at + 1, limit + 1):
        line = lines[number - 1].strip()
        inside = line == _COMMENT[0] or (inside and line != _COMMENT[1])
        if line and not inside and line != _COMMENT[1]:
            return number
    return limit + 1
