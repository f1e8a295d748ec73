"""Extraction (messages, citations, frames, protocols) of a vault, beside a plain scan of its text.

The figure to hold: 3 million characters a second on one core. Parsing is timed apart.
"""

import argparse
import gc
import re
import time
from pathlib import Path

from vaultkit import disk
from vaultkit.frames.reading import read_meaning
from vaultkit.listing import list_files
from vaultkit.notes.parsing import parse_note


def main(vault: Path, _options: argparse.Namespace) -> None:
    """Print characters a second of extraction, and how many plain scans that is."""
    sources = [
        disk.read_source(path, vault / path)
        for path, _ in list_files(vault)
        if path.lower().endswith(".md")
    ]
    pairs = [(source, parse_note(source)) for source in sources]
    characters = sum(len(source.text) for source in sources)
    scan = re.compile(r"\w+")
    begun = time.process_time()
    for source in sources:
        scan.findall(source.text)
    plain = time.process_time() - begun
    # A reader holds a batch of notes; that all of them are held here is no part of extraction.
    gc.freeze()
    begun = time.process_time()
    for source, note in pairs:
        read_meaning(source, note)
    taken = time.process_time() - begun
    print(f"extraction {characters / taken / 1e6:.2f} Mchar/s, {taken / plain:.1f} plain scans")
