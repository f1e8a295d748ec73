"""convoviz: ``# Me``, ``# ChatGPT``, ``### System``, times in italics, ``***`` after a turn."""

import re

from vaultkit.frames.dialogues.headed import both_speak, find_heads, with_contents, with_stamp_line
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.speaker import role_of
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "convoviz"
MARKS = Marks(headings=("Me\n",), keys=frozenset({"conversation_id"}))

_HEAD = re.compile(r"#{1,4} +([^#*]{1,40})")
_STAMP = re.compile(r"\*([0-9][^*]{3,40})\*")
_ID = re.compile(r"<!-- *conversation_id=([^\s>]{1,100}) *-->")


def read(page: Page, options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""

    def head(line: str, number: int) -> Turn | None:
        match = _HEAD.fullmatch(line.rstrip()) if line.startswith("#") else None
        role = role_of(match[1], options) if match else None
        return Turn(role=role, author=match[1].strip(), line=number) if match and role else None

    named = next((match[1] for line in page.lines if (match := _ID.search(line))), None)
    if named is None and "***" not in page.lines:
        return None
    turns = with_contents(find_heads(page, head), page.lines)
    if not (both_speak(turns) or (turns and named)):
        return None
    return Draft(
        title=page.keys.get("title") or page.keys.get("aliases"),
        conversation_id=named or page.keys.get("conversation_id"),
        turns=tuple(with_stamp_line(turn, page.lines, _STAMP) for turn in turns),
    )
