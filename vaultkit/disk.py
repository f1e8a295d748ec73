"""The only module that reads or writes files."""

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from vaultkit.errors import LockedError, OutputError, VaultNotFoundError
from vaultkit.notes.note_path import NotePath, note_path
from vaultkit.notes.source import Source

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_DATALESS = 0x40000000
"""SF_DATALESS of macOS: the content is in the cloud, and reading it would fetch it."""


class TornReadError(OSError):
    """A file changed while it was read."""


class Fingerprint(NamedTuple):
    """What tells without reading that a file is as it was.

    Compared for equality only: sync tools set times back.
    """

    mtime_ns: int
    ctime_ns: int
    size: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Fingerprint":
        """Take the fingerprint from what the system says of a file."""
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


class Listed(NamedTuple):
    """A file of the vault, as listed."""

    path: NotePath
    name: str
    """Path from the vault's root as the system spells it: what opens the file."""

    fingerprint: Fingerprint
    offloaded: bool = False
    """Whether the content is in the cloud only; such a file is never read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The files below a folder at one moment, in no order."""

    files: tuple[Listed, ...]
    blocked: tuple[str, ...]
    """Folders that could not be listed, by `Listed.name`; what was known below them may exist."""

    folders: int
    """How many folders were seen, those with a leading dot included but not what is in them."""


NOTHING = Listing(files=(), blocked=(), folders=0)
"""The listing of a folder that is not there."""


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
    found = sorted((listed.path, listed.name) for listed in list_folder(vault).files)
    yield from ((path, vault / name) for path, name in found)


def list_folder(vault: Path, below: str = "") -> Listing:
    """List what lies in *vault* at any depth, or only what lies under its folder *below*.

    Names that start with a dot are left out, links are not followed. Where two names differ in
    Unicode normalization only, the one that sorts first stands for both.
    """
    files: dict[NotePath, Listed] = {}
    blocked: list[str] = []
    folders = [below.rstrip("/") + "/" if below else ""]
    seen = 0
    while folders:
        prefix = folders.pop()
        seen += 1
        try:
            with os.scandir(vault / prefix) as entries:
                for listed in _listed(entries, prefix, folders):
                    other = files.get(listed.path)
                    if other is None or listed.name < other.name:
                        files[listed.path] = listed
        except FileNotFoundError:
            continue
        except OSError:
            blocked.append(prefix.rstrip("/"))
    return Listing(files=tuple(files.values()), blocked=tuple(blocked), folders=seen)


def _listed(
    entries: Iterator["os.DirEntry[str]"], prefix: str, folders: list[str]
) -> Iterator[Listed]:
    for entry in entries:
        name = entry.name
        try:
            if name.startswith("."):
                if name.endswith(".icloud") and entry.is_file(follow_symlinks=False):
                    yield _stub(prefix + name[1:-7], entry.stat(follow_symlinks=False))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(prefix + name + "/")
            elif entry.is_file(follow_symlinks=False):
                yield _of_status(prefix + name, entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            continue


def _of_status(name: str, status: os.stat_result) -> Listed:
    offloaded = bool(getattr(status, "st_flags", 0) & _DATALESS)
    return Listed(_path(name), name, Fingerprint.of(status), offloaded)


def _stub(name: str, status: os.stat_result) -> Listed:
    return Listed(_path(name), name, Fingerprint.of(status), offloaded=True)


def _path(name: str) -> NotePath:
    return note_path(shown(name))


def shown(name: str) -> str:
    """Return a file name as text that can be shown, stored and sent: U+FFFD for foreign bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def name_of_bytes(name: bytes) -> str:
    """Return the name that the system spells *name*."""
    return os.fsdecode(name)


def list_one(vault: Path, name: str) -> Listed | None:
    """Return what the file *name* is now; None where it is a folder.

    Raises:
        FileNotFoundError: There is no such file, or it is neither a file nor a folder.
        OSError: The system does not say.
    """
    try:
        status = (vault / name).lstat()
    except NotADirectoryError as error:
        raise FileNotFoundError(name) from error
    if stat.S_ISDIR(status.st_mode):
        return None
    if not stat.S_ISREG(status.st_mode):
        raise FileNotFoundError(f"{name} is not a regular file")
    return _of_status(name, status)


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


class Lock:
    """A lock on a file that the system takes back when the process ends, however it ends."""

    def __init__(self, file: Path, holder: str) -> None:
        """Take the lock and write *holder* into the file, for others to read.

        Raises:
            LockedError: Another process has it.
            OutputError: The file cannot be made.
        """
        make_folder(file.parent)
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if not _try_lock(self._descriptor):
            text = os.pread(self._descriptor, 200, 0) if hasattr(os, "pread") else b""
            os.close(self._descriptor)
            raise LockedError(text.decode("utf-8", "replace"))
        self.was_left = os.fstat(self._descriptor).st_size > 0
        """Whether the one who had it before ended without giving it back."""

        os.truncate(self._descriptor, 0)
        os.write(self._descriptor, holder.encode())

    def release(self) -> None:
        """Give the lock back."""
        os.truncate(self._descriptor, 0)
        os.close(self._descriptor)


def holder_of(file: Path) -> str | None:
    """Return what the holder of the lock on *file* wrote there; None where nobody has it."""
    try:
        descriptor = os.open(file, os.O_RDWR)
    except OSError:
        return None
    try:
        if _try_lock(descriptor):
            return None
        return os.read(descriptor, 200).decode("utf-8", "replace")
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            # A byte far behind the text, so that the text stays readable.
            os.lseek(descriptor, 1 << 20, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
