"""Names the rules by which notes are read, so that what other rules read is not believed."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_READERS = ("notes", "frames", "index", "findings.py", "snapshot.py", "reader.py")
"""The parts of vaultkit that decide what a reading says and how it is kept."""


@cache
def reader_version() -> str:
    """Return a digest of everything that takes part in reading one file on its own.

    It is taken of the code itself, not of a number that somebody has to remember to raise.
    """
    digest = hashlib.blake2b(digest_size=16)
    for name in _READERS:
        _add(files("vaultkit") / name, digest)
    return digest.hexdigest()


def _add(part: Traversable, digest: "hashlib.blake2b") -> None:
    if part.is_dir():
        for inner in sorted(part.iterdir(), key=lambda inner: inner.name):
            if inner.name != "__pycache__":
                _add(inner, digest)
        return
    digest.update(part.name.encode())
    digest.update(part.read_bytes())
