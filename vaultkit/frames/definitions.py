"""Sentences that define: a term, a word that says so, and what it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vaultkit.frames.draft import trimmed
from vaultkit.frames.folding import fold
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import CALLOUT, PARAGRAPH
from vaultkit.frames.sentences import split_sentences

_MARKED = re.compile(
    r"\s*(?:\*\*|__|\*|_|[«“„\"`])(?P<term>[^*_«»“”\"`\n]{2,80})(?:\*\*|__|\*|_|[»”“\"`])[:.]?\s*"
    r"(?:\([^()\n]{1,80}\)\s*)?(?P<dash>—|–|-|:|,)?\s*"
)
_PLAIN = re.compile(
    r"\s*(?P<term>[^\W\d_][^—–:.!?;,\[\]\n]{1,70}?)\s+(?P<dash>—|–|-)\s+(?:\*\*)?(?=это\b|есть\b)"
)
_MEANS = re.compile(
    r"\s*(?:(?:an?|the)\s)?(?P<term>[A-Za-z][\w'-]*(?:\s[\w'-]+){0,4}?)\s"
    r"(?:means|refers to|denotes|stands for|is defined as)\s(?P<text>[^\n]*)",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\s*(?:под|by)\s+(?:термином\s+|словом\s+|the term\s+|a\s+|an\s+|the\s+)?"
    r"(?:\*\*|[«“„\"`])?(?P<term>[^*«»“”\"`\n,.:;]{2,60}?)(?:\*\*|[»”“\"`])?\s+"
    r"(?:здесь\s+|мы\s+|мы здесь\s+)?"
    r"(?:понима\w{2,5}|подразумева\w{2,5}|имеется в виду|we (?:here )?mean|i mean|is meant|"
    r"we understand)"
    r"[:,]?\s*(?P<text>[^\n]*)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?P<text>[^.!?\n]{3,160}?)\s(?:мы\s|я\s|здесь\s)?(?:называ\w{2,4}|именуе\w|we call|i call|"
    r"is called|are called)\s(?:(?:this|that|it|them|its|the)\s(?:[\w-]{2,20}\s){0,2}?)?"
    r"(?:an?\s|the\s)?(?:\*\*|[«“„\"_*])(?P<term>[^*«»“”\"_\n]{2,60})(?:\*\*|[»”\"_*])(?P<after>[^.\n]{0,240})",
    re.IGNORECASE,
)
_WE_CALL = re.compile(
    r"\s*(?:we|i)\s(?:will\s)?call\s(?P<what>[^*«“\"\n]{2,80}?)\s(?:an?\s|the\s)?(?:\*\*|[«“\"_*])"
    r"(?P<term>[^*«»“”\"_\n]{2,60})(?:\*\*|[»”\"_*])(?:\s*[:—–,]\s*(?P<after>[^.\n]{3,240}))?",
    re.IGNORECASE,
)
_EARLY = 90
"""Characters of a line in which a term may be set apart."""

_ASIDE = re.compile(
    r"(?P<term>[^,.:;!?—–\n]{2,70}),\s"
    r"(?:as|in|if|to|for|the way|so|here|как|в|по|если|на|то есть|или)\s"
    r"[^,.:;!?—–\n]{2,70},(?=\s)"
)
_OPENING = '*_«“„"`'
"""What a marked term begins with."""

_WORDS = (
    "это", "есть", "понима", "подразумева", "имеется в виду", "назыв", "именуе", "call", "mean",
    "understand", "refers to", "denotes", "stands for", "is defined as",
)  # fmt: skip
"""Folded, what an unmarked definition has one of."""

_SPOKEN = (PARAGRAPH, CALLOUT)
_PRONOUNS = frozenset((
    "это", "он", "она", "оно", "они", "то", "все", "it", "this", "that", "these", "they", "he",
    "she", "which", "здесь", "там", "here", "there",
))  # fmt: skip


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


_HABIT = re.compile(
    r"\s+(?:often|usually|sometimes|also|always|never|not|now|still|currently|generally|typically|"
    r"mostly|only|just|here|обычно|часто|иногда|также|тоже|всегда|никогда|не|теперь|сейчас)\b"
)
"""What tells how a thing mostly is, and not what it is."""


def lines_that_define(manuscript: Manuscript) -> Sequence[int]:
    """Return the lines, ascending, that begin as a marked term or have a word that defines."""
    page = manuscript.page
    words = [word for word in _WORDS if word in page.folded_text]
    found = []
    for number, line in enumerate(page.folded_lines, 1):
        if page.kind_of(number) not in _SPOKEN:
            continue
        if line.lstrip()[:1] in _OPENING or any(word in line for word in words):
            found.append(number)
    return found


def read_definition(manuscript: Manuscript, line: str, number: int) -> Definition | None:
    """Return what *line* defines, where it begins with a term and a word that says so."""
    if len(line) < 6 or len(line) > 4000:
        return None
    first = line.lstrip()[:1]
    if first in "[#|>!":
        return None
    line = without_aside(line)
    return (
        (_marked(manuscript, line, number) if first in _OPENING else None)
        or _unmarked(manuscript, line, number)
        or _under(line, number)
        or _called(line, number)
        or _means(line, number)
    )


def without_aside(line: str) -> str:
    """Return *line* without what a term is set apart by: "X, as engineers use the word, means"."""
    aside = _ASIDE.match(line) if "," in line[:_EARLY] else None
    return aside["term"] + line[aside.end() :] if aside else line


def _marked(manuscript: Manuscript, line: str, number: int) -> Definition | None:
    match = _MARKED.match(line)
    if match is None:
        return None
    folded = fold(line)
    copula = manuscript.lexicon.lex("copula").at_start(folded, match.end())
    if copula is None or not _is_next(line, match.end(), copula.start):
        return _apposed(manuscript, line, number, match)
    text = _first_sentence(manuscript, line[copula.end :])
    if (
        not is_term(match["term"])
        or text.endswith("?")
        or line[copula.end :].lstrip()[:1] in ",.;"
    ):
        return None
    if _HABIT.match(folded, copula.end):
        return None
    return Definition(match["term"].strip(" :.,"), text, number, marked=True, rule="marked_term")


def _apposed(
    manuscript: Manuscript, line: str, number: int, match: re.Match[str]
) -> Definition | None:
    """Return the definition that a quoted term and a dash make: «X» — набор привычек."""
    if match["dash"] not in ("—", "–") or not manuscript.is_of_genre:
        return None
    if line.lstrip()[:1] not in '«“„"`' or not line[match.end() : match.end() + 1].islower():
        return None
    if not is_term(match["term"]):
        return None
    text = _first_sentence(manuscript, line[match.end() :])
    return Definition(match["term"].strip(" :.,"), text, number, marked=True, rule="apposition")


def _first_sentence(manuscript: Manuscript, text: str) -> str:
    """Return the sentence that *text* begins with: a definition ends with its own."""
    sentences = split_sentences(text, manuscript.lexicon.abbreviations)
    return trimmed(text[sentences[0].start : sentences[0].end]) if sentences else ""


def _unmarked(manuscript: Manuscript, line: str, number: int) -> Definition | None:
    if "это" not in line and "есть" not in line:
        return None
    match = _PLAIN.match(line)
    if match is None or not is_term(match["term"]):
        return None
    text = re.sub(r"^(?:это|есть)\b", "", line[match.end() :], count=1)
    text = _first_sentence(manuscript, text)
    return Definition(trimmed(match["term"]), text, number, marked=False, rule="plain_term")


def _under(line: str, number: int) -> Definition | None:
    match = _UNDER.match(line)
    if match is None or not is_term(match["term"]):
        return None
    return Definition(
        trimmed(match["term"]), trimmed(match["text"]), number, marked=True, rule="under_term"
    )


def _means(line: str, number: int) -> Definition | None:
    """Return what "A snapshot transfer means freezing …" defines."""
    match = _MEANS.match(line)
    if match is None or not is_term(match["term"]):
        return None
    text = trimmed(match["text"].split(". ")[0])
    return Definition(trimmed(match["term"]), text, number, marked=False, rule="means")


def _called(line: str, number: int) -> Definition | None:
    """Return what «… мы называем **X**» and "we call … a **X**" define."""
    if "назыв" not in line and "call" not in line and "именуе" not in line:
        return None
    match = _WE_CALL.match(line)
    if match is not None and is_term(match["term"]):
        text = match["after"] or match["what"]
        return Definition(match["term"].strip(), trimmed(text), number, marked=True, rule="called")
    match = _CALLED.match(line)
    if match is None or not is_term(match["term"]):
        return None
    return Definition(
        match["term"].strip(), trimmed(match["text"]), number, marked=True, rule="called"
    )


def _is_next(line: str, end: int, start: int) -> bool:
    return not line[end:start].strip(" *_")


def is_term(term: str) -> bool:
    """Return whether *term* may be defined: a few words, no pronoun, no label of a question."""
    words = [word.lower() for word in WORD.findall(term)]
    if not 0 < len(words) <= 7 or words[0] in _PRONOUNS or term.rstrip().endswith("?"):
        return False
    return len(words) > 1 or len(words[0]) > 1
