"""From a path on the command line to the files of a seed, however strange it may be."""

from pathlib import Path


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
