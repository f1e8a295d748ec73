"""Obsidian Web Clipper: a speaker alone in bold begins each turn, or the site's hidden heading."""

import re

from vaultkit.frames.dialogues.headed import (
    RULE,
    both_speak,
    find_heads,
    with_contents,
    without_notes,
)
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.speaker import role_of
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "web-clipper"
# ChatGPT's hidden headings follow the language of its user; these are the ends that tell them.
_SAID = (
    ("you said", "chatgpt said"),
    ("вы сказали", "chatgpt сказал"),
    ("ви сказали", "chatgpt сказав"),
    ("du hast gesagt", "chatgpt hat gesagt"),
    ("vous avez dit", "chatgpt a dit"),
    ("dijiste", "chatgpt dijo"),
    ("has dicho", "chatgpt ha dicho"),
    ("você disse", "o chatgpt disse"),
    ("hai detto", "chatgpt ha detto"),
    ("je zei", "chatgpt zei"),
    ("powiedziałeś", "chatgpt powiedział"),
    ("あなた", "chatgpt"),
    ("你说", "chatgpt 说"),
)
MARKS = Marks(
    bold=("You**", "Вы**"),
    headings=tuple(
        f"{said[0].upper()}{said[1:]}" for pair in _SAID for said in pair if said != "chatgpt"
    ),
)

_BOLD = re.compile(r"\*\*([^*]{1,40})\*\*")
_HEADING = re.compile(r"#{2,6} +(.{1,40}?) ?[::]")
_ROLES = {
    said: role for pair in _SAID for said, role in zip(pair, ("user", "assistant"), strict=True)
}


def read(page: Page, options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none."""

    def head(line: str, number: int) -> Turn | None:
        if line.startswith("**"):
            match = _BOLD.fullmatch(line.strip())
            role = role_of(match[1], options) if match and _begins(page, number) else None
        elif line.startswith("##"):
            match = _HEADING.fullmatch(line.strip())
            role = _ROLES.get(match[1].strip().lower()) if match else None
        else:
            return None
        return Turn(role=role, author=match[1].strip(), line=number) if match and role else None

    turns = with_contents(find_heads(page, head), page.lines)
    if not both_speak(turns):
        return None
    return Draft(title=page.keys.get("title"), turns=without_notes(turns, page.lines))


def _begins(page: Page, number: int) -> bool:
    """Return whether line *number* begins the body or stands below a rule."""
    for at in range(number - 2, page.body - 1, -1):
        if page.lines[at].strip():
            line = page.lines[at].rstrip()
            return RULE.fullmatch(line) is not None or line.startswith("# ")
    return True
