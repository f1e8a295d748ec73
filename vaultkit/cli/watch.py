"""``vaultkit watch``: a vault kept alive, and its map served while it changes."""

import json
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from vaultkit.changes import Changes
    from vaultkit.drawing import Drawing
    from vaultkit.live_map import LiveMap
    from vaultkit.live_vault import LiveVault
    from vaultkit.server import EventStream, LiveServer
    from vaultkit.watching import Watch


def watch(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    port: int = typer.Option(0, help="Port on 127.0.0.1; 0 takes any that is free."),
    output: Path | None = typer.Option(
        None, "-o", "--output", help="Keep the page in this file, too."
    ),
    serve: bool = typer.Option(True, help="Serve the page; --no-serve writes files only."),
    once: bool = typer.Option(False, help="Read the vault, write what is asked for, and end."),
    jsonl: bool = typer.Option(False, help="Print each change as one line of JSON."),
) -> None:
    r"""Keep index, graph and map of a vault in step with every edit, and serve the live map.

    Ctrl-C ends it. Exit status 75: the vault is watched already.

    \b
    vaultkit watch ~/vault
    vaultkit watch ~/vault --port 8765 -o map.html
    vaultkit watch ~/vault --no-serve --jsonl
    """
    from vaultkit.cli.opening import open_vault
    from vaultkit.drawing import Drawing
    from vaultkit.live_map import LiveMap
    from vaultkit.server import EventStream

    stop = _stop_on_signals()
    live = open_vault(vault)
    _say(_summary(live))
    live_map = LiveMap(live)
    events = EventStream(live_map.revision)
    drawing = Drawing(live_map, events, output)
    drawing.write()
    if output:
        _say(f"map: {output}")
    if not once:
        _run(_Running(live, live_map, events, drawing), stop, port if serve else None, jsonl=jsonl)


@dataclass(frozen=True, slots=True)
class _Running:
    vault: "LiveVault"
    map: "LiveMap"
    events: "EventStream"
    drawing: "Drawing"


def _run(running: _Running, stop: threading.Event, port: int | None, *, jsonl: bool) -> None:
    from vaultkit.watching import Watch

    def on_change(changes: "Changes") -> None:
        running.drawing.changed()
        _tell(changes, jsonl=jsonl)

    watch = Watch(running.vault, on_change)
    server = None if port is None else _serve(running, watch, port)
    watch.start()
    running.drawing.start()
    try:
        while not stop.wait(1.0):
            watch.tick()
    finally:
        if server:
            server.stop()
        watch.stop(0.6)
        running.drawing.stop(0.2)


def _serve(running: _Running, watch: "Watch", port: int) -> "LiveServer":
    from vaultkit.server import Answers, LiveServer

    server = LiveServer(
        Answers(
            page=running.map.page,
            note=running.map.note,
            data=running.map.data,
            status=lambda: _status(running, watch),
            events=running.events,
        ),
        port,
    )
    server.start()
    _say(f"the live map is at {server.address}  (Ctrl-C ends)")
    return server


def _status(running: _Running, watch: "Watch") -> bytes:
    import msgspec

    return msgspec.json.encode({"files": len(running.vault.files), "seen": watch.seen})


def _tell(changes: "Changes", *, jsonl: bool) -> None:
    if not jsonl:
        return
    for kind in ("added", "changed", "removed"):
        for path in getattr(changes, kind):
            typer.echo(json.dumps({"event": kind, "path": path}, ensure_ascii=False))
    for old, new in changes.renamed:
        typer.echo(json.dumps({"event": "renamed", "from": old, "path": new}, ensure_ascii=False))
    sys.stdout.flush()


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
    if not notes:
        return f"{live.folder}: no notes yet; they appear here as you write them"
    return f"{live.folder}: {notes} notes, {len(live.files) - notes} other files"
