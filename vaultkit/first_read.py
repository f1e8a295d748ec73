"""Many files at once: read by helper processes, because Python reads on one core only."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from vaultkit.config import Config
from vaultkit.listing import Listed
from vaultkit.reading_job import Job, receive, send

if TYPE_CHECKING:
    from vaultkit.reading_process import FileRead

MANY = 400
"""From so many files on, starting helper processes costs less than they save."""

_BATCH = 64
"""Files in one message."""

_AHEAD = 8
"""Answers that may wait to be written, so that memory stays bounded."""

_Batch = Sequence[Listed]


def read_many(
    vault: Path, files: Sequence[Listed], config: Config, helpers: "Helpers | None" = None
) -> "Iterator[FileRead]":
    """Yield what is read of each of *files*, in any order, by *helpers* where they are started.

    A file over which a helper dies (a crash of a parser cannot be caught) is given to a fresh one
    alone; the one that kills that too is reported as a fault.
    """
    helpers = helpers or Helpers(vault, config)
    try:
        yield from helpers.read(files)
    finally:
        helpers.stop()


def how_many() -> int:
    """Return how many processes read."""
    return min(4, max(2, (os.cpu_count() or 2)))


class Helpers:
    """Processes that read the files of one vault, once."""

    def __init__(self, vault: Path, config: Config) -> None:
        """Read files of *vault*; no process is started yet."""
        self._job = Job(str(vault), config)
        self._batches: queue.SimpleQueue[_Batch | None] = queue.SimpleQueue()
        self._answers: queue.Queue[list[FileRead]] = queue.Queue(_AHEAD)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._ready: list[subprocess.Popen[bytes]] = []
        self._stopped = False

    def start(self) -> "Helpers":
        """Start the processes, which load their rules while the caller is busy; return self."""
        self._ready = [self._start() for _ in range(how_many())]
        return self

    def read(self, files: Sequence[Listed]) -> "Iterator[FileRead]":
        """Yield what is read of each of *files*, in any order."""
        for start in range(0, len(files), _BATCH):
            self._batches.put(files[start : start + _BATCH])
        for _ in range(how_many()):
            threading.Thread(target=self._serve, name="first read", daemon=True).start()
        waiting = len(files)
        while waiting:
            answer = self._answers.get()
            waiting -= len(answer)
            yield from answer

    def stop(self) -> None:
        """End the processes."""
        self._stopped = True
        for _ in range(how_many()):
            self._batches.put(None)
        for running in list(self._running):
            running.kill()
        while (process := self._take_ready()) is not None:
            self._end(process)
        with suppress(queue.Empty):
            while True:
                self._answers.get_nowait()

    def _serve(self) -> None:
        process = self._take_ready()
        while (batch := self._batches.get()) is not None and not self._stopped:
            process = process or self._start()
            answer = self._ask(process, batch)
            if answer is None:
                self._end(process)
                process = None
                answer = self._after_a_crash(batch)
            if answer:
                self._answers.put(answer)
        if process is not None:
            self._end(process)

    def _take_ready(self) -> "subprocess.Popen[bytes] | None":
        with suppress(IndexError):  # threads and `stop` take from it at once
            return self._ready.pop()
        return None

    def _after_a_crash(self, batch: _Batch) -> "list[FileRead]":
        from vaultkit.reading_process import FileRead

        if self._stopped:
            return []
        if len(batch) == 1:
            fault = "the reader dies over it, so it is left out until it changes"
            return [FileRead(batch[0].path, fault=fault, deadly=True)]
        for file in batch:
            self._batches.put([file])
        return []

    def _start(self) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            # -P: the current folder may be a vault of somebody else's, and is no place for code.
            [sys.executable, "-P", "-m", "vaultkit.reading_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C is for the one who started it; a helper ends when its stdin does.
            start_new_session=True,
        )
        self._running.add(process)
        with suppress(OSError):
            send(_pipe(process.stdin), self._job)
        return process

    def _ask(self, process: "subprocess.Popen[bytes]", batch: _Batch) -> "list[FileRead] | None":
        from vaultkit.reading_process import FileRead

        try:
            send(_pipe(process.stdin), [(file.path, os.fsencode(file.name)) for file in batch])
            message = receive(_pipe(process.stdout))
        except (OSError, ValueError):
            return None
        return None if message is None else msgspec.msgpack.decode(message, type=list[FileRead])

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        self._running.discard(process)
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                _pipe(pipe).close()
        process.wait()


def _pipe(pipe: "BinaryIO | object | None") -> BinaryIO:
    if pipe is None:
        raise OSError("the helper has no pipe")
    return pipe  # type: ignore[return-value]  # Popen was asked for binary pipes
