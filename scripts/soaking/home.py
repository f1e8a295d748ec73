"""A vault with a real watch on it, in a folder that goes away afterwards."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.live.conftest import Watching
from tests.live.test_faults import indexed, oracle

PROMPT = 60.0
"""Seconds in which the index is to become what is on disk; later than that is told as late."""

PATIENCE = 600.0
"""Seconds after which it never will: 20 comparisons of everything have passed by then."""


@contextmanager
def temporary(notes: int = 300) -> Iterator[Path]:
    """Yield a folder with ``vault`` (so many notes) and ``outside`` in it."""
    top = Path(tempfile.mkdtemp(prefix="soak-"))
    (top / "outside").mkdir()
    for number in range(notes):
        note = top / "vault" / f"d{number % 20}" / f"n{number}.md"
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"# {number}\n[[n{number + 1}]]\n", encoding="utf-8")
    try:
        yield top
    finally:
        shutil.rmtree(top, ignore_errors=True)


def settle(watch: Watching) -> tuple[float, int]:
    """Wait until index and disk agree; return the seconds and how many notes still differ.

    A watch that is only slow gets there in the end; one that has drifted never does.
    """
    began = time.monotonic()
    told = False
    while True:
        apart = indexed(watch) ^ oracle(watch.vault)
        seconds = time.monotonic() - began
        if not apart or seconds > PATIENCE:
            return seconds, len(apart)
        if seconds > PROMPT and not told:
            told = True
            _tell(watch, apart)
        time.sleep(0.2)


def _tell(watch: Watching, apart: set[tuple[str, str]]) -> None:
    """Say what the watch is at while index and disk are still apart."""
    status = watch.status()
    told = {name: status[name] for name in ("queue", "comparisons", "updates", "index_fault")}
    some = sorted({path for path, _ in apart})[:5]
    load = os.getloadavg()[0]
    print(f"late: {len(apart)} apart, load {load:.1f}, {told}, {some}", flush=True)


def start(top: Path, *options: str) -> Watching:
    """Start a watch of ``vault``."""
    return Watching(top / "vault", top, *options)


def verified(watch: Watching) -> bool:
    """Stop *watch* and hold every note against the index, content by content."""
    watch.stop()
    said = watch.run("doctor", str(watch.vault), "--verify")
    if said.returncode:
        print(said.stdout, said.stderr)
    return said.returncode == 0


Say = Callable[[str], None]
