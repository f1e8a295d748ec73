"""A vault of very many folders: where watchdog 7.1 lives on its own overflows by default."""

import argparse
import os
import time
from pathlib import Path

from scripts.soaking.home import settle, start, temporary, verified


def main(options: argparse.Namespace) -> bool:
    with temporary() as top:
        for number in range(options.folders):
            (top / "vault" / f"g{number // 100}" / f"f{number}").mkdir(parents=True)
        watch = start(top, "--no-serve")
        began = time.monotonic()
        watch.ready()
        ready = time.monotonic() - began
        note = top / "vault" / "g0" / "f0" / "probe.md"
        note.write_text("probe")
        began = time.monotonic()
        watch.wait_for("added", "g0/f0/probe.md")
        heard = time.monotonic() - began
        idle = _idle_share(watch.process.pid)
        status = watch.status()
        for number in range(9000):
            (top / "vault" / f"g{number // 100}" / f"f{number}" / "b.md").write_text("x")
        seconds, differ = settle(watch)
        after = _idle_share(watch.process.pid)
        again = watch.status()
        print(
            f"{options.folders} folders: ready {ready:.1f} s, probe {heard * 1000:.0f} ms,"
            f" idle {idle:.1%} of a core, polling: {status['polling'] or 'no'};"
            f" after 9,000 files: agreed in {seconds:.1f} s, {differ} differ,"
            f" {again['overflows']} overflows, idle {after:.1%},"
            f" polling: {again['polling'] or 'no'}"
        )
        well = verified(watch)
        watch.end()
    return well and not differ


def _idle_share(pid: int, seconds: float = 10.0) -> float:
    time.sleep(3.0)
    before = _used(pid)
    time.sleep(seconds)
    return (_used(pid) - before) / seconds


def _used(pid: int) -> float:
    """Return the processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
