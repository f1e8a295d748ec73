"""From a path on the command line to the files of a seed, however strange it may be."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultkit.live_vault import LiveVault
    from vaultkit.notes.note_path import NotePath
    from vaultkit.seed.seed import Seed


def read_seed_files(package: Path) -> dict[str, bytes]:
    """Return the files of the seed at *package* (a folder or a zip) by path from its folder.

    Raises:
        VaultkitError: There is no seed, or it is one that must not be opened.
    """
    from vaultkit import package_disk
    from vaultkit.seed.reading import TOTAL_LIMIT, check_listing

    names = check_listing(package_disk.list_package(package), folder=package.is_dir())
    data = package_disk.read_package(package, names.values(), TOTAL_LIMIT)
    return {path: data[name] for path, name in names.items()}


def open_seed(package: Path) -> "Seed":
    """Return the seed at *package*, a folder or a zip, after its digests have been found right.

    Raises:
        VaultkitError: There is no seed, it must not be opened, or it was changed.
    """
    from vaultkit.seed.integrity import integrity_faults
    from vaultkit.seed.parsing import SeedFormatError, parse_seed

    files = read_seed_files(package)
    faults = integrity_faults(files)
    if faults:
        raise SeedFormatError(
            str(package), f"{faults[0]}: run 'vaultkit seed verify {package}' to see all of it"
        )
    seed = parse_seed(files)
    tell_newer(files)
    return seed


def tell_newer(files: "Mapping[str, bytes]") -> None:
    """Say on stderr that a seed is of a newer format than this program, if so."""
    import typer

    from vaultkit.seed.parsing import newer_format
    from vaultkit.terminal import visible

    version = newer_format(files)
    if version is not None:
        note = "what this vaultkit does not know of it is passed over; a newer one knows more"
        typer.echo(visible(f"the seed is of format {version}: {note}"), err=True)


def content_digest_of(files: "Mapping[str, bytes]") -> str:
    """Return the contentDigest of a seed's *files*."""
    from vaultkit.seed.bag import PAYLOAD
    from vaultkit.seed.manifest import content_digest

    bundle = {p.removeprefix(PAYLOAD): data for p, data in files.items() if p.startswith(PAYLOAD)}
    return content_digest(bundle)


def is_seed(path: Path) -> bool:
    """Return whether *path* looks like a seed and not like a vault."""
    return path.suffix == ".zip" or (path / "data" / "seed.json").is_file()


def note_text(live: "LiveVault", path: "NotePath") -> str:
    """Return the text of a note; empty where it has gone since the vault was read."""
    try:
        return live.source(path).text
    except OSError:
        return ""
