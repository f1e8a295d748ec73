"""What files a vault has, without reading any: names, and what tells that a file is as it was."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vaultkit.notes.note_path import NotePath, note_path

_DATALESS = 0x40000000
"""SF_DATALESS of macOS: the content is in the cloud, and reading it would fetch it."""


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


def list_files(vault: Path) -> Iterator[tuple[NotePath, Path]]:
    """Yield every file of *vault* in path order; names that start with a dot are left out.

    Links to files and folders are not followed (Obsidian's own rule is laxer; a link may lead
    out of the vault or around in a circle).
    """
    found = sorted((listed.path, listed.name) for listed in list_folder(vault).files)
    yield from ((path, vault / name) for path, name in found)


def has_many(vault: Path, count: int) -> bool:
    """Return whether *vault* has at least about *count* notes, without looking at all of it."""
    seen = 0
    for _, folders, names in os.walk(vault):
        folders[:] = [name for name in folders if not name.startswith(".")]
        seen += sum(name.endswith(".md") for name in names)
        if seen >= count:
            return True
    return False


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


def look(vault: Path, name: str) -> Listing:
    """Return what lies at *name* now, in either normalization: a file, or all below a folder.

    Nothing where it is gone; where the system does not say, *name* is blocked.
    """
    for spelling in _spellings(name):
        try:
            one = list_one(vault, spelling)
        except FileNotFoundError:
            continue
        except OSError:
            return Listing(files=(), blocked=(spelling,), folders=0)
        if one is None:
            return list_folder(vault, spelling)
        return Listing(files=(one,), blocked=(), folders=0)
    return NOTHING


def _spellings(name: str) -> list[str]:
    """Return *name* in both normalizations, the spelling that stands for both first."""
    if name.isascii():
        return [name]
    return sorted({name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)})
