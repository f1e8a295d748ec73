"""Statements that deny one another, by the words they share and the negation they do not."""

import re

from vaultkit.frames.identity import folded

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_REPORTING = re.compile(r"^[^,;:.!?—]{0,60}, (?:что|как|почему|that|how|why)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?—]")
_NEGATORS = frozenset(
    {
        *(
            "не",
            "нет",
            "нельзя",
            "невозможно",
            "невозможен",
            "невозможна",
            "невозможны",
            "никогда",
            "ни",
        ),
        *("not", "no", "never", "cannot", "can't", "isn't", "aren't", "doesn't", "don't", "won't"),
        *("nothing", "impossible"),
    }
)
_STEM = 5
_SHARED = 2
"""Words that two statements must share before one can be said to deny the other."""

_FEW = 0.5
"""Overlap that must be reached where they share no more than that."""


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words of *text* that carry meaning."""
    return frozenset(
        word[:_STEM]
        for word in _WORD.findall(folded(text))
        if len(word) >= _STEM - 1 and word not in _NEGATORS
    )


def is_negative(text: str) -> bool:
    """Return whether the first clause of *text*, after «показывает, что», denies something.

    What follows a comma says what is so instead («не X, а Y»), or adds to it.

    >>> is_negative("модули не существуют независимо, а растут"), is_negative("X has Y")
    (True, False)
    """
    clause = _CLAUSE_END.split(_REPORTING.sub("", text), maxsplit=1)[0]
    return any(word in _NEGATORS for word in folded_words(clause))


def folded_words(text: str) -> list[str]:
    """Return the words of *text* with their apostrophes, in lower case."""
    return text.lower().replace("’", "'").replace("ё", "е").split()


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of the shorter of two statements stands in the other, 0 to 1.

    0 where they share fewer words than could be chance.
    """
    shared = len(one & other)
    if shared < _SHARED:
        return 0.0
    part = shared / min(len(one), len(other))
    return part if shared > _SHARED or part >= _FEW else 0.0
