"""The files of a vault as they were when they were read last, by path and by folder."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from vaultkit.listing import Listed
from vaultkit.notes.note_path import NotePath, folder


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was read."""

    listed: Listed
    digest: str = ""
    """Of its bytes; empty for what is not read: attachments."""

    racy: bool = False
    """Whether it was written so shortly before it was read that an equal fingerprint does not
    prove anything (git's racy rule); it is read once more when it is compared next."""


@dataclass(slots=True)
class FileTable:
    """A mapping of paths to known files that can tell what lies below a folder."""

    files: dict[NotePath, KnownFile] = field(default_factory=dict)
    _below: Counter[str] = field(default_factory=Counter)
    _by_inode: dict[int, NotePath] = field(default_factory=dict)

    def put(self, known: KnownFile) -> None:
        """Add or replace a file."""
        path = known.listed.path
        if path not in self.files:
            self._below.update(_folders(path))
        self.files[path] = known
        self._by_inode[known.listed.fingerprint.inode] = path

    def remove(self, path: NotePath) -> KnownFile:
        """Take a file out and return it; KeyError where there is none."""
        known = self.files.pop(path)
        self._below.subtract(_folders(path))
        if self._by_inode.get(known.listed.fingerprint.inode) == path:
            del self._by_inode[known.listed.fingerprint.inode]
        return known

    def with_inode(self, inode: int) -> KnownFile | None:
        """Return a file that had that inode when it was read."""
        path = self._by_inode.get(inode)
        return None if path is None else self.files.get(path)

    def is_folder(self, path: NotePath) -> bool:
        """Return whether there are files below *path*."""
        return self._below[path] > 0

    def at(self, path: NotePath) -> set[NotePath]:
        """Return the file at *path*, or every file below it where it was a folder."""
        if not self.is_folder(path):
            return {path} & self.files.keys()
        return {known for known in self.files if known == path or known.startswith(path + "/")}


def _folders(path: NotePath) -> Iterator[str]:
    above = folder(path)
    while above:
        yield above
        above = folder(NotePath(above))
