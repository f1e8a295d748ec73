"""The text that a link stands in: an item, a row, or a sentence, with its lines and columns.

What a rule asks of a passage may cost its length for each link in it, so a passage is bounded:
text that goes on without a stop is cut between words.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import structs

from vaultkit.frames.footnotes import REFERENCE, without_code
from vaultkit.frames.link_records import PlacedLink
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import HEADING, ITEM, PARAGRAPH, TABLE, TYPED_ITEM, Page
from vaultkit.frames.record import Lines
from vaultkit.frames.sentences import each_sentence

_MARKER = re.compile(r"[ \t]*(?:[-*+•]|\d{1,4}[.)])[ \t]+(?:\[[ xX/\-]\][ \t]+)?")
_MOST_LINES = 60
_LONGEST = 2000
"""Characters of the longest passage: twice what the longest sentence and item of a vault have."""

_MOST_MARKS = 50
"""Links, and footnotes, of the fullest passage."""


class Reference(msgspec.Struct, frozen=True, gc=False):
    """A footnote's reference in a passage."""

    label: str
    start: int
    end: int


class LinkIn(msgspec.Struct, frozen=True, gc=False):
    """A link in a passage."""

    link: PlacedLink
    start: int
    end: int


class Passage(msgspec.Struct, frozen=True, gc=False):
    """Joined lines of one block, and the links and footnotes in it by offset."""

    kind: str
    text: str
    folded: str
    """The text, folded; offsets hold."""

    first: int
    starts: Sequence[int]
    """Offset in *text* of each line's beginning."""

    columns: Sequence[int]
    """Offset in the unquoted line of each line's beginning."""

    links: Sequence[LinkIn]
    references: Sequence[Reference]

    def line_of(self, offset: int) -> int:
        """Return the line that *offset* is on."""
        starts = self.starts
        return self.first if len(starts) == 1 else self.first + bisect_right(starts, offset) - 1

    def column_of(self, offset: int) -> int:
        """Return the offset in the unquoted line of *offset*."""
        starts = self.starts
        at = bisect_right(starts, offset) - 1 if len(starts) > 1 else 0
        return offset - starts[at] + self.columns[at]

    def lines(self, start: int, end: int) -> Lines:
        """Return the lines of a range of the text."""
        if len(self.starts) == 1:
            return Lines(self.first, self.first)
        return Lines(self.line_of(start), self.line_of(max(start, end - 1)))


def find_passages(manuscript: Manuscript) -> Iterator[Passage]:
    """Yield, in order, the passages with a link or a footnote's reference in them."""
    page = manuscript.page
    wanted = {link.line for link in manuscript.links}
    wanted.update(reference.line for reference in manuscript.footnotes.references)
    done = 0
    for number in sorted(wanted):
        if number <= done:
            continue
        kind = page.kind_of(number)
        if kind in (HEADING, TABLE):
            yield from _bounded(_passage(manuscript, kind, number, number))
        elif kind in (ITEM, PARAGRAPH):
            first, done = _extent(manuscript, number)
            yield from _split(manuscript, page.kind_of(first), first, done)


def _extent(manuscript: Manuscript, number: int) -> tuple[int, int]:
    """Return first and last line of the item or paragraph that line *number* is in."""
    kinds, depths = manuscript.page.kind, manuscript.page.depth
    depth = depths[number - 1]
    first = number
    while (
        kinds[first - 1] == PARAGRAPH
        and first > 1
        and kinds[first - 2] in (PARAGRAPH, ITEM)
        and depths[first - 2] == depth
        and number - first < _MOST_LINES
    ):
        first -= 1
    last = number
    while (
        last < len(kinds)
        and kinds[last] == PARAGRAPH
        and depths[last] == depth
        and last - number < _MOST_LINES
    ):
        last += 1
    return first, last


def _split(manuscript: Manuscript, kind: str, first: int, last: int) -> Iterable[Passage]:
    whole = _passage(manuscript, kind, first, last)
    if kind == ITEM:
        return _bounded(whole)
    marks = sorted(
        [mark.start for mark in whole.links] + [mark.start for mark in whole.references]
    )
    found: list[Passage] = []
    for one in each_sentence(whole.text, manuscript.lexicon.abbreviations):
        if not marks or one.start > marks[-1]:
            break
        if bisect_left(marks, one.start) < bisect_left(marks, one.end):
            found.extend(_bounded(_cut(whole, one.start, one.end)))
    return found


def _bounded(passage: Passage) -> Iterable[Passage]:
    """Return *passage*, or pieces of one that is too long; of an item the first is the item."""
    marks = len(passage.links) + len(passage.references)
    if len(passage.text) <= _LONGEST and marks <= _MOST_MARKS:
        return (passage,)
    return _in_pieces(passage)


