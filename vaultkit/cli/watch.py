"""``vaultkit watch``: a vault kept alive, and its map served while it changes."""

import json
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from vaultkit.terminal import counted

if TYPE_CHECKING:
    from vaultkit.changes import Changes
    from vaultkit.live_vault import LiveVault, Progress
    from vaultkit.lock import Lock
    from vaultkit.session import Session


_TURN = 0.0005
"""Seconds that a thread may keep the interpreter.

An edit makes some thirty system calls, and after each one the keeper has to wait its turn while
the map is drawn: at Python's 5 ms that is 150 ms.
"""


def watch(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    port: int = typer.Option(
        0, min=0, max=65535, help="Port on 127.0.0.1; 0 takes any that is free."
    ),
    output: Path | None = typer.Option(
        None, "-o", "--output", help="Keep the page in this file, too."
    ),
    serve: bool = typer.Option(True, help="Serve the page; --no-serve writes files only."),
    poll: bool = typer.Option(False, "--poll", help="Compare every few seconds, use no events."),
    once: bool = typer.Option(False, help="Read the vault, write what is asked for, and end."),
    jsonl: bool = typer.Option(False, help="Print each change as one line of JSON."),
) -> None:
    """Keep index, graph and map of a vault in step with every edit, and serve the live map.

    Ctrl-C ends it. Exit status 75: the vault is watched already.

    \b
    vaultkit watch ~/vault
    vaultkit watch ~/vault --port 8765 -o map.html
    vaultkit watch ~/vault --no-serve --jsonl
    """
    from vaultkit import disk
    from vaultkit.cli.opening import open_vault
    from vaultkit.errors import InterruptedReadError
    from vaultkit.heartbeat import LOCK
    from vaultkit.index.place import state_folder
    from vaultkit.session import Session, Wishes
    from vaultkit.watcher.limits import why_poll

    stop = _stop_on_signals()
    sys.setswitchinterval(_TURN)
    lock = _lock(state_folder(disk.find_vault(vault or Path())) / LOCK)
    try:
        live = open_vault(
            vault,
            progress=_progress(),
            stop=stop.is_set,
            writes=True,
            careful=lock.was_left,
            light=True,
        )
    except InterruptedReadError:
        return
    _say(_summary(live))
    if once:
        _write_once(live, output)
        return
    why = "as asked" if poll else why_poll(live.folder)
    wishes = Wishes(port=port if serve else None, output=output, poll=why)
    session = Session(live, wishes, _tell if jsonl else lambda _changes: None)
    if session.address:
        _say(f"the live map is at {session.address}  (Ctrl-C ends)")
    _follow(session, stop)
    lock.release()
    sys.stdout.flush()
    if not stop.is_set():
        _say("config.toml is another one: everything is read by it")
        _begin_anew(session.address)
    # Everything is written. Taking millions of records down one by one would take a second, and a
    # thread may be inside a long read; nothing is lost by that, the index is a transaction.
    os._exit(0)


def _lock(file: Path) -> "Lock":
    from vaultkit.errors import LockedError
    from vaultkit.lock import Lock

    holder = f"by process {os.getpid()}"
    for _ in range(10):
        try:
            return Lock(file, holder)
        except LockedError:
            time.sleep(0.05)  # somebody may only be asking whether the vault is watched
    return Lock(file, holder)


def _write_once(live: "LiveVault", output: Path | None) -> None:
    from vaultkit.drawing import Drawing
    from vaultkit.live_map import LiveMap
    from vaultkit.server import EventStream

    live_map = LiveMap(live)
    Drawing(live_map, EventStream(), output).write()
    if output:
        _say(f"map: {output}")
    live.close()


def _follow(session: "Session", stop: threading.Event) -> None:
    from vaultkit.heartbeat import status_line

    on_terminal = sys.stderr.isatty()
    wait = 0.1
    while not stop.wait(wait) and not session.config.is_another():
        beat = session.tick()
        wait = 1.0 if beat.ready else 0.1
        line = status_line(beat)
        if on_terminal:
            sys.stderr.write(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}")
            sys.stderr.flush()
    if on_terminal:
        sys.stderr.write("\n")
    session.stop()


def _begin_anew(address: str) -> None:
    """Become a new watch, as a restart would, at the same address: open pages come back to it."""
    port = ["--port", address.rstrip("/").rpartition(":")[2]] if address else []
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    arguments = [*sys.argv[1:at], *port, *sys.argv[at:]]
    os.execv(sys.executable, [sys.executable, "-P", "-m", "vaultkit", *arguments])  # noqa: S606 - this program


def _progress() -> "Progress | None":
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if done % 100 == 0 or done == total:
            sys.stderr.write(f"\r\x1b[Kreading {done} of {total} files")
            sys.stderr.write("\r\x1b[K" if done == total else "")
            sys.stderr.flush()

    return show


def _tell(changes: "Changes") -> None:
    for kind in ("added", "changed", "removed"):
        for path in getattr(changes, kind):
            _line({"event": kind, "path": path})
    for old, new in changes.renamed:
        _line({"event": "renamed", "from": old, "path": new})
    sys.stdout.flush()


def _line(event: dict[str, str]) -> None:
    typer.echo(json.dumps({**event, "at": round(time.time(), 3)}, ensure_ascii=False))


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def end(number: int, _frame: object) -> None:
        if stop.is_set():
            sys.exit(128 + number)
        stop.set()

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    return stop


def _summary(live: "LiveVault") -> str:
    notes = sum(path.lower().endswith(".md") for path in live.files)
    others = len(live.files) - notes
    if not notes:
        return f"{live.folder}: no notes yet; they appear here as you write them"
    return f"{live.folder}: {counted(notes, 'note')}, {counted(others, 'other file')}"
