"""What a passage says of a link: a range of it, and its words."""

import re

import msgspec

from vaultkit.frames.folding import plain, squeeze
from vaultkit.frames.identity import revision
from vaultkit.frames.passages import Passage
from vaultkit.frames.record import Lines

_SEPARATOR = re.compile(r"[\s*_\"'»”)\]`]*(?:—|–|-{1,2}|:|→|=>|=|,|;|\.)?[\s*_]*")
_REFERENCE = re.compile(r"\s*\[\^[^\]\s]{1,80}\]")
_NOTHING = revision("")
_QUOTE = 200
"""Characters of the longest quote."""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """A claim; the links of one sentence share it."""

    start: int
    """Offset in the passage."""

    end: int
    text: str
    """Its words, without marks and footnotes."""

    rev: str
    quote: str
    span: Lines


def read_claim(passage: Passage, start: int, end: int, text: str | None = None) -> Claim:
    """Return the claim from *start* to *end*; *text* where it is not all of that range."""
    written = passage.text[start:end]
    if not written and not text:  # most links of a list stand alone
        return Claim(start, end, "", _NOTHING, "", passage.lines(start, end))
    text = text or plain(written)
    return Claim(
        start, end, text, revision(text), squeeze(written)[:_QUOTE], passage.lines(start, end)
    )


def claim_start(passage: Passage, at: int) -> int:
    """Return where the claim begins after a link: past footnotes beside it and a separator."""
    text = passage.text
    noted = "[^" in text
    while at < len(text):
        reference = _REFERENCE.match(text, at) if noted else None
        separator = _SEPARATOR.match(text, reference.end() if reference else at)
        after = separator.end() if separator else at
        if after == at:
            break
        at = after
    return at


def claim_end(passage: Passage, start: int, end: int) -> int:
    """Return where a claim ends: before its footnotes, marks and stop."""
    if start >= end:
        return start
    text = _without_trail(passage.text[start:end])
    return start + len(_without_trail(text.rstrip(" .,;")))


def _without_trail(text: str) -> str:
    while True:
        text = text.rstrip(" \t\n*_")
        begin = text.rfind("[^") if text.endswith("]") else -1
        if begin < 0 or not _REFERENCE.fullmatch(text, begin):
            return text
        text = text[:begin]
