"""Readings by path, most of them asleep in the index until somebody asks for them."""

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from vaultkit.index.entry import decoded
from vaultkit.index.store import Index, IndexCorruptError, IndexUnavailableError
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Reading

_log = logging.getLogger(__name__)

_AWAKE = 30_000
"""Readings that are kept ready after they were asked for."""


class Archive:
    """Wakes readings from the shelf they are kept on, or from their files where it fails."""

    def __init__(self, shelf: Index, from_file: Callable[[NotePath], Reading]) -> None:
        """Wake from *shelf*; *from_file* reads a note again."""
        self.failed = False
        """Whether the shelf has failed to keep something."""

        self._from_file = from_file
        self._from_shelf = lru_cache(_AWAKE)(shelf.reading)

    def wake(self, path: NotePath, held: bytes | int) -> Reading:
        """Return the reading of *path* that is packed in *held*, or kept at that place."""
        if isinstance(held, bytes):
            return decoded(held)
        try:
            return self._from_shelf(held)
        except (IndexCorruptError, IndexUnavailableError) as error:
            _log.warning("%s: %s", path, error)
            self.failed = True
        return self._from_file(path)


class Readings(Mapping[NotePath, Reading]):
    """The readings of one moment; later changes of the vault do not show in it."""

    __slots__ = ("_archive", "_held")

    def __init__(self, held: dict[NotePath, bytes | int], archive: Archive) -> None:
        """Give out *held*, which nobody changes any more, woken by *archive*."""
        self._held = held
        self._archive = archive

    def __getitem__(self, path: NotePath) -> Reading:
        """Return the reading of the note at *path*."""
        return self._archive.wake(path, self._held[path])

    def __iter__(self) -> Iterator[NotePath]:
        """Yield the paths."""
        return iter(self._held)

    def __len__(self) -> int:
        """Return how many notes there are."""
        return len(self._held)

    def __contains__(self, path: object) -> bool:
        """Return whether there is a note at *path*, without waking it."""
        return path in self._held
