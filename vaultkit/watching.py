"""The loop that keeps a live vault in step with its folder, and what is made of it fresh.

Three threads: the keeper brings the vault in step (nothing else may delay it), the drawer renews
the map, and the caller's thread ticks and waits for the end, so that a signal is heard at once.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from vaultkit import disk
from vaultkit.changes import Changes
from vaultkit.errors import InterruptedReadError
from vaultkit.live_vault import LiveVault
from vaultkit.watcher.dirty import Dirty
from vaultkit.watcher.limits import why_deaf
from vaultkit.watcher.observation import Observation

_log = logging.getLogger(__name__)

_STORM = 20.0
"""Seconds in which `_STORMY` ticks with overflows are too many."""

_STORMY = 8

_TIDY = 3600.0
"""Seconds between two cleanings of the index."""

_WAITED = 4.0
"""A disk is left alone so many times as long as it took to list it."""

_MOVES = 1.0
"""Seconds without a moved folder after which the folders are watched afresh."""

_AFRESH = 5.0
"""Seconds between two such times, at least."""

CONFIRMATIONS = 3
"""So many comparisons in a row have to miss most of the vault before it is believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often things are done; seconds."""

    tick: float = 1.0
    """Between two looks at the root folder and the threads."""

    reconcile: float = 30.0
    """At least, between two comparisons of everything."""

    poll: float = 5.0
    """The same where there are no file events."""

    share: float = 0.02
    """Of one core that comparing may take; without file events five times as much."""

    confirm: float = 2.0
    """Between two looks at a vault that seems to have lost most of its files."""


@dataclass(slots=True, kw_only=True)
class Watched:
    """Counters for the status; written by one thread each."""

    began: float = field(default_factory=time.time)
    reconciles: int = 0
    reconcile_seconds: float = 0.0
    reconciled_at: float = 0.0
    """Seconds since 1970; 0 before the first."""

    updates: int = 0
    rewatches: int = 0
    held: int = 0
    errors: int = 0
    last_error: str = ""
    changed_at: float = 0.0
    polling: str = ""
    """Why the folder is polled; empty while file events come."""

    missing: bool = False
    """Whether the folder is gone."""


class Watch:
    """Keeps *vault* in step until `stop`; *on_change* is called in the keeper's thread."""

    def __init__(
        self,
        vault: LiveVault,
        on_change: Callable[[Changes], None],
        *,
        pace: Pace | None = None,
        polling: str = "",
    ) -> None:
        """Prepare; nothing is watched before `start`. *polling*: why to use no file events."""
        self.vault = vault
        self.seen = Watched(polling=polling)
        self.dirty = Dirty()
        self._on_change = on_change
        self._pace = pace or Pace()
        self._stop = threading.Event()
        self._observation: Observation | None = None
        self._root = disk.folder_identity(vault.folder)
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._next = 0.0
        self._missed = 0
        self._tidy_at = time.monotonic() + _TIDY
        self._gone_overflows = 0
        self._counted = 0
        self._working = False
        self._overflowed_at: list[float] = []
        self._afresh_at = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether the vault is being brought in step, or will be at once."""
        return self._working or len(self.dirty) > 0

    @property
    def overflows(self) -> int:
        """How often the system lost events since the start."""
        current = self._observation.overflows if self._observation else 0
        return self._gone_overflows + current

    def start(self) -> None:
        """Watch first, compare then: what changes in between is seen by one of the two."""
        self._observe()
        self.dirty.mark_everything("start")
        self._keeper.start()

    def stop(self, timeout: float) -> bool:
        """End the loop; return whether its thread came to an end within *timeout* seconds."""
        self._stop.set()
        self.dirty.wake()
        if self._keeper.is_alive():
            self._keeper.join(timeout)
        if self._observation is not None:
            self._observation.stop()
        return not self._keeper.is_alive()

    def tick(self) -> None:
        """Look after the root folder and the threads; call it every `Pace.tick` seconds."""
        root = disk.folder_identity(self.vault.folder)
        self.seen.missing = root is None
        self._give_up_events()
        self._follow_moves()
        deaf = self._observation is not None and not self._observation.is_alive()
        if root is not None and (root != self._root or deaf):
            self._root = root
            self._observe()
            self.seen.rewatches += 1
            self.dirty.mark_everything("the folder is another one, or its watcher had died")
        if not self._keeper.is_alive() and not self._stop.is_set():
            self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
            self._keeper.start()

    def _follow_moves(self) -> None:
        """Watch afresh after folders moved: watchdog tells of some by names that they had before.

        It happens where a folder comes back from outside while the one around it is renamed (in a
        storm of moves a third of all later events); what such an event was about is not known.
        """
        if self._observation is None or not self._observation.moved_at:
            return
        now = time.monotonic()
        if now >= max(self._afresh_at, self._observation.moved_at + _MOVES):
            self._observe()
            self._afresh_at = now + max(_AFRESH, 20 * (time.monotonic() - now))
            self.dirty.mark_everything("folders moved")

    def _observe(self) -> None:
        self._unobserve()
        if self.seen.polling:
            return
        try:
            self._observation = Observation(self.vault.folder, self.dirty)
        except FileNotFoundError:
            return  # the folder is gone for the moment; tick sees it come back
        except OSError as error:
            self._poll(f"no file events: {error.strerror or error}")
            return
        deaf = why_deaf(self.vault.folder)
        if deaf:
            self._unobserve()
            self._poll(deaf)

    def _unobserve(self) -> None:
        if self._observation is not None:
            self._gone_overflows += self._observation.overflows
            self._observation.stop()
            self._observation = None

    def _poll(self, why: str) -> None:
        self.seen.polling = why
        self._next = 0.0
        _log.warning("%s; comparing every few seconds instead", why)

    def _give_up_events(self) -> None:
        """Poll where overflow follows overflow: above 16,000 folders watchdog lives on them."""
        count = self.overflows
        now = time.monotonic()
        self._overflowed_at = [at for at in self._overflowed_at if now - at < _STORM]
        if count > self._counted:
            self._overflowed_at.append(now)
            self._counted = count
        if len(self._overflowed_at) >= _STORMY and not self.seen.polling:
            self._unobserve()
            self._poll("the system loses file events all the time")

    def _keep(self) -> None:
        self.vault.warm_up()
        while not self._stop.is_set():
            self.dirty.wait(max(0.0, min(1.0, self._next - time.monotonic())))
            try:
                self._working = True
                self._step()
            except InterruptedReadError:
                return
            except Exception as error:  # noqa: BLE001 - the old state stays, and is repaired
                self.seen.errors += 1
                self.seen.last_error = f"{type(error).__name__}: {error}"
                _log.exception("an update failed; everything is compared again")
                self._stop.wait(1.0)
                self.dirty.mark_everything("an update failed")
            finally:
                self._working = False

    def _step(self) -> None:
        pulse = self.dirty.take()
        if self._stop.is_set():
            return
        if pulse.everything is not None or time.monotonic() >= self._next:
            self._reconcile()
        elif pulse.paths:
            self._update(pulse.paths)
        self.vault.catch_up()
        if time.monotonic() >= self._tidy_at:
            self._tidy_at = time.monotonic() + _TIDY
            self.vault.tidy()
        while not (self._stop.is_set() or self.dirty) and self.vault.take_in_words():
            pass

    def _update(self, names: tuple[str, ...]) -> None:
        if disk.folder_identity(self.vault.folder) != self._root:
            return  # tick sees it too, and compares everything
        self.seen.updates += 1
        changes = self.vault.update(names)
        if changes.held:
            self.dirty.mark_everything("most of the files are gone")
        if changes.folders:
            soon = max(self._pace.confirm, 20 * self.vault.scan_seconds, self.vault.scan_waited)
            self._next = min(self._next, time.monotonic() + soon)
        self._report(changes)

    def _reconcile(self) -> None:
        root = disk.folder_identity(self.vault.folder)
        if root is None:
            self._next = time.monotonic() + self._pace.confirm
            return
        began = time.monotonic()
        changes = self.vault.refresh(confirmed=self._missed >= CONFIRMATIONS)
        self.seen.reconciles += 1
        self.seen.reconcile_seconds = time.monotonic() - began
        self.seen.reconciled_at = time.time()
        self._missed = self._missed + 1 if changes.held else 0
        self.seen.held = changes.held
        self._next = time.monotonic() + self._until_next()
        self._report(changes)

    def _until_next(self) -> float:
        if self._missed:
            return self._pace.confirm
        # The share is one of a core: on a busy machine a listing takes long and works little. A
        # slow disk is given time, too.
        spent, waited = self.vault.scan_seconds, _WAITED * self.vault.scan_waited
        if self.seen.polling:
            return max(self._pace.poll, waited, spent / (5 * self._pace.share))
        return max(self._pace.reconcile, waited, spent / self._pace.share)

    def _report(self, changes: Changes) -> None:
        for name in changes.again:
            self.dirty.mark(name, 0.1)
        if changes:
            self.seen.changed_at = time.time()
            self._on_change(changes)
