"""What the part of a link behind ``#`` means in the file it leads to."""

import re
from enum import Enum
from typing import NamedTuple

from vaultkit.notes.note import BlockId, Footnote, Heading, Note

# Obsidian compares headings after these have become spaces (`stripHeading` in obsidian.d.ts).
_MARKS = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\r\n]")
_SPACES = re.compile(r"\s+")


class SubpathKind(Enum):
    """What a subpath names."""

    HEADING = "heading"
    BLOCK = "block"
    FOOTNOTE = "footnote"


class Subpath(NamedTuple):
    """A subpath, cut."""

    kind: SubpathKind
    parts: tuple[str, ...]
    """Headings from the outermost on, or the one id without its mark."""


def strip_heading(text: str) -> str:
    """Return a heading as it is compared.

    >>> strip_heading("A link in a [[Note|so]]: 'well', done!")
    "a link in a note so 'well' done"
    """
    return _SPACES.sub(" ", _MARKS.sub(" ", text)).strip().lower()


def parse_subpath(subpath: str) -> Subpath | None:
    """Cut *subpath* (with its ``#``); None where nothing is named.

    >>> parse_subpath("#a#b").parts, parse_subpath("#^id").kind.value, parse_subpath("##")
    (('a', 'b'), 'block', None)
    """
    parts = tuple(part.strip() for part in subpath.split("#") if part.strip())
    if not parts:
        return None
    if len(parts) == 1 and parts[0].startswith("^"):
        return Subpath(SubpathKind.BLOCK, (parts[0][1:],))
    if len(parts) == 1 and parts[0].startswith("[^") and parts[0].endswith("]"):
        return Subpath(SubpathKind.FOOTNOTE, (parts[0][2:-1],))
    return Subpath(SubpathKind.HEADING, parts)


def find_subpath(note: Note, subpath: Subpath) -> Heading | BlockId | Footnote | None:
    """Return what *subpath* names in *note*, or None."""
    if subpath.kind is SubpathKind.BLOCK:
        wanted = subpath.parts[0].lower()
        return next((one for one in note.block_ids if one.id.lower() == wanted), None)
    if subpath.kind is SubpathKind.FOOTNOTE:
        wanted = subpath.parts[0].lower()
        return next((one for one in note.footnotes if one.id.lower() == wanted), None)
    return _find_heading(note.headings, subpath.parts)


def _find_heading(headings: tuple[Heading, ...], parts: tuple[str, ...]) -> Heading | None:
    """Walk *headings* in order; each further part must name a deeper heading than the last."""
    wanted = [strip_heading(part) for part in parts]
    found: Heading | None = None
    at = 0
    for heading in headings:
        if found is not None and heading.level <= found.level:
            continue
        if strip_heading(heading.text) == wanted[at]:
            found = heading
            at += 1
            if at == len(wanted):
                return found
    return None
