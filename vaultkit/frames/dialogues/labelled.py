"""ChatGPT_Conversations_To_Markdown: ``**User**:``, ``**ChatGPT**:``, times in ``<sub>``."""

import re

from vaultkit.frames.dialogues.headed import both_speak, find_heads, with_contents, with_stamp_line
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.speaker import role_of
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "chatgpt-to-markdown"
MARKS = Marks(bold=("User**:", "You**:", "User:**", "You:**"))

_HEAD = re.compile(r"\*\*([^*:]{1,60})(?:\*\*:|:\*\*) *(?:<sub>(.{1,60}?)</sub> *)?")
_STAMP = re.compile(r"<sub>(.{1,60}?)</sub>")


def read(page: Page, options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""

    def head(line: str, number: int) -> Turn | None:
        match = _HEAD.match(line) if line.startswith("**") else None
        role = role_of(match[1], options) if match else None
        if match is None or role is None:
            return None
        inline = bool(line[match.end() :].strip())
        return Turn(
            role=role,
            author=match[1].strip(),
            line=number,
            first=number if inline else number + 1,
            offset=match.end() if inline else 0,
            stamp=match[2],
        )

    turns = with_contents(find_heads(page, head), page.lines)
    if not both_speak(turns):
        return None
    return Draft(
        title=page.keys.get("title"),
        conversation_id=page.keys.get("conversation_id"),
        turns=tuple(with_stamp_line(turn, page.lines, _STAMP) for turn in turns),
        usual={"-24": "MDY"},
    )
