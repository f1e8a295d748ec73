"""What one note may say: asked before a rule walks the note, and for the lines worth its while.

An answer may be yes too often, never no too often: what a rule finds is the same with and without
asking. A token that may begin a cue is enough where the cue is one word; for longer ones their
other words must stand in the note, or the line, too. Marks of emphasis and links do not matter,
within words neither: rules read lines as they stand and without marks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from vaultkit.frames.packs.beginnings import MARKS, Beginning, Beginnings, Begun, cut

_MANY = 50
"""How many tokens are searched one by one; of more, each line is asked for any."""


class Said:
    """The cues that may stand in a note; by lines, where a rule needs them."""

    def __init__(self, folded: str, lines: Sequence[str], beginnings: Beginnings) -> None:
        """Look through a note.

        Args:
            folded: Its folded text.
            lines: The same, divided into lines.
            beginnings: The lists that may be asked for.
        """
        self._folded = folded
        self._lines = lines
        self._begun: dict[str, Begun] = beginnings.begun(folded)
        self._asked: dict[str, dict[str, Beginning]] = {}
        self._begins: dict[str, Sequence[int]] = {}
        self._found: dict[str, Sequence[int]] = {}

    def may(self, name: str) -> bool:
        """Return whether a cue of the list *name* may stand anywhere in the note."""
        return bool(self._tokens(name))

    def most(self, name: str) -> int | None:
        """Return how many cues of the list *name*, told apart by their first letters, may stand.

        None where that is not known without reading.
        """
        heads = frozenset[str]().union(*(one.heads for one in self._tokens(name).values()))
        return None if "" in heads else len(heads)

    def lines(self, name: str) -> Sequence[int]:
        """Return the lines, ascending, on which a whole cue of the list *name* may stand."""
        found = self._found.get(name)
        if found is None:
            tokens = self._tokens(name)
            whole = [number for number in self._lines_begun(name) if self._ends(tokens, number)]
            found = self._found[name] = whole
        return found

    def begins(self, name: str, first: int, last: int) -> bool:
        """Return whether a cue of the list *name* may begin on the lines *first* to *last*."""
        lines = self._lines_begun(name)
        at = bisect_left(lines, first)
        return at < len(lines) and lines[at] <= last

    def _tokens(self, name: str) -> dict[str, Beginning]:
        """Return the note's tokens that may begin a cue of *name* for which it has all words."""
        found = self._asked.get(name)
        if found is None:
            found = self._asked[name] = {
                token: begun[name]
                for token, begun in self._begun.items()
                if name in begun
                and (not (rests := begun[name].rests) or _goes_on(rests, self._bare))
            }
        return found

    def _lines_begun(self, name: str) -> Sequence[int]:
        found = self._begins.get(name)
        if found is None:
            tokens = self._tokens(name)
            if len(tokens) > _MANY:
                found = self._lines_with_any(tokens)
            else:
                found = sorted(set().union(*map(self._lines_of, tokens)))
            self._begins[name] = found
        return found

    def _lines_with_any(self, tokens: Iterable[str]) -> list[int]:
        pieces = {token.encode("utf-8", "surrogatepass") for token in tokens}
        lines = enumerate(cut(self._folded).split(b"\n"), 1)
        return [number for number, line in lines if not pieces.isdisjoint(line.split())]

    def _ends(self, tokens: dict[str, Beginning], number: int) -> bool:
        """Return whether line *number*, which has some of *tokens*, may have a whole cue."""
        line = self._lines[number - 1]
        pieces = (piece.decode("utf-8", "surrogatepass") for piece in cut(line).split())
        begun = [tokens[piece].rests for piece in pieces if piece in tokens]
        if not all(begun):
            return True
        bare = _bare_text(line)
        return any(_goes_on(rests, bare) for rests in begun)

    @cached_property
    def _bare(self) -> str:
        return _bare_text(self._folded)

    def _lines_of(self, token: str) -> Iterator[int]:
        """Yield the lines that have *token*, ascending."""
        text, starts = self._folded, self._starts
        at = text.find(token)
        while at >= 0:
            end = at + len(token)
            if (at and text[at - 1].isalnum()) or text[end : end + 1].isalnum():
                at = text.find(token, at + 1)
                continue
            line = bisect_right(starts, at)
            yield line
            at = text.find(token, starts[line]) if line < len(starts) else -1

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins in the folded text."""
        return [0, *accumulate(len(line) + 1 for line in self._lines[:-1])]


def _goes_on(rests: tuple[tuple[str, ...], ...], bare: str) -> bool:
    """Return whether *bare* has the other words of one of some cues."""
    return any(all(stem in bare for stem in rest) for rest in rests)


def _bare_text(folded: str) -> str:
    """Return *folded* without any mark."""
    for mark in MARKS:
        if mark in folded:
            folded = folded.replace(mark, "")
    return folded
