"""What may go wrong with an index: it passes, or the file is damaged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from vaultkit.errors import VaultkitError

_TRANSIENT = ("SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")


class IndexUnavailableError(VaultkitError):
    """The index cannot be written at the moment: the disk is full, or another program holds it."""


class IndexCorruptError(VaultkitError):
    """The file is no index, or a damaged one."""


@contextmanager
def translated() -> Iterator[None]:
    """Tell what passes (a full disk, a busy file) from what does not (damage)."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(_TRANSIENT):
            raise IndexUnavailableError(f"the index cannot be written: {error}") from error
        raise IndexCorruptError(f"the index is damaged: {error}") from error
