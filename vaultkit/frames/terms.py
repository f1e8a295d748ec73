"""A term and its meaning, however a sentence, list or table gives them."""

import re
from dataclasses import dataclass

from vaultkit.frames.draft import trimmed
from vaultkit.frames.packs.cues import WORD

_PRONOUNS = frozenset((
    "это", "он", "она", "оно", "они", "то", "все", "it", "this", "that", "these", "they", "he",
    "she", "which", "здесь", "там", "here", "there", "what", "who", "how", "why", "where", "when",
    "что", "кто", "как", "почему", "где", "когда",
))  # fmt: skip
_PERIOD = re.compile(r"(?<=\w\w)[.;!?](?:\s|$)")
_PART = re.compile(r"[.;!?](?:\s|$)|:\s")


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it is said to be."""

    term: str
    text: str
    """Empty where a list follows."""

    line: int
    marked: bool
    """Whether the term is bold, quoted or code."""

    rule: str


def is_term(term: str) -> bool:
    """Return whether *term* may be defined: a few words, no pronoun, no label of a question."""
    words = [word.lower() for word in WORD.findall(term)]
    if not 0 < len(words) <= 7 or words[0] in _PRONOUNS or term.rstrip().endswith("?"):
        return False
    return len(words) > 1 or len(words[0]) > 1


def sentence_of(text: str) -> str:
    """Return the sentence that *text* begins with; a semicolon ends it too."""
    return trimmed(_PERIOD.split(text, 1)[0])


def part_of(text: str) -> str:
    """Return what *text* begins with, up to a stop, a semicolon or a colon."""
    return trimmed(_PART.split(text, 1)[0])
