"""Links, tags, footnotes and what hides them, in the texts of a note.

One regex finds every byte that may mean something; each is read where it stands, left to right,
so what comes first wins: a code span hides a link, a link hides a code span that starts in it.
"""

import re
from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import chain
from typing import ClassVar

import msgspec

from vaultkit.notes.expression import compiled
from vaultkit.notes.line import CLOSE_TAG, OPEN_TAG
from vaultkit.notes.source import Span, as_span

_INSIDE = rb"(?:[^\[\]\r\n]++|\](?!\])|\[(?!\[))++"
# Starts with a set of bytes, which `re` finds fast; what follows each is told by looking back.
_TOKEN = compiled(
    rb"[\\\[\]^`$%<#](?:"
    # What is whole and holds nothing else, in one step: wikilink, Markdown link, code, tag of
    # HTML, comment.
    rb"(?<=\[)(?:\[(" + _INSIDE + rb")\]\]|([^\[\]\\`<$!#%^]*+)\]\("
    rb"([A-Za-z][A-Za-z0-9+.-]*+:|//)?+((?:[^\s()<>\\]++|\([^\s()<>\\]*+\))++)"
    rb"(?:[ \t]++\"[^\"\r\n]*+\")?+\)|\^?)"
    rb"|(?<=`)(?:([^`]++`(?!`))|`*+)"
    rb"|(?<=<)(?:(" + OPEN_TAG[1:] + rb"|" + CLOSE_TAG[1:] + rb")|(?=[A-Za-z/!?]))"
    rb"|(?<=%)%([^%\[#\\`<$]*+%%)?+"
    rb"|(?<=#)(?=[^\s#])()"
    # What must be looked at.
    rb"|(?<=\])\(?|(?<=\\)[!-/:-@\[-`{-~]|(?<=\^)\[|(?<=\$)\$?"
    rb")"
)
_WIKILINK, _SCHEME, _MARKDOWN, _COMMENT, _TAG_MARK = 1, 3, 4, 7, 8
_FOOTNOTE = compiled(rb"\[\^([^\]\s]{1,500})\]")
_DESTINATION = compiled(
    rb"\]\([ \t\r\n]*+(?:<([^<>\r\n]*+)>|((?:\\.|\((?:[^\s()\\]|\\.)*+\)|[^\s()\\])*+))"
    rb"(?:[ \t\r\n]++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?+[ \t\r\n]*+\)"
)
_HTML = compiled(
    rb"(?:" + OPEN_TAG + rb"|" + CLOSE_TAG + rb"|<[A-Za-z][A-Za-z0-9+.-]*+:[^\s<>]*+>"
    rb")"
)
_BRACKETS = compiled(rb"\\.|[\[\]]", re.DOTALL)
_BACKTICKS = compiled(rb"`+")
_DOLLAR = compiled(rb"\\.|\$", re.DOTALL)
_TAG = compiled(
    "#((?:[^\\u2000-\\u206F\\u2E00-\\u2E7F'!\"#$%&()*+,.:;<=>?@^`{|}~\\[\\]\\\\\\s])+)"
)
_EXTERNAL = compiled(rb"[A-Za-z][A-Za-z0-9+.-]*+:|//")
_LONGEST_TAG = 1000


class RawLink(msgspec.Struct):
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

    def read(self, texts: list[tuple[int, int]], tables: Container[tuple[int, int]] = ()) -> None:
        """Read *texts*, each one paragraph, heading, comment or one of *tables*."""
        data, find = self.data, _TOKEN.search
        for text in texts:
            first = find(data, *text)
            if first is not None:
                _Text(self, text, table=text in tables).read(first)


@dataclass(slots=True)
class _Memo:
    """What is found out about a text once, so that no text costs more than its length."""

    ticks: dict[int, list[int]] | None = None
    """Where runs of backticks start, by their length."""

    dollars: tuple[list[int], list[int]] | None = None
    pairs: dict[int, int] | None = None
    """Where each bracket is closed."""

    unclosed: set[bytes] = field(default_factory=set)
    """Ends that are not found any more."""


