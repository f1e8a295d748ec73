"""The bytes of one file as text with positions: lines, columns and offsets in every unit needed.

Spans inside vaultkit are byte ranges, which is what the grammar works on: they cost nothing. They
become lines, columns and character offsets here, when something is shown.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, pairwise
from operator import lt
from typing import NamedTuple

from vaultkit.notes.kept import kept
from vaultkit.notes.note_path import NotePath


class Span(NamedTuple):
    """A range of bytes in a file; *end* is exclusive."""

    start: int
    end: int


as_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""Make a span of a pair, in a third of the time that `Span` takes."""


def merged(*groups: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the spans of *groups* in order; one that lies in the one before is left out."""
    whole = [span for group in groups for span in group]
    if len(whole) < 2:
        return tuple(whole)
    whole.sort()
    ends = [end for _, end in whole]
    if all(map(lt, ends, ends[1:])):
        return tuple(whole)
    found: list[tuple[int, int]] = []
    last = -1
    for span in whole:
        end = span[1]
        if end > last:
            found.append(span)
            last = end
    return tuple(found)


class Position(NamedTuple):
    """A place in a file as people count it."""

    line: int
    """Counted from 1."""

    column: int
    """In characters, counted from 1."""

    offset: int
    """In characters from the start of the file, counted from 0."""


@dataclass(frozen=True)
class Source:
    r"""One file as read. Lines end at ``\n``, ``\r\n`` or a lone ``\r`` and nowhere else."""

    path: NotePath
    data: bytes
    """UTF-8 without a byte order mark: the file's bytes, but for what `lossy` says."""

    has_bom: bool = field(default=False, kw_only=True)
    lossy: bool = field(default=False, kw_only=True)
    """Whether bytes that are not UTF-8 were replaced by U+FFFD."""

    @classmethod
    def of(cls, path: NotePath, raw: bytes) -> "Source":
        """Return the source of a file whose bytes are *raw*; a byte order mark is taken off."""
        bom = raw.startswith(b"\xef\xbb\xbf")
        data = raw[3:] if bom else raw
        try:
            text = data.decode()
        except UnicodeDecodeError:
            data = data.decode(errors="replace").encode()
            return cls(path, data, has_bom=bom, lossy=True)
        source = cls(path, data, has_bom=bom)
        source.__dict__["text"] = text  # decoded to check it: kept
        return source

    @kept
    def digest(self) -> str:
        """BLAKE2b-128 of the bytes, in hex; lossy bytes have digests of their own."""
        salt = b"lossy" if self.lossy else b""
        return hashlib.blake2b(self.data, digest_size=16, salt=salt).hexdigest()

    @kept
    def text(self) -> str:
        """The text; a byte that is not UTF-8 becomes U+FFFD."""
        return self.data.decode("utf-8", errors="replace")

    @kept
    def line_starts(self) -> list[int]:
        """Byte offset of the start of each line; the last line may be empty."""
        # Bytes are split at line ends only; text would also be split at U+2028 and others.
        starts = [0, *accumulate(map(len, self.data.splitlines(keepends=True)))]
        if len(starts) > 1 and self.data[-1] not in b"\r\n":
            starts.pop()
        return starts

    @kept
    def line_ends(self) -> list[int]:
        """Byte offset of the end of each line, its line end not counted."""
        data = self.data
        starts = self.line_starts
        if b"\r" not in data:
            return [*[start - 1 for start in starts[1:]], len(data)]
        ends = []
        for start in starts[1:]:
            crlf = data[start - 1] == 10 and start > 1 and data[start - 2] == 13
            ends.append(start - 1 - crlf)
        return [*ends, len(data)]

    @kept
    def line_at(self) -> Callable[[int], int]:
        """Return the line that holds the byte that this is called with, counted from 1."""
        return partial(bisect_right, self.line_starts)

    def position(self, byte: int) -> Position:
        """Return where the byte offset *byte* is."""
        line = self.line_at(byte)
        start = self.line_starts[line - 1]
        column = len(self.data[start:byte].decode("utf-8", errors="replace"))
        before = self._characters_before[line - 1]
        return Position(line, column + 1, before + column)

    @kept
    def _characters_before(self) -> list[int]:
        starts = self.line_starts
        if self.data.isascii():
            return starts
        counts = [0]
        for start, end in pairwise(starts):
            piece = self.data[start:end].decode("utf-8", errors="replace")
            counts.append(counts[-1] + len(piece))
        return counts

    def slice(self, span: Span) -> str:
        """Return the text of *span*."""
        return self.data[span.start : span.end].decode("utf-8", errors="replace")
