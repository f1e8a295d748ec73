"""A real watch: from a saved note to its row in the index, and to the event in an open page."""

import argparse
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.benchmarks.index import MANY, generate

SAVES = 30
PAUSE = 0.7
"""Seconds between the event of one save and the next save."""


def main(vault: Path, options: argparse.Namespace) -> None:
    """Measure a copy of *vault*, and with ``--large`` a generated one of 100,000 notes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "vault"
        shutil.copytree(vault, copy)
        measure(copy, Path(folder))
    if options.large:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "vault").mkdir()
            generate(Path(folder) / "vault", MANY)
            print(f"-- generated: {MANY} notes")
            measure(Path(folder) / "vault", Path(folder))


def measure(vault: Path, home: Path) -> None:
    """Print one table."""
    names = {"cache": "XDG_CACHE_HOME", "state": "XDG_STATE_HOME", "data": "XDG_DATA_HOME"}
    environment = {**os.environ, **{name: str(home / part) for part, name in names.items()}}
    began = time.perf_counter()
    watch = subprocess.Popen(
        [sys.executable, "-P", "-m", "vaultkit", "watch", str(vault)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        beat = _ready(home, watch)
        print(f"{'first start to the served map':42s} {time.perf_counter() - began:9.2f} s")
        _saves(vault, home, beat)
        print(f"{'memory of the watch (peak)':42s} {_peak(watch.pid):9.0f} MB")
        print(f"{'idle, of one core':42s} {_idle(watch.pid):9.2%}", flush=True)
        began = time.perf_counter()
    finally:
        watch.terminate()
        watch.wait()
    print(f"{'stop':42s} {time.perf_counter() - began:9.2f} s", flush=True)


def _saves(vault: Path, home: Path, beat: dict[str, Any]) -> None:
    stream = _Stream(beat["address"])
    (index,) = (home / "cache").rglob("index.db")
    db = sqlite3.connect(f"file:{index}?mode=ro", uri=True, isolation_level=None)
    notes = sorted(note for note in vault.rglob("*.md") if "/." not in note.as_posix())
    step = max(1, len(notes) // SAVES)
    indexed, heard = [], []
    for note in notes[::step][:SAVES]:
        mark = f"bench-{time.time_ns()}"
        text = note.read_text(encoding="utf-8", errors="replace")
        note.write_text(f"{text}\n[[{mark}]]\n", encoding="utf-8")
        saved = time.perf_counter()
        while not db.execute("SELECT 1 FROM link WHERE target = ?", (mark,)).fetchone():
            time.sleep(0.001)
        indexed.append(time.perf_counter() - saved)
        heard.append(stream.heard(mark) - saved)
        time.sleep(PAUSE)
    db.close()
    _row("saved note to index", indexed)
    _row("saved note to event stream", heard)


def _row(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{name:42s} p50 {statistics.median(ordered) * 1000:7.0f} ms   p95 {p95 * 1000:7.0f} ms")


def _ready(home: Path, watch: "subprocess.Popen[bytes]") -> dict[str, Any]:
    while watch.poll() is None:
        for file in (home / "state").rglob("watch.json"):
            beat: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            if beat["ready"] and beat["pid"] == watch.pid:
                return beat
        time.sleep(0.05)
    raise SystemExit("the watch ended")


def _peak(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _idle(pid: int, seconds: float = 35.0) -> float:
    """Return the share of a core that the watch takes when nothing happens."""
    time.sleep(8)  # the files are written and the places kept
    before = _used(pid)
    time.sleep(seconds)
    return (_used(pid) - before) / seconds


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class _Stream:
    """The event stream, read in a thread; remembers when each event came."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        connection = socket.create_connection((place.hostname, place.port))
        connection.sendall(f"GET /events HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        self._lines = connection.makefile("r", encoding="utf-8")
        self._came: list[tuple[float, str]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._lines:
            if line.startswith("data: "):
                self._came.append((time.perf_counter(), line))

    def heard(self, mark: str) -> float:
        """Return when the event that speaks of *mark* came."""
        end = time.perf_counter() + 120
        while time.perf_counter() < end:
            for when, line in list(self._came):
                if mark in line or '"reload"' in line:
                    self._came.clear()
                    return when
            time.sleep(0.001)
        raise SystemExit(f"no event for {mark}")
