"""claude-vault: ``## 👤 You *(2025-12-22 08:20)*`` and ``## 🤖 Claude *(…)*``."""

import re

from vaultkit.frames.dialogues.headed import find_heads, with_contents
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "claude-vault"
MARKS = Marks(headings=("👤 ", "🤖 "))

_HEAD = re.compile(r"#{1,4} +(👤|🤖) +([^*]{1,60}?)(?: +\*\((.{1,60}?)\)\*)?")


def read(page: Page, _options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""
    turns = with_contents(find_heads(page, _head), page.lines)
    if not turns:
        return None
    return Draft(title=page.keys.get("title"), conversation_id=page.keys.get("uuid"), turns=turns)


def _head(line: str, number: int) -> Turn | None:
    match = _HEAD.fullmatch(line.rstrip()) if line.startswith("#") else None
    if match is None or not (match[3] or match[2] in ("You", "Claude")):
        return None
    role = "user" if match[1] == "👤" else "assistant"
    return Turn(role=role, author=match[2].strip(), line=number, stamp=match[3])
