"""A watch as a whole: the vault kept in step, its map drawn and served, its heartbeat kept."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from vaultkit.changes import Changes
from vaultkit.config_watch import ConfigWatch
from vaultkit.drawing import Drawing
from vaultkit.errors import OutputError
from vaultkit.heartbeat import Heartbeat, write_heartbeat
from vaultkit.live_map import LiveMap
from vaultkit.live_vault import LiveVault
from vaultkit.notes.note_path import is_note
from vaultkit.notification import notify
from vaultkit.server import Answers, EventStream, LiveServer
from vaultkit.watching import Pace, Watch

_BEAT = 5.0
"""Seconds between two heartbeats of a quiet watch; a busy one has one at each tick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asked for."""

    port: int | None = 0
    """None: no server."""

    output: Path | None = None
    poll: str = ""
    """Why to poll instead of watching; empty: watch."""

    pace: Pace = Pace()  # noqa: RUF009 - frozen


class Session:
    """A running watch of *vault*; its caller ticks it once a second and stops it."""

    def __init__(
        self, vault: LiveVault, wishes: Wishes, on_change: Callable[[Changes], None]
    ) -> None:
        """Draw the map of *vault*, serve it, and start to watch.

        Raises:
            VaultkitError: The port is taken, or the output cannot be written.
        """
        self.vault = vault
        self._wishes = wishes
        self._on_change = on_change
        self.config = ConfigWatch(vault.folder, vault.config)
        self._beat: Heartbeat | None = None
        self._notes = (-1, 0)
        self.map = LiveMap(vault)
        self.events = EventStream(self.map.revision)
        self.drawing = Drawing(self.map, self.events, wishes.output)
        self.watch = Watch(vault, self._changed, pace=wishes.pace, polling=wishes.poll)
        self.server = None if wishes.port is None else self._serve(wishes.port)
        self.drawing.write()
        self.watch.start()
        self.drawing.start(lambda: self.watch.is_busy)

    @property
    def address(self) -> str:
        """Where the map is served; empty where it is not."""
        return self.server.address if self.server else ""

    def tick(self) -> Heartbeat:
        """Look after everything; return how it is."""
        self.watch.tick()
        beat = self.heartbeat()
        if beat.ready and (self._beat is None or not self._beat.ready):
            notify("READY=1")
        notify("WATCHDOG=1")
        quiet = self._beat and msgspec.structs.replace(self._beat, beat=beat.beat) == beat
        if not quiet or self._beat is None or beat.beat - self._beat.beat >= _BEAT:
            self._write(beat)
        return beat

    def heartbeat(self) -> Heartbeat:
        """Return how the watch is."""
        seen, vault = self.watch.seen, self.vault
        return Heartbeat(
            vault=str(vault.folder),
            pid=os.getpid(),
            address=self.address,
            output=str(self._wishes.output or ""),
            began=seen.began,
            beat=time.time(),
            ready=seen.reconciles > 0,
            notes=self._count_notes(),
            files=len(vault.files),
            queue=len(self.watch.dirty),
            pages=len(self.events),
            version=vault.version,
            changed=seen.changed_at,
            compared=seen.reconciled_at,
            comparisons=seen.reconciles,
            comparison_seconds=round(seen.reconcile_seconds, 4),
            updates=seen.updates,
            overflows=self.watch.overflows,
            rewatches=seen.rewatches,
            polling=seen.polling,
            held=seen.held,
            missing=seen.missing,
            index=str(vault.index.file or ""),
            config_fault=self.config.fault,
            index_fault=vault.index_fault,
            errors=seen.errors + self.drawing.errors,
            last_error=seen.last_error or self.drawing.last_error,
            draw_seconds=round(self.drawing.last_seconds, 4),
        )

    def stop(self) -> None:
        """End everything within a second; what does not end by then is left to the process."""
        notify("STOPPING=1")
        if self.server is not None:
            self.server.stop()
        ended = self.watch.stop(0.5)
        self.drawing.stop(0.2)
        self._write(msgspec.structs.replace(self.heartbeat(), running=False))
        if ended:
            self.vault.close()

    def _changed(self, changes: Changes) -> None:
        self.drawing.changed()
        self._on_change(changes)

    def _count_notes(self) -> int:
        version, notes = self._notes
        if version != self.vault.version:
            version, notes = self.vault.version, sum(map(is_note, list(self.vault.files)))
            self._notes = version, notes
        return notes

    def _write(self, beat: Heartbeat) -> None:
        self._beat = beat
        try:
            write_heartbeat(self.vault.folder, beat)
        except OutputError as error:
            self.watch.seen.last_error = str(error)

    def _serve(self, port: int) -> LiveServer:
        server = LiveServer(
            Answers(
                page=self.map.page,
                note=self.map.note,
                search=self.map.search,
                data=self.map.data,
                status=lambda: msgspec.json.encode(self.heartbeat()),
                events=self.events,
            ),
            port,
        )
        server.start()
        return server
