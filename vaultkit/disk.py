"""Files as a whole: found, read and written, each in one step.

With `vaultkit.listing` and `vaultkit.lock` the only code that touches them.
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from vaultkit.errors import OutputError, VaultNotFoundError
from vaultkit.listing import Fingerprint
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.source import Source


class TornReadError(OSError):
    """A file changed while it was read."""


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


def read_source(path: NotePath, file: Path) -> Source:
    """Read one file.

    Raises:
        OSError: It is gone, cannot be read, is not a regular file, or changed meanwhile.
    """
    return read_whole(path, file)[0]


def read_whole(path: NotePath, file: Path) -> tuple[Source, Fingerprint]:
    """Read one file that nobody wrote to meanwhile.

    Raises:
        TornReadError: It changed while it was read.
        OSError: It is gone, cannot be read, or is not a regular file.
    """
    # Without O_NONBLOCK a named pipe would be waited for for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(file, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as handle:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise OSError(f"{file} is not a regular file")
        data = handle.read()
        fingerprint = Fingerprint.of(os.fstat(descriptor))
    if fingerprint != Fingerprint.of(before) or len(data) != fingerprint.size:
        raise TornReadError(f"{file} changed while it was read")
    return Source.of(path, data), fingerprint


def folder_identity(folder: Path) -> tuple[int, int] | None:
    """Return device and inode of *folder*; None where it is gone or hidden from us."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def write_if_changed(file: Path, data: bytes) -> bool:
    """Write *data* in one step; return whether the file was not so already.

    Raises:
        OutputError: The folder cannot be made or written to.
    """
    try:
        if file.is_file() and file.read_bytes() == data:
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, data)
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror or error}") from error
    return True


def _replace(file: Path, data: bytes) -> None:
    new = file.with_name(f".{file.name}"[:60] + f".{os.getpid()}.tmp")
    try:
        with new.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        _rename(new, file)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def _rename(new: Path, file: Path) -> None:
    # On Windows another program may have the target open for a moment.
    for wait in (0.01, 0.02, 0.04, 0.08, 0.16) if os.name == "nt" else ():
        try:
            new.replace(file)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    new.replace(file)


def read_text_if_there(file: Path) -> str:
    """Return the text of *file*, or an empty text where there is no such file."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def read_text(file: Path) -> str:
    """Return the text of *file*.

    Raises:
        OSError: It is gone or cannot be read.
        UnicodeDecodeError: It is not UTF-8.
    """
    return file.read_text(encoding="utf-8-sig")


def make_folder(folder: Path) -> None:
    """Make *folder* and those above it, for this user only.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutputError(f"cannot make {folder}: {error.strerror or error}") from error


def set_aside(file: Path, endings: tuple[str, ...], mark: str) -> None:
    """Rename *file* with each of *endings* so that *mark* follows; an older such file is lost."""
    for ending in endings:
        old = file.with_name(file.name + ending)
        if old.exists():
            old.replace(file.with_name(file.name + mark + ending))


def code_digest(parts: Iterable[str]) -> str:
    """Return a digest of the *parts* (modules and folders) of vaultkit's own code."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        for file in _code(files("vaultkit") / part):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _code(part: Traversable) -> Iterator[Traversable]:
    if not part.is_dir():
        yield part
    elif part.name != "__pycache__":
        for inner in sorted(part.iterdir(), key=lambda inner: inner.name):
            yield from _code(inner)
