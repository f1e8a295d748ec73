"""Who a record is through edits: ids from anchors, and hashes of the text that they had.

An id comes from what a record is called and where it belongs, never from a line, a footnote's
number or its text, so that edits around it and in it leave it alone. What an anchor cannot carry
through (a reworded title) is mended by the ledger (`vaultkit.frames.ledger`).
"""

import re
import unicodedata
from hashlib import sha256
from struct import Struct

_UNIT = "\x1f"
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
"""Two letters of base32 (RFC 4648) for each ten bits."""

_QUOTE_MARKS = re.compile(r"^[^\S\n]*(?:>[^\S\n]*)+", re.MULTILINE)
_FOLDED = str.maketrans({
    "ё": "е",
    **dict.fromkeys("«»„“”‟\"'’‘‚`*_[]()\u200b", None),
    **dict.fromkeys("‐‑‒–—―−", "-"),
})  # fmt: skip
_SIGN = re.compile(f"[{re.escape(''.join(map(chr, _FOLDED)))}]")
_EDGES = " \t\n-:;,.!?…"
_NUMBER = Struct(">Q").unpack_from


def anchor_id(container: str, kind: str, anchor: str, ordinal: int = 0) -> str:
    """Return the id of a record: 12 characters of base32, lower case.

    Args:
        container: ``m:<uid>`` of its message, or the note's id (`note_container`).
        kind: Kind of the record: ``definition``, ``citation``, ``protocol``.
        anchor: Its number («I.3») where it has one, else its title, else its first filler; of a
            citation ``role␟target`` (`citation_anchor`).
        ordinal: Which one of those with the same anchor, counted from 0.
    """
    key = _UNIT.join((container, kind, folded(anchor), str(ordinal)))
    return _base32(key)


def citation_anchor(section_role: str | None, target: str) -> str:
    """Return the anchor of a citation: what it cites and in what role of section."""
    return f"{section_role or ''}{_UNIT}{target}"


def note_container(path: str, properties_id: str | None = None) -> str:
    """Return the container of records that stand in no message with an id.

    Args:
        path: NFC path of the note.
        properties_id: What its properties say: ``id`` or ``conversation_id``.
    """
    return f"n:{properties_id or path}"


def message_container(uid: str) -> str:
    """Return the container of records that stand in the message *uid*."""
    return f"m:{uid}"


def revision(text: str) -> str:
    """Return a hash of *text* that quoting and spacing do not change: 12 characters of base32."""
    return _base32(normalised(text))


def normalised(text: str) -> str:
    r"""Return *text* in NFC, without quote marks before lines, with single spaces.

    >>> normalised("> one\n> > two ")
    'one two'
    """
    text = unicodedata.normalize("NFC", text)
    return " ".join((_QUOTE_MARKS.sub("", text) if ">" in text else text).split())


def folded(text: str) -> str:
    """Return *text* as names are compared: without case, emphasis, quotation marks, ё or NBSP.

    >>> folded("  **«Перенос»** — всё ещё:")
    'перенос - все еще'
    """
    text = unicodedata.normalize("NFC", text).casefold()
    if _SIGN.search(text):  # translating looks at every letter, and few names have a sign
        text = text.translate(_FOLDED)
    # An accent may join another letter where a ligature was folded or a mark has gone.
    text = unicodedata.normalize("NFC", text)
    return " ".join(text.split()).strip(_EDGES)


def _base32(text: str) -> str:
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    # A letter is five bits, so eight bytes hold all twelve letters; a vault has an id for each of
    # its links, and b32encode costs more than the hash.
    bits = _NUMBER(digest)[0] >> 4
    return (
        f"{_PAIRS[bits >> 50]}{_PAIRS[bits >> 40 & 1023]}{_PAIRS[bits >> 30 & 1023]}"
        f"{_PAIRS[bits >> 20 & 1023]}{_PAIRS[bits >> 10 & 1023]}{_PAIRS[bits & 1023]}"
    )
