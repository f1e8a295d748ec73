"""Archives whose turns are bare headings: a role or a name alone, at one level.

claude-exporter (``## User``, ``## Claude``), chatgpt-markdown (``## user``, ``## assistant``),
Open WebUI (``### USER``, ``### ASSISTANT``), Smart Chat (``##### user``), BMO Chatbot
(``###### USER``, the bot's name in capitals).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from vaultkit.frames.dialogues.headed import both_speak, find_heads, with_contents
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.speaker import role_of
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "role-headings"
MARKS = Marks(headings=("User\n", "user\n", "USER\n"), keys=frozenset({"model"}))

_HEAD = re.compile(r"(#{2,6}) +([^#*:\[\]|]{1,40})")


def read(page: Page, options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""
    for turns in (_roles(page, options), _capitals(page, options)):
        if both_speak(turns):
            filled = with_contents(turns, page.lines)
            return Draft(title=page.keys.get("title"), turns=filled)
    return None


def _roles(page: Page, options: DialogueOptions) -> Sequence[Turn]:
    """Return the headings that are a role or a known name, of the first one's level."""
    levels: list[int] = []

    def head(line: str, number: int) -> Turn | None:
        match = _HEAD.fullmatch(line.rstrip()) if line.startswith("##") else None
        role = role_of(match[2], options) if match else None
        if match is None or role is None:
            return None
        levels.append(len(match[1]))
        return (
            Turn(role=role, author=match[2].strip(), line=number)
            if levels[0] == levels[-1]
            else None
        )

    heads = find_heads(page, head)
    return heads if heads and heads[0].role in ("user", "system") else ()


def _capitals(page: Page, options: DialogueOptions) -> Sequence[Turn]:
    """Return BMO's headings: two names in capitals that take turns, the user's first."""

    def head(line: str, number: int) -> Turn | None:
        name = line[7:].strip() if line.startswith("###### ") else ""
        if not name or name != name.upper() or not any(map(str.isalpha, name)) or len(name) > 40:
            return None
        return Turn(role=role_of(name, options) or "", author=name, line=number)

    heads = find_heads(page, head)
    names = list(dict.fromkeys(turn.author for turn in heads))
    known = "user" in (turn.role for turn in heads) or "model" in page.keys
    if len(names) != 2 or not known:
        return ()
    if any(one.author == other.author for one, other in pairwise(heads)):
        return ()
    roles = dict(zip(names, ("user", "assistant"), strict=True))
    return [Turn(role=roles[turn.author], author=turn.author, line=turn.line) for turn in heads]
