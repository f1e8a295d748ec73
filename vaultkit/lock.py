"""A lock that at most one process has, for as long as it lives."""

import os
import sys
from pathlib import Path

from vaultkit import disk
from vaultkit.errors import LockedError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Lock:
    """A lock on a file that the system takes back when the process ends, however it ends."""

    def __init__(self, file: Path, holder: str) -> None:
        """Take the lock and write *holder* into the file, for others to read.

        Raises:
            LockedError: Another process has it.
            OutputError: The file cannot be made.
        """
        disk.make_folder(file.parent)
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
