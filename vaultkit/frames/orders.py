"""Whether the items of a list are orders («Прочитать журнал», "Ring with the boy") or things."""

import re
from collections.abc import Sequence

_RUSSIAN = re.compile(
    r"(?:не\s|сначала\s|затем\s|потом\s)?[а-я]+(?:ть|ти|чь|ться|тись|йте|ите|ьте|йтесь|итесь|ай|уй|яй|ей|ишь|ешь|ем|им)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?:(?:first|then|next|now|finally|always|never|do not|don't|only),?\s)?"
    r"(?P<verb>[a-z]{2,14})\s(?:the|an?|your|their|its|his|her|our|my|it|them|him|what|how|which|"
    r"only|all|for|in|out|to|one|two|three|each|every|with|aloud|wrong|nothing|no|any|up|down|off|on|"
    r"back|until|at|from|together|through|over|it\.)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"[a-z]{2,12}\W*$|(?:let|make|have)\s", re.IGNORECASE)
_NO_VERBS = frozenset((
    "the", "this", "that", "these", "those", "a", "an", "my", "your", "our", "their", "his", "her",
    "its", "no", "all", "some", "any", "each", "every", "one", "two", "three", "it", "he", "she",
    "they", "we", "you", "there", "what", "who", "how", "is", "are", "was", "not", "of", "in",
    "on", "at", "to", "for", "from", "and", "or", "part", "copy", "list", "half", "way",
))  # fmt: skip
_THING = re.compile(
    r"(?:the|an?|my|your|our|their|his|her|its|two|three|some|no)\s", re.IGNORECASE
)


def are_orders(items: Sequence[str]) -> bool:
    """Return whether most *items* begin with a verb that tells what to do."""
    return 2 * sum(map(_is_order, items)) > len(items)


def are_things(items: Sequence[str]) -> bool:
    """Return whether all *items* begin with an article or a word like it and none is an order."""
    return all(_THING.match(item) for item in items)


def _is_order(item: str) -> bool:
    if _RUSSIAN.match(item) or _BARE.match(item):
        return True
    match = _ENGLISH.match(item)
    return match is not None and match["verb"].lower() not in _NO_VERBS