class _Text:
    """One text while it is read."""

    __slots__ = (
        "_brackets",
        "_comment_start",
        "_memo",
        "_reader",
        "data",
        "end",
        "free",
        "start",
        "table",
    )

    def __init__(self, reader: InlineReader, text: tuple[int, int], *, table: bool) -> None:
        self._reader = reader
        self.data = reader.data
        self.start, self.end = text
        self.free = self.start
        self.table = table
        self._brackets: list[tuple[int, int, int]] = []
        self._comment_start = -1
        self._memo: _Memo | None = None

    def read(self, token: re.Match[bytes] | None) -> None:
        data, end, links = self.data, self.end, self._reader.links
        while token is not None:
            begin, after = token.span()
            kind = token.lastindex
            if kind is None:
                after = self._BY_FIRST[data[begin]](self, begin, after)
            elif kind == _MARKDOWN:
                if token[_SCHEME] is None:
                    start = self._with_mark(begin)
                    links.append(RawLink(start, after, token[4], token.span(2), start < begin))
                self.free = after
            elif kind == _WIKILINK:
                start = self._with_mark(begin)
                links.append(RawLink(start, after, token[1], None, start < begin))
                self.free = after
            elif kind == _TAG_MARK:
                after = self._tag(begin, after)
            elif kind == _COMMENT:
                after = self._comment(begin, after)
            else:
                self._hide(begin, after)
            token = _TOKEN.search(data, after, end)

    def _escape(self, _start: int, end: int) -> int:
        self.free = end
        return end

    def _with_mark(self, start: int) -> int:
        """Return where the link at *start* starts, with the ``!`` of an embed."""
        embed = start > self.start and self.data[start - 1] == 0x21 and self.free != start
        return start - embed

    def _bracket(self, start: int, end: int) -> int:
        if end - start == 2:
            call = _FOOTNOTE.match(self.data, start, self.end)
            if call is not None:
                self._reader.calls.append((start, call.end()))
                self.free = call.end()
                return call.end()
        begin = self._with_mark(start)
        self._brackets.append((begin, start + 1, len(self._reader.tags)))
        self.free = start + 1
        return start + 1

    def _close(self, start: int, end: int) -> int:
        if not self._brackets:
            return end
        opening, text, tags = self._brackets.pop()
        if end - start == 1:
            return end
        found = _DESTINATION.match(self.data, start, self.end)
        if found is None:
            return start + 1
        target = found[1] if found[1] is not None else found[2]
        if target and not _EXTERNAL.match(target):
            embed = text - opening == 2
            self._reader.links.append(RawLink(opening, found.end(), target, (text, start), embed))
        del self._reader.tags[tags:]
        self.free = found.end()
        return found.end()

    def _caret(self, start: int, end: int) -> int:
        memo = self._remembered()
        if memo.pairs is None:
            memo.pairs = self._bracket_pairs()
        closing = memo.pairs.get(start + 1)
        if closing is not None:
            reader = self._reader
            before = len(reader.calls) + len(reader.notes)
            reader.notes.append((end, closing, before))
        self.free = end
        return end

    def _remembered(self) -> _Memo:
        if self._memo is None:
            self._memo = _Memo()
        return self._memo

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
        memo = self._remembered()
        if memo.ticks is None:
            memo.ticks = {}
            for run in _BACKTICKS.finditer(self.data, start, self.end):
                memo.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        runs = memo.ticks.get(end - start, ())
        closing = bisect_left(runs, end)
        if closing == len(runs):
            return start + 1  # a shorter run may open at its second backtick
        return self._hide(start, runs[closing] + end - start)

    def _hide(self, start: int, end: int) -> int:
        self._reader.opaque.append((start, end))
        self.free = end
        return end

    def _math(self, start: int, end: int) -> int:
        double = end - start == 2
        if end < self.end and self.data[end] in b" \t":
            return end
        memo = self._remembered()
        if memo.dollars is None:
            memo.dollars = self._closing_dollars()
        closers = memo.dollars[double]
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
        if self._comment_start >= 0:
            end = start + 2
            comments[-1] = (self._comment_start, end)
            self._comment_start = -1
        elif end - start > 2:
            comments.append((start, end))
        else:
            comments.append((start, self.end))
            self._comment_start = start
        self.free = end
        return end

    def _html(self, start: int, end: int) -> int:
        for opens, closes in ((b"<!--", b"-->"), (b"<!", b">"), (b"<?", b"?>")):
            if self.data.startswith(opens, start):
                return self._enclosed(start, start + len(opens), closes) or end
        found = _HTML.match(self.data, start, self.end)
        if found is None:
            return end
        return self._hide(start, found.end())

    def _enclosed(self, start: int, inner: int, closes: bytes) -> int:
        unclosed = self._remembered().unclosed
        if closes in unclosed:
            return 0
        closing = self.data.find(closes, inner, self.end)
        if closing < 0:
            unclosed.add(closes)
            return 0
        return self._hide(start, closing + len(closes))

    _BY_FIRST: ClassVar = {
        ord("\\"): _escape,
        ord("["): _bracket,
        ord("]"): _close,
        ord("^"): _caret,
        ord("#"): _tag,
        ord("`"): _code,
        ord("$"): _math,
        ord("%"): _comment,
        ord("<"): _html,
    }


def merged(*groups: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the ranges of *groups* in order; one that lies in the one before is left out."""
    found: list[Span] = []
    last = -1
    for start, end in sorted(chain.from_iterable(groups)):
        if end > last:
            found.append(as_span((start, end)))
            last = end
    return tuple(found)
