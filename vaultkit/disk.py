"""The only module that reads or writes files."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from vaultkit.errors import OutputError, VaultNotFoundError
from vaultkit.notes.note_path import NotePath, note_path
from vaultkit.notes.source import Source


def find_vault(start: Path) -> Path:
    """Return the vault that *start* lies in.

    That is the nearest folder upward with ``.obsidian`` or ``config.toml``; *start* itself where
    there is none.

    Raises:
        VaultNotFoundError: *start* does not exist or is not a folder.
    """
    if not start.exists():
        raise VaultNotFoundError(f"no folder at {start}: name the folder of your vault")
    if not start.is_dir():
        raise VaultNotFoundError(f"{start} is a file: name the folder that it lies in")
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / ".obsidian").is_dir() or (folder / "config.toml").is_file():
            return folder
    return start


def list_files(vault: Path) -> Iterator[tuple[NotePath, Path]]:
    """Yield every file of *vault* in path order; names that start with a dot are left out.

    Links to files and folders are not followed (Obsidian's own rule is laxer; a link may lead
    out of the vault or around in a circle).
    """
    found: list[tuple[NotePath, Path]] = []
    folders = [vault]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    path = Path(entry.path)
                    found.append((note_path(path.relative_to(vault).as_posix()), path))
    yield from sorted(found)


def read_source(path: NotePath, file: Path) -> Source:
    """Read one file.

    Raises:
        OSError: It is gone, cannot be read, or is not a regular file.
    """
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as handle:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{file} is not a regular file")
        return Source.of(path, handle.read())


def write_if_changed(file: Path, data: bytes) -> bool:
    """Write *data* in one step; return whether the file was not so already.

    Raises:
        OutputError: The folder cannot be made or written to.
    """
    try:
        if file.is_file() and file.read_bytes() == data:
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}"[:100] + f".{os.getpid()}.tmp")
        new.write_bytes(data)
        new.replace(file)
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror or error}") from error
    return True


def read_text_if_there(file: Path) -> str:
    """Return the text of *file*, or an empty text where there is no such file."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
