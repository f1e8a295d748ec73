"""A folder under watchdog's eyes: its events mark paths as dirty, and nothing else happens here.

The event filter decides how much gets lost: watchdog's default makes four kernel events of one
saved file and reports its own reads; this one makes two and reports none (docs/watching.md).
"""

import logging
import os
import sys
import time
import warnings
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from vaultkit.watcher.dirty import CLOSED, CREATED, GONE, Dirty

_DELAYS = {"created": CREATED, "deleted": GONE, "moved": GONE}
"""Seconds of quiet by what happened to a path; `CLOSED` for the rest."""

_LOST = "events were lost"
"""Part of the one sign of an overflow that watchdog gives: a log record."""


class Observation:
    """A running observer of one folder."""

    def __init__(self, folder: Path, dirty: Dirty) -> None:
        """Watch *folder* (not a link: those yield no event) and mark what changes in *dirty*.

        Raises:
            OSError: The system allows no further observer, or the folder is gone.
        """
        # watchdog warns while it catches up with new folders, with the repr of every watch.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        self.overflows = 0
        self.moved_at = 0.0
        """When a folder last moved or went away, on the monotonic clock; 0: none has."""

        self._dirty = dirty
        self._lost = _Lost(self)
        self._observer: BaseObserver = Observer()
        self._observer.schedule(
            _Marking(str(folder), self), str(folder), recursive=True, event_filter=_events()
        )
        logging.getLogger("watchdog").addHandler(self._lost)
        try:
            self._observer.start()
        except OSError:
            self.stop()
            raise

    def is_alive(self) -> bool:
        """Return whether every thread of the observer still runs."""
        observer = self._observer
        return observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters)

    def stop(self) -> None:
        """End the observer; its threads are daemons, so nothing waits for them for long."""
        logging.getLogger("watchdog").removeHandler(self._lost)
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join(timeout=0.3)

    def mark(self, path: str, delay: float) -> None:
        """Note that *path* may have changed."""
        self._dirty.mark(path, delay)

    def overflowed(self) -> None:
        """Count an overflow of the system's queue and ask for a comparison of everything."""
        self.overflows += 1
        self.lost("the system lost file events")

    def lost(self, why: str) -> None:
        """Ask for a comparison of everything."""
        self._dirty.mark_everything(why)


class _Lost(logging.Handler):
    """Turns watchdog's log record of an overflow into a call."""

    def __init__(self, observation: Observation) -> None:
        super().__init__(logging.WARNING)
        self._observation = observation

    def emit(self, record: logging.LogRecord) -> None:
        if _LOST in record.getMessage():
            self._observation.overflowed()


class _Marking(FileSystemEventHandler):
    """Marks the paths of events; an exception here would end watchdog's thread for good."""

    def __init__(self, folder: str, observation: Observation) -> None:
        self._prefix = folder.rstrip(os.sep) + os.sep
        self._observation = observation

    def dispatch(self, event: FileSystemEvent) -> None:
        try:
            if isinstance(event, (DirMovedEvent, DirDeletedEvent)):
                self._observation.moved_at = time.monotonic()
            self._mark(os.fsdecode(event.src_path), _DELAYS.get(event.event_type, CLOSED))
            if event.dest_path:
                self._mark(os.fsdecode(event.dest_path), CLOSED)
        except Exception:  # whatever it is, the whole comparison covers it
            logging.getLogger(__name__).exception("an event could not be understood")
            self._observation.lost("an event could not be understood")

    def _mark(self, path: str, delay: float) -> None:
        if not path.startswith(self._prefix):
            return
        relative = path[len(self._prefix) :].replace(os.sep, "/")
        hidden = relative.startswith(".") or "/." in relative
        if not hidden or relative.endswith(".icloud"):
            self._observation.mark(relative, delay)


def _events() -> list[type[FileSystemEvent]]:
    wanted: list[type[FileSystemEvent]] = [
        FileCreatedEvent,
        FileDeletedEvent,
        FileMovedEvent,
        FileClosedEvent,
        DirCreatedEvent,
        DirDeletedEvent,
        DirMovedEvent,
    ]
    # FSEvents and Windows never say that a file was closed.
    return wanted if sys.platform.startswith("linux") else [*wanted, FileModifiedEvent]
