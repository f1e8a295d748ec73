"""Links, tags, footnotes and what hides them, in the texts of a note.

Each mark is read where it stands, left to right, so what comes first wins: a code span hides a
link, a link hides a code span that starts in it.
"""

import re
from collections.abc import Container, Iterable
from typing import ClassVar

import msgspec

from vaultkit.notes.closing import Closing
from vaultkit.notes.expression import compiled
from vaultkit.notes.inline_token import (
    CODE,
    COMMENT,
    EXTERNAL,
    HTML,
    MARKDOWN,
    MARKDOWN_TEXT,
    WIKILINK,
    find_token,
)
from vaultkit.notes.line import CLOSE_TAG, OPEN_TAG

_FOOTNOTE = compiled(rb"\[\^([^\]\s]{1,500})\]")
_DESTINATION = compiled(
    rb"\]\([ \t\r\n]*+(?:<([^<>\r\n]*+)>|((?:\\.|\((?:[^\s()\\]|\\.)*+\)|[^\s()\\])*+))"
    rb"(?:[ \t\r\n]++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?+[ \t\r\n]*+\)"
)
_HTML = compiled(
    rb"(?:" + OPEN_TAG + rb"|" + CLOSE_TAG + rb"|<[A-Za-z][A-Za-z0-9+.-]*+:[^\s<>]*+>"
    rb")"
)
_HTML_MARK = re.compile(rb"<!--|<\?|<!(?=[A-Za-z])")
_TAG = compiled(
    "#((?:[^\\u2000-\\u206F\\u2E00-\\u2E7F'!\"#$%&()*+,.:;<=>?@^`{|}~\\[\\]\\\\\\s])+)"
)
_EXTERNAL = compiled(rb"[A-Za-z][A-Za-z0-9+.-]*+:|//")
_LONGEST_TAG = 1000


RawLink = tuple[int, int, bytes, bytes | None, bool]
"""A link as it stands: start, end, what is between ``[[`` and ``]]`` or the destination in
parentheses, the text of a Markdown link (None: a wikilink), whether it is an embed."""


class InlineReader(msgspec.Struct):
    """Reads the texts of *data* and gathers what it finds, in order."""

    data: bytes
    links: list[RawLink] = []
    tags: list[tuple[int, int, str]] = []
    calls: list[tuple[int, int]] = []
    """Footnote references ``[^id]``."""

    notes: list[tuple[int, int, int]] = []
    """Inline footnotes: the text between ``^[`` and ``]``, and how many references came before."""

    opaque: list[tuple[int, int]] = []
    comments: list[tuple[int, int]] = []

    def read(
        self, texts: Iterable[tuple[int, int]], tables: Container[tuple[int, int]] = ()
    ) -> None:
        """Read *texts*, each one paragraph, heading, comment or one of *tables*."""
        data, hide, comments = self.data, self.opaque.append, self.comments
        links = self.links
        # The commonest kinds come first, each compared alone: a set of kinds takes twice the time.
        for text in texts:
            free, end = text
            rare: _Text | None = None
            token = find_token(data, free, end)
            while token is not None:
                begin, after = place = token.span()
                kind = token.lastindex
                if kind == EXTERNAL:
                    free = after
                elif kind == COMMENT:
                    if comments and comments[-1][1] > begin:  # one is open, so far to the end
                        after = begin + 2
                        comments[-1] = comments[-1][0], after
                    else:
                        comments.append(place if after - begin > 2 else (begin, end))
                    free = after
                elif kind == WIKILINK or kind == MARKDOWN:  # noqa: PLR1714, SIM109
                    embed = begin > free and data[begin - 1] == 0x21
                    links.append((begin - embed, after, token[kind], token[MARKDOWN_TEXT], embed))
                    free = after
                elif kind == HTML or kind == CODE:  # noqa: PLR1714, SIM109
                    hide(place)
                    free = after
                else:
                    rare = rare or _Text(self, text, table=text in tables)
                    free, after = rare.read(begin, after, free)
                token = find_token(data, after, end) if after < end else None


class _Text:
    """One text in which something stands that must be looked at with what is around it."""

    __slots__ = ("_brackets", "_closes", "_reader", "_start", "data", "end", "free", "table")

    def __init__(self, reader: InlineReader, text: tuple[int, int], *, table: bool) -> None:
        self.data = reader.data
        self.end = text[1]
        self.free = text[0]
        """Where what was taken last ends: a tag may follow it directly."""

        self.table = table
        self._reader = reader
        self._start = text[0]
        self._closes: Closing | None = None
        self._brackets: list[tuple[int, int, int]] = []

    def read(self, start: int, end: int, free: int) -> tuple[int, int]:
        """Read the token from *start* to *end*; return where *free* is now and where to go on."""
        self.free = free
        after = self._BY_FIRST[self.data[start]](self, start, end)
        return self.free, after

    @property
    def _closing(self) -> Closing:
        if self._closes is None:
            self._closes = Closing(self.data, self._start, self.end)
        return self._closes

    def _escape(self, _start: int, end: int) -> int:
        self.free = end
        return end

    def _bracket(self, start: int, end: int) -> int:
        if end - start == 2:
            call = _FOOTNOTE.match(self.data, start, self.end)
            if call is not None and not _DESTINATION.match(self.data, call.end() - 1, self.end):
                self._reader.calls.append((start, call.end()))
                self.free = call.end()
                return call.end()
        embed = start > self.free and self.data[start - 1] == 0x21
        self._brackets.append((start - embed, start + 1, len(self._reader.tags)))
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
            shown = self.data[text:start]
            self._reader.links.append((opening, found.end(), target, shown, embed))
        del self._reader.tags[tags:]
        self.free = found.end()
        return found.end()

    def _caret(self, start: int, end: int) -> int:
        closing = self._closing.bracket(start + 1)
        if closing is not None:
            reader = self._reader
            before = len(reader.calls) + len(reader.notes)
            reader.notes.append((end, closing, before))
        self.free = end
        return end

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
        # Where nothing closes the run, a shorter one may open at its second backtick.
        return self._hide(start, self._closing.backticks(start, end)) or start + 1

    def _math(self, start: int, end: int) -> int:
        if end < self.end and self.data[end] in b" \t":
            return end
        return self._hide(start, self._closing.dollars(start, end)) or end

    def _html(self, start: int, end: int) -> int:
        opened = _HTML_MARK.match(self.data, start, self.end)
        if opened is not None:
            closes = {b"-": b"-->", b"?": b"?>"}.get(opened[0][2:3], b">")
            return self._hide(start, self._closing.mark(closes, opened.end())) or end
        found = _HTML.match(self.data, start, self.end)
        return self._hide(start, found and found.end()) or end

    def _hide(self, start: int, end: int | None) -> int:
        """Nothing before *end* means anything; return *end*, or 0 where there is none."""
        if end is None:
            return 0
        self._reader.opaque.append((start, end))
        self.free = end
        return end

    _BY_FIRST: ClassVar = {
        ord("\\"): _escape,
        ord("["): _bracket,
        ord("]"): _close,
        ord("^"): _caret,
        ord("#"): _tag,
        ord("`"): _code,
        ord("$"): _math,
        ord("<"): _html,
    }
