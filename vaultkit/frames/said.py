"""What one note may say: asked before a rule walks the note, and for the lines worth its while.

An answer may be yes too often, never no too often: what a rule finds is the same with and without
asking. The key word of a cue is enough where the cue is one word; for longer ones their other
words must stand in the note, or the line, too. Marks of emphasis and links do not matter, within
words neither: rules read lines as they stand and without marks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from vaultkit.frames.folding import plain
from vaultkit.frames.packs.key_words import Keyed, KeyWords, Scan

_RUN = r"[*`~=\[\]()|_]*\w"
_JOINTS = tuple(
    re.compile(joint)
    for joint in (
        rf"\*(?<=\w.){_RUN}",
        rf"`(?<=\w.){_RUN}",
        rf"~~(?<=\w..){_RUN}",
        rf"==(?<=\w..){_RUN}",
        rf"\)(?<=\w.){_RUN}",
        rf"\](?!\()(?<=\w.){_RUN}",
        r"\[(?!\^)(?<=\w.)",
    )
)
"""Marks between letters, which are one word without them.

One expression for each mark: those that begin with a letter to look for take no time.
"""

_MARKS = str.maketrans("", "", "*`~=[]")


class Said:
    """The cues that may stand in a note; by lines, where a rule needs them."""

    def __init__(self, lines: Sequence[str], *keys: KeyWords) -> None:
        """Look through a note.

        Args:
            lines: Its folded text, divided into lines.
            keys: The key words of the lists that may be asked for, each scanned for when asked.
        """
        folded = "\n".join(lines)
        joined = _joined(folded, lines)
        self._lines = lines
        self._joined = tuple(joined)
        self._is_joined = frozenset(joined)
        self._text = "\n".join((folded, *joined.values())) if joined else folded
        self._keys = keys
        self._scans: list[Scan | None] = [None] * len(keys)
        self._known: dict[str, _Of] = {}
        self._begun: dict[str, Sequence[int]] = {}
        self._found: dict[str, Sequence[int]] = {}

    def may(self, name: str) -> bool:
        """Return whether a cue of the list *name* may stand anywhere in the note."""
        return bool(self._of(name).keys)

    def most(self, name: str) -> int:
        """Return how many cues of the list *name* may stand, told apart by their first letters."""
        keys, scan = self._scan(name)
        return keys.most(scan, name)

    def lines(self, name: str) -> Sequence[int]:
        """Return the lines, ascending, on which a whole cue of the list *name* may stand."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._whole(self._of(name))
        return found

    def begins(self, name: str, first: int, last: int) -> bool:
        """Return whether a cue of the list *name* may stand on the lines *first* to *last*."""
        lines = self._begun.get(name)
        if lines is None:
            of = self._of(name)
            lines = self._begun[name] = self._lines_of(of.scan, of.keys) if of.keys else ()
        at = bisect_left(lines, first)
        return at < len(lines) and lines[at] <= last

    def _of(self, name: str) -> "_Of":
        """Return the note's key words of the list *name* for which it has all words of a cue."""
        known = self._known.get(name)
        if known is None:
            keys, scan = self._scan(name)
            found: dict[int, Keyed] = {}
            if keys.may_have(scan, name):
                of_list = keys.of_list(name)
                for key in scan.found:
                    if key in of_list and _goes_on(self._text, of_list[key]):
                        found[key] = of_list[key]
            known = self._known[name] = _Of(scan, found)
        return known

    def _scan(self, name: str) -> tuple[KeyWords, Scan]:
        """Return the key words that those of the list *name* are among, and what they found."""
        at = 0
        while name not in self._keys[at]:
            at += 1
        scan = self._scans[at]
        if scan is None:
            scan = self._scans[at] = self._keys[at].scan(self._text)
        return self._keys[at], scan

    def _lines_of(self, scan: Scan, keys: Iterable[int]) -> Sequence[int]:
        """Return the lines, ascending, that have one of *keys*."""
        lines, most = scan.lines(keys), len(self._lines)
        if not self._joined or not lines or lines[-1] <= most:
            return lines
        return sorted({one if one <= most else self._joined[one - most - 1] for one in lines})

    def _whole(self, of: "_Of") -> Sequence[int]:
        """Return the lines, ascending, that have a key word of *of* with the rest of its cue."""
        if not of.keys:
            return ()
        if not any(one.rests for one in of.keys.values()):
            return self._lines_of(of.scan, of.keys)
        most = len(self._lines)
        found: set[int] = set()
        for line, key in of.scan.places(of.keys):
            number = line if line <= most else self._joined[line - most - 1]
            if number in found:
                continue
            one = of.keys[key]
            if (
                not one.rests
                or number in self._is_joined
                or _goes_on(self._lines[number - 1], one)
            ):
                found.add(number)
        return sorted(found)


class _Of(msgspec.Struct, frozen=True, gc=False):
    """What a note has of one list."""

    scan: Scan
    keys: Mapping[int, Keyed]


def _joined(folded: str, lines: Sequence[str]) -> Mapping[int, str]:
    """Return the lines with marks between letters as they read without, by number."""
    joints = [found.start() for joint in _JOINTS for found in joint.finditer(folded)]
    joined: dict[int, str] = {}
    number, done = 1, 0
    for at in sorted(joints):
        number += folded.count("\n", done, at)
        done = at
        if number not in joined:
            line = lines[number - 1]
            joined[number] = f"{plain(line)} {line.translate(_MARKS)}"
    return joined


def _goes_on(text: str, one: Keyed) -> bool:
    """Return whether *text*, which has the key word, has the other words of one of its cues."""
    # Plain loops: this is asked for each line with a word that is everybody's.
    for rest in one.rests:
        for stem in rest:
            if stem not in text:
                break
        else:
            return True
    return not one.rests
