"""One file as lines without quote marks, each with its depth and what kind of line it is.

Containers bound everything: a fence that nobody closes ends with the message it stands in.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from vaultkit.frames.containers import Container
from vaultkit.frames.folding import fold
from vaultkit.frames.record import Lines
from vaultkit.notes.kept import kept
from vaultkit.notes.source import Source

BLANK = "blank"
PARAGRAPH = "paragraph"
HEADING = "heading"
ITEM = "item"
TABLE = "table"
RULE = "rule"
CODE = "code"
COMMENT = "comment"
DEFINITION = "definition"
"""A footnote's definition."""

CALLOUT = "callout"
"""The first line of a callout inside a container."""

HEADER = "header"
"""Lines that belong to the dialogue's format and not to anyone's words."""

_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_END = re.compile(r"\r\n|\n|\r")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]|$)|[ \t]{0,3}#{2,6}[^\s#\[!/]")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,4}[.)])[ \t]+\S")
TYPED_ITEM = re.compile(
    r"[ \t]*(?:[—–][ \t]+(?=[^\W\d_A-ZА-Я]|[*_«\"`])|"
    r"(?:([a-zа-я])[.)]|([A-ZА-Я])\)|\(([A-Za-zА-Яа-я]|\d{1,2})\))[ \t]+(?=[^\W_]|[*_«\"`]))"
)
"""An item as it is typed in prose: a dash, or a letter or number with a bracket."""

_RULE = re.compile(r"[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DEFINITION = re.compile(r"[ \t]{0,3}\[\^([^\]\s]{1,200})\]:")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_CALLOUT = re.compile(r"\[!([^\]\n]{1,60})\]")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BREAKS = (HEADING, RULE)
SPOKEN = (PARAGRAPH, CALLOUT)
"""Kinds of lines of prose."""

_OPENINGS = frozenset("`~<%")
_STARTS = frozenset("#-*+•0123456789_[") | _OPENINGS


class Page(msgspec.Struct, frozen=True, dict=True):
    """The lines of one file; every sequence is indexed by line number minus one."""

    raw: Sequence[str]
    text: Sequence[str]
    """Without quote marks."""

    depth: Sequence[int]
    """How many quote marks stand before the line."""

    kind: Sequence[str]
    unclosed_fences: tuple[int, ...] = ()
    """Lines of fences that nothing closes."""

    @kept
    def breaks(self) -> Sequence[int]:
        """The lines that divide the text: headings and thematic breaks."""
        return [at for at, kind in enumerate(self.kind, 1) if kind in _BREAKS]

    @kept
    def spoken(self) -> Sequence[tuple[int, str]]:
        """Each line of a paragraph, and first one of a callout: its number, its text stripped."""
        text = self.text
        return [(at + 1, text[at].lstrip()) for at, kind in enumerate(self.kind) if kind in SPOKEN]

    @kept
    def folded_text(self) -> str:
        """All lines without quote marks, folded, joined by line ends."""
        return fold("\n".join(self.text))

    @kept
    def folded_lines(self) -> Sequence[str]:
        """The lines of `folded_text`."""
        return self.folded_text.split("\n")

    @property
    def folded_words(self) -> Sequence[str]:
        """The lines of `folded_text`, empty where they are comments: nobody says those."""
        if COMMENT not in self.kind:
            return self.folded_lines
        return [
            "" if kind == COMMENT else line
            for kind, line in zip(self.kind, self.folded_lines, strict=True)
        ]

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without quote marks."""
        return self.text[number - 1]

    def with_below(self, number: int) -> str:
        """Return line *number* and, where a paragraph's line stands right below it, that too."""
        if number < len(self.text) and self.kind[number] == PARAGRAPH:
            return f"{self.text[number - 1]}\n{self.text[number]}"
        return self.text[number - 1]

    def lines(self, span: Lines) -> Sequence[str]:
        """Return the lines of *span* without quote marks."""
        return self.text[span.first - 1 : span.last]

    def folded(self, number: int) -> str:
        """Return line *number* folded; offsets are those of `line`."""
        return self.folded_lines[number - 1]

    def kind_of(self, number: int) -> str:
        """Return the kind of line *number*."""
        return self.kind[number - 1]

    def column(self, number: int, offset: int) -> int:
        """Return the column (from 1) in the raw line of *offset* in the unquoted line."""
        return len(self.raw[number - 1]) - len(self.text[number - 1]) + offset + 1

    def is_content(self, number: int) -> bool:
        """Return whether something stands on line *number* but a rule or blanks."""
        return self.kind[number - 1] not in (BLANK, RULE)

    def trimmed(self, first: int, last: int) -> Lines:
        """Return the span without blank lines and rules at its ends; *first* always stays."""
        kind = self.kind
        while last > first and kind[last - 1] in (BLANK, RULE):
            last -= 1
        return Lines(first, last)


def split_lines(source: Source) -> list[str]:
    """Return the lines of *source* without their ends."""
    raw = _END.split(source.text) if "\r" in source.text else source.text.split("\n")
    if len(raw) > 1 and not raw[-1]:
        raw.pop()
    return raw


