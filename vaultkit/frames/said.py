"""What one note may say: asked before a rule walks the note, and for the lines worth its while.

An answer may be yes too often, never no too often: what a rule finds is the same with and without
asking. The key word of a cue is enough where the cue is one word; for longer ones their other
words must stand in the note, or the line, too. Marks of emphasis and links do not matter, within
words neither: rules read lines as they stand and without marks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from vaultkit.frames.folding import plain
from vaultkit.frames.packs.key_words import Keyed, KeyWords

_RUN = r"[*`~=\[\]()|_]*\w"
_JOINT = re.compile(
    r"[*`~=)\]\[](?<=\w.)"
    rf"(?:(?<=\[)(?!\^)|(?:(?<=[*`)])|(?<=~)~|(?<==)=|(?<=\])(?!\()){_RUN})"
)
"""Marks between letters, which are one word without them."""

_MARKS = str.maketrans("", "", "*`~=[]")


class Said:
    """The cues that may stand in a note; by lines, where a rule needs them."""

    def __init__(self, folded: str, lines: Sequence[str], keys: KeyWords) -> None:
        """Look through a note.

        Args:
            folded: Its folded text.
            lines: The same, divided into lines.
            keys: The key words of the lists that may be asked for.
        """
        self._lines = lines
        self._keys = keys
        self._scan = keys.scan(folded)
        self._joined = _joined(folded, lines)
        self._joined_lines = tuple(self._joined)
        self._text = folded
        if self._joined:
            joined = "\n".join(self._joined.values())
            self._text += joined
            self._joined_scan = keys.scan(joined)
        self._known: dict[str, Mapping[int, Keyed]] = {}
        self._begun: dict[str, Sequence[int]] = {}
        self._found: dict[str, Sequence[int]] = {}

    def may(self, name: str) -> bool:
        """Return whether a cue of the list *name* may stand anywhere in the note."""
        return bool(self._keyed(name))

    def most(self, name: str) -> int | None:
        """Return how many cues of the list *name*, told apart by their first letters, may stand.

        None where that is not known without reading.
        """
        heads = frozenset[str]().union(*(one.heads for one in self._keyed(name).values()))
        return None if "" in heads else len(heads)

    def lines(self, name: str) -> Sequence[int]:
        """Return the lines, ascending, on which a whole cue of the list *name* may stand."""
        found = self._found.get(name)
        if found is None:
            keyed = self._keyed(name)
            found = self._found[name] = self._lines_with(keyed) if keyed else ()
        return found

    def begins(self, name: str, first: int, last: int) -> bool:
        """Return whether a cue of the list *name* may stand on the lines *first* to *last*."""
        lines = self._begun.get(name)
        if lines is None:
            lines = self._begun[name] = self._lines_of(self._keyed(name))
        at = bisect_left(lines, first)
        return at < len(lines) and lines[at] <= last

    def _keyed(self, name: str) -> Mapping[int, Keyed]:
        """Return the note's key words of the list *name* for which it has all words of a cue."""
        known = self._known.get(name)
        if known is None:
            keys, text = self._keys.of_list(name), self._text
            found = [key for key in self._scan.found if key in keys]
            if self._joined:
                found += [key for key in self._joined_scan.found if key in keys]
            known = self._known[name] = {
                key: keys[key]
                for key in found
                if not (rests := keys[key].rests) or _has_rest(text, rests)
            }
        return known

    def _lines_of(self, keys: Iterable[int]) -> Sequence[int]:
        """Return the lines, ascending, that have one of *keys*."""
        lines = self._scan.lines(keys)
        if not self._joined:
            return lines
        joined = (self._joined_lines[at - 1] for at in self._joined_scan.lines(keys))
        return sorted({*lines, *joined})

    def _lines_with(self, keyed: Mapping[int, Keyed]) -> Sequence[int]:
        """Return the lines, ascending, that have one of *keyed* with the rest of its cue."""
        whole = [key for key, one in keyed.items() if not one.rests]
        if len(whole) == len(keyed):
            return self._lines_of(whole)
        lines = set(self._lines_of(whole))
        for key, one in keyed.items():
            lines.update(
                number
                for number in (self._lines_of((key,)) if one.rests else ())
                if number in self._joined or _has_rest(self._lines[number - 1], one.rests)
            )
        return sorted(lines)


def _joined(folded: str, lines: Sequence[str]) -> Mapping[int, str]:
    """Return the lines with marks between letters as they read without, by number."""
    found: dict[int, str] = {}
    number, done = 1, 0
    for joint in _JOINT.finditer(folded):
        number += folded.count("\n", done, joint.start())
        done = joint.start()
        if number not in found:
            line = lines[number - 1]
            found[number] = f"{plain(line)} {line.translate(_MARKS)}"
    return found


def _has_rest(text: str, rests: Iterable[Sequence[str]]) -> bool:
    """Return whether *text* has the other words of one of some cues."""
    return any(all(stem in text for stem in rest) for rest in rests)
