"""claude-to-markdown: ``**human** (date)`` and ``**assistant** (date)``."""

import re

from vaultkit.frames.dialogues.headed import find_heads, with_contents
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "claude-to-markdown"
MARKS = Marks(bold=("human** (", "assistant** ("))

_HEAD = re.compile(r"\*\*(human|assistant)\*\* \((.{1,80})\):?")


def read(page: Page, _options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""
    turns = with_contents(find_heads(page, _head), page.lines)
    if not turns:
        return None
    return Draft(title=page.keys.get("title"), turns=turns)


def _head(line: str, number: int) -> Turn | None:
    match = _HEAD.fullmatch(line.strip()) if line.startswith("**") else None
    if match is None:
        return None
    role = "user" if match[1] == "human" else "assistant"
    return Turn(role=role, author=match[1], line=number, stamp=match[2])
