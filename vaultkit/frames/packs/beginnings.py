"""Which cues a token of a note may begin: one look-up each, remembered from note to note.

A token is what stands between white space and signs, but for those of emphasis and links, inside
which a word may go on. The tokens of a vault repeat, so nearly every one is known to begin nothing
before its note is read, and a note without cues costs the division of its text, as bytes, and one
difference of sets.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vaultkit.frames.packs.cues import WORD, CueIndex

MARKS = "*_`~=[]"
"""What `vaultkit.frames.folding.plain` takes out: letters around it may become a word."""

_MARKED = re.compile(rf"[{re.escape(MARKS)}]")
_KEPT = MARKS + "()^"
_SIGNS = bytes(
    at if at > 127 or chr(at).isalnum() or chr(at) in _KEPT + "\n" else ord(" ")
    for at in range(256)
)
_JOINT = re.compile(r"_|\w(?:\[|[*`~=\]()|]+\w)")
"""Without one of these a token has the same words with marks and without."""

_ADDRESS = re.compile(r"\]\([^()\s]*\)|\[\^[^\]\s]*\]|\[\[[^\[\]|\s]*\|")
_MOST = 100_000
"""How many tokens and words are remembered."""

_LONG = 100
"""Bytes from which a token is not remembered: it does not come again."""

HEAD = 5
"""Letters by which words are told apart where a rule counts different ones."""


class Beginning(NamedTuple):
    """What a token may begin of one list."""

    rests: tuple[tuple[str, ...], ...]
    """Of each cue the stems of its other words; empty where a cue has none."""

    heads: frozenset[str]
    """The first letters of those cues; of a short word before others it is unknown: empty."""

    @classmethod
    def of(cls, first: str, rests: set[tuple[str, ...]]) -> "Beginning":
        """Return what the word *first* begins that the words *rests* go on."""
        return cls(() if () in rests else tuple(sorted(rests)), frozenset(_heads(first, rests)))

    def joined(self, other: "Beginning") -> "Beginning":
        """Return what either may begin."""
        rests = (*self.rests, *other.rests) if self.rests and other.rests else ()
        return Beginning(tuple(dict.fromkeys(rests)), self.heads | other.heads)


Begun = Mapping[str, Beginning]
"""What a token may begin, by the name of the list."""

_NOTHING: Begun = {}


class Beginnings:
    """The first words of the cues of some lists, and what tokens were found to begin."""

    def __init__(self, lists: Mapping[str, CueIndex]) -> None:
        """Take the cues of *lists*, by name."""
        rests: dict[str, dict[str, set[tuple[str, ...]]]] = {}
        for name, cues in lists.items():
            for words in cues.patterns():
                rests.setdefault(words[0], {}).setdefault(name, set()).add(_stems(words[1:]))
        self._table: dict[str, Begun] = {
            first: {name: Beginning.of(first, found) for name, found in names.items()}
            for first, names in rests.items()
        }
        self._lengths = sorted({len(first) - 1 for first in rests if first[-1] == "*"})
        self._idle: set[bytes] = set()
        self._begun: dict[bytes, tuple[str, Begun]] = {}
        self._words: dict[str, Begun] = {}

    def begun(self, folded: str) -> dict[str, Begun]:
        """Return the tokens of a folded text that may begin a cue, with what they may begin."""
        if len(self._idle) + len(self._begun) + len(self._words) > _MOST:
            self._idle.clear()
            self._begun.clear()
            self._words.clear()
        found = {}
        for token in set(cut(folded).split()) - self._idle:
            begun = self._begun.get(token)
            if begun is None:
                begun = self._learn(token)
            if begun[1]:
                found[begun[0]] = begun[1]
        return found

    def _learn(self, piece: bytes) -> tuple[str, Begun]:
        token = piece.decode("utf-8", "surrogatepass")
        words = WORD.findall(token)
        if _JOINT.search(token):
            words += WORD.findall(_MARKED.sub("", token))
            words += WORD.findall(_MARKED.sub("", _ADDRESS.sub("", token)))
        begun = _together([one for one in map(self._of_word, words) if one])
        if len(piece) < _LONG:
            if begun:
                self._begun[piece] = token, begun
            else:
                self._idle.add(piece)
        return token, begun

    def _of_word(self, word: str) -> Begun:
        found = self._words.get(word)
        if found is None:
            firsts = [word[:length] + "*" for length in self._lengths if length <= len(word)]
            begun = [one for first in (word, *firsts) if (one := self._table.get(first))]
            found = _together(begun)
            if len(word) < _LONG:
                self._words[word] = found
        return found


def cut(folded: str) -> bytes:
    """Return a folded text as bytes with spaces between its tokens; line ends stay."""
    return folded.encode("utf-8", "surrogatepass").translate(_SIGNS)


def _together(begun: list[Begun]) -> Begun:
    """Return what words begin together."""
    if len(begun) < 2:
        return begun[0] if begun else _NOTHING
    found: dict[str, Beginning] = {}
    for one in begun:
        for name, beginning in one.items():
            known = found.get(name)
            found[name] = known.joined(beginning) if known else beginning
    return found


def _heads(pattern: str, rests: Iterable[tuple[str, ...]]) -> Iterator[str]:
    stem = pattern.rstrip("*")
    for rest in rests:
        yield stem[:HEAD] if len(stem) >= HEAD or not rest else ""


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem for word in words if (stem := word.rstrip("*").replace("_", "")))
