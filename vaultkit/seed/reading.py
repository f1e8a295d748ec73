"""Seeds of strangers: nothing of a package is opened before its listing has been found sane."""

import unicodedata
from collections.abc import Iterable
from typing import Protocol

from vaultkit.errors import VaultkitError

FILE_LIMIT = 100_000
"""How many files a seed may have: one a frame, from vaults of some ten thousand notes."""

TOTAL_LIMIT = 500_000_000
"""Bytes in all, unpacked."""

RATIO_LIMIT = 200
"""How many times larger a file may be than what it takes up in a zip."""

_RATIO_FREE = 1_000_000
"""Files up to so many bytes may be packed as tightly as they can be."""

_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}


class SeedRefusedError(VaultkitError):
    """A package must not be opened as a seed; the text says why."""


class Entry(Protocol):
    """One entry of a package, as listed."""

    @property
    def name(self) -> str:
        """Path from the package's top, as written there."""

    @property
    def kind(self) -> str:
        """file, folder, link or other."""

    @property
    def size(self) -> int:
        """Bytes, as the listing claims."""

    @property
    def packed(self) -> int:
        """Bytes that it takes up."""


def check_listing(entries: Iterable[Entry], *, folder: bool) -> dict[str, str]:
    """Return the name in the package of each file, by path from the seed's folder.

    Args:
        entries: The listing of a folder or a zip.
        folder: Whether the package is the seed's folder; else one top folder may be around it.

    Raises:
        SeedRefusedError: A link, a path that leads outside, a name that collides with another or
            means something else elsewhere, or more than the limits allow.
    """
    found: dict[str, str] = {}
    folded: dict[str, str] = {}
    total = 0
    for entry in entries:
        if entry.kind == "folder":
            continue
        _check_entry(entry)
        key = unicodedata.normalize("NFC", entry.name).casefold()
        if key in folded:
            raise SeedRefusedError(f"seed refused: {_twice(entry.name, folded[key])}")
        folded[key] = entry.name
        found[entry.name] = entry.name
        total += entry.size
        if len(found) > FILE_LIMIT:
            raise SeedRefusedError(f"seed refused: more than {FILE_LIMIT:,} files")
        if total > TOTAL_LIMIT:
            raise SeedRefusedError(f"seed refused: more than {TOTAL_LIMIT:,} bytes")
    _check_folders(found)
    return _below_top(found) if not folder else _named(found)


def _check_entry(entry: Entry) -> None:
    name = entry.name
    if entry.kind != "file":
        kind = _KINDS.get(entry.kind, "no regular file")
        raise SeedRefusedError(f"seed refused: {_told(name)} is {kind}")
    if fault := name_fault(name):
        raise SeedRefusedError(f"seed refused: {_told(name)}: {fault}")
    if entry.size > _RATIO_FREE and entry.size > RATIO_LIMIT * max(1, entry.packed):
        raise SeedRefusedError(f"seed refused: {_told(name)} unpacks to {entry.size:,} bytes")


def name_fault(name: str) -> str | None:
    r"""Return what is wrong with a file's name in a package; None where nothing is.

    >>> name_fault("data/a.md"), name_fault("../a"), name_fault("a\\b")
    (None, 'leads outside the seed', 'holds a character that names must not hold')
    """
    parts = name.split("/")
    if ".." in parts or "." in parts or "" in parts or "~" in parts[0]:
        return "leads outside the seed"
    if any(one in '\\:*?"<>|' or not one.isprintable() for one in name):
        return "holds a character that names must not hold"
    if unicodedata.normalize("NFC", name) != name:
        return "is not written in NFC"
    if len(name.encode("utf-8", errors="replace")) > 400 or len(parts) > 12:
        return "is too long or too deep"
    for part in parts:
        if part.partition(".")[0].casefold() in _RESERVED or part.endswith((" ", ".")):
            return "is a name that some systems keep to themselves"
    return None


def _check_folders(found: dict[str, str]) -> None:
    for name in found:
        parts = name.split("/")
        for depth in range(1, len(parts)):
            if "/".join(parts[:depth]) in found:
                raise SeedRefusedError(
                    f"seed refused: {_told(name)} lies below something that is a file"
                )


def _below_top(found: dict[str, str]) -> dict[str, str]:
    """Take off the one top folder that a zip may have."""
    tops = {name.partition("/")[0] for name in found}
    if len(tops) == 1 and all("/" in name for name in found):
        return _named({name.partition("/")[2]: name for name in found})
    return _named(found)


def _named(found: dict[str, str]) -> dict[str, str]:
    if "data/seed.json" not in found:
        raise SeedRefusedError("seed refused: there is no data/seed.json, so this is no seed")
    return dict(sorted(found.items()))


_KINDS = {"link": "a link, not a file"}


def _twice(name: str, other: str) -> str:
    if name == other:
        return f"{_told(name)} is in it twice"
    return f"{_told(name)} and {_told(other)} are one name on some systems"


def _told(name: str) -> str:
    shown = "".join(one if one.isprintable() else "?" for one in name)
    return f"“{shown[:120]}”"
