"""Turns that the user's config.toml describes: callout types, headings and names."""

import re

from vaultkit.frames.dialogues.headed import HeadReader, find_heads, with_contents
from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page
from vaultkit.frames.dialogues.quoted import read_callouts
from vaultkit.frames.dialogues.turn import Draft, Turn

NAME = "custom"

_CALLOUT = re.compile(r" {0,3}> ?\[!([^\]]{1,60})\][+-]? *(.{0,200})")
_HEADING = re.compile(r"#{1,6} +([^\n]{1,200})")
_LABEL = re.compile(r"\*\*([^*:]{1,60})(?:\*\*:|:\*\*|\*\*) *")
_STAMP = re.compile(r"(.{0,160}?)[ ,]*(?:-|—|–|,|\*?\() *(\d[^()]{3,60}?)(?:\)\*?)? *")


def marks(options: DialogueOptions) -> Marks:
    """Return the marks of what *options* describe."""
    cased = {form for name in options.callouts for form in (name, name.lower(), name.upper())}
    return Marks(
        callouts=tuple(sorted(cased)),
        headings=tuple(options.headings),
        bold=tuple(options.names),
    )


def read(page: Page, options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where nothing of *options* stands in it."""
    quoted = read_callouts(page, _callout_reader(options))
    headed = with_contents(find_heads(page, _text_reader(options)), page.lines)
    turns = quoted or headed
    return Draft(title=page.keys.get("title"), turns=turns) if turns else None


def _callout_reader(options: DialogueOptions) -> HeadReader:
    roles = {name.lower(): role for name, role in options.callouts.items()}

    def head(line: str, number: int) -> Turn | None:
        match = _CALLOUT.fullmatch(line.rstrip()) if "[!" in line else None
        role = roles.get(match[1].lower()) if match else None
        if match is None or role is None:
            return None
        title, stamp = _split(match[2].replace("*", ""))
        return Turn(
            role=role,
            author=title or match[1],
            line=number,
            depth=1,
            callout=match[1].lower(),
            stamp=stamp,
        )

    return head


def _text_reader(options: DialogueOptions) -> HeadReader:
    def head(line: str, number: int) -> Turn | None:
        if line.startswith("#") and (match := _HEADING.fullmatch(line.rstrip())):
            title, stamp = _split(match[1].strip("* "))
            title = title.rstrip(":").strip("* ")
            role = options.headings.get(title)
            return Turn(role=role, author=title, line=number, stamp=stamp) if role else None
        match = _LABEL.match(line) if line.startswith("**") else None
        role = options.names.get(match[1].strip()) if match else None
        if match is None or role is None:
            return None
        inline = bool(line[match.end() :].strip())
        return Turn(
            role=role,
            author=match[1].strip(),
            line=number,
            first=number if inline else number + 1,
            offset=match.end() if inline else 0,
        )

    return head


def _split(title: str) -> tuple[str, str | None]:
    """Return the name and the time of a head such as ``Ann - 11.05.2025 at 6:11``."""
    match = _STAMP.fullmatch(title.strip())
    return (match[1].strip(), match[2].strip()) if match else (title.strip(), None)
