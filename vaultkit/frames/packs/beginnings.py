"""Which cues a token of a note may begin: one look-up each, remembered from note to note.

A token is what stands between white space. The tokens of a vault repeat, so nearly every one is
known to begin nothing before its note is read, and a note without cues costs the division of its
text and one difference of sets.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vaultkit.frames.packs.cues import WORD, CueIndex

MARKS = "*_`~=[]"
"""What `vaultkit.frames.folding.plain` takes out: letters around it may become a word."""

_MARKED = re.compile(rf"[{re.escape(MARKS)}]")
_ADDRESS = re.compile(r"\]\([^()\s]*\)|\[\^[^\]\s]*\]|\[\[[^\[\]|\s]*\|")
_MOST = 100_000
"""How many tokens are remembered."""

_LONG = 200
"""Characters from which a token is not remembered: it does not come again."""

HEAD = 5
"""Letters by which words are told apart where a rule counts different ones."""


class Beginning(NamedTuple):
    """What a token may begin of one list."""

    rests: tuple[tuple[str, ...], ...]
    """Of each cue the stems of its other words; empty where a cue has none."""

    heads: frozenset[str]
    """The first letters of those cues; of a short word before others it is unknown: empty."""


Begun = Mapping[str, Beginning]
"""What a token may begin, by the name of the list."""

_NOTHING: Begun = {}


class Beginnings:
    """The first words of the cues of some lists, and what tokens were found to begin."""

    def __init__(self, lists: Mapping[str, CueIndex]) -> None:
        """Take the cues of *lists*, by name."""
        self._table: dict[str, dict[str, dict[str, set[tuple[str, ...]]]]] = {}
        for name, cues in lists.items():
            for key, words in cues.patterns():
                first = self._table.setdefault(key, {}).setdefault(words[0], {})
                first.setdefault(name, set()).add(_stems(words[1:]))
        self._idle: set[str] = set()
        self._begun: dict[str, Begun] = {}

    def begun(self, tokens: Iterable[str]) -> dict[str, Begun]:
        """Return those of *tokens* (folded) that may begin a cue, with what they may begin."""
        if len(self._idle) + len(self._begun) > _MOST:
            self._idle.clear()
            self._begun.clear()
        found = {}
        for token in set(tokens) - self._idle:
            begun = self._begun.get(token)
            if begun is None:
                begun = self._learn(token)
            if begun:
                found[token] = begun
        return found

    def _learn(self, token: str) -> Begun:
        words = WORD.findall(token)
        if _MARKED.search(token):
            words += WORD.findall(_MARKED.sub("", token))
            words += WORD.findall(_MARKED.sub("", _ADDRESS.sub("", token)))
        rests: dict[str, set[tuple[str, ...]]] = {}
        heads: dict[str, set[str]] = {}
        for word in words:
            for pattern, names in self._table.get(word[:3], {}).items():
                if word.startswith(pattern[:-1]) if pattern[-1] == "*" else word == pattern:
                    for name, others in names.items():
                        rests.setdefault(name, set()).update(others)
                        heads.setdefault(name, set()).update(_heads(pattern, others))
        begun = {
            name: Beginning(() if () in found else tuple(found), frozenset(heads[name]))
            for name, found in rests.items()
        }
        if len(token) < _LONG:
            if begun:
                self._begun[token] = begun
            else:
                self._idle.add(token)
        return begun or _NOTHING


def _heads(pattern: str, rests: Iterable[tuple[str, ...]]) -> Iterator[str]:
    stem = pattern.rstrip("*")
    for rest in rests:
        yield stem[:HEAD] if len(stem) >= HEAD or not rest else ""


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem for word in words if (stem := word.rstrip("*").replace("_", "")))
