"""Whether words name a way to move something: a transfer noun at the head of a short phrase."""

import re
from typing import NamedTuple

from vaultkit.frames.draft import trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD

_HEAD_END = re.compile(r"\s*[(\[]|\s+[—–-]+\s|\s*[:;.!?\n]|,\s|$")
_BOLD = re.compile(
    r"\s*(?:[^\w\s*_«“\"`~\[(<&#.,:;!?—–-]{1,3}\s*)?(?:\*\*|__|[«“\"`])(?P<name>[^*_«»“”\"`\n]{3,90})(?:\*\*|__|[»”\"`])"
)
_STRUCK = re.compile(r"\s*~~[^~\n]{1,90}~~\s*(?=\*\*|__)")
"""A name that is struck out before the one that stands for it."""

_ADJECTIVE = re.compile(
    r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ую|юю|ым|им|ей|ых|их|ыми|ими|ому|ему|ом|ем|о)$"
)
_PREPOSITIONS = frozenset((
    "of", "from", "for", "to", "in", "on", "at", "by", "with", "without", "about", "after",
    "before", "into", "over", "under", "than", "that", "is", "are", "not", "no", "and", "or",
    "as",
))  # fmt: skip
_SENTENCE = re.compile(
    r"^(?:this|that|these|those|there|it|we|i|you|это|эта|этот|эти)\b|\b(?:was|were|has|have|had|will|would|"
    r"should|must|был|была|было|были|будет|будут)\b"
)
"""What makes a phrase a sentence, which is no name."""

_CLAUSE = re.compile(
    r"(?:one|the other|another|some|others|both|each|none|nobody|everyone|everything|one of them|"
    r"он|она|они|оно|мы|вы|я|ты|один|одна|другой|другая|другие|никто|каждый|оба|обе)\s"
)
"""What a clause begins with."""

_MOST_WORDS = 8


class Phrase(NamedTuple):
    """The head of an item or of a sentence."""

    name: str
    end: int
    """Offset in the raw text where the phrase ends."""

    marked: bool
    """Whether it is bold or quoted."""

    transfer: bool
    """Whether it names a transfer."""


def head_phrase(manuscript: Manuscript, text: str) -> Phrase | None:
    """Return the phrase that *text* begins with: up to a bracket, a dash, a word like «через»."""
    struck = _STRUCK.match(text)
    bold = _BOLD.match(text, struck.end() if struck else 0)
    name = bold["name"] if bold else text
    words = plain(name)
    end = _HEAD_END.search(words)
    words = words[: end.start()] if end else words
    folded = fold(words)
    media = manuscript.lexicon.lex("medium").find(folded)
    if media and len(WORD.findall(folded[: media[0].start])) > (
        1 if bold or text.lstrip().startswith("~~") else 0
    ):
        words = words[: media[0].start]
    words = trimmed(words)
    if not words or len(WORD.findall(words)) > _MOST_WORDS:
        return None
    at = text.find(words[:12]) if not bold else bold.start("name")
    after = bold.end() if bold and len(words) >= len(trimmed(name)) - 2 else at + len(words)
    return Phrase(words, max(after, 0), bold is not None, names_transfer(manuscript, words))


def names_transfer(manuscript: Manuscript, phrase: str) -> bool:
    """Return whether *phrase* is of a transfer: its noun is one of the first words.

    In a note of another genre the phrase itself must say what is moved: an architecture, a mind.
    """
    folded = fold(phrase)
    if _SENTENCE.search(folded):
        return False
    hits = manuscript.lexicon.lex("transfer").find(folded)
    if not hits or not _is_head(folded[: hits[0].start]):
        return False
    return manuscript.is_of_genre or bool(manuscript.lexicon.lex("tell_transfer").find(folded))


def is_sentence(phrase: str) -> bool:
    """Return whether *phrase* has a verb or a pronoun of its own: no name of anything."""
    folded = fold(phrase)
    return _SENTENCE.search(folded) is not None or _CLAUSE.match(folded) is not None


def _is_head(before: str) -> bool:
    """Return whether only attributes stand before the noun: no preposition, no other noun."""
    words = WORD.findall(before)
    if len(words) > 3 or any(word in _PREPOSITIONS for word in words):
        return False
    return all(word.isascii() or _ADJECTIVE.search(word) for word in words)


def is_denied(manuscript: Manuscript, text: str) -> bool:
    """Return whether *text* says that something is impossible or rejected."""
    return bool(manuscript.lexicon.lex("denied").find(fold(plain(text))))


def is_refused(manuscript: Manuscript, line: int) -> bool:
    """Return whether the heading over *line* says that what stands under it was given up."""
    section = manuscript.section_at(line)
    if section is None:
        return False
    folded = fold(plain(section.title))
    return any(manuscript.lexicon.lex(name).find(folded) for name in ("given_up", "refusal"))


def speaks_of_ways(manuscript: Manuscript, text: str) -> bool:
    """Return whether a heading or a lead announces ways to move something: «Три пути переноса»."""
    if not manuscript.is_of_genre:
        return False
    folded = fold(plain(text))
    lexicon = manuscript.lexicon
    if not lexicon.lex("group").find(folded):
        return False
    return bool(lexicon.lex("transfer").find(folded) or lexicon.lex("to_move").find(folded))
