"""Stem patterns of one group of cues, and where they occur in a text.

A pattern is words: ``объясн*`` is any word that begins so, a lone ``*`` is one or two words of any
kind. One look-up per word of the text finds the patterns that may begin there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import msgspec

from vaultkit.frames.packs.beginnings import END, REST, SPACE, Beginnings

WORD = re.compile(r"\w+")
_PARTS = re.compile(r"\w+\*?|\*")
_GLUE = " \t*_`~\"'«»“”„‘’()\u2011-"
_KEY = 3
_REACH = 120
"""How many characters on the words of one cue may lie."""

_MOST_WORDS = 10
_KEPT = 4096
"""Words, and labels, of which an index keeps what begins with them: those of a vault repeat."""

_SHORT = 60
"""Characters of the longest text that is kept."""


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A cue in a folded text; offsets in characters."""

    name: str
    start: int
    end: int
    words: int
    rank: int


class _Word(msgspec.Struct, frozen=True, gc=False):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    words: tuple[str, ...]
    """With ``*`` at the end of a beginning; a lone ``*`` is a gap."""

    rank: int
    guard: tuple[str, ...]


class CueIndex:
    """All cues of one group: acts, headings of roles, labels of slots."""

    def __init__(self, cues: Iterable[tuple[str, str, int, tuple[str, ...]]]) -> None:
        """Index *cues*: name, pattern, rank, endings that a stem must not have."""
        self._by_key: dict[str, list[_Cue]] = {}
        self._forms: set[str] = set()
        for name, pattern, rank, guard in cues:
            words = tuple(pattern_words(pattern))
            if words and words[0].strip("*_"):
                self._forms.add(_form(words))
                key = words[0].rstrip("*")[:_KEY]
                self._by_key.setdefault(key, []).append(_Cue(name, words, rank, guard))
        self.stems = tuple(
            sorted({cue.words[0].rstrip("*") for found in self._by_key.values() for cue in found})
        )
        self._beginning_with = lru_cache(_KEPT)(self._look_up)
        self._kept_whole = lru_cache(_KEPT)(self._whole)

    @cached_property
    def _starts(self) -> Beginnings:
        # Many lists are never asked for in one run.
        return Beginnings(self._forms)

    def patterns(self) -> Iterator[tuple[str, ...]]:
        """Yield the words of each cue."""
        for cues in self._by_key.values():
            for cue in cues:
                yield cue.words

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Return every hit in *folded*, in the order of the text."""
        stop = len(folded) if end is None else end
        return [
            hit
            for begun, _ in self._starts.find(folded, start, stop)
            for hit in self._beginning_at(begun, folded, stop)
        ]

    def _beginning_at(self, at: int, folded: str, stop: int) -> Sequence[Hit]:
        """Return the cues that begin with the word at *at*; words after it are read if need be."""
        found = WORD.match(folded, at, min(stop, at + _REACH))
        if found is None:
            return ()
        cues = self._beginning_with(found[0])
        if len(cues) == 1 and len(cues[0].words) == 1:
            cue = cues[0]
            return () if _is_guarded(cue, found[0]) else (_hit(cue, at, found.end()),)
        words = _words(folded, at, min(stop, at + _REACH))
        hits = (_match(cue, words, folded) for cue in cues)
        return [hit for hit in hits if hit is not None]

    def _look_up(self, word: str) -> tuple[_Cue, ...]:
        return tuple(cue for cue in self._by_key.get(word[:_KEY], ()) if _is(cue.words[0], word))

    def first(self, folded: str) -> Hit | None:
        """Return the best hit: lowest rank, then most words, then the earliest."""
        hits = self.find(folded)
        return min(hits, key=lambda hit: (hit.rank, -hit.words, hit.start), default=None)

    def leading(self, folded: str) -> Hit | None:
        """Return the hit that tells the most: of phrases the lowest rank, of words the first."""
        hits = self.find(folded)
        longest = [hit for hit in hits if not any(_inside(hit, other) for other in hits)]
        return min(longest, key=_telling, default=None)

    def at_start(self, folded: str, start: int = 0) -> Hit | None:
        """Return the longest hit that begins with the first word of *folded* from *start*."""
        first = WORD.search(folded, start)
        if first is None or first[0][:_KEY] not in self._by_key:
            return None
        if not self._starts.begin_at(folded, first.start(), first.end()):
            return None
        words = _words(folded, first.start(), first.start() + _REACH)
        found = (_match(cue, words, folded) for cue in self._by_key[first[0][:_KEY]])
        hits = [hit for hit in found if hit is not None]
        return max(hits, key=lambda hit: (hit.end, -hit.rank), default=None)

    def whole(self, folded: str) -> Hit | None:
        """Return the hit that is all the words of *folded*."""
        return self._kept_whole(folded) if len(folded) <= _SHORT else self._whole(folded)

    def _whole(self, folded: str) -> Hit | None:
        hit = self.at_start(folded)
        return None if hit is None or WORD.search(folded, hit.end) else hit

    def occurs(self, folded: str) -> bool:
        """Return whether any cue may begin somewhere in *folded*: a cheap first question."""
        return next(self._starts.find(folded), None) is not None

    def distinct(self, folded: str) -> set[str]:
        """Return the different texts that cues of this group begin with in *folded*."""
        return {folded[start:end] for start, end in self._starts.find(folded)}


def pattern_words(pattern: str) -> list[str]:
    """Return the words of a stem pattern.

    >>> pattern_words("открыва* путь"), pattern_words("points * out")
    (['открыва*', 'путь'], ['points', '*', 'out'])
    """
    return _PARTS.findall(pattern.lower().replace("ё", "е"))


def _words(folded: str, start: int, end: int) -> list[_Word]:
    """Return the words from *start*; a cue has few, so a short reach does."""
    return [
        _Word(match[0], match.start(), match.end())
        for match in islice(WORD.finditer(folded, start, max(end, start + 1)), _MOST_WORDS)
    ]


def _form(words: Sequence[str]) -> str:
    """Return a cue as letters and three signs: a stem's rest, an end of word, a space."""
    form = ""
    for at, word in enumerate(words):
        if word == "*":
            return form
        form += (SPACE if at else "") + (word[:-1] + REST if word[-1] == "*" else word + END)
    return form[:-1] if form.endswith(REST) else form


