"""Paths that may have changed, gathered from the observer's thread until they are quiet."""

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

CLOSED = 0.02
"""Seconds of quiet after a writer closed a file or moved it into place. Reads 20 ms after the
last event were never torn (0 of 40 each at 4 kB, 200 kB and 2 MB); one that is torn all the same
is noticed by its fstat and repeated."""

CREATED = 0.1
"""After a new name appeared: a writer that is still at work ends with an event of its own."""

GONE = 0.3
"""After a name went away: sync tools delete a note before they rename its new version there."""

AT_MOST = 2.0
"""After the first event, however busy the path is."""


class Pulse(NamedTuple):
    """What is ripe: paths from the vault's root as the system spells them, or everything."""

    paths: tuple[str, ...]
    everything: str | None = None
    """Why the whole vault has to be compared; None where the paths are enough."""


class _Mark(NamedTuple):
    first: float
    due: float


class Dirty:
    """A bounded set of paths, each with the moment at which it is ripe; safe between threads."""

    def __init__(
        self,
        limit: int = 20_000,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Forget paths and ask for everything when more than *limit* wait."""
        self._limit = limit
        self._clock = clock
        self._marks: dict[str, _Mark] = {}
        self._everything: str | None = None
        self._changed = threading.Condition()

    def __len__(self) -> int:
        """Return how many paths wait."""
        return len(self._marks)

    def mark(self, path: str, delay: float) -> None:
        """Note that *path* may have changed; it is ripe after *delay* seconds of quiet."""
        now = self._clock()
        with self._changed:
            first = self._marks[path].first if path in self._marks else now
            self._marks[path] = _Mark(first, max(now, min(now + delay, first + AT_MOST)))
            if len(self._marks) > self._limit:
                self._marks.clear()
                self._everything = f"more than {self._limit} changes at once"
            self._changed.notify()

    def mark_everything(self, why: str) -> None:
        """Ask for a comparison of the whole vault."""
        with self._changed:
            self._everything = why
            self._changed.notify()

    def wake(self) -> None:
        """End a `wait` now."""
        with self._changed:
            self._changed.notify()

    def wait(self, timeout: float) -> None:
        """Return when something is ripe, on `wake`, or after *timeout* seconds."""
        with self._changed:
            if self._everything is None:
                self._changed.wait(self._until_ripe(timeout))

    def take(self) -> Pulse:
        """Remove and return what is ripe."""
        now = self._clock()
        with self._changed:
            everything, self._everything = self._everything, None
            if everything is not None:
                self._marks.clear()
                return Pulse((), everything)
            ripe = tuple(path for path, mark in self._marks.items() if mark.due <= now)
            for path in ripe:
                del self._marks[path]
            return Pulse(ripe)

    def _until_ripe(self, timeout: float) -> float:
        if not self._marks:
            return timeout
        soonest = min(mark.due for mark in self._marks.values()) - self._clock()
        return max(0.0, min(timeout, soonest))
