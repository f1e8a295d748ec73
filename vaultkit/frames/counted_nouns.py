"""Numerals and what they count: «три вектора», "four phases", "two rails"."""

import re

from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD, Hit

_COUNT = re.compile(r"(?<![\w\[.])\d{1,3}\+?(?![\w.])")
_NOUN = re.compile(
    r"\s(?:[\w-]{2,24}(?:ых|их|ым|им|ыми|ими|ые|ие)\s|(?:such|other|different|simple|living|new|old|main)\s)?"
    r"(?!из\b|of\b|and\b|or\b|и\b|или\b|as\b|years?\b|days?\b|раза?\b)[^\W\d_][\w-]{2,24}"
)
"""What a numeral counts: a word, with an adjective before it."""


def counted_noun(manuscript: Manuscript, folded: str) -> tuple[str, str, Hit] | None:
    """Return count, phrase and place of «три вектора», "four phases" in a folded text."""
    lexicon = manuscript.lexicon
    numbers = [(hit.name, hit.start, hit.end) for hit in lexicon.numerals.find(folded)]
    numbers.extend((match[0], match.start(), match.end()) for match in _COUNT.finditer(folded))
    for count, start, end in sorted(numbers, key=lambda one: one[1]):
        for hit in lexicon.lex("group").find(folded, end, min(len(folded), end + 40)):
            between = folded[end : hit.start]
            if len(WORD.findall(between)) <= 2 and not between.strip(" *_").startswith(
                (".", ",", ":", ")")
            ):
                return count, folded[start : hit.end], Hit("group", start, hit.end, 2, 0)
    return None


def any_counted(manuscript: Manuscript, folded: str) -> tuple[str, str, Hit] | None:
    """Return count, phrase and place of a numeral and whatever it counts: "two rails"."""
    for hit in manuscript.lexicon.numerals.find(folded):
        noun = _NOUN.match(folded, hit.end)
        if noun is not None and hit.name != "1":
            place = Hit("group", hit.start, noun.end(), 2, 0)
            return hit.name, folded[hit.start : noun.end()], place
    return None