def read_page(raw: list[str], containers: Iterable[Container], furniture: set[int]) -> Page:
    """Tell what each line is.

    Args:
        raw: The lines of the file.
        containers: In order; nothing that spans lines goes beyond one.
        furniture: Lines that hold no one's words: headers of messages, ids, properties.
    """
    text, depth = _unquoted(raw)
    kind = [PARAGRAPH if line and not line.isspace() else BLANK for line in text]
    for number in furniture:
        if number <= len(kind):
            kind[number - 1] = HEADER
    unclosed: list[int] = []
    for container in containers:
        _cut_header(text, container)
        lines = range(container.span.first - 1, min(container.span.last, len(raw)))
        typed = _classify(text, depth, kind, lines, container.depth, unclosed)
        if typed:
            _tell_typed_items(text, kind, typed)
    return Page(raw, text, depth, kind, tuple(unclosed))


def _cut_header(text: list[str], container: Container) -> None:
    """Take a header that stands in the first line of its message's content off that line."""
    message = container.message
    if message is not None and message.offset:
        text[container.span.first - 1] = text[container.span.first - 1][message.offset :]


def _unquoted(raw: list[str]) -> tuple[list[str], list[int]]:
    text, depth = raw[:], [0] * len(raw)
    for at in [at for at, line in enumerate(raw) if ">" in line[:4]]:
        line = raw[at]
        if quote := _QUOTE.match(line):
            text[at] = line[quote.end() :]
            depth[at] = quote[0].count(">")
    return text, depth


def _classify(
    text: list[str],
    depth: list[int],
    kind: list[str],
    lines: range,
    base: int,
    unclosed: list[int],
) -> list[int]:
    """Tell the kind of each line of one container; fences and comments span lines.

    Return the lines, ascending, that may be typed items.
    """
    typed: list[int] = []
    closing = ""
    opened = 0
    for at in lines:
        line = text[at]
        if closing:
            kind[at] = CODE if closing[0] in "`~" else COMMENT
            closing = "" if _closes(line, closing) else closing
            continue
        if kind[at] == BLANK or kind[at] == HEADER:
            continue
        start = line.lstrip(" \t")
        if start[0] in _STARTS:
            closing = _opening(start) if start[0] in _OPENINGS else ""
            if closing:
                opened = at
                kind[at] = CODE if closing[0] in "`~" else COMMENT
            elif kind[at] == PARAGRAPH:
                kind[at] = _kind(line, start, depth[at] > base)
        elif line[0] in "—–(" or line[1:2] in (")", "."):
            typed.append(at)
        if "|" in line and kind[at] == PARAGRAPH:
            _tell_table(text, kind, at, lines.stop)
    if closing and closing[0] in "`~":
        unclosed.append(opened + 1)
    return typed


def _tell_typed_items(text: Sequence[str], kind: list[str], lines: Sequence[int]) -> None:
    """Make items of lines under a colon that are typed as a list: «— тишина,», «а) слушать;».

    A dialogue in prose has dashes too, but its replies begin with a capital.
    """
    items = {at for at in lines if kind[at] == PARAGRAPH and TYPED_ITEM.match(text[at])}
    for at in sorted(items):
        follows = at > 0 and kind[at - 1] == ITEM and at - 1 in items
        if follows or (at + 1 in items and _is_led(text, kind, at)):
            kind[at] = ITEM


def _is_led(text: Sequence[str], kind: Sequence[str], at: int) -> bool:
    """Return whether the last line with words before line *at* ends in a colon."""
    before = at - 2 if kind[at - 1] == BLANK else at - 1
    return before >= 0 and text[before].rstrip(" *_").endswith(":")


def _kind(line: str, start: str, deeper: bool) -> str:
    first = start[0]
    if first == "#":
        return HEADING if _HEADING.match(line) else PARAGRAPH
    if first == "[":
        if _DEFINITION.match(line):
            return DEFINITION
        return CALLOUT if deeper and _CALLOUT.match(start) else PARAGRAPH
    if first in "-*_" and _RULE.match(line):
        return RULE
    if first in "<%":
        return COMMENT if _is_comment(start) else PARAGRAPH
    return ITEM if _ITEM.match(line) else PARAGRAPH


def _is_comment(start: str) -> bool:
    """Return whether a line is nothing but a comment."""
    if start[0] == "<":
        return start.startswith("<!--")
    return start[:2] == "%%" and start.count("%%") == 2 and start.rstrip()[-2:] == "%%"


def _opening(start: str) -> str:
    """Return what closes the block that this line opens; empty where it opens none."""
    first = start[0]
    if first in "`~" and (fence := _FENCE.match(start)):
        mark = fence[1]
        return mark if first == "~" or "`" not in start[len(mark) :] else ""
    if first == "<" and start.startswith("<!--") and "-->" not in start:
        return "-->"
    if first == "%" and start.startswith("%%") and "%%" not in start[2:]:
        return "%%"
    return ""


def _closes(line: str, closing: str) -> bool:
    if closing[0] in "`~":
        end = line.strip()
        return end.startswith(closing) and not end.strip(closing[0])
    return closing in line


def _tell_table(text: list[str], kind: list[str], at: int, stop: int) -> None:
    """Mark the table whose header is line *at*, where the next line is a delimiter row."""
    below = at + 1
    if below >= stop or "-" not in text[below] or not _DELIMITER.match(text[below]):
        return
    if "|" not in text[below] and ":" not in text[below]:
        return
    kind[at] = kind[below] = TABLE
    row = below + 1
    while row < stop and "|" in text[row] and kind[row] == PARAGRAPH:
        kind[row] = TABLE
        row += 1
