"""What a region is called: by the note that most of it is linked with, or by its own words."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]{3,40}")
LONGEST_TITLE = 200
WORDS_IN_NAME = 2
NAME_LIMIT = 40
CENTRAL = 0.3
"""Share of its region that a note is linked with, from which it gives the region its name."""

SEVERAL = 4
"""Regions from which a word that most of them have names none."""

LEAST = 6
"""Members from which a region can have a centre, and a word must stand in more than one title."""

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


def has_words(title: str) -> bool:
    """Return whether *title* says anything: ``130_д`` and ``2025-06-14`` do not."""
    return any(word not in STOP_WORDS for word in _words(title))


@lru_cache(maxsize=50_000)
def _words(title: str) -> Mapping[str, str]:
    """Return the words of *title* as they are written, by what they are compared as."""
    return {_folded(word): word for word in WORD.findall(title[:LONGEST_TITLE])}


def centres(
    pairs: Iterable[tuple[int, int]], titles: Sequence[str], region_of: Sequence[int]
) -> dict[int, int]:
    """Return the member that each region turns around, where there is one.

    Args:
        pairs: What is linked, each pair once.
        titles: Of each member; empty for what is no note.
        region_of: Of each member; -1 for none.
    """
    size = Counter(at for at, title in zip(region_of, titles, strict=True) if title)
    near: Counter[int] = Counter()
    for one, other in pairs:
        if region_of[one] == region_of[other] >= 0 and titles[one] and titles[other]:
            near[one] += 1
            near[other] += 1
    found: dict[int, int] = {}
    for at in sorted(near, key=lambda at: (-near[at], at)):
        members = size[region_of[at]]
        if members >= LEAST and near[at] >= CENTRAL * members and has_words(titles[at]):
            found.setdefault(region_of[at], at)
    return found


def title_name(title: str) -> str:
    """Return *title* as the name of a region: no signs in front, and not too long."""
    plain = title.lstrip("".join({sign for sign in title if not sign.isalnum()} - set('«("')))
    return plain if len(plain) <= NAME_LIMIT else plain[: NAME_LIMIT - 1].rstrip() + "…"


def name_regions(titles: Sequence[str], region_of: Sequence[int], count: int) -> tuple[str, ...]:
    """Return a name for each of *count* regions from the *titles* of its members.

    A word counts by how often it stands in the region's titles, against how often in all, and
    against in how many regions. An empty title takes no part. A region without words of its own
    is called by its first title.
    """
    words_of: list[Counter[str]] = [Counter() for _ in range(count)]
    everywhere: Counter[str] = Counter()
    shown: dict[str, Counter[str]] = {}
    first: dict[int, str] = {}
    for title, region in zip(titles, region_of, strict=True):
        words = _words(title)
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
    regions = Counter(word for words in words_of for word in words)
    names = []
    for at in range(count):
        own = {
            word: times
            * math.log(times * named / (everywhere[word] * size[at]))
            * _rarity(regions[word], count)
            for word, times in words_of[at].items()
            if word not in STOP_WORDS and (times > 1 or size[at] < LEAST)
        }
        names.append(_name(own, shown) or title_name(first.get(at, "")))
    return tuple(names)


def _rarity(having: int, regions: int) -> float:
    """Return how much a word that *having* of some *regions* have sets one of them apart."""
    return math.log((regions + 1) / having) if regions >= SEVERAL else 1.0


def _name(scores: Mapping[str, float], shown: Mapping[str, Counter[str]]) -> str:
    chosen: list[str] = []
    for word in sorted(scores, key=lambda word: (-scores[word], word)):
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


def unlike(names: Sequence[str]) -> tuple[str, ...]:
    """Return *names* with a number behind each that stands there already."""
    seen: Counter[str] = Counter()
    unlike = []
    for name in names:
        seen[name] += 1
        unlike.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(unlike)
