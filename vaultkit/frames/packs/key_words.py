"""Which cues may stand in a text, and where: one scan of the text answers for all lists.

The scan looks for one word of each cue, its key word: the longest, since long words are rare. It
is one pass of an automaton over bytes, and costs a note without cues little more than the copying
of its text.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from vaultkit.frames.packs.cues import CueIndex

_SIGN = re.compile(r"[^\w\x00-\x7f]")
_SPACE, _LINE_END = 32, 10
_SIGNS = bytes(
    at if at > 127 or chr(at).isalnum() or at == _LINE_END else _SPACE for at in range(256)
)
"""An underscore is a letter of a word and a mark of emphasis: here it divides words."""

HEAD = 5
"""Letters by which words are told apart where a rule counts different ones."""


MANY = 1000
"""More than any note is asked to have of different words."""


class Keyed(NamedTuple):
    """The cues of one list that have one key word."""

    rests: tuple[tuple[str, ...], ...]
    """Of each cue the stems of its other words; empty where a cue has none."""

    most: int
    """How many different first letters those cues have, `MANY` where that is unknown."""

    @classmethod
    def of(cls, cues: Sequence[Sequence[str]]) -> "Keyed":
        """Return *cues*, which are words and have one key word."""
        rests = {_stems(words, key_of(words)) for words in cues}
        heads = {_head(words) for words in cues}
        most = MANY if "" in heads else len(heads)
        return cls(() if () in rests else tuple(sorted(rests)), most)


class Scan(msgspec.Struct, frozen=True, gc=False):
    """The key words found in one text."""

    text: bytes
    found: Mapping[int, Sequence[int]]
    """The number of a key word in `KeyWords` to where it stands: bytes before it, ascending."""

    lists: int
    """The lists they are of, as bits."""

    def lines(self, keys: Iterable[int]) -> list[int]:
        """Return the lines, ascending, on which one of *keys* stands."""
        return list(dict.fromkeys([line for line, _ in self.places(keys)]))

    def places(self, keys: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield the line and the key of each place where one of *keys* stands, by place."""
        found = self.found
        line, done = 0, 0
        places = [(place, key) for key in keys for place in found[key]]
        for place, key in sorted(places):
            line += self.text.count(_LINE_END, done, place + 1)
            done = place + 1
            yield line, key


class KeyWords:
    """The key words of the cues of some lists."""

    def __init__(self, lists: Mapping[str, CueIndex]) -> None:
        """Take the cues of *lists*, by name."""
        self._lists = lists
        self._bit = {name: 1 << at for at, name in enumerate(lists)}
        self._known: dict[str, Mapping[int, Keyed]] = {}
        bits: dict[str, int] = {}
        for name, cues in lists.items():
            for words in cues.patterns():
                key = key_of(words)
                bits[key] = bits.get(key, 0) | self._bit[name]
        self._stems = sorted({key.rstrip("*") for key in bits})
        self._bits: list[int] = []
        around: list[tuple[str, int]] = []  # beginnings of the stem, and the lists of all of them
        for stem in self._stems:
            while around and not stem.startswith(around[-1][0]):
                around.pop()
            begun = around[-1][1] if around else 0
            if own := bits.get(stem + "*", 0):
                begun |= own
                around.append((stem, begun))
            self._bits += begun, begun | bits.get(stem, 0)
        # A word begins after white space or a line end; every sign is made white space before.
        edges = (" ", "\n")
        self._automaton = BytesAhoCorasick(
            [
                (edge + stem).encode("utf-8", "surrogatepass")
                for stem in self._stems
                for edge in edges
            ],
            matchkind=MatchKind.LeftmostLongest,
        )

    def __contains__(self, name: str) -> bool:
        """Return whether *name* is one of the lists."""
        return name in self._lists

    def may_have(self, scan: Scan, name: str) -> bool:
        """Return whether a key word of the list *name* is among those found."""
        return bool(scan.lists & self._bit[name])

    def most(self, scan: Scan, name: str) -> int:
        """Return how many cues of the list *name* may stand in the text of *scan* at most.

        Those that begin with the same letters count as one.
        """
        if not self.may_have(scan, name):
            return 0
        keys = self.of_list(name)
        return sum([keys[key].most for key in scan.found if key in keys])

    def of_list(self, name: str) -> Mapping[int, Keyed]:
        """Return the key words of the list *name*, by number."""
        known = self._known.get(name)
        if known is None:
            cues: dict[str, list[tuple[str, ...]]] = {}
            for words in self._lists[name].patterns():
                cues.setdefault(key_of(words), []).append(words)
            found: dict[int, list[tuple[str, ...]]] = {}
            for key, told in cues.items():
                for number in self._numbers(key):
                    found.setdefault(number, []).extend(told)
            known = {number: Keyed.of(told) for number, told in found.items()}
            self._known[name] = known
        return known

    def _numbers(self, key: str) -> Iterator[int]:
        """Yield the numbers of the words found that *key* is, or begins."""
        stem = key.rstrip("*")
        at = bisect_left(self._stems, stem)
        if stem == key:
            yield 2 * at + 1
            return
        while at < len(self._stems) and self._stems[at].startswith(stem):
            yield 2 * at
            yield 2 * at + 1
            at += 1

    def scan(self, folded: str) -> Scan:
        """Return the key words in a folded text."""
        text = _words_of(folded)
        found: dict[int, list[int]] = defaultdict(list)
        bits, lists = self._bits, 0
        for at, start, end in self._automaton.find_matches_as_indexes(text):
            key = at | 1 if text[end] <= _SPACE else at & -2
            if bits[key]:
                lists |= bits[key]
                found[key].append(start)
        return Scan(text, found, lists)

    def lists_in(self, folded: str) -> int:
        """Return the lists, as bits, of which a cue may stand in *folded* or in a part of it."""
        text = _words_of(folded)
        bits, found = self._bits, 0
        for at, _, end in self._automaton.find_matches_as_indexes(text):
            found |= bits[at | 1 if text[end] <= _SPACE else at & -2]
        return found


