"""Parts of a turn that are not its answer: reasoning, searches, context, artifacts, comments."""

import re
from collections.abc import Sequence

from vaultkit.frames.dialogues.turn import quote_depth
from vaultkit.frames.record import Attachment, Lines

_CALLOUT = re.compile(r"[> ]{1,8}\[!([a-z]{1,30})\][+-]? *(.{0,120})", re.IGNORECASE)
_DETAILS = re.compile(
    r"(?:<details>)?\s{0,8}<summary>(.{0,120}?)</summary>.{0,200}", re.IGNORECASE
)
_HEADING = re.compile(r"(#{1,6}) +(Thinking|Pasted|📦 Artifact: ?(.{0,200}))", re.IGNORECASE)
_CONTEXT = re.compile(r"(`{3,}|~{3,})(sc-context|smart-context)\b[^`\n]{0,80}")
"""A fence in which Smart Connections keeps the notes that a turn was given."""

COMMENT = ("=begin-chatgpt-md-comment", "=end-chatgpt-md-comment")
_REASONING = ("reasoning", "thinking", "thought", "рассужд", "размышл", "думал")
_SEARCH = ("searched", "search results", "поиск")


def parts_of(lines: Sequence[str], first: int, last: int) -> tuple[Attachment, ...]:
    """Return the parts between the lines *first* and *last* (from 1, both included)."""
    found = []
    number = first
    while number <= last:
        part = _part_at(lines, number, last)
        if part is not None and part.span is not None:
            found.append(part)
            number = part.span.last
        number += 1
    return tuple(found)


def _part_at(lines: Sequence[str], number: int, last: int) -> Attachment | None:
    line = lines[number - 1]
    if "[!" in line and (match := _CALLOUT.fullmatch(line.rstrip())):
        kind = _kind(match[2])
        return _part(kind, match[2], number, _quote_end(lines, number, last)) if kind else None
    if "<summary>" in line and (match := _DETAILS.fullmatch(line.strip())):
        kind = _kind(match[1])
        return _part(kind, match[1], number, _details_end(lines, number, last)) if kind else None
    if line.startswith(("```", "~~~")) and (match := _CONTEXT.fullmatch(line.strip())):
        return _part("context", match[2], number, _fence_end(lines, number, last, match[1]))
    if line.startswith(COMMENT[0]):
        return _part("comment", "", number, comment_end(lines, number, last))
    if line.startswith("#") and (match := _HEADING.fullmatch(line.strip())):
        kind = "artifact" if match[3] is not None else match[2].lower()
        kind = "reasoning" if kind == "thinking" else kind
        end = _heading_end(lines, number, last, len(match[1]))
        return _part(kind, match[3] or match[2], number, end)
    return None


def _part(kind: str, name: str, first: int, last: int) -> Attachment:
    return Attachment(kind=kind, name=name.strip(), line=first, span=Lines(first, last))


def _kind(title: str) -> str | None:
    folded = title.lower()
    if any(word in folded for word in _REASONING):
        return "reasoning"
    return "search" if any(word in folded for word in _SEARCH) else None


def _quote_end(lines: Sequence[str], number: int, last: int) -> int:
    depth = quote_depth(lines[number - 1])
    while number < last and quote_depth(lines[number]) >= depth:
        number += 1
    return number


def _details_end(lines: Sequence[str], number: int, last: int) -> int:
    for at in range(number, last + 1):
        if "</details>" in lines[at - 1].lower():
            return at
    return number


def _fence_end(lines: Sequence[str], number: int, last: int, fence: str) -> int:
    closing = (at for at in range(number + 1, last + 1) if lines[at - 1].strip() == fence)
    return next(closing, last)


def comment_end(lines: Sequence[str], number: int, last: int) -> int:
    """Return the line that ends the comment begun on line *number*; *last* where none does."""
    closing = (at for at in range(number + 1, last + 1) if lines[at - 1].strip() == COMMENT[1])
    return next(closing, last)


def _heading_end(lines: Sequence[str], number: int, last: int, level: int) -> int:
    for at in range(number + 1, last + 1):
        line = lines[at - 1]
        if line.startswith("#") and 0 < len(line) - len(line.lstrip("#")) <= level:
            return at - 1
    return last
