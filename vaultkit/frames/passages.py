"""The text that a link stands in: an item, a row, or a sentence, with its lines and columns."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from vaultkit.frames.folding import fold
from vaultkit.frames.footnotes import REFERENCE, without_code
from vaultkit.frames.link_records import PlacedLink
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import HEADING, ITEM, PARAGRAPH, TABLE, TYPED_ITEM
from vaultkit.frames.record import Lines
from vaultkit.frames.sentences import split_sentences

_MARKER = re.compile(r"[ \t]*(?:[-*+•]|\d{1,4}[.)])[ \t]+(?:\[[ xX/\-]\][ \t]+)?")
_MOST_LINES = 60


@dataclass(frozen=True)
class Reference:
    """A footnote's reference in a passage."""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class LinkIn:
    """A link in a passage."""

    link: PlacedLink
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """Joined lines of one block, and the links and footnotes in it by offset."""

    kind: str
    text: str
    first: int
    starts: Sequence[int]
    """Offset in *text* of each line's beginning."""

    columns: Sequence[int]
    """Offset in the unquoted line of each line's beginning."""

    links: Sequence[LinkIn]
    references: Sequence[Reference]

    @cached_property
    def folded(self) -> str:
        """The text, folded; offsets hold."""
        return fold(self.text)

    def line_of(self, offset: int) -> int:
        """Return the line that *offset* is on."""
        return self.first + bisect_right(self.starts, offset) - 1

    def column_of(self, offset: int) -> int:
        """Return the offset in the unquoted line of *offset*."""
        at = bisect_right(self.starts, offset) - 1
        return offset - self.starts[at] + self.columns[at]

    def lines(self, start: int, end: int) -> Lines:
        """Return the lines of a range of the text."""
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
            yield _passage(manuscript, kind, number, number)
        elif kind in (ITEM, PARAGRAPH):
            first, done = _extent(manuscript, number)
            yield from _split(manuscript, page.kind_of(first), first, done)


def _extent(manuscript: Manuscript, number: int) -> tuple[int, int]:
    """Return first and last line of the item or paragraph that line *number* is in."""
    page = manuscript.page
    depth = page.depth[number - 1]
    first = number
    while (
        page.kind_of(first) == PARAGRAPH
        and first > 1
        and number - first < _MOST_LINES
        and page.kind_of(first - 1) in (PARAGRAPH, ITEM)
        and page.depth[first - 2] == depth
    ):
        first -= 1
    last = number
    while (
        last < len(page.text)
        and last - number < _MOST_LINES
        and page.kind_of(last + 1) == PARAGRAPH
        and page.depth[last] == depth
    ):
        last += 1
    return first, last


def _split(manuscript: Manuscript, kind: str, first: int, last: int) -> Iterator[Passage]:
    whole = _passage(manuscript, kind, first, last)
    if kind == ITEM:
        yield whole
        return
    for sentence in split_sentences(whole.text, manuscript.lexicon.abbreviations):
        inside = [link for link in whole.links if sentence.start <= link.start < sentence.end]
        references = [
            reference
            for reference in whole.references
            if sentence.start <= reference.start < sentence.end
        ]
        if inside or references:
            yield _cut(whole, sentence.start, sentence.end, inside, references)


def _cut(
    whole: Passage,
    start: int,
    end: int,
    links: Sequence[LinkIn],
    references: Sequence[Reference],
) -> Passage:
    first = whole.line_of(start)
    at = first - whole.first
    starts = [0, *(one - start for one in whole.starts[at + 1 :])]
    columns = [whole.column_of(start), *whole.columns[at + 1 :]]
    return Passage(
        whole.kind,
        whole.text[start:end],
        first,
        starts,
        columns,
        [LinkIn(link.link, link.start - start, link.end - start) for link in links],
        [Reference(one.label, one.start - start, one.end - start) for one in references],
    )


def _marker(line: str) -> re.Match[str] | None:
    return _MARKER.match(line) or TYPED_ITEM.match(line)


def _passage(manuscript: Manuscript, kind: str, first: int, last: int) -> Passage:
    page = manuscript.page
    pieces: list[str] = []
    starts: list[int] = []
    columns: list[int] = []
    links: list[LinkIn] = []
    references: list[Reference] = []
    length = 0
    for number in range(first, last + 1):
        line = page.line(number)
        marker = _marker(line) if number == first and kind == ITEM else None
        begin = marker.end() if marker else len(line) - len(line.lstrip())
        starts.append(length)
        columns.append(begin)
        shift = length - begin
        links.extend(
            LinkIn(link, link.start + shift, link.end + shift)
            for link in manuscript.links_by_line.get(number, ())
        )
        if "[^" in line:
            references.extend(
                Reference(match[1], match.start() + shift, match.end() + shift)
                for match in REFERENCE.finditer(without_code(line), begin)
            )
        pieces.append(line[begin:])
        length += len(line) - begin + 1
    return Passage(kind, "\n".join(pieces), first, starts, columns, links, references)
