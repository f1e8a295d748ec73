"""What is odd in how a file is written, as diagnostics: nothing here changes a reading."""

import re
import unicodedata
from collections.abc import Iterator

from vaultkit.frames.folding import fold
from vaultkit.frames.footnotes import Footnotes, without_code
from vaultkit.frames.page import CODE, COMMENT, HEADER, HEADING, ITEM, PARAGRAPH, TABLE, Page
from vaultkit.frames.record import Diagnostic
from vaultkit.notes.note import Note
from vaultkit.notes.source import Source

_NO_SPACE = re.compile(r"[ \t]*#{1,6}[^\s#]")
_LINK_START = re.compile(r"(?<!\\)\[\[([^\[\]\n]*)(\]\])?")
_ODD_LINK = re.compile(r"\[\[(?![^\S\n]*[^\[\]\s][^\[\]\n]*\]\])")
"""A link that is empty, or that its line does not close."""

_ZERO_WIDTH = re.compile(
    "[\u200b\u2060\ufeff]|(?<![\U0001f000-\U0001faff\u2640-\u2642\ufe0f])\u200d"
)
_INVISIBLE = "\u200b\u2060\ufeff\u200d"
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")
_URL = re.compile(r"\]\([^()\s]{0,200}\)|https?://")
_TALL = 200
"""Lines of the longest paragraph whose bold is counted."""

_UNREAD = (CODE, COMMENT, HEADER)
_PROSE = frozenset((PARAGRAPH, ITEM, HEADING, TABLE))


def find_irregularities(
    source: Source, note: Note, page: Page, footnotes: Footnotes
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of one file but those of its messages and tables."""
    yield from _of_bytes(source)
    yield from _of_lines(source.text, page)
    for number in page.unclosed_fences:
        yield Diagnostic(code="unclosed_fence", at=number, detail="nothing closes this code block")
    if footnotes.references or footnotes.definitions:
        yield from _of_footnotes(footnotes)
    for finding in note.findings:
        if finding.kind == "invalid-properties":
            yield Diagnostic(code="invalid_properties", at=finding.line, detail=finding.message)
            break


def _of_bytes(source: Source) -> Iterator[Diagnostic]:
    if source.has_bom:
        yield Diagnostic(code="bom", at=None, detail="the file begins with a byte order mark")
    data = source.data
    if b"\r" in data:
        both = data.count(b"\r\n")
        ends = (both, data.count(b"\n") - both, data.count(b"\r") - both)
        if sum(1 for count in ends if count) > 1:
            detail = f"{ends[0]} CRLF, {ends[1]} LF, {ends[2]} CR"
            yield Diagnostic(code="mixed_eol", at=None, detail=detail)
    text = source.text
    if not data.isascii() and not unicodedata.is_normalized("NFC", text):
        yield Diagnostic(code="non_nfc", at=None, detail="letters and accents stand apart")


def _of_lines(text: str, page: Page) -> Iterator[Diagnostic]:
    """Yield what single lines show; what stands nowhere in the file is looked for on no line."""
    for number in page.breaks:
        if page.kind[number - 1] == HEADING and _NO_SPACE.match(page.text[number - 1]):
            detail = "no space after the number signs"
            yield Diagnostic(code="heading_without_space", at=number, detail=detail)
    if not text.isascii() and any(sign in text for sign in _INVISIBLE):
        for number, line in enumerate(page.text, 1):
            if _ZERO_WIDTH.search(line):
                yield Diagnostic(code="zero_width", at=number, detail="an invisible character")
    yield from _of_links(text, page)
    for number in _lines_with("**", text, page):
        if page.kind_of(number) in _PROSE and _leaves_bold_open(page, number):
            detail = "bold begins and does not end in its paragraph"
            yield Diagnostic(code="unclosed_emphasis", at=number, detail=detail)


def _lines_with(mark: str, text: str, page: Page) -> list[int]:
    if mark not in text:
        return []
    return [number for number, line in enumerate(page.text, 1) if mark in line]


def _of_links(text: str, page: Page) -> Iterator[Diagnostic]:
    # Code can make a link odd: it ends or begins in it.
    if not _ODD_LINK.search(page.folded_text) and "`" not in text:
        return
    for number in _lines_with("[[", text, page):
        line = page.line(number)
        if (_ODD_LINK.search(line) or "`" in line) and page.kind_of(number) not in _UNREAD:
            yield from _odd_links(line, number)


def _odd_links(line: str, number: int) -> Iterator[Diagnostic]:
    for match in _LINK_START.finditer(without_code(line)):
        if match[2] is None:
            yield Diagnostic(code="unclosed_wikilink", at=number, detail=match[0][:60])
        elif not match[1].strip():
            yield Diagnostic(code="empty_wikilink", at=number, detail=match[0])


def _leaves_bold_open(page: Page, number: int) -> bool:
    """Return whether line *number* opens bold that its paragraph does not close.

    The first odd line of a paragraph is the one to tell, when the marks of the whole are odd.
    """
    if not _odd(page.line(number)):
        return False
    if page.kind_of(number) != PARAGRAPH:
        return True
    first = number
    while first > 1 and number - first <= _TALL and page.kind_of(first - 1) == PARAGRAPH:
        first -= 1
    last = number
    while last < len(page.text) and last - first <= _TALL and page.kind_of(last + 1) == PARAGRAPH:
        last += 1
    if last - first > _TALL:
        return False
    odd = [line for line in range(first, last + 1) if _odd(page.line(line))]
    return len(odd) % 2 == 1 and odd[-1] == number


def _odd(line: str) -> bool:
    if "**" not in line:
        return False
    if line.count("**") % 2 == 0 and "***" not in line and "`" not in line:
        return False
    if _URL.search(line):
        return False
    return len(_BOLD.findall(without_code(line))) % 2 == 1


def _of_footnotes(footnotes: Footnotes) -> Iterator[Diagnostic]:
    used = {fold(reference.label) for reference in footnotes.references}
    for label, line in sorted(_undefined(footnotes).items(), key=lambda found: found[1]):
        detail = f"[^{label}] is not defined"
        yield Diagnostic(code="missing_footnote_definition", at=line, detail=detail)
    for definition in footnotes.definitions:
        label = fold(definition.label)
        if footnotes.by_label[label] is not definition:
            detail = f"[^{definition.label}] is defined before"
            yield Diagnostic(
                code="duplicate_footnote_definition", at=definition.line, detail=detail
            )
        elif label not in used:
            detail = f"nothing refers to [^{definition.label}]"
            yield Diagnostic(code="unused_footnote_definition", at=definition.line, detail=detail)
        if not definition.targets and not _URL.search(definition.text):
            detail = f"[^{definition.label}] names no note"
            yield Diagnostic(code="definition_without_link", at=definition.line, detail=detail)


def _undefined(footnotes: Footnotes) -> dict[str, int]:
    """Return each label without a definition, and the line of its first reference."""
    found: dict[str, int] = {}
    seen: set[str] = set()
    for reference in footnotes.references:
        label = fold(reference.label)
        if label not in footnotes.by_label and label not in seen:
            seen.add(label)
            found[reference.label] = reference.line
    return found
