"""What one line of text is to the grammar: the start of a block, or none.

The grammar is the one Obsidian indexes notes with (see `vaultkit.notes.block_reader`). Every
function takes the file's bytes and the range of one line without its line end; *start* lies after
the markers of the quotes and items that hold the line.
"""

import re

from vaultkit.notes.expression import compiled

BLOCK_TAGS = (
    b"address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    b"|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5"
    b"|h6|head|header|hgroup|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes"
    b"|ol|optgroup|option|p|param|pre|section|source|title|summary|table|tbody|td|tfoot|th|thead"
    b"|tr|track|ul"
)
SPACE = rb" \t\n\r\f\v"
r"""What ``\s`` is in bytes: in a set it is found in one step, and ``\s`` is asked apart."""

OPEN_TAG = (
    rb"<[A-Za-z][A-Za-z0-9-]*+"
    rb"(?:\s++[A-Za-z_:][A-Za-z0-9_:.-]*+(?:\s*+=\s*+(?:[^\"'=<>`"
    + SPACE
    + rb"]++|'[^']{0,4000}'|\"[^\"]{0,4000}\"))?+)*+"
    rb"\s*+/?>"
)
CLOSE_TAG = rb"</[A-Za-z][A-Za-z0-9-]*+\s*+>"

HEADING = compiled(rb"[ \t]*+(#{1,6}+)(?:[ \t]++|$)")
RULE = compiled(rb"[ \t]*+(?:\*(?: *+\*){2,}+|-(?: *+-){2,}+|_(?: *+_){2,}+) *+$")
FENCE = compiled(rb"[ \t]*+(`{3,}+(?=[^`]*+$)|~{3,}+)")
MATH = compiled(rb" *+(\${2,}+) *+([^$]*+)$")
QUOTE = compiled(rb"[ \t]*+> ?")
BULLET = compiled(rb"[ \t]*+(?:([-+*])|([0-9]++)([.)]))(?=[ \t]|$)")
FOOTNOTE = compiled(rb"[ \t]*+\[\^([^\]\s]++)\]:")
DEFINITION = compiled(
    rb"[ \t]*+\[(?!\^)((?:\\.|[^\]\\])++)\]:[ \t]*+(?:<([^>\[\]]++)>|([^\[\]\s]++))"
    rb"(?:[ \t]++(?:\"[^\"]*+\"|'[^']*+'|\([^)]*+\)))?+[ \t]*+$"
)
COMMENT = compiled(rb"[ \t]*+%%")
COMMENT_LINE = rb"(%%[^%\[#\\`<$\n]*+%%)[ \t]*+"
"""A paragraph in which nothing but a comment stands, which is the group."""

is_comment_line = compiled(COMMENT_LINE).fullmatch
_UNDERLINE = compiled(rb"=++$|-++$")

# Kinds of HTML block (CommonMark, HTML blocks): how each opens, and what closes it. The last two
# run to an empty line; the last does not end a paragraph.
_HTML_MARKS = (
    (b"<!--", compiled(rb"-->")),
    (b"<![CDATA[", compiled(rb"\]\]>")),
    (b"<!", compiled(rb">")),
    (b"<?", compiled(rb"\?>")),
)
_HTML_RAW = compiled(rb"<(?:script|pre|style)(?=\s|>|$)", re.IGNORECASE)
_HTML_RAW_END = compiled(rb"</(?:script|pre|style)>", re.IGNORECASE)
_HTML_BLOCK = compiled(rb"</?(?:" + BLOCK_TAGS + rb")(?=\s|/?>|$)", re.IGNORECASE)
_HTML_TAG_ALONE = compiled(rb"(?:" + OPEN_TAG + rb"|" + CLOSE_TAG + rb")\s*+$")

# First bytes of a line that may start a block inside a paragraph.
_STARTERS = frozenset(b"#>-+*_`~$<%1")


def indent_end(data: bytes, start: int, end: int) -> int:
    """Return where the spaces and tabs that start a line end."""
    if start == end or data[start] not in b" \t":
        return start
    return end - len(data[start:end].lstrip(b" \t"))


