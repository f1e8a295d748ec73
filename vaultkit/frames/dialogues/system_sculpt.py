"""SystemSculpt: each message between two comments that carry its role and id."""

import re
from dataclasses import replace

from vaultkit.frames.dialogues.headed import filled
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "system-sculpt"
MARKS = Marks(texts=("SYSTEMSCULPT-MESSAGE-START",))

_START = re.compile(r"<!-- SYSTEMSCULPT-MESSAGE-START ([^>]{0,400})-->")
_END = "<!-- SYSTEMSCULPT-MESSAGE-END"
_FIELD = re.compile(r'([a-z-]{1,30})="([^"]{0,200})"')
_ROLES = {"developer": "system"}


def read(page: Page, _options: DialogueOptions) -> Draft | None:
    """Return the chat in *page*, or None where it is none."""
    turns: list[Turn] = []
    opened: Turn | None = None
    for number in range(page.body + 1, len(page.lines) + 1):
        line = page.lines[number - 1].strip()
        match = _START.match(line) if line.startswith("<!--") else None
        if opened and (match or line.startswith(_END)):
            turns.append(_closed(opened, page, number, ended=match is None))
            opened = None
        if match:
            opened = _opened(dict(_FIELD.findall(match[1])), number)
    if opened:
        turns.append(_closed(opened, page, len(page.lines) + 1, ended=False))
    if not turns:
        return None
    return Draft(
        title=page.keys.get("title"),
        conversation_id=page.keys.get("id"),
        turns=tuple(turns),
        uids=True,
    )


def _opened(fields: dict[str, str], number: int) -> Turn:
    role = fields.get("role", "assistant")
    return Turn(
        role=_ROLES.get(role, role),
        author=role,
        model=fields.get("model"),
        line=number,
        stamp=fields.get("timestamp"),
        uid=fields.get("message-id"),
        uid_line=number if "message-id" in fields else None,
    )


def _closed(turn: Turn, page: Page, number: int, *, ended: bool) -> Turn:
    turn = filled(turn, page.lines, turn.line + 1, number - 1)
    return replace(turn, end=number) if ended else turn
