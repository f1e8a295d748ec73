"""What is written between the brackets of a link to its parts."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import unquote

from vaultkit.notes.note_path import NotePath

_SPACES = re.compile(r"[ \t\u00a0]+")
PROPERTY_WIKILINK = re.compile(r"\[\[((?:[^\[\]\r\n]|\](?!\])|\[(?!\[))+)\]\]")
PROPERTY_MARKDOWN = re.compile(r"\[([^\[\]]*)\]\((?:<([^<>]*)>|([^\s()]+))\)")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class LinkText(NamedTuple):
    """A link's parts, as Obsidian cuts them."""

    link: str
    """Path and subpath as written, spaces around them gone: Obsidian's ``link``."""

    path: NotePath
    """Before the first ``#``, NFC."""

    subpath: str
    """From the first ``#`` on, with it."""

    display: str | None
    """What is written to be shown in its place."""


_link_text: Callable[[tuple[str, str, str, str | None]], LinkText] = partial(
    tuple.__new__, LinkText
)


def parse_wikilink(text: str) -> LinkText:
    r"""Cut what stands between ``[[`` and ``]]``.

    The first ``|`` starts the text that is shown; it may be written ``\|``, as tables need it.
    Where nothing stands before it the whole is the target (Obsidian).

    >>> parse_wikilink("Note#Heading|shown|so")
    LinkText(link='Note#Heading', path='Note', subpath='#Heading', display='shown|so')
    >>> parse_wikilink("|alias").path
    '|alias'
    """
    bar = text.find("|")
    display = None
    if bar > 0:
        display = text[bar + 1 :]
        text = text[:bar].removesuffix("\\")
    return _parts(text.strip(), display)


def parse_destination(destination: str, display: str) -> LinkText:
    """Cut the destination of a Markdown link.

    >>> parse_destination("My%20Note.md#a", "shown")
    LinkText(link='My Note.md#a', path='My Note.md', subpath='#a', display='shown')
    """
    if "%" in destination:
        destination = unquote(destination)
    return _parts(destination, display)


def _parts(link: str, display: str | None) -> LinkText:
    mark = link.find("#")
    path, subpath = (link, "") if mark < 0 else (link[:mark], link[mark:])
    if not path.isascii():
        path = unicodedata.normalize("NFC", path)
    return _link_text((link, path, subpath, display))


def shown(link: str) -> str:
    """Return what Obsidian shows for a link without a text of its own.

    >>> shown("#heading"), shown("Note#a#b")
    ('heading', 'Note > a > b')
    """
    return " > ".join(part for part in link.split("#") if part) or link
