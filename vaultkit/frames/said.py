"""What one note may say: asked before a rule walks the note, and for the lines worth its while.

An answer may be yes too often, never no too often: what a rule finds is the same with and without
asking. A token that may begin a cue is enough where the cue is one word; for longer ones their
other words must stand in the note, or the line, too. Marks of emphasis and links do not matter,
within words neither: rules read lines as they stand and without marks.
"""

from collections.abc import Sequence

from vaultkit.frames.packs.beginnings import MARKS, Beginning, Beginnings, Begun


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
        self._begun: dict[str, Begun] = beginnings.begun(folded.split())
        self._bare = ""
        self._tokens: list[list[str]] = []
        self._may: dict[str, bool] = {}
        self._found: dict[str, Sequence[int]] = {}

    def may(self, name: str) -> bool:
        """Return whether a cue of the list *name* may stand anywhere in the note."""
        found = self._may.get(name)
        if found is None:
            found = self._may[name] = any(
                self._goes_on(begun[name]) for begun in self._begun.values() if name in begun
            )
        return found

    def most(self, name: str) -> int | None:
        """Return how many cues of the list *name*, told apart by their first letters, may stand.

        None where that is not known without reading.
        """
        heads: set[str] = set()
        for begun in self._begun.values():
            if name in begun and self._goes_on(begun[name]):
                heads |= begun[name].heads
        return None if "" in heads else len(heads)

    def lines(self, name: str) -> Sequence[int]:
        """Return the lines, ascending, on which a cue of the list *name* may stand."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._search(name) if self.may(name) else ()
        return found

    def _goes_on(self, beginning: Beginning) -> bool:
        if not beginning.rests:
            return True
        bare = self._bare = self._bare or _bare(self._folded)
        return any(all(stem in bare for stem in rest) for rest in beginning.rests)

    def _search(self, name: str) -> list[int]:
        asked = {token: begun[name] for token, begun in self._begun.items() if name in begun}
        if not self._tokens:
            self._tokens = [line.split() for line in self._lines]
        return [
            number
            for number, tokens in enumerate(self._tokens, 1)
            if not asked.keys().isdisjoint(tokens) and self._begins(asked, number)
        ]

    def _begins(self, asked: dict[str, Beginning], number: int) -> bool:
        """Return whether line *number*, which has some of the tokens, has a whole cue."""
        begun = [asked[token].rests for token in self._tokens[number - 1] if token in asked]
        if not all(begun):
            return True
        line = _bare(self._lines[number - 1])
        return any(all(stem in line for stem in rest) for rests in begun for rest in rests)


def _bare(folded: str) -> str:
    """Return *folded* without any mark."""
    for mark in MARKS:
        if mark in folded:
            folded = folded.replace(mark, "")
    return folded
