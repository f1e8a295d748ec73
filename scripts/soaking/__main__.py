"""Run the soaks that are named, or all of them, and print one line of result for each."""

import argparse
import sys

from scripts.soaking import errors, folders, kills, law, storms, syncthing

SOAKS = {
    "law": law.main,
    "kills": kills.main,
    "storm": storms.main,
    "folders": folders.main,
    "errors": errors.main,
    "syncthing": syncthing.main,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(SOAKS)}")
    parser.add_argument("--operations", type=int, default=10_000, help="of law")
    parser.add_argument("--cycles", type=int, default=500, help="of kills")
    parser.add_argument("--minutes", type=float, default=60.0, help="of storm")
    parser.add_argument("--folders", type=int, default=10_000, help="of folders")
    options = parser.parse_args()
    unknown = set(options.names) - set(SOAKS)
    if unknown:
        parser.error(f"no soak called {', '.join(sorted(unknown))}")
    failed = [name for name in options.names or SOAKS if not _passes(name, options)]
    sys.exit(1 if failed else 0)


def _passes(name: str, options: argparse.Namespace) -> bool:
    print(f"== {name}", flush=True)
    well = SOAKS[name](options)
    print(f"== {name}: {'well' if well else 'DIVERGED'}", flush=True)
    return well


if __name__ == "__main__":
    main()
