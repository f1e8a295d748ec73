"""Sentences of a paragraph: a stop, its closing marks and footnotes, then a new beginning."""

import re
from collections.abc import Collection, Iterator

import msgspec

_STOP = re.compile(
    r"[.!?…]+[\"'»”’)\]*_]{0,4}(?:[ \t]*\[\^[^\]\s]{1,80}\])*[*_]{0,3}(?=\s+|$)",
)
_BEFORE = re.compile(r"([\w.]+)\.$")


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """Where a sentence stands in its paragraph; *end* is exclusive."""

    start: int
    end: int


def split_sentences(text: str, abbreviations: Collection[str]) -> list[Sentence]:
    """Return the sentences of *text*; abbreviations and initials do not end one.

    >>> split_sentences("См. рис. 3. Да.", {"см", "рис"})
    [Sentence(start=0, end=11), Sentence(start=12, end=15)]
    """
    return list(each_sentence(text, abbreviations))


def each_sentence(text: str, abbreviations: Collection[str]) -> Iterator[Sentence]:
    """Yield what `split_sentences` returns, for who needs but the first ones."""
    start = 0
    for stop in _STOP.finditer(text):
        if not _ends(text, stop, abbreviations):
            continue
        end = stop.end()
        yield Sentence(start, end)
        start = end
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text) and not text[start:].isspace():
        yield Sentence(start, len(text))


def _ends(text: str, stop: re.Match[str], abbreviations: Collection[str]) -> bool:
    after = text[stop.end() : stop.end() + 40].lstrip(" \t\n*_\"'«“„([—–-")
    if stop[0] == "." and (before := _BEFORE.search(text, max(0, stop.start() - 24), stop.end())):
        word = before[1].lower()
        if word in abbreviations or word.rpartition(".")[2] in abbreviations:
            return False
        if len(word) == 1 and word.isalpha() and before[1].isupper():
            return False
    return not after or not after[0].islower()
