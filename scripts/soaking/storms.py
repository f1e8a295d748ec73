"""An hour of storm over a watched vault, with suspensions."""

import argparse
import os
import signal
import time
from pathlib import Path

from scripts.soaking.home import PROMPT, settle, start, temporary, verified
from tests.live.conftest import Watching
from tests.live.storm import storm

ROUND = 60.0
"""Seconds of storm between two comparisons of the index with the disk."""


def main(options: argparse.Namespace) -> bool:
    end = time.monotonic() + options.minutes * 60
    worst, late, diverged, round_ = 0.0, 0, 0, 0
    with temporary() as top:
        watch = start(top, "-o", str(top / "map.html"))
        watch.ready()
        while time.monotonic() < end:
            round_ += 1
            with storm(
                top / "vault", top / "outside", seed=round_, seconds=ROUND, bulk=1000
            ) as is_over:
                while not is_over():
                    _suspend(watch, 1.2 if round_ % 3 == 0 else 0.0)
            seconds, differ = settle(watch)
            worst, diverged = max(worst, seconds), diverged + bool(differ)
            late += seconds > PROMPT
            status = watch.status()
            print(
                f"round {round_}: {status['notes']} notes, agreed after {seconds:.1f} s"
                f" (worst {worst:.1f}), {differ} differ, {status['updates']} updates,"
                f" {status['comparisons']} comparisons, {status['overflows']} overflows,"
                f" {status['errors']} errors {status['last_error']}, {_memory(watch)} MB,"
                f" load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
        diverged += not verified(watch)
        watch.end()
    print(
        f"{round_} rounds, worst {worst:.1f} s to agree, {late} later than {PROMPT:.0f} s,"
        f" {diverged} divergences"
    )
    return diverged == 0


def _suspend(watch: Watching, seconds: float) -> None:
    if seconds:
        watch.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        watch.process.send_signal(signal.SIGCONT)
    time.sleep(0.5)


def _memory(watch: Watching) -> int:
    lines = Path(f"/proc/{watch.process.pid}/status").read_text(encoding="ascii").splitlines()
    sizes = [line.split()[1] for line in lines if line.startswith("VmRSS")]
    return int(sizes[0]) // 1024 if sizes else 0
