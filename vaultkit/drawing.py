"""Keeps the drawn map behind a live vault: open pages at once, files when it is quiet."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from vaultkit.errors import OutputError
from vaultkit.live_map import LiveMap
from vaultkit.server import EventStream

_log = logging.getLogger(__name__)

_QUIET = 1.0
"""Seconds without a change before files are written."""

_SELDOM = 5.0
"""Seconds between two writings of the files."""

_SHARE = 0.5
"""Of the time that drawing may take while changes go on and on."""

_SETTLED = 0.05
"""Of the time that settling may take while changes go on and on."""

_GIVEN_WAY = 5.0
"""Seconds for which changes that still wait may hold up a drawing."""

_NEVER = float("-inf")


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
        self._changed_at = _NEVER
        self._wrote_at = _NEVER
        self._settle_at = _NEVER
        self._kept = live_map.revision
        self._is_busy: Callable[[], bool] = bool
        self._thread = threading.Thread(target=self._draw, name="drawing", daemon=True)

    def start(self, is_busy: Callable[[], bool]) -> None:
        """Begin; while *is_busy* says that more changes wait, they come first."""
        self._is_busy = is_busy
        self._thread.start()

    def changed(self) -> None:
        """Say that the vault is another one."""
        self._changed_at = time.monotonic()
        self._wake.set()

    def stop(self, timeout: float) -> None:
        """End, and write the files once more where *timeout* seconds allow it."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def write(self) -> None:
        """Bring the files up to date.

        Raises:
            OutputError: They cannot be written.
        """
        if self._output is not None:
            self._map.write(self._output)

    def _draw(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(0.5)
            self._wake.clear()
            try:
                self._renew()
                if self._is_quiet():
                    self._settle()
                if self._is_quiet() and time.monotonic() - self._wrote_at >= _SELDOM:
                    self._wrote_at = time.monotonic()
                    self._write_all()
            except OutputError as error:
                self._fail(str(error))
            except Exception as error:  # noqa: BLE001 - the page keeps the map it has
                self._fail(f"the map could not be drawn: {type(error).__name__}: {error}")
                _log.debug("drawing failed", exc_info=True)
                self._stop.wait(1.0)

    def _renew(self) -> None:
        self._give_way()
        began = time.monotonic()
        event = self._map.renew()
        if event is not None:
            self._events.send(event)
            self.last_seconds = time.monotonic() - began
            self._stop.wait(self.last_seconds * (1 / _SHARE - 1))

    def _give_way(self) -> None:
        end = time.monotonic() + _GIVEN_WAY
        while self._is_busy() and time.monotonic() < end and not self._stop.is_set():
            self._stop.wait(0.05)

    def _write_all(self) -> None:
        if self._kept != self._map.revision:
            self._kept = self._map.revision
            self._map.keep_places()
        self.write()

    def _settle(self) -> None:
        """Draw what no edit has to wait for, seldom enough to be no load."""
        began = time.monotonic()
        if began < self._settle_at:
            return
        event = self._map.settle()
        if event is not None:
            self._events.send(event)
        self._settle_at = time.monotonic() + (time.monotonic() - began) * (1 / _SETTLED - 1)

    def _is_quiet(self) -> bool:
        return time.monotonic() - self._changed_at >= _QUIET

    def _fail(self, why: str) -> None:
        self.errors += 1
        self.last_error = why
        _log.warning("%s", why)