def is_code(data: bytes, start: int) -> bool:
    """Return whether a line that starts a block is indented code."""
    return data.startswith((b"    ", b"\t"), start)


def html_end(data: bytes, start: int, end: int) -> tuple[bool, re.Pattern[bytes] | None, bool]:
    """Return whether an HTML block starts at *start*, what closes it, and if it ends a paragraph.

    The pattern is None for a block that runs to an empty line. Leading spaces must be gone.
    """
    second = data[start + 1] if start + 1 < end else 0
    if second in b"!?":
        for opens, closes in _HTML_MARKS:
            if data.startswith(opens, start) and (
                opens != b"<!" or data[start + 2 : start + 3].isalpha()
            ):
                return True, closes, True
        return False, None, False
    if _HTML_RAW.match(data, start, end):
        return True, _HTML_RAW_END, True
    if _HTML_BLOCK.match(data, start, end):
        return True, None, True
    return _HTML_TAG_ALONE.match(data, start, end) is not None, None, False


def is_underline(data: bytes, start: int, end: int) -> bool:
    """Return whether the line makes a heading of the line before it."""
    return _UNDERLINE.match(data, start, end) is not None


def ends_paragraph(data: bytes, start: int, end: int, *, last: bool) -> bool:
    """Return whether a block that ends the paragraph before it starts on this line.

    *last* says that no line follows: a lone ``$$`` opens nothing there.
    """
    at = start
    if data[at] in b" \t":
        at = indent_end(data, start, end)
        if at == end:
            return False
    first = data[at]
    if first not in _STARTERS:
        return False
    return _starts(data, at, end, first, last=last)


def _starts(data: bytes, at: int, end: int, first: int, *, last: bool) -> bool:
    if first == 0x3C:
        starts, _, ends = html_end(data, at, end)
        return starts and ends
    if first == 0x24:
        return not last and MATH.match(data, at, end) is not None
    if first == 0x25:
        return opens_comment(data, at, end)
    if first in b"#`~":
        opens = HEADING if first == 0x23 else FENCE
        return opens.match(data, at, end) is not None
    return (
        first == 0x3E
        or starts_list(data, at, end, inside=True)
        or RULE.match(data, at, end) is not None
    )


def starts_list(data: bytes, start: int, end: int, *, inside: bool) -> bool:
    """Return whether a list starts here; *inside* a paragraph a number must be 1."""
    bullet = BULLET.match(data, start, end)
    if bullet is None:
        return False
    return not inside or bullet[1] is not None or bullet[2] == b"1"


def opens_comment(data: bytes, start: int, end: int) -> bool:
    """Return whether a comment of whole lines opens here: ``%%`` that the line does not close."""
    opened = COMMENT.match(data, start, end)
    return opened is not None and data.find(b"%%", opened.end(), end) < 0


def unindented(data: bytes, start: int, end: int) -> int:
    """Return where a line of a footnote starts: up to four columns of its indent are taken off."""
    columns = 0
    while start < end and data[start] in b" \t" and columns < 4:
        columns += 1 if data[start] == 32 else 4 - columns % 4
        start += 1
    return start


def closes_fence(data: bytes, start: int, end: int, fence: bytes) -> bool:
    """Return whether the line ends the code that *fence* opened."""
    text = data[start:end]
    bare = text.lstrip(b" ")
    if not bare.startswith(fence) or len(text) - len(bare) > 3:
        return False
    return not bare.rstrip(b" \t").strip(fence[:1])


def closes_math(data: bytes, start: int, end: int, fence: bytes) -> bool:
    """Return whether the line ends the math that *fence* opened."""
    text = data[start:end].rstrip(b" ")
    bare = text.rstrip(b"$")
    return len(text) - len(bare) >= len(fence) and b"$" not in bare


def stripped(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the range without the spaces and tabs around it."""
    while start < end and data[start] in b" \t":
        start += 1
    while end > start and data[end - 1] in b" \t":
        end -= 1
    return start, end


def heading_text(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return a heading's text without the closing number signs."""
    text = data[start:end]
    core = len(text.rstrip(b" \t#"))
    while start + core < end and data[start + core] == 0x23 and core:
        core += 1
    return start, start + core
