"""Where things stand, as a seed tells it: notes by id, lines, and the message they belong to."""

from collections.abc import Callable

from vaultkit.frames.record import Lines, Message
from vaultkit.notes.note_path import NotePath, stem
from vaultkit.seed.record import Place, SeedSource
from vaultkit.seed.slug import short_hash
from vaultkit.snapshot import Snapshot


class Places:
    """Gives places, and remembers which notes were named."""

    def __init__(
        self,
        snapshot: Snapshot,
        outside: frozenset[NotePath],
        clean: Callable[[str, str], str],
    ) -> None:
        """Take the selected *snapshot*; *clean* hides what must not leave the vault."""
        self._snapshot = snapshot
        self._outside = outside
        self._clean = clean
        self._found: dict[str, SeedSource] = {}
        self._keys: dict[NotePath, str] = {}

    @property
    def sources(self) -> tuple[SeedSource, ...]:
        """Every note that was named so far, by id."""
        return tuple(self._found[key] for key in sorted(self._found))

    def place(self, path: NotePath, lines: Lines) -> Place:
        """Return the place of *lines* in the note at *path*."""
        note = self.note(path)
        for message in self._snapshot.messages.get(path, ()):
            if message.span.first <= lines.first <= message.span.last:
                return _in_message(note, lines, message)
        return Place(note=note, lines=(lines.first, lines.last))

    def note(self, path: NotePath) -> str:
        """Return the id of the note at *path*."""
        key = self._keys.get(path)
        if key is None:
            key = self._keys[path] = note_key(path)
            self._found[key] = self._source(key, path)
        return key

    def target(self, written: str, path: NotePath | None, where: str) -> str:
        """Return the id of what a link means: the note at *path*, or just the name *written*.

        *where* is the note that holds the link.
        """
        if path is not None:
            return self.note(path)
        key = _missing_key(written)
        if key not in self._found:
            title = self._clean(stem(NotePath(written)), where)
            self._found[key] = SeedSource(id=key, title=title, state="missing")
        return key

    def known(self, name: str) -> str | None:
        """Return the id of a note named before, by path or by the name a link uses."""
        return next(
            (key for key in (note_key(name), _missing_key(name)) if key in self._found), None
        )

    def _source(self, key: str, path: NotePath) -> SeedSource:
        reading = self._snapshot.readings.get(path)
        shown = self._clean(path, path)
        if reading is None:
            state = "outside" if path in self._outside else "file"
            return SeedSource(id=key, title=stem(NotePath(shown)), path=shown, state=state)
        title = self._clean(reading.meaning.title or "", path) or stem(NotePath(shown))
        return SeedSource(
            id=key,
            title=title,
            path=shown,
            digest=f"blake2b-128:{reading.note.digest}",
            uids=tuple(one.uid for one in reading.meaning.messages if one.uid is not None),
        )


def _in_message(note: str, lines: Lines, message: Message) -> Place:
    return Place(
        note=note,
        lines=(lines.first, lines.last),
        uid=message.uid,
        role=message.role,
        at=message.timestamp,
    )


def note_key(path: str) -> str:
    """Return the id of the note at *path*."""
    return f"n-{short_hash('note', path)}"


def _missing_key(name: str) -> str:
    return f"n-{short_hash('missing', name.casefold())}"
