"""What a region is called: the words of its titles that set it apart from the others."""

import math
import re
from collections import Counter
from collections.abc import Sequence

WORD = re.compile(r"[^\W\d_]{3,40}")
LONGEST_TITLE = 200
WORDS_IN_NAME = 2

STOP_WORDS = frozenset(
    """
the and for with from into that this these those your you his her its our their are was were
been being not but about what when where which who why how all any can could should would will
just more most over under than then them they also only very out off new one two per via has
have had does did use using used note notes untitled index readme как что это для или при без
над под про его её ему них нас вас ваш наш мой моя моё мои твой она оно они был была было были
быть есть нет еще ещё уже так там тут где когда чтобы если того этого этой этот эта эти тот той
том всё все весь вся который которая которые можно нужно через после перед между также только
очень более менее один одна два три заметка заметки часть глава раздел png jpg http https www
com
""".split()  # noqa: SIM905 - 150 quoted words would hide what it says
)
"""Words of titles that name nothing, in English and Russian."""


def name_regions(titles: Sequence[str], region_of: Sequence[int], count: int) -> tuple[str, ...]:
    """Return a name for each of *count* regions from the *titles* of its members.

    A word counts by how often it stands in the region's titles, against how often in all. An
    empty title takes no part. Equal names get a number; a region without words of its own is
    called by its first title.
    """
    words_of: list[Counter[str]] = [Counter() for _ in range(count)]
    everywhere: Counter[str] = Counter()
    shown: dict[str, Counter[str]] = {}
    first: dict[int, str] = {}
    for title, region in zip(titles, region_of, strict=True):
        words = {_folded(word): word for word in WORD.findall(title[:LONGEST_TITLE])}
        everywhere.update(words.keys())
        if region < 0:
            continue
        if title:
            first.setdefault(region, title)
        words_of[region].update(words.keys())
        for folded, word in words.items():
            shown.setdefault(folded, Counter())[word] += 1
    size = Counter(at for at, title in zip(region_of, titles, strict=True) if title)
    named = sum(1 for title in titles if title)
    names = [
        _name(words_of[at], size[at], everywhere, named, shown) or first.get(at, "")[:40]
        for at in range(count)
    ]
    return _unlike(names)


def _name(
    words: Counter[str],
    members: int,
    everywhere: Counter[str],
    titles: int,
    shown: dict[str, Counter[str]],
) -> str:
    """Return the words whose share in the region is farthest above their share in all titles."""
    scores = {
        word: count * math.log(count * titles / (everywhere[word] * members))
        for word, count in words.items()
        if word not in STOP_WORDS and (count > 1 or members < 6)
    }
    best = sorted(scores, key=lambda word: (-scores[word], word))
    chosen: list[str] = []
    for word in best:
        if len(chosen) < WORDS_IN_NAME and not any(_alike(word, other) for other in chosen):
            chosen.append(word)
    return " · ".join(_as_written(shown[word]) for word in chosen)


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _alike(left: str, right: str) -> bool:
    """Return whether two words look like forms of one: the same beginning, another ending."""
    short = min(len(left), len(right))
    return short >= 4 and left[: max(4, short - 2)] == right[: max(4, short - 2)]


def _as_written(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _unlike(names: Sequence[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    unlike = []
    for name in names:
        seen[name] += 1
        unlike.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(unlike)
