"""Where a file lies in the vault, as text: the same on every system."""

import unicodedata
from typing import NewType

NotePath = NewType("NotePath", str)
"""Path from the vault's root: NFC, ``/`` between parts, no leading ``/``. ``Frames/134_д.md``."""


def note_path(text: str) -> NotePath:
    r"""Return *text* as a vault path.

    >>> note_path("/Frames\\И\u0306.md")
    'Frames/Й.md'
    """
    return NotePath(unicodedata.normalize("NFC", text).replace("\\", "/").strip("/"))


def file_name(path: NotePath) -> str:
    """Return the last part of *path*.

    >>> file_name(NotePath("a/b.c.md"))
    'b.c.md'
    """
    return path.rsplit("/", 1)[-1]


def stem(path: NotePath) -> str:
    """Return the name that a wikilink would use: the file name without ``.md``.

    >>> stem(NotePath("a/b.c.md")), stem(NotePath("x.png"))
    ('b.c', 'x.png')
    """
    name = file_name(path)
    return name[:-3] if name.lower().endswith(".md") else name


def folder(path: NotePath) -> str:
    """Return the folder of *path* without a trailing slash; empty for the root.

    >>> folder(NotePath("a/b/c.md")), folder(NotePath("c.md"))
    ('a/b', '')
    """
    return path.rpartition("/")[0]


def is_note(path: str) -> bool:
    """Return whether the file at *path* is a note.

    >>> is_note("a/b.MD"), is_note("a/b.canvas")
    (True, False)
    """
    return path[-3:].lower() == ".md"


def is_board(path: str) -> bool:
    """Return whether the file at *path* is a canvas or a base: no note, but it links to notes.

    >>> is_board("a/b.canvas"), is_board("a/b.png")
    (True, False)
    """
    return path.lower().endswith((".canvas", ".base"))
