r"""Where the cues of one list may begin in a text: asked before words are compared.

A cue is asked for as a form: letters and three signs, for the rest of a stem's word, an end of
word and what stands between words. Beginnings are found from the left and do not overlap, so that
a cue inside a longer one is not told. An automaton looks for a form's head, the letters before its
first sign: most forms have no more than that. What the others go on with is an expression,
compiled when a text first has their head: one of all forms takes longer to compile than all else
in opening a pack.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

REST, END, SPACE = "\x01", "\x02", "\x03"
_SIGNS = {REST: r"\w*", END: r"\b", SPACE: r"[^\w.,;:!?\n]{1,8}"}
_HEAD = re.compile(f"[^{REST}{END}{SPACE}]+")
_SECOND = re.compile(f"{SPACE}([^{REST}{END}{SPACE}]+)")
_WHOLE = 0
"""Instead of a length: the head is a word, and ends where the word does."""

_Way = int | tuple[str, ...] | re.Pattern[str]
"""How forms go on from a head: the length of a stem; the words of which one must follow; when one
has, an expression."""


class Beginnings:
    """The forms of one list; offsets in texts are in characters."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Take *forms*; each begins with a letter."""
        self._forms: dict[str, list[str]] = {}
        for form in forms:
            head = _HEAD.match(form)
            if head is not None:
                self._forms.setdefault(head[0], []).append(form)
        self._heads = tuple(sorted(self._forms))
        self._ways: list[_Way | None] = [None] * len(self._heads)
        self._automaton = AhoCorasick(
            self._heads, matchkind=MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(
        self, text: str, start: int = 0, stop: int | None = None
    ) -> Iterator[tuple[int, int]]:
        """Yield where a cue may begin in *text* from *start* to *stop*, and its form's end."""
        end = len(text) if stop is None else stop
        done = start
        for at, first, last in self._heads_in(text[start:end]):
            begin = start + first
            if begin < done or (begin and _is_of_word(text[begin - 1])):
                continue
            found = self._end(at, text, begin, start + last, end)
            if found is not None:
                yield begin, found
                done = found

    def begin_at(self, text: str, start: int, end: int) -> bool:
        """Return whether a cue may begin with the word from *start* to *end* of *text*."""
        heads = self._heads_in(text[start:end])
        if not heads or heads[0][1]:
            return False
        at, _, last = heads[0]
        return self._end(at, text, start, start + last, len(text)) is not None

    def _heads_in(self, text: str) -> list[tuple[int, int, int]]:
        """Return the longest heads in *text*, wherever they stand: number, start, end."""
        try:
            return self._automaton.find_matches_as_indexes(text)
        except UnicodeEncodeError:  # half a character, of a property in JSON
            text = text.encode("utf-8", "replace").decode("utf-8")
            return self._automaton.find_matches_as_indexes(text)

    def _end(self, at: int, text: str, begin: int, last: int, stop: int) -> int | None:
        """Return where a form ends whose head, number *at*, stands from *begin* to *last*."""
        way = self._ways[at]
        if way is None:
            way = self._ways[at] = self._way(self._heads[at])
        if isinstance(way, int):
            if way != _WHOLE:
                return begin + way
            return None if last < stop and _is_of_word(text[last]) else last
        if isinstance(way, tuple):
            if all(text.find(word, last, stop) < 0 for word in way):
                return None
            way = self._ways[at] = re.compile(_alternatives(self._forms_of(self._heads[at])))
        found = way.match(text, begin, stop)
        return found.end() if found else None

    def _forms_of(self, head: str) -> list[str]:
        """Return the forms that a word beginning with *head* may begin."""
        heads = [head[:end] for end in range(1, len(head) + 1)]
        return [form for one in heads for form in self._forms.get(one, ())]

    def _way(self, head: str) -> "_Way":
        """Return how a text goes on from *head*: a stem's length, or what one of must follow."""
        forms = self._forms_of(head)
        seconds = [found[1] for form in forms if (found := _SECOND.search(form))]
        if seconds and len(seconds) == len(forms):
            return tuple(seconds)
        if seconds or any(form[-1] == REST for form in forms):
            return ("",)
        return min([len(form) for form in forms if form[-1] != END], default=_WHOLE)


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _alternatives(forms: Iterable[str]) -> str:
    """Return *forms* as one expression that branches where they differ, so that it is tried once.

    A form that another begins is enough for both.
    """
    tree: dict[str, Any] = {}
    for form in forms:
        node = tree
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = None
    return _branches(tree)


def _branches(node: Mapping[str, Any]) -> str:
    if "" in node:
        return ""
    found = [
        _SIGNS.get(letter, re.escape(letter)) + _branches(below)
        for letter, below in sorted(node.items())
    ]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"