class Literals:
    """Texts that are looked for in another at once, wherever they stand in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the *texts* to look for; none has a line end."""
        self._automaton = BytesAhoCorasick(
            [text.encode("utf-8", "surrogatepass") for text in texts]
        )

    def lines(self, text: str) -> list[int]:
        """Return the lines of *text*, ascending, on which one of the texts stands."""
        data = text.encode("utf-8", "surrogatepass")
        lines: list[int] = []
        line, done = 1, 0
        for _, start, _ in self._automaton.find_matches_as_indexes(data):
            line += data.count(_LINE_END, done, start)
            done = start
            if not lines or lines[-1] != line:
                lines.append(line)
        return lines

    def by_line(self, text: str) -> Mapping[int, int]:
        """Return which of the texts begin on each line with any, as bits by their place.

        Those that others overlap are found too; a line end is a space to them.
        """
        data = text.encode("utf-8", "surrogatepass")
        spaced = data.replace(b"\n", b" ")
        found: dict[int, int] = {}
        line, done = 1, 0
        for at, start, _ in sorted(
            self._automaton.find_matches_as_indexes(spaced, overlapping=True), key=_place
        ):
            line += data.count(_LINE_END, done, start)
            done = start
            found[line] = found.get(line, 0) | 1 << at
        return found


def _place(match: tuple[int, int, int]) -> int:
    return match[1]


def key_of(words: Sequence[str]) -> str:
    """Return the key word of a cue, with ``*`` at the end of a beginning.

    >>> key_of(("ready", "to")), key_of(("снят*", "с")), key_of(("in", "_other_", "words"))
    ('ready', 'снят*', 'other*')
    """
    return max(map(_bare, words), key=lambda word: len(word.rstrip("*")))


def _bare(word: str) -> str:
    """Return *word*, or the longest part of one that has underscores."""
    return max(word.rstrip("*").split("_"), key=len) + "*" if "_" in word else word


def _stems(words: Sequence[str], key: str) -> tuple[str, ...]:
    """Return the stems of *words* but for *key*."""
    found = list(map(_bare, words))
    found.remove(key)
    return tuple(stem for word in found if (stem := word.rstrip("*")))


def _head(words: Sequence[str]) -> str:
    """Return the first letters of a cue; of a short word before others they are unknown: none."""
    stem = words[0].rstrip("*")
    return stem[:HEAD] if len(stem) >= HEAD or len(words) == 1 else ""


def _words_of(folded: str) -> bytes:
    """Return a folded text with white space for every sign, and a line end before and after."""
    if not folded.isascii():
        folded = _SIGN.sub(" ", folded)
    return b"\n%b\n" % folded.encode("utf-8", "surrogatepass").translate(_SIGNS)
