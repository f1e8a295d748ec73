"""What a link that means no file was probably meant to say."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from vaultkit.graph.resolution import fold
from vaultkit.notes.note_path import NotePath, file_name, stem

_LEAST = 0.75
"""How alike two names must be."""

_COMMON = 500
"""Three letters that more names than this share say nothing."""

_CLOSEST = 12

_SHORT = 2
"""A name of so few letters is meant only where it is written as it is, but for case."""

_SWAPPED = range(4, 256)
"""Lengths of names in which two letters are tried in each other's place."""


class LikelyTargets:
    """Finds the file whose name is most like a link, without comparing it with every name."""

    def __init__(self, paths: Iterable[NotePath], aliases: Iterable[tuple[str, NotePath]]) -> None:
        """Index the names of *paths* and their *aliases*."""
        self._names: list[tuple[str, NotePath]] = []
        self._exact: dict[str, NotePath] = {}
        self._folded: dict[str, NotePath] = {}
        self._parts: dict[str, list[int]] = {}
        for path in sorted(paths):
            self._add(stem(path), path)
        for alias, path in sorted(aliases):
            self._add(alias, path)

    def _add(self, name: str, path: NotePath) -> None:
        key = _bare(name)
        self._exact.setdefault(key, path)
        if len(key) <= _SHORT:
            self._folded.setdefault(fold(name), path)
        for part in {key[at : at + 3] for at in range(max(1, len(key) - 2))}:
            self._parts.setdefault(part, []).append(len(self._names))
        self._names.append((key, path))

    def find(self, target: str) -> NotePath | None:
        """Return the file that *target*, a link path, was probably meant to name."""
        name = file_name(NotePath(target))
        name = name[:-3] if name.lower().endswith(".md") else name
        key = _bare(name)
        if len(key) <= _SHORT:
            return self._folded.get(fold(name)) if key else None
        return self._exact.get(key) or self._swapped(key) or self._alike(key)

    def _swapped(self, key: str) -> NotePath | None:
        """Return the file whose name *key* is when two neighbours change places."""
        if len(key) not in _SWAPPED:
            return None
        tried = (key[:at] + key[at + 1] + key[at] + key[at + 2 :] for at in range(len(key) - 1))
        return next((self._exact[name] for name in tried if name in self._exact), None)

    def _alike(self, key: str) -> NotePath | None:
        shared: Counter[int] = Counter()
        for part in {key[at : at + 3] for at in range(max(1, len(key) - 2))}:
            found = self._parts.get(part, ())
            if len(found) <= _COMMON:
                shared.update(found)
        best, closest = _LEAST, None
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(key)
        ranked = sorted(shared.items(), key=lambda entry: (-entry[1], entry[0]))
        for at, _ in ranked[:_CLOSEST]:
            name, path = self._names[at]
            matcher.set_seq1(name)
            if matcher.real_quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, closest = ratio, path
        return closest


def _bare(name: str) -> str:
    """Return the letters and digits of *name*, folded, so that marks and spaces do not count."""
    letters = "".join(letter for letter in fold(name) if letter.isalnum())
    return letters.replace("ё", "е")
