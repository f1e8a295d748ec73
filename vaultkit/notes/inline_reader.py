"""Links, tags, footnotes and what hides them, in the texts of a note.

One regex finds every byte that may mean something; each is read where it stands, left to right,
so what comes first wins: a code span hides a link, a link hides a code span that starts in it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from vaultkit.notes.line import CLOSE_TAG, OPEN_TAG

_TOKEN = re.compile(
    rb"\\[!-/:-@\[-`{-~]"
    rb"|!\[\[|\[\[|!\[|\[\^|\["
    rb"|\]\(|\]"
    rb"|\^\["
    rb"|#(?=[^\s#])"
    rb"|`+"
    rb"|\$\$?"
    rb"|%%"
    rb"|<(?=[A-Za-z/!?])"
)
WIKILINK = re.compile(rb"\[\[((?:[^\[\]\r\n]++|\](?!\])|\[(?!\[))++)\]\]")
_FOOTNOTE = re.compile(rb"\[\^([^\]\s]{1,500})\]")
_DESTINATION = re.compile(
    rb"\]\([ \t\r\n]*+(?:<([^<>\r\n]*+)>|((?:\\.|\((?:[^\s()\\]|\\.)*+\)|[^\s()\\])*+))"
    rb"(?:[ \t\r\n]++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?+[ \t\r\n]*+\)"
)
_HTML = re.compile(
    rb"(?:" + OPEN_TAG + rb"|" + CLOSE_TAG + rb"|<[A-Za-z][A-Za-z0-9+.-]*+:[^\s<>]*+>"
    rb"|<![A-Za-z][^>]*+>)"
)
_BRACKETS = re.compile(rb"\\.|[\[\]]", re.DOTALL)
_BACKTICKS = re.compile(rb"`+")
_DOLLAR = re.compile(rb"\\.|\$", re.DOTALL)
_TAG = re.compile(
    "#((?:[^\\u2000-\\u206F\\u2E00-\\u2E7F'!\"#$%&()*+,.:;<=>?@^`{|}~\\[\\]\\\\\\s])+)"
)
_EXTERNAL = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*+:|//")
_LONGEST_TAG = 1000


@dataclass(slots=True)
class RawLink:
    """A link as it stands: wikilink or Markdown link, link or embed."""

    start: int
    end: int
    target: bytes
    """Between ``[[`` and ``]]``, or the destination in parentheses."""

    text: tuple[int, int] | None
    """Of a Markdown link: its text. None for a wikilink."""

    embed: bool


@dataclass(slots=True)
class InlineReader:
    """Reads the texts of *data* and gathers what it finds, in order."""

    data: bytes
    links: list[RawLink] = field(default_factory=list)
    tags: list[tuple[int, int, str]] = field(default_factory=list)
    calls: list[tuple[int, int]] = field(default_factory=list)
    """Footnote references ``[^id]``."""

    notes: list[tuple[int, int, int]] = field(default_factory=list)
    """Inline footnotes: the text between ``^[`` and ``]``, and how many references came before."""

    opaque: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)

    def read(self, start: int, end: int, *, table: bool = False) -> None:
        """Read the text from *start* to *end*: one paragraph, heading, table or comment."""
        _Text(self, start, end, table=table).read()


class _Text:
    """One text while it is read."""

    __slots__ = (
        "_brackets",
        "_dollars",
        "_pairs",
        "_reader",
        "_ticks",
        "_unclosed",
        "data",
        "end",
        "free",
        "start",
        "table",
    )

    def __init__(self, reader: InlineReader, start: int, end: int, *, table: bool) -> None:
        self._reader = reader
        self.data = reader.data
        self.start, self.end, self.table = start, end, table
        self.free = start
        self._brackets: list[tuple[int, bool, int]] = []
        self._ticks: dict[int, list[int]] | None = None
        self._dollars: tuple[list[int], list[int]] | None = None
        self._pairs: dict[int, int] | None = None
        self._unclosed: set[bytes] = set()

    def read(self) -> None:
        data, end = self.data, self.end
        find = _TOKEN.search
        at = self.start
        while (token := find(data, at, end)) is not None:
            begin = token.start()
            after = self._BY_FIRST[data[begin]](self, begin, token.end())
            at = token.end() if after == 0 else after

    def _escape(self, _start: int, end: int) -> int:
        self.free = end
        return end

    def _bracket(self, start: int, end: int) -> int:
        data = self.data
        embed = data[start] == 0x21
        opening = start + embed
        if data.startswith(b"[[", opening):
            found = WIKILINK.match(data, opening, self.end)
            if found is not None:
                self._reader.links.append(RawLink(start, found.end(), found[1], None, embed))
                self.free = found.end()
                return found.end()
            end = opening + 1
        elif data.startswith(b"[^", opening):
            call = _FOOTNOTE.match(data, opening, self.end)
            if call is not None:
                self._reader.calls.append((opening, call.end()))
                self.free = call.end()
                return call.end()
            end = opening + 1
        self._brackets.append((start, embed, len(self._reader.tags)))
        self.free = end
        return end

    def _close(self, start: int, end: int) -> int:
        if not self._brackets:
            return end
        opening, embed, tags = self._brackets.pop()
        if end - start == 1:
            return end
        found = _DESTINATION.match(self.data, start, self.end)
        if found is None:
            return start + 1
        target = found[1] if found[1] is not None else found[2]
        text = (opening + 1 + embed, start)
        if target and not _EXTERNAL.match(target):
            self._reader.links.append(RawLink(opening, found.end(), target, text, embed))
        del self._reader.tags[tags:]
        self.free = found.end()
        return found.end()

    def _caret(self, start: int, end: int) -> int:
        if self._pairs is None:
            self._pairs = self._bracket_pairs()
        closing = self._pairs.get(start + 1)
        if closing is not None:
            reader = self._reader
            before = len(reader.calls) + len(reader.notes)
            reader.notes.append((end, closing, before))
        self.free = end
        return end

    def _bracket_pairs(self) -> dict[int, int]:
        """Return where each ``[`` is closed, by where it stands."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for found in _BRACKETS.finditer(self.data, self.start, self.end):
            byte = self.data[found.start()]
            if byte == 0x5B:
                opened.append(found.start())
            elif byte == 0x5D and opened:
                pairs[opened.pop()] = found.start()
        return pairs

    def _tag(self, start: int, end: int) -> int:
        if start != self.free and not self._opens_tag(start):
            return end
        text = self.data[start : min(self.end, start + _LONGEST_TAG)].decode("utf-8", "ignore")
        found = _TAG.match(text)
        if found is None or found[1].isdigit():
            return end
        after = start + len(found[0].encode())
        self._reader.tags.append((start, after, found[0]))
        self.free = after
        return after

    def _opens_tag(self, start: int) -> bool:
        before = self.data[start - 1]
        if before in b" \t\r\n*_~":
            return True
        if before == 0x3E:  # a quote's mark without a space
            line = max(self.data.rfind(b"\n", 0, start) + 1, start - 200)
            return not self.data[line:start].strip(b" \t>")
        if before == 0x7C:
            return self.table
        if before < 0x80:
            return False
        return self.data[max(0, start - 4) : start].decode("utf-8", "ignore")[-1:].isspace()

    def _code(self, start: int, end: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in _BACKTICKS.finditer(self.data, start, self.end):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        runs = self._ticks.get(end - start, ())
        closing = bisect_left(runs, end)
        if closing == len(runs):
            return end
        return self._hide(start, runs[closing] + end - start)

    def _hide(self, start: int, end: int) -> int:
        self._reader.opaque.append((start, end))
        self.free = end
        return end

    def _math(self, start: int, end: int) -> int:
        double = end - start == 2
        if end < self.end and self.data[end] in b" \t":
            return end
        if self._dollars is None:
            self._dollars = self._closing_dollars()
        closers = self._dollars[double]
        at = bisect_left(closers, end + 1)
        if at == len(closers):
            return end
        return self._hide(start, closers[at] + 1 + double)

    def _closing_dollars(self) -> tuple[list[int], list[int]]:
        """Return where ``$`` and where ``$$`` may close math."""
        data, single, double = self.data, [], []
        for found in _DOLLAR.finditer(data, self.start, self.end):
            at = found.start()
            if data[at] != 0x24 or data[at - 1] in b" \t":
                continue
            following = data[at + 1] if at + 1 < self.end else 0
            if not 48 <= following <= 57:
                single.append(at)
            if following == 0x24:
                double.append(at)
        return single, double

    def _comment(self, start: int, end: int) -> int:
        comments = self._reader.comments
        if comments and comments[-1][1] == self.end and comments[-1][0] >= self.start:
            comments[-1] = (comments[-1][0], end)
        else:
            comments.append((start, self.end))
        self.free = end
        return end

    def _html(self, start: int, end: int) -> int:
        for opens, closes in ((b"<!--", b"-->"), (b"<?", b"?>")):
            if self.data.startswith(opens, start):
                return self._enclosed(start, start + len(opens), closes) or end
        found = _HTML.match(self.data, start, self.end)
        if found is None:
            return end
        return self._hide(start, found.end())

    def _enclosed(self, start: int, inner: int, closes: bytes) -> int:
        if closes in self._unclosed:
            return 0
        closing = self.data.find(closes, inner, self.end)
        if closing < 0:
            self._unclosed.add(closes)
            return 0
        return self._hide(start, closing + len(closes))

    _BY_FIRST: ClassVar = {
        ord("\\"): _escape,
        ord("!"): _bracket,
        ord("["): _bracket,
        ord("]"): _close,
        ord("^"): _caret,
        ord("#"): _tag,
        ord("`"): _code,
        ord("$"): _math,
        ord("%"): _comment,
        ord("<"): _html,
    }


def merged(*groups: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of *groups* in order; one that lies in the one before is left out."""
    end = -1
    for start, stop in sorted(part for group in groups for part in group):
        if stop > end:
            yield start, stop
            end = stop
