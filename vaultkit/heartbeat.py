"""How a watch is, for `vaultkit status`, the server and the status line."""

import time
from pathlib import Path

import msgspec

from vaultkit import disk
from vaultkit.index.place import state_folder
from vaultkit.lock import holder_of
from vaultkit.terminal import counted

LOCK = "watch.lock"
"""Held by the one who watches the vault; its text says who that is."""

_FILE = "watch.json"


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a watch at one moment; times in seconds since 1970, 0 for never."""

    schema_version: int = 1
    running: bool = True
    vault: str
    pid: int
    address: str = ""
    """Of the live map; empty where it is not served."""

    output: str = ""
    began: float
    beat: float
    ready: bool = False
    """Whether the first comparison is through."""

    notes: int = 0
    files: int = 0
    queue: int = 0
    """Paths that wait to be looked at."""

    pages: int = 0
    """Open maps."""

    version: int = 0
    """How often the vault changed since the start."""

    changed: float = 0.0
    compared: float = 0.0
    comparisons: int = 0
    comparison_seconds: float = 0.0
    updates: int = 0
    overflows: int = 0
    rewatches: int = 0
    polling: str = ""
    """Why the folder is compared every few seconds instead of watched; empty while it is."""

    held: int = 0
    """Files that seem to have vanished and are kept for the moment."""

    missing: bool = False
    """Whether the vault's folder is gone."""

    index: str = ""
    """Where the index is; empty where it is kept in memory."""

    config_fault: str = ""
    """Why the config.toml that is there now is not taken; empty while it is."""

    index_fault: str = ""
    errors: int = 0
    last_error: str = ""
    draw_seconds: float = 0.0


def write_heartbeat(vault: Path, beat: Heartbeat) -> None:
    """Keep *beat* where `read_heartbeat` finds it.

    Raises:
        OutputError: It cannot be written.
    """
    disk.write_if_changed(state_folder(vault) / _FILE, msgspec.json.encode(beat))


def read_heartbeat(vault: Path) -> Heartbeat | None:
    """Return the last heartbeat of a watch of *vault*; None where there never was one.

    Its ``running`` is what the lock says, not what the file says: a killed process says nothing.
    """
    folder = state_folder(vault)
    try:
        beat = msgspec.json.decode(disk.read_text_if_there(folder / _FILE), type=Heartbeat)
    except msgspec.MsgspecError:
        return None
    holder = holder_of(folder / LOCK)
    pid = (holder or "").rpartition(" ")[2]
    if holder is not None and pid != str(beat.pid):
        # The one who has the lock has not yet said anything; what is there is its predecessor's.
        return Heartbeat(vault=beat.vault, pid=int(pid) if pid.isdigit() else 0, began=0, beat=0)
    return msgspec.structs.replace(beat, running=holder is not None)


def status_line(beat: Heartbeat) -> str:
    """Return *beat* in one line for a terminal."""
    parts = [counted(beat.notes, "note")]
    if beat.missing:
        parts.append("the folder is gone, waiting for it")
    elif beat.held:
        parts.append(f"{beat.held} files seem gone, looking again before they are believed so")
    if beat.queue:
        parts.append(f"{beat.queue} waiting")
    parts.append(f"changed {_clock(beat.changed)}" if beat.changed else "no change yet")
    parts.append(f"compared {_clock(beat.compared)}" if beat.compared else "comparing")
    if beat.overflows:
        parts.append(f"{beat.overflows} overflows")
    if beat.polling:
        parts.append("polling")
    if beat.config_fault:
        parts.append("config.toml is faulty, the options before stay")
    if beat.index_fault:
        parts.append("index behind")
    if beat.errors:
        parts.append(f"{beat.errors} errors")
    return " · ".join(parts)


def _clock(moment: float) -> str:
    return time.strftime("%H:%M:%S", time.localtime(moment))
