"""How far paragraphs and tables go."""

from vaultkit.notes.block import Lines
from vaultkit.notes.expression import compiled
from vaultkit.notes.line import ends_paragraph, indent_end

_TABLE_DELIMITER = compiled(rb"[|:\- \t]++$")


def paragraph_end(data: bytes, lines: Lines, at: int) -> int:
    """Return the index of the line after the paragraph that starts on line *at*."""
    starts, ends = lines.starts, lines.ends
    count = len(starts)
    at += 1
    while at < count:
        start, end = starts[at], ends[at]
        if start == end:
            break
        if data[start] in b" \t":
            stop = indent_end(data, start, end)
            tabbed = data.find(b"\t", start, stop) >= 0
            if stop == end and not tabbed:
                return at + (at + 1 == count)
            if tabbed or stop - start >= 4:
                at += 1
                continue
        if ends_paragraph(data, start, end, last=at + 1 == count):
            break
        at += 1
    return at


def opens_table(data: bytes, lines: Lines, at: int) -> bool:
    """Return whether a table starts on line *at*: a line with a bar over a delimiter row."""
    if at + 1 >= len(lines.starts) or data.find(b"|", lines.starts[at] + 1, lines.ends[at]) < 0:
        return False
    start, end = lines.starts[at + 1], lines.ends[at + 1]
    return data.find(b"|", start + 1, end) > 0 and _is_table_delimiter(data, start, end)


def _is_table_delimiter(data: bytes, start: int, end: int) -> bool:
    if not _TABLE_DELIMITER.match(data, start, end):
        return False
    cells = data[start:end].split(b"|")
    inner = cells[1:-1] if len(cells) > 2 else []
    if any(not cell.strip() for cell in inner):
        return False
    return any(cell.strip() for cell in cells)


def table_end(data: bytes, lines: Lines, at: int) -> int:
    """Return the index of the line after the table that starts on line *at*."""
    count = len(lines.starts)
    at += 2
    while at < count and data.find(b"|", lines.starts[at] + 1, lines.ends[at]) > 0:
        at += 1
    return at
