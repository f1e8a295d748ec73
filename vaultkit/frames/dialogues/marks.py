"""What a file must show before a dialect looks at it closer: the cheap half of every sniff."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from vaultkit.notes.note import Note

_BROKEN_PROPERTIES = 8192
"""Bytes in which a key is looked for where the YAML does not parse."""


@dataclass(frozen=True, kw_only=True)
class Marks:
    """Signs of a dialect; any one is enough. Each is searched in a whole file at memory speed."""

    callouts: tuple[str, ...] = ()
    """Beginnings of ``[!type] title`` without the bracket and the exclamation mark."""

    bold: tuple[str, ...] = ()
    """Beginnings of a text in ``**``."""

    headings: tuple[str, ...] = ()
    r"""Beginnings of a heading's text; a final ``\n`` stands for its end."""

    texts: tuple[str, ...] = ()
    """Any text; for what the others cannot say, since each costs a search."""

    keys: frozenset[str] = frozenset()
    """Properties."""

    def stand_in(self, data: bytes, note: Note) -> bool:
        """Return whether any of the marks stands in the file."""
        if self.headings and note.headings:
            beginnings = self.headings
            for heading in note.headings:
                if (heading.text + "\n").startswith(beginnings):
                    return True
        if self.keys and self._has_key(data, note):
            return True
        return any(search(data) for search in self._searches) or any(
            text in data for text in self._encoded
        )

    def _has_key(self, data: bytes, note: Note) -> bool:
        if note.properties or not data.startswith(b"---"):
            return not self.keys.isdisjoint(note.properties)
        head = data[:_BROKEN_PROPERTIES]
        return any(b"\n" + key.encode() + b":" in head for key in self.keys)

    @cached_property
    def _searches(self) -> tuple[Callable[[bytes], object], ...]:
        # A literal beginning lets the search skip ahead; one alternation of all would not.
        groups = (("[!", self.callouts), ("**", self.bold))
        return tuple(
            re.compile(
                re.escape(start.encode())
                + b"(?:%s)" % b"|".join(re.escape(end.encode()) for end in ends)
            ).search
            for start, ends in groups
            if ends
        )

    @cached_property
    def _encoded(self) -> tuple[bytes, ...]:
        return tuple(text.encode() for text in self.texts)


def joined(marks: Iterable[Marks]) -> Marks:
    """Return the marks of all *marks* together."""
    marks = tuple(marks)
    return Marks(
        callouts=tuple(sorted({mark for one in marks for mark in one.callouts})),
        bold=tuple(sorted({mark for one in marks for mark in one.bold})),
        headings=tuple(sorted({mark for one in marks for mark in one.headings})),
        texts=tuple(sorted({mark for one in marks for mark in one.texts})),
        keys=frozenset().union(*(one.keys for one in marks)),
    )
