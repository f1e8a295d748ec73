"""What is wrong in the user's notes, as data: reported, never raised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault, where it stands and what it could mean."""

    path: str
    """File at fault, relative to the vault, POSIX separators."""

    line: int
    """Line in the file, counted from 1; 1 where the fault is of the whole file."""

    kind: str
    """The word shown to the user and used in filters: ``broken-link``, ``invalid-properties``."""

    message: str
    """What is wrong, and what was probably meant."""

    column: int = 1
    """Column in characters, counted from 1."""