def _in_pieces(passage: Passage) -> Iterator[Passage]:
    kind = passage.kind
    for start, end in _pieces(passage):
        piece = _cut(passage, start, end)
        if piece.links or piece.references:
            yield structs.replace(piece, kind=kind)
        kind = PARAGRAPH if kind == ITEM else kind


def _pieces(passage: Passage) -> Iterator[tuple[int, int]]:
    start, end = 0, len(passage.text)
    while start < end:
        limit = start + _LONGEST
        for marks in (passage.links, passage.references):
            past = bisect_left(marks, start, key=_start) + _MOST_MARKS
            limit = min(limit, marks[past].start if past < len(marks) else end)
        cut = end if limit >= end else _between_words(passage, start, limit)
        yield start, cut
        start = cut


def _between_words(passage: Passage, start: int, limit: int) -> int:
    """Return the last place from *start* to *limit* that is in no word and no link."""
    cut = max(passage.text.rfind(space, start + 1, limit) for space in " \n") + 1 or limit
    at = bisect_left(passage.links, cut, key=_start) - 1
    if at < 0 or passage.links[at].end <= cut:
        return cut
    link = passage.links[at]
    return link.start if link.start > start else link.end


def _start(mark: LinkIn | Reference) -> int:
    return mark.start


def _cut(whole: Passage, start: int, end: int) -> Passage:
    if start == 0 and end == len(whole.text):
        return whole
    first = whole.line_of(start)
    at = first - whole.first
    links, references = whole.links, whole.references
    links = links[bisect_left(links, start, key=_start) : bisect_left(links, end, key=_start)]
    references = references[
        bisect_left(references, start, key=_start) : bisect_left(references, end, key=_start)
    ]
    return Passage(
        whole.kind,
        whole.text[start:end],
        whole.folded[start:end],
        first,
        [0, *(one - start for one in whole.starts[at + 1 :])],
        [whole.column_of(start), *whole.columns[at + 1 :]],
        [LinkIn(one.link, one.start - start, one.end - start) for one in links],
        [Reference(one.label, one.start - start, one.end - start) for one in references],
    )


def _marker(line: str) -> re.Match[str] | None:
    return _MARKER.match(line) or TYPED_ITEM.match(line)


def line_passage(manuscript: Manuscript, number: int) -> Passage:
    """Return one line as a passage of its own: a footnote's definition."""
    return _passage(manuscript, manuscript.page.kind_of(number), number, number)


def _passage(manuscript: Manuscript, kind: str, first: int, last: int) -> Passage:
    page, placed = manuscript.page, manuscript.links_by_line
    if first == last:
        return _line(page, kind, first, placed.get(first, ()))
    text: list[str] = []
    folded: list[str] = []
    starts: list[int] = []
    columns: list[int] = []
    links: list[LinkIn] = []
    references: list[Reference] = []
    length = 0
    for number in range(first, last + 1):
        line = page.text[number - 1]
        marker = _marker(line) if number == first and kind == ITEM else None
        begin = marker.end() if marker else len(line) - len(line.lstrip())
        starts.append(length)
        columns.append(begin)
        shift = length - begin
        if number in placed:
            links += [
                LinkIn(link, link.start + shift, link.end + shift)
                for link in placed[number]
                if link.start >= begin
            ]
        if "[^" in line:
            references += _references(line, begin, shift)
        text.append(line[begin:])
        folded.append(page.folded_lines[number - 1][begin:])
        length += len(line) - begin + 1
    return Passage(
        kind, "\n".join(text), "\n".join(folded), first, starts, columns, links, references
    )


def _line(page: Page, kind: str, number: int, links: Sequence[PlacedLink]) -> Passage:
    """Return the passage of one line."""
    line = page.text[number - 1]
    marker = _marker(line) if kind == ITEM else None
    begin = marker.end() if marker else len(line) - len(line.lstrip())
    return Passage(
        kind,
        line[begin:],
        page.folded_lines[number - 1][begin:],
        number,
        [0],
        [begin],
        [LinkIn(one, one.start - begin, one.end - begin) for one in links if one.start >= begin],
        _references(line, begin, -begin) if "[^" in line else [],
    )


def _references(line: str, begin: int, shift: int) -> list[Reference]:
    """Return the references of a line from *begin*; *shift* makes its offsets the passage's."""
    return [
        Reference(match[1], match.start() + shift, match.end() + shift)
        for match in REFERENCE.finditer(without_code(line), begin)
    ]
