"""A real `vaultkit watch` in a process of its own."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 90.0
"""Seconds that a test waits for something that takes milliseconds on a quiet machine."""


class Watching:
    """A watch of *vault*; its caches are its own."""

    def __init__(
        self, vault: Path, home: Path, *options: str, prefix: tuple[str, ...] = ()
    ) -> None:
        self.vault = vault
        self.home = home
        self.environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_DATA_HOME": str(home / "data"),
        }
        command = [*prefix, *program(), "watch", str(vault), "--jsonl", *options]
        self.process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.address = ""
        self.events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self.said: list[str] = []
        self._threads = [
            threading.Thread(target=self._hear),
            threading.Thread(target=self._listen),
        ]
        for thread in self._threads:
            thread.start()

    def _hear(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.put(json.loads(line))

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.said.extend(self.process.stderr)

    def wait_for(self, kind: str, path: str) -> dict[str, Any]:
        """Return the next event of *kind* about *path*."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            event = self.events.get(timeout=max(0.01, end - time.monotonic()))
            if (event["event"], event["path"]) == (kind, path):
                return event
        raise AssertionError(f"no {kind} {path}")

    def status(self) -> dict[str, Any]:
        """Return what `vaultkit status --json` says."""
        said = self.run("status", str(self.vault), "--json").stdout
        return dict(json.loads(said))

    def ready(self) -> dict[str, Any]:
        """Wait for the first comparison; return the status."""
        found: dict[str, Any] = until(
            self.status, lambda status: status["running"] and status["ready"]
        )
        return found

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run another command of vaultkit beside the watch."""
        return subprocess.run(
            [*program(), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Ask the server."""
        self.address = self.address or self.ready()["address"].rstrip("/")
        request = urllib.request.Request(self.address + path)  # noqa: S310 - our own server
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        """Kill it, if it still runs, and let its pipes go."""
        self.stop(signal.SIGKILL)
        for thread in self._threads:
            thread.join(PATIENCE)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()


def program() -> list[str]:
    return [sys.executable, "-P", "-m", "vaultkit"]


def until(ask: Callable[[], Any], is_so: Callable[[Any], bool]) -> Any:
    """Ask until it is so; return the answer."""
    end = time.monotonic() + PATIENCE
    while True:
        answer = ask()
        if is_so(answer):
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"still {answer}")
        time.sleep(0.05)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    """Start watches of a small vault; they end with the test."""
    started: list[Watching] = []

    def start(*options: str, vault: Path | None = None, prefix: tuple[str, ...] = ()) -> Watching:
        folder = vault or tmp_path / "vault"
        folder.mkdir(exist_ok=True)
        watch = Watching(folder, tmp_path, *options, prefix=prefix)
        started.append(watch)
        return watch

    yield start
    for watch in started:
        watch.end()
