"""Extraction (messages, citations, frames, protocols) of a vault, beside a plain scan of its text.

The figure to hold: 3 million characters a second on one core. Parsing is timed apart. The first
run opens the language packs and meets each word for the first time; later ones are what a watch
and a large vault have.
"""

import argparse
import gc
import re
import time
from collections.abc import Callable
from pathlib import Path

from vaultkit import disk
from vaultkit.frames.reading import read_meaning
from vaultkit.listing import list_files
from vaultkit.notes.parsing import parse_note

_RUNS = 3


def _seconds(action: Callable[[], object]) -> float:
    """Return the seconds that *action* takes of a core, whatever else runs."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


def main(vault: Path, _options: argparse.Namespace) -> None:
    """Print characters a second of extraction, and how many plain scans that is."""
    sources = [
        disk.read_source(path, vault / path)
        for path, _ in list_files(vault)
        if path.lower().endswith(".md")
    ]
    pairs = [(source, parse_note(source)) for source in sources]
    characters = sum(len(source.text) for source in sources)
    words = re.compile(r"\w+")

    def scan() -> None:
        for source in sources:
            words.findall(source.text)

    def extract() -> None:
        for source, note in pairs:
            read_meaning(source, note)

    plain = min(_seconds(scan) for _ in range(_RUNS))
    # A reader holds a batch of notes; that all of them are held here is no part of extraction.
    gc.freeze()
    first, *later = (_seconds(extract) for _ in range(1 + _RUNS))
    for name, taken in (("first run, packs opened", first), ("best of later runs", min(later))):
        print(
            f"extraction, {name:24s} {characters / taken / 1e6:5.2f} Mchar/s"
            f" {taken / plain:6.1f} plain scans",
            flush=True,
        )
