"""Where a seed, or what grows from one, may be written."""

from pathlib import Path

from vaultkit.errors import OutputError


def check_place(folder: Path, option: str) -> None:
    """Let *folder* be made, but nothing above it: a wrong path makes no row of folders.

    Raises:
        OutputError: It is a file, or the folder above it is not there.
    """
    if folder.is_dir():
        return
    if folder.exists():
        raise OutputError(f"{folder} is a file: name a folder with {option}")
    above = folder.absolute().parent
    if not above.is_dir():
        raise OutputError(f"there is no folder {above}: make it, or name another with {option}")
