"""Which lists of cues may begin in a text: its words are asked once for all lists.

The words of a vault repeat, so what is known of a word is kept. A text is cut as bytes at ASCII's
signs, which takes a quarter of the time of finding its words; other signs are seen to once for
each different piece.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

_MOST = 200_000
"""How many pieces are kept with what begins in them."""

_LONG = 100
"""Bytes from which a piece is not kept: no word of a vault repeats that is so long."""

_WORD = re.compile(r"\w+")
_SIGNS = bytes(
    at if at > 127 or chr(at).isalnum() or chr(at) == "_" else ord(" ") for at in range(256)
)


class FirstWords:
    """The first words of several lists of cues; a list is a bit, by its place."""

    def __init__(self, lists: Iterable[Iterable[str]]) -> None:
        """Take the first word of each cue of each list, with ``*`` at the end of a beginning."""
        bits: dict[str, int] = {}
        for at, words in enumerate(lists):
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << at
        self._known = _Known(bits)

    def of(self, folded: str) -> int:
        """Return the lists, as bits, of which a cue may begin in *folded* or in a part of it."""
        if len(self._known) > _MOST:
            self._known.clear()
        pieces = folded.encode("utf-8", "surrogatepass").translate(_SIGNS).split()
        return reduce(or_, set(map(self._known.__getitem__, set(pieces))), 0)


class _Known(dict[bytes, int]):
    """Piece of a text to the lists that may begin in it; a new one is found out."""

    def __init__(self, bits: dict[str, int]) -> None:
        super().__init__()
        self._bits = bits
        self._lengths = sorted({len(first) - 1 for first in bits if first[-1] == "*"})

    def __missing__(self, piece: bytes) -> int:
        words = _WORD.findall(piece.decode("utf-8", "surrogatepass"))
        found = reduce(or_, map(self._begun, words), 0)
        if len(piece) < _LONG:
            self[piece] = found
        return found

    def _begun(self, word: str) -> int:
        # An underscore is a letter of a word and a mark of emphasis, where a claim may end.
        found = self._bits.get(word, 0) | self._bits.get(word.rstrip("_"), 0)
        for length in self._lengths:
            if length > len(word):
                break
            found |= self._bits.get(word[:length] + "*", 0)
        return found
