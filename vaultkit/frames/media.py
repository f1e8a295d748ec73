"""By what something is carried: «(через документацию и фреймы)», "by means of dialogue"."""

import re

from vaultkit.frames.draft import coordinated
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.packs.lexicon import Lexicon

_END = re.compile(
    r"[.;:!?\n(]|\s[—–]\s|,\s(?:котор\w+|чтобы|где|чья|чей|котор\w+|имитируя|при|но|а|мы|that|which|so|where|while|but)\b|"
    r"\s(?:чтобы|в виде|мы|они|in order|so that|we)\s|"
    r"(?<!\swho)(?<!\sthat)(?<!\swhich)\s(?:is|was|are|were|has|have|did|does)\s|$"
)
_BRACKETED = re.compile(r"\(([^()\n]{2,200})\)")


def media_in(text: str, lexicon: Lexicon, start: int = 0) -> list[str]:
    """Return what follows a word such as «через» in *text* from *start*, divided.

    Brackets that hold the word are read alone.
    """
    words = plain(text[start:])
    for bracket in _BRACKETED.finditer(words):
        found = _after_marker(bracket[1], lexicon)
        if found:
            return found
    return _after_marker(words, lexicon)


def _after_marker(words: str, lexicon: Lexicon) -> list[str]:
    hits = lexicon.lex("medium").find(fold(words))
    if not hits:
        return []
    begin = hits[0].end
    end = _END.search(words, begin)
    rest = words[begin : end.start() if end else len(words)]
    parts = (_without_marker(part, lexicon) for part in coordinated(rest))
    return [part for part in parts if 0 < len(part) < 90]


def without_media(text: str, lexicon: Lexicon) -> str:
    """Return *text* without what it says something is carried by: what is left tells of it."""
    words = plain(text)
    for bracket in _BRACKETED.finditer(words):
        if _after_marker(bracket[1], lexicon):
            words = words[: bracket.start()] + " " * len(bracket[0]) + words[bracket.end() :]
    hits = lexicon.lex("medium").find(fold(words))
    if not hits:
        return words
    end = _END.search(words, hits[0].end)
    return words[: hits[0].start] + (words[end.start() :] if end else "")


def _without_marker(part: str, lexicon: Lexicon) -> str:
    """Return *part* without a marker of its own: «через вопрос или через паузу»."""
    marker = lexicon.lex("medium").at_start(fold(part))
    if marker is not None and not part[: marker.start].strip():
        return part[marker.end :].strip()
    return part.removeprefix("by ")


def has_marker(folded: str, lexicon: Lexicon) -> bool:
    """Return whether a word such as «через» stands in a folded text."""
    return bool(lexicon.lex("medium").find(folded))
