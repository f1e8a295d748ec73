"""Chats that Copilot for Obsidian saved: ``**user**: …``, ``**ai**: …``, ``[Timestamp: …]``."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vaultkit.frames.dialogues.headed import filled, find_heads, with_contents
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.turn import Draft, Turn
from vaultkit.frames.record import Attachment, Lines

NAME = "copilot"
MARKS = Marks(bold=("ai**: ",))

_HEAD = re.compile(r"\*\*(user|ai)\*\*: ?")
_TIME = re.compile(r"\[Timestamp: (.{1,60})\]")
_CONTEXT = re.compile(r"\[Context: (.{1,20000})\]")
_KINDS = {"notes", "urls", "tags", "folders"}


def read(page: Page, _options: DialogueOptions) -> Draft | None:
    """Return the chat in *page*, or None where it is none."""
    ours = "modelKey" in page.keys or "epoch" in page.keys
    model = page.keys.get("modelKey", "").partition("|")[0] or None
    heads = find_heads(page, lambda line, number: _head(line, number, model))
    if not heads or not (ours or any(_TIME.fullmatch(line.strip()) for line in page.lines)):
        return None
    return Draft(
        title=page.keys.get("topic"),
        conversation_id=page.keys.get("epoch"),
        turns=tuple(_closed(turn, page.lines) for turn in with_contents(heads, page.lines)),
    )


def _head(line: str, number: int, model: str | None) -> Turn | None:
    match = _HEAD.match(line) if line.startswith("**") else None
    if match is None:
        return None
    return Turn(
        role="user" if match[1] == "user" else "assistant",
        author=match[1],
        model=model if match[1] == "ai" else None,
        line=number,
        first=number,
        offset=match.end(),
    )


def _closed(turn: Turn, lines: Sequence[str]) -> Turn:
    """Take the time and the context from the last lines of *turn*."""
    end, last = turn.end, turn.last
    while last > turn.first:
        line = lines[last - 1].strip()
        if match := _TIME.fullmatch(line):
            turn = replace(turn, stamp=match[1])
        elif match := _CONTEXT.fullmatch(line):
            turn = replace(turn, attachments=(*_context(match[1], last), *turn.attachments))
        elif line:
            break
        last -= 1
    return replace(
        filled(replace(turn, attachments=()), lines, turn.first, last),
        end=end,
        attachments=turn.attachments,
    )


def _context(text: str, line: int) -> tuple[Attachment, ...]:
    found = []
    for group in text.split(" | "):
        kind, _, names = group.partition(": ")
        if kind.strip().lower() in _KINDS:
            found += [name.strip() for name in names.split(",") if name.strip()]
    return tuple(
        Attachment(kind="context", name=name, target=name, line=line, span=Lines(line, line))
        for name in found
    )
