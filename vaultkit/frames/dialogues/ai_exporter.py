"""obsidian-AI-exporter: turns as callouts, ``> [!QUESTION] User`` and ``> [!NOTE] Claude``."""

import re

from vaultkit.frames.dialogues.headed import both_speak
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.quoted import read_callouts
from vaultkit.frames.dialogues.speaker import role_of
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "ai-exporter"
MARKS = Marks(callouts=("QUESTION] ", "question] "))

_HEAD = re.compile(r"> ?\[!(QUESTION|NOTE)\][+-]? +(.{1,60})", re.IGNORECASE)
_ROLES = {"question": "user", "note": "assistant"}


def read(page: Page, options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""

    def head(line: str, number: int) -> Turn | None:
        match = _HEAD.fullmatch(line.rstrip()) if "[!" in line else None
        if match is None or role_of(match[2], options) != _ROLES[match[1].lower()]:
            return None
        role = _ROLES[match[1].lower()]
        return Turn(
            role=role,
            author=match[2].strip(),
            line=number,
            depth=1,
            callout=match[1].lower(),
        )

    turns = read_callouts(page, head)
    if not (both_speak(turns) or (turns and "message_count" in page.keys)):
        return None
    return Draft(title=page.keys.get("title"), conversation_id=page.keys.get("id"), turns=turns)
