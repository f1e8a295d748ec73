"""Words for parts: «часть», "letter" before a number, and ordinals: «третья», "the third"."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from vaultkit.frames.folding import fold

_LONGEST = 20
"""Letters of the longest word that may be an ordinal."""


class Counted(NamedTuple):
    """A part that is counted in words: «тетрадь третья», "the third notebook"."""

    label: str
    number: int
    start: int
    end: int


class PartWords:
    """The labels and ordinals of all packs."""

    def __init__(
        self, labels: Iterable[str], loose: Iterable[str], ordinals: Mapping[str, int]
    ) -> None:
        """Take the words of the packs.

        Args:
            labels: Words that stand before a part's number, whatever the note.
            loose: Those that head other things as well: «вечер», "session".
            ordinals: Word to number: "fourth" to 4.
        """
        self.loose = frozenset(map(fold, loose))
        self.labels = frozenset(map(fold, labels)) | self.loose
        self._ordinals = {fold(word): value for word, value in ordinals.items()}

    def ordinal(self, word: str) -> int | None:
        """Return the number that *word* (folded) stands for."""
        return self._ordinals.get(word)

    def is_label(self, word: str) -> bool:
        """Return whether *word* (folded) is a word for parts, in any case: «Части», «главе»."""
        return any(
            word == label
            or (len(label) > 3 and word.startswith(label[:-1]) and len(word) < len(label) + 3)
            for label in self.labels
        )

    @cached_property
    def _counted(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, sorted(self._ordinals, reverse=True)))
        ordinal = rf"(?:{words})" if words else r"(?!)"
        word = rf"[^\W\d_]{{3,{_LONGEST}}}"
        return re.compile(
            rf"\b(?:(?P<label>{word})\s(?:the\s)?(?P<number>{ordinal})\b|"
            rf"(?P<first>{ordinal})\s(?P<named>{word})\b)"
        )

    def counted(self, folded: str) -> list[Counted]:
        """Return the parts that *folded* counts in words, in the order of the text."""
        found: list[Counted] = []
        at = 0
        while match := self._counted.search(folded, at):
            label = match["label"] or match["named"]
            number = self.ordinal(match["number"] or match["first"])
            at = match.end()
            if number is not None and self.is_label(label):
                found.append(Counted(label, number, match.start(), match.end()))
            else:
                at = match.end("label") if match["label"] else match.end("first")
        return found
