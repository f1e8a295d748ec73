"""Readings by path, most of them asleep in the index until somebody asks for them."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from vaultkit.frames.record import Citation
from vaultkit.index.entry import decoded
from vaultkit.index.faults import IndexCorruptError, IndexUnavailableError
from vaultkit.index.store import Index
from vaultkit.lightening import Lightening
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Reading

_log = logging.getLogger(__name__)


class Archive:
    """Wakes readings from the shelf they are kept on, or from their files where it fails.

    What was woken stays awake until `forget` is told that it is no longer of the vault.
    """

    def __init__(
        self, shelf: Index, from_file: Callable[[NotePath], Reading], *, light: bool = False
    ) -> None:
        """Wake from *shelf*; *from_file* reads a note again.

        When *light*, readings come without what only one note on its own is asked for
        (`vaultkit.lightening`).
        """
        self.failed = False
        """Whether the shelf has failed to keep something."""

        self._shelf = shelf
        self._from_file = from_file
        self._lightening = Lightening() if light else None
        self._awake: dict[int, Reading] = {}

    def wake(self, path: NotePath, held: bytes | int) -> Reading:
        """Return the reading of *path* that is packed in *held*, or kept at that place."""
        if isinstance(held, bytes):
            return self._carried(decoded(held))
        reading = self._awake.get(held)
        if reading is None:
            reading = self._awake[held] = self._carried(self._from_shelf(path, held))
        return reading

    def wake_all(self, held: Sequence[bytes | int]) -> None:
        """Wake what is kept at the places in *held*, where most of it sleeps.

        Together that costs half as much. What cannot be had that way is left to `wake`.
        """
        if 2 * len(self._awake) > len(held):
            return
        asleep = {one for one in held if not isinstance(one, bytes)}.difference(self._awake)
        with suppress(IndexCorruptError, IndexUnavailableError):
            for place, reading in self._shelf.readings(asleep):
                self._awake.setdefault(place, self._carried(reading))

    def forget(self, held: Iterable[bytes | int]) -> None:
        """Let everything sleep that is not in *held*."""
        now = set(held)
        # Other threads wake readings meanwhile, so this goes over a copy.
        for place in [place for place in list(self._awake) if place not in now]:
            del self._awake[place]

    def _from_shelf(self, path: NotePath, place: int) -> Reading:
        try:
            return self._shelf.reading(place)
        except (IndexCorruptError, IndexUnavailableError) as error:
            _log.warning("%s: %s", path, error)
            self.failed = True
        return self._from_file(path)

    def _carried(self, reading: Reading) -> Reading:
        return self._lightening.light(reading) if self._lightening else reading

    def adopt(self, citations: Mapping[NotePath, tuple[Citation, ...]]) -> None:
        """Let the light readings have their *citations* as the vault resolves them.

        What was not resolved yet is resolved the same again, so keeping both would keep each
        citation twice.
        """
        if self._lightening:
            for place, reading in list(self._awake.items()):
                found = citations.get(reading.note.path, ())
                if found and found is not reading.meaning.citations:
                    meaning = replace(reading.meaning, citations=found)
                    self._awake[place] = Reading(reading.note, meaning)


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
