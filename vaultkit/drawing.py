"""Keeps the drawn map behind a live vault: open pages at once, files when it is quiet."""

import logging
import threading
import time
from pathlib import Path

from vaultkit import disk
from vaultkit.errors import OutputError
from vaultkit.live_map import LiveMap
from vaultkit.server import EventStream

_log = logging.getLogger(__name__)

_QUIET = 1.0
"""Seconds without a change before the file is written."""

_SELDOM = 5.0
"""Seconds between two writings of the file."""

_SHARE = 0.5
"""Of the time that drawing may take while changes go on and on."""


class Drawing:
    """Redraws the map after each `changed` until `stop`, in a thread of its own."""

    def __init__(self, live_map: LiveMap, events: EventStream, output: Path | None) -> None:
        """Draw for the pages on *events*, and into the file *output* where it is given."""
        self.last_seconds = 0.0
        self.errors = 0
        self.last_error = ""
        self._map = live_map
        self._events = events
        self._output = output
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._changed_at = float("-inf")
        self._wrote_at = float("-inf")
        self._written = ""
        self._thread = threading.Thread(target=self._draw, name="drawing", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def changed(self) -> None:
        """Say that the vault is another one."""
        self._changed_at = time.monotonic()
        self._wake.set()

    def stop(self, timeout: float) -> None:
        """End; a file that is behind is written once more where *timeout* seconds allow it."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def write(self) -> bool:
        """Bring the file up to date; return whether it was written.

        Raises:
            OutputError: It cannot be written.
        """
        revision = self._map.revision
        if self._output is None or revision == self._written:
            return False
        wrote = disk.write_if_changed(self._output, self._map.page())
        self._written, self._wrote_at = revision, time.monotonic()
        return wrote

    def _draw(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(0.5)
            self._wake.clear()
            try:
                self._renew()
                if self._is_quiet():
                    self.write()
            except OutputError as error:
                self._fail(str(error))
                self._wrote_at = time.monotonic()
            except Exception as error:  # noqa: BLE001 - the page keeps the map it has
                self._fail(f"the map could not be drawn: {type(error).__name__}: {error}")
                _log.debug("drawing failed", exc_info=True)

    def _renew(self) -> None:
        began = time.monotonic()
        event = self._map.renew()
        if event is None:
            return
        self._events.send(event)
        self.last_seconds = time.monotonic() - began
        self._stop.wait(self.last_seconds * (1 / _SHARE - 1))

    def _is_quiet(self) -> bool:
        now = time.monotonic()
        return now - self._changed_at >= _QUIET and now - self._wrote_at >= _SELDOM

    def _fail(self, why: str) -> None:
        self.errors += 1
        self.last_error = why
        _log.warning("%s", why)
