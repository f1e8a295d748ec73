"""A quote's lines without their marks, and a footnote's without their indent.

Both go on over lazy lines: those that a paragraph in them would take, marks or not.
"""

from vaultkit.notes.block import Lines
from vaultkit.notes.line import (
    DEFINITION,
    FOOTNOTE,
    QUOTE,
    ends_paragraph,
    indent_end,
    is_code,
    is_underline,
    unindented,
)
from vaultkit.notes.text_lines import opens_table


def cut_quote(data: bytes, lines: Lines, at: int) -> tuple[Lines, int]:
    """Return the lines of the quote that starts on line *at*, and the line after it."""
    count = len(lines.starts)
    inner = Lines([], [])
    while at < count:
        start, end = lines.starts[at], lines.ends[at]
        mark = QUOTE.match(data, start, end)
        if mark is not None:
            inner.starts.append(mark.end())
        elif _ends_quote(data, lines, at):
            break
        else:
            inner.starts.append(start)
        inner.ends.append(end)
        at += 1
    return inner, at


def _ends_quote(data: bytes, lines: Lines, at: int) -> bool:
    start, end = lines.starts[at], lines.ends[at]
    if start == end or indent_end(data, start, end) == end:
        return True
    last = at + 1 == len(lines.starts)
    if is_code(data, start) or ends_paragraph(data, start, end, last=last):
        return True
    return not last and is_underline(data, lines.starts[at + 1], lines.ends[at + 1])


def cut_footnote(data: bytes, lines: Lines, at: int, content: int) -> tuple[Lines, int]:
    """Return the lines of a footnote whose text starts at *content*, and the line after it."""
    starts, ends = [unindented(data, content, lines.ends[at])], [lines.ends[at]]
    after = at + 1
    blank = content == ends[0]
    for line in range(at + 1, len(lines.starts)):
        start, end = lines.starts[line], lines.ends[line]
        stop = indent_end(data, start, end)
        deep = stop - start >= 4 or data.find(b"\t", start, stop) >= 0
        text = unindented(data, start, end)
        blank, before = text == end, blank  # spaces beyond the indent are text
        if not blank and not deep and (before or _ends_footnote(data, lines, line)):
            break
        starts.append(text)
        ends.append(end)
        if not blank:
            after = line + 1
    kept = after - at
    return Lines(starts[:kept], ends[:kept]), after


def _ends_footnote(data: bytes, lines: Lines, at: int) -> bool:
    start, end = lines.starts[at], lines.ends[at]
    if FOOTNOTE.match(data, start, end) or DEFINITION.match(data, start, end):
        return True
    return opens_table(data, lines, at) or _ends_quote(data, lines, at)
