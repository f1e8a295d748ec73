"""Run the benchmarks that are named, or all of them."""

import argparse
import importlib
import sys
from pathlib import Path

from scripts.benchmarks.vaults import find_vault

NOT_BENCHMARKS = {"__init__", "__main__", "vaults", "timing", "generated_map"}


def main() -> None:
    folder = Path(__file__).parent
    known = sorted(file.stem for file in folder.glob("*.py") if file.stem not in NOT_BENCHMARKS)
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(known)}")
    parser.add_argument(
        "--vault", type=Path, help="a vault (default: obsidian-hub, unpacked once)"
    )
    parser.add_argument("--large", action="store_true", help="also the generated 100,000 notes")
    options = parser.parse_args()
    unknown = set(options.names) - set(known)
    if unknown:
        parser.error(f"no benchmark called {', '.join(sorted(unknown))}")
    vault = find_vault(options.vault)
    if vault is None:
        sys.exit("no vault to measure: name one with --vault FOLDER")
    for name in options.names or known:
        print(f"\n== {name} ({vault.name})", flush=True)
        importlib.import_module(f"scripts.benchmarks.{name}").main(vault, options)


if __name__ == "__main__":
    main()
