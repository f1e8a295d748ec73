"""Terms that a sentence explains by the way: «**след**, то есть привычка …», "**X** (a Y …)"."""

import re
from collections.abc import Iterator

from vaultkit.frames.definitions import THAT_IS
from vaultkit.frames.draft import trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.media import has_marker
from vaultkit.frames.terms import Definition, is_term

_TERM = r"(?:\*\*|[«“„\"*_])(?P<term>[^*_«»“”„\"\n\[\]]{2,60})(?:\*\*|[»”“\"*_])"
_THAT_IS = f"(?:that is to say|{'|'.join(map(re.escape, THAT_IS))})"
_EXPLAINED = re.compile(
    rf"{_TERM}(?P<joint>,?\s(?:[—–-]\s)?\(?){_THAT_IS}[,:]?\s(?P<text>[^\n]{{3,300}})",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"(?P<term>[^\W\d_][\w-]+(?:\s[\w-]+){{0,2}})(?P<joint>,\s){_THAT_IS}[,:]?\s"
    rf"(?P<text>[^\n]{{3,300}})",
    re.IGNORECASE,
)
"""A term that begins its sentence and is not set apart."""

_BRACKETED = re.compile(
    rf"\s*(?:(?:an?|the)\s)?{_TERM}\s\((?P<text>(?:an?\s|the\s)?[a-zа-яё][^()\n]{{12,200}})\)",
    re.IGNORECASE,
)
_OR = re.compile(
    rf"\s*(?:(?:an?|the)\s)?{_TERM},\s(?:or|или)\s(?P<text>[^,.;:!?\n]{{6,160}}),\s", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?:(?:в|на|с|к|по|из|о|от|для|у|за|in|on|to|for|by|with|of|from)\s)?"
    r"(?:котор\w+|чь[яеи]\w?|чей|где|когда|куда|что|чтобы|кто|кого|who|whom|which|that|whose|"
    r"where|when)\b|"
    r"(?:и|and|or|или|а|но|but)\s|[а-яё]+(?:щ|вш|нн|ем|ом|т)(?:ий|ая|ее|ие|его|ей|им|их|ый|"
    r"ое|ые|ого|ой|ым|ых|ую|юю)\b|"
    r"[a-z]+ing\b|не\s",
    re.IGNORECASE,
)
"""What goes on with an explanation behind a comma."""

_END = re.compile(r"[.;!?](?=\s|$)|:\s|\s[—–]\s|\)")


def appositions(manuscript: Manuscript, sentence: str, number: int) -> Iterator[Definition]:
    """Yield what *sentence* explains by the way; *number* is its line."""
    folded = fold(sentence)
    if not any(cue in folded for cue in _CUES):
        return
    for match in _EXPLAINED.finditer(sentence):
        yield from _explained(match, number)
    first = _FIRST.match(sentence)
    if first is not None and len(first["term"]) > 3:
        yield from _explained(first, number)
    for pattern in (_BRACKETED, _OR):
        beside = pattern.match(sentence)
        if beside is not None and _is_meaning(manuscript, beside["text"]):
            yield from _defined(beside["term"], beside["text"], number)


_CUES = (*THAT_IS, "* (", "» (", "” (", '" (', "_ (", ", or ", ", или ")
"""Folded, what a sentence with an apposition has one of."""


def _explained(match: re.Match[str], number: int) -> Iterator[Definition]:
    text, joint = match["text"], match["joint"]
    end = _END.search(text)
    text = text[: end.start()] if end else text
    if "(" not in joint and joint.lstrip().startswith(",") and "—" not in joint:
        text = _up_to_comma(text)
    yield from _defined(match["term"], text, number)


def _up_to_comma(text: str) -> str:
    """Return an explanation between commas, with the clauses that are part of it."""
    first, *more = text.split(", ")
    kept = [first]
    for part in more:
        if not _RELATIVE.match(part):
            break
        kept.append(part)
    return ", ".join(kept)


def _defined(term: str, text: str, number: int) -> Iterator[Definition]:
    text = trimmed(text)
    if is_term(term) and text and "[[" not in text and "?" not in text:
        yield Definition(trimmed(plain(term)), text, number, marked=True, rule="apposition")


def _is_meaning(manuscript: Manuscript, text: str) -> bool:
    """Return whether a bracket explains: three words or more, no medium, no other note."""
    folded = fold(text)
    if len(folded.split()) < 3 or has_marker(folded, manuscript.lexicon) or "[[" in text:
        return False
    return not _ASIDE.match(folded)


_ASIDE = re.compile(
    r"(?:см|ср|в|на|с|со|из|от|до|для|о|об|по|при|без|у|за|к|не|и|а|но|или|see|cf|in|on|at|"
    r"from|by|with|without|to|"
    r"for|of|about|not|and|but|or|as|if|он|она|они|это|it|he|she|they|we|мы|я|i)\b"
)
"""What a bracket begins with that only adds something."""
