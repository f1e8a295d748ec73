"""A seed of the whole vault: making it after reading, writing it, and verifying V0 and V1."""

import argparse
import json
import resource
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from vaultkit import package_disk
from vaultkit.cli.opening import open_vault
from vaultkit.cli.seed_opening import read_seed_files
from vaultkit.seed.integrity import integrity_faults
from vaultkit.seed.making import Making
from vaultkit.seed.package import make_package
from vaultkit.seed.parsing import parse_seed
from vaultkit.seed.selection import Selection
from vaultkit.seed.structure import structure_faults


def main(vault: Path, _: argparse.Namespace) -> None:
    live = open_vault(vault)
    before = _megabytes()
    started, worked = perf_counter(), process_time()
    making = Making(title=vault.name, redact=True)
    package = make_package(live.snapshot, Selection(), making, lambda path: live.source(path).text)
    row(
        "make the seed",
        _took(started, worked),
    )
    row("memory, before and at most", f"{before} MB, {_megabytes()} MB")
    size = sum(len(data) for data in package.files.values()) // 1_000_000
    row("files", f"{len(package.files)}, {size} MB")
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / package.seed.about.name
        started = perf_counter()
        package_disk.write_folder(seed, package.files)
        row("write the folder", f"{perf_counter() - started:.2f} s")
        started, worked = perf_counter(), process_time()
        files = read_seed_files(seed)
        faults = integrity_faults(files)
        faults += structure_faults(parse_seed(files), json.loads(files["data/seed.json"]))
        if faults:
            raise SystemExit(f"the seed has faults: {faults[:3]}")
        row(
            "verify V0 and V1",
            _took(started, worked),
        )


def row(name: str, text: str) -> None:
    """Print one line: what, and how much."""
    print(f"{name:42s} {text}", flush=True)


def _took(started: float, worked: float) -> str:
    spent = perf_counter() - started, process_time() - worked
    return f"{spent[0]:.2f} s (processor {spent[1]:.2f} s)"


def _megabytes() -> int:
    """Most memory that the process has held so far (Linux counts in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
