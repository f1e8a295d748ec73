"""A storm over a watched vault on a disk that errs: each system call in turn, by libfiu."""

import argparse
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from scripts.soaking.home import settle, start, temporary, verified
from tests.live.conftest import Watching
from tests.live.storm import storm
from tests.live.test_faults import rows

STORM = 20.0
"""Seconds that each fault lasts."""


class Fault(NamedTuple):
    """What fails, how often, and with which errno."""

    call: str
    share: float
    errno: int


FAULTS = (
    Fault("posix/io/rw/pwrite", 0.05, 5),  # the index: EIO
    Fault("posix/io/rw/pwrite", 0.3, 28),  # ENOSPC
    Fault("posix/io/rw/pread", 0.02, 5),
    Fault("posix/io/sync/fsync", 0.3, 5),
    Fault("posix/io/rw/read", 0.05, 5),  # the notes
    Fault("posix/io/oc/open", 0.05, 24),  # EMFILE
    Fault("posix/io/dir/opendir", 0.05, 13),
    Fault("posix/io/rw/write", 0.05, 5),  # page, heartbeat, stdout
)


def main(_options: argparse.Namespace) -> bool:
    """Let each of `FAULTS` happen for a while; the index has to be right after each."""
    if not shutil.which("fiu-run"):
        print("fiu-run (Debian: fiu-utils) is not here; left out")
        return True
    with temporary() as top:
        control = top / "fiu"
        prefix = ("fiu-run", "-x", "-f", str(control))
        options = ("-o", str(top / "map.html"))
        watch = Watching(top / "vault", top, *options, prefix=prefix)
        watch.ready()
        well = True
        for number, fault in enumerate(FAULTS):
            well = _suffer(watch, fault, number, control) and well
        watch.stop(signal.SIGKILL)
        watch.end()
        healthy = start(top, "--no-serve")
        healthy.ready()
        right = verified(healthy)
        healthy.end()
    return well and right


def _suffer(watch: Watching, fault: Fault, number: int, control: Path) -> bool:
    pid = watch.process.pid
    name = f"name={fault.call}"
    _tell(control, pid, f"enable_random {name},probability={fault.share},failinfo={fault.errno}")
    top = watch.home
    told: set[str] = set()
    with storm(top / "vault", top / "outside", seed=number, seconds=STORM) as is_over:
        while not is_over():
            told |= _told(watch)
            time.sleep(0.5)
    _tell(control, pid, f"disable {name}")
    alive = watch.process.poll() is None
    seconds, differ = settle(watch)
    some = "; ".join(sorted(told)[:4])
    print(
        f"{fault.call} errno {fault.errno}: agreed after {seconds:.1f} s, {differ} differ,"
        f" alive: {alive}, told: {some or 'nothing'}",
        flush=True,
    )
    return alive and not differ


def _told(watch: Watching) -> set[str]:
    """Return what the watch says of the faults that it met."""
    status = watch.status()
    told = {status["index_fault"], status["last_error"]}
    try:
        told |= {str(fault) for (fault,) in rows(watch, "SELECT DISTINCT fault FROM files")}
    except sqlite3.Error:
        told.add("the index cannot be read")  # by this program, whose disk is well
    return told - {"", "None"}


def _tell(control: Path, pid: int, command: str) -> None:
    subprocess.run(["fiu-ctrl", "-f", str(control), "-c", command, str(pid)], check=True)
