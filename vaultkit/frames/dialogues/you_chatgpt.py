"""Exporters that head turns ``#### You:`` and ``#### ChatGPT:``, times in ``<time datetime>``."""

import re
from dataclasses import replace

from vaultkit.frames.dialogues.headed import both_speak, filled, find_heads, with_contents
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.speaker import role_of
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "you-chatgpt"
MARKS = Marks(headings=("You:", "ChatGPT:"))

_HEAD = re.compile(r"#{2,6} +([^:#]{1,60}):\s*(<time .{0,200})?")
_TIME = re.compile(r'<time datetime="([^"]{1,40})"[^>]{0,120}>.{0,60}')
_TITLE = re.compile(r"# ([^#].{0,300})")


def read(page: Page, options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""

    def head(line: str, number: int) -> Turn | None:
        match = _HEAD.fullmatch(line.rstrip()) if line.startswith("##") else None
        role = role_of(match[1], options) if match else None
        if match is None or role is None:
            return None
        time = _TIME.fullmatch(match[2] or "")
        stamp = time[1] if time else None
        return Turn(role=role, author=match[1].strip(), line=number, stamp=stamp)

    turns = with_contents(find_heads(page, head), page.lines)
    if not both_speak(turns):
        return None
    before = page.lines[page.body : turns[0].line - 1]
    title = next((match[1] for line in before if (match := _TITLE.fullmatch(line.strip()))), None)
    return Draft(
        title=title or page.keys.get("title"),
        conversation_id=page.keys.get("conversation_id"),
        turns=tuple(_timed(turn, page) for turn in turns),
    )


def _timed(turn: Turn, page: Page) -> Turn:
    if turn.stamp or turn.last < turn.first:
        return turn
    match = _TIME.fullmatch(page.lines[turn.first - 1].strip())
    if match is None:
        return turn
    turn = replace(turn, stamp=match[1], attachments=())
    return filled(turn, page.lines, turn.first + 1, turn.last)
