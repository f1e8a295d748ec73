"""Text made comparable: folding that keeps every offset, and text without its Markdown marks."""

import re
import unicodedata

_LIKE_SPACE = re.compile("[\u00a0\u2007\u2009\u202f]")
_MARKS = re.compile(r"`+|\*+|~~|==|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")
_LINK = re.compile(r"!?\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)")
_FOOTNOTE = re.compile(r"\s*\[\^[^\]\s]{1,80}\]")
_MARK = re.compile(r"[`*~=_]")
_CONTEXT = re.compile(r"_|~~|==")
"""Marks of which not every sign is one: the rest go without a look at what is beside them."""


def fold(text: str) -> str:
    r"""Lower *text* for comparison, character by character: offsets stay where they are.

    >>> fold("Ёлка\u00a0И"), len(fold("İstanbul")) == len("İstanbul")
    ('елка и', True)
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
    if lowered.isascii():
        return lowered
    return _LIKE_SPACE.sub(" ", lowered).replace("ё", "е").replace("’", "'")


def plain(text: str) -> str:
    """Return *text* without emphasis, code marks, links' brackets and footnotes.

    >>> plain("**the `x`** of [[A|b]] [^1]")
    'the x of b'
    """
    if "[^" in text:
        text = _FOOTNOTE.sub("", text)
    if "[[" in text:
        text = _LINK.sub(_shown, text)
    if "](" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text)
    return squeeze(_without_marks(text) if _MARK.search(text) else text)


def _without_marks(text: str) -> str:
    if _CONTEXT.search(text):
        return _MARKS.sub("", text)
    return text.replace("*", "").replace("`", "")


def _shown(link: re.Match[str]) -> str:
    return link[2] or link[1]


def squeeze(text: str) -> str:
    """Return *text* with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def name_key(text: str) -> str:
    r"""Return what two spellings of one name have in common: NFC, folded, without quotes.

    >>> name_key("«Ёжик»  в тумане") == name_key("ежик в „тумане“")
    True
    """
    folded = fold(unicodedata.normalize("NFC", plain(text)))
    return squeeze(folded.translate(_QUOTES))


_QUOTES = {ord(mark): None for mark in "«»\u201c\u201d\u201e\u2018\u2019\"'"}