def _match(cue: _Cue, words: Sequence[_Word], folded: str) -> Hit | None:
    wanted = cue.words
    if not words or not _is(wanted[0], words[0].text):
        return None
    position, gap = 1, 0
    for word in wanted[1:]:
        if word == "*":
            gap += 2
            continue
        found = _next(word, words, position, gap, folded)
        if found is None:
            return None
        position, gap = found + 1, 0
    last = words[position - 1]
    return None if _is_guarded(cue, last.text) else _hit(cue, words[0].start, last.end)


def _is_guarded(cue: _Cue, last: str) -> bool:
    """Return whether *last* has an ending that the stem which it begins with must not have."""
    return bool(cue.guard) and cue.words[-1][-1] == "*" and last.endswith(cue.guard)


def _hit(cue: _Cue, start: int, end: int) -> Hit:
    return Hit(cue.name, start, end, len(cue.words), cue.rank)


def _next(wanted: str, words: Sequence[_Word], at: int, gap: int, folded: str) -> int | None:
    """Return the index of the word that *wanted* is, at most *gap* words on from *at*."""
    for index in range(at, min(at + gap + 1, len(words))):
        if folded[words[index - 1].end : words[index].start].strip(_GLUE):
            return None
        if _is(wanted, words[index].text):
            return index
    return None


def _inside(hit: Hit, other: Hit) -> bool:
    """Return whether *other* is a longer cue around *hit*: the longer tells more."""
    return other.start <= hit.start and hit.end <= other.end and other.words > hit.words


def _telling(hit: Hit) -> tuple[bool, int, int, int]:
    single = hit.words == 1
    order = (hit.start, hit.rank) if single else (hit.rank, hit.start)
    return (single, *order, -hit.words)


def _is(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted[-1] == "*" else word == wanted
