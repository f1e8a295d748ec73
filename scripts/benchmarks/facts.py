"""Cold ``vaultkit facts`` beside the floor and beside obsidiantools, in one run."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyromark

from scripts.benchmarks.timing import best, row
from scripts.benchmarks.vaults import ROOT
from vaultkit.listing import list_files

OPTIONS = (
    pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_TABLES
)
OBSIDIANTOOLS = "obsidiantools==0.11.0"


def floor(vault: Path) -> None:
    """List, read, and take pyromark's events: what no reader can do without."""
    for path, file in list_files(vault):
        if path.endswith(".md"):
            for _ in pyromark.events_with_range(
                file.read_text(encoding="utf-8", errors="replace"), options=OPTIONS
            ):
                pass


def facts(vault: Path, cache: Path) -> None:
    """Run the command as a user does, from process start to the last line."""
    command = [sys.executable, "-m", "vaultkit", "facts", str(vault)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)


def cold_facts(vault: Path) -> None:
    """Run the command where nothing was read before: no index is there."""
    with tempfile.TemporaryDirectory() as cache:
        facts(vault, Path(cache))


def warm_facts_seconds(vault: Path) -> float:
    """Time the command where the index holds the vault."""
    with tempfile.TemporaryDirectory() as cache:
        facts(vault, Path(cache))
        return best(lambda: facts(vault, Path(cache)))


def obsidiantools_seconds(vault: Path) -> float | None:
    """Time obsidiantools' ``connect`` (links alone) in an environment of its own."""
    python = ROOT / ".foreign" / "obsidiantools" / "bin" / "python"
    if not python.exists():
        print("making an environment for obsidiantools (once)", flush=True)
        home = python.parents[1]
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        made = subprocess.run(
            [str(python), "-m", "pip", "install", "-q", OBSIDIANTOOLS], check=False
        )
        if made.returncode:
            return None
    code = (
        "import sys, time, pathlib, obsidiantools.api as o; t = time.perf_counter();"
        "o.Vault(pathlib.Path(sys.argv[1])).connect(); print(time.perf_counter() - t)"
    )
    command = [str(python), "-W", "ignore", "-c", code, str(vault)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    if ran.returncode:
        print(ran.stderr.strip().splitlines()[-1:], flush=True)
        return None
    return float(ran.stdout.split()[-1])


def main(vault: Path, _options: argparse.Namespace) -> None:
    """Print seconds and ratios."""
    base = best(lambda: floor(vault))
    row("floor: list, read, pyromark events", base, base)
    ours = best(lambda: cold_facts(vault), 2)
    row("vaultkit facts VAULT, nothing read before", ours, base)
    row("vaultkit facts VAULT, a second time", warm_facts_seconds(vault), base)
    helped = best(
        lambda: subprocess.run(
            [sys.executable, "-m", "vaultkit", "--help"], check=True, stdout=subprocess.DEVNULL
        ),
        5,
    )
    print(f"{'vaultkit --help':42s} {helped * 1000:9.0f} ms")
    theirs = obsidiantools_seconds(vault)
    if theirs is None:
        print("obsidiantools could not be run here: no ratio")
        return
    row("obsidiantools 0.11 (links alone)", theirs, base)
    print(f"vaultkit is {theirs / ours:.1f} times faster than obsidiantools")
