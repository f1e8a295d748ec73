"""Names the rules by which notes are read, so that what other rules read is not believed."""

from functools import cache

from vaultkit import disk

_READERS = ("notes", "frames", "index", "findings.py", "snapshot.py", "reader.py")
"""The parts of vaultkit that decide what a reading says and how it is kept."""


@cache
def reader_version() -> str:
    """Return a digest of everything that takes part in reading one file on its own.

    It is taken of the code itself, not of a number that somebody has to remember to raise.
    """
    return disk.code_digest(_READERS)
