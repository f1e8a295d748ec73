"""Sentences that define: a term, a word that says so, and what it is."""

import re
from collections.abc import Sequence

from vaultkit.frames.draft import trimmed
from vaultkit.frames.folding import fold
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.namings import read_naming
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.packs.key_words import Literals
from vaultkit.frames.page import SPOKEN
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.terms import Definition, is_term, part_of, sentence_of

_MARKED = re.compile(
    r"\s*(?:(?:an?|the(?: term| word)?|термин|слово|понятие|под словом)\s)?(?:\*\*|__|\*|_|"
    r"[«“„\"`])(?P<term>[^*_«»“”\"`\n]{2,80})(?:\*\*|__|\*|_|[»”“\"`])[:.]?\s*"
    r"(?P<aside>\([^()\n]{1,80}\)\s*)?(?P<dash>—|–|-|:|,)?\s*(?:here\s|здесь\s)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\s*(?P<term>[^\W\d_][^—–:.!?;,\[\]\n]{1,70}?)\s+"
    r"(?:(?P<dash>—|–|-)\s+(?:\*\*)?(?=это\b|есть\b)|(?=представля\w{2,3} собой\s|"
    r"обознача[ею]т\s|означа[ею]т\s))"
)
_MEANS = re.compile(
    r"\s*(?:(?:an?|the)\s)?(?P<term>[A-Za-z][\w'-]*(?:\s[\w'-]+){0,4}?)\s"
    r"(?:means|refers to|denotes|stands for|is defined as)\s(?P<text>[^\n]*)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s*(?:[*_]{1,2}|[«“„\"`])?(?P<term>[^\W\d_][^*_«»“”\"`\n—–:.!?;\[\]]{1,60}?)[:.]?"
    r"(?:[*_]{1,2}|[»”“\"`])?"
    r"(?:\s*:[*_]{0,2}\s+|\s+[—–-]\s+|(?<=[^.][*_»”\"`])\s*(?=[^\WA-ZА-Я]))(?P<text>[^\n]{3,})"
)
"""A term and its meaning, under a heading that announces terms."""

_NAMED = re.compile(
    r"\s*(?:(?:an?|the)\s)?(?P<term>[^\W\d_][^*_«»“”\"`\n—–:.!?;,\[\]]{1,60}?)\s"
    r"(?:[—–-]\s(?:это\s)?|(?:is|are)\s)(?!not\b|не\b)(?P<text>[^\n]{3,})"
)
_ARTICLE = re.compile(r"(?:an?|the)$")
_EARLY = 90
"""Characters of a line in which a term may be set apart."""

_ASIDE = re.compile(
    r"(?P<term>[^,.:;!?—–\n]{2,70}),\s"
    r"(?:as|in|if|to|for|the way|so|here|как|в|по|если|на|то есть|или)\s"
    r"[^,.:;!?—–\n]{2,70},(?=\s)"
)
_OPENING = '*_«“„"`'
"""What a marked term begins with."""

THAT_IS = (
    "то есть", "т.е.", "т. е.", "иначе говоря", "иными словами", "другими словами",
    "проще говоря", "попросту", "that is", "i.e.", "in other words", "which is to say",
    "in short", "meaning",
)  # fmt: skip
"""Folded, what a term is explained with by the way."""

_SENSE = re.compile(r"(?<!,)\s(?:в|in)\s(?:[\w-]+\s){1,3}(?:смысле|sense)(?![\w-])")
"""In what sense a term is meant: no part of it."""

_ARTICLES = frozenset("atстп")
"""What `_ARTICLED` begins with."""

_ARTICLED = re.compile(r"(?:an?|the(?: term| word)?|термин|слово|понятие)\s[*_«“„\"`]")
_WORDS = (
    "это", "есть", "понима", "подразумева", " в виду", "назыв", "назов", "именуе", "именую",
    "зовем", "зовут", "зовет", "call", "mean", "understand", "refers to", "denotes", "stands for",
    "is defined as", "known as", "is termed", "собой", "означа", "обознача", "говоря", "словами",
    "попросту", "i.e.", "that is", "other words", "* (", "» (", "” (", "* — ", "* – ",
)  # fmt: skip
"""Folded, what an unmarked definition has one of."""

_LITERALS = Literals(_WORDS)
_PASSIVE = re.compile(
    r"\s+(?:[a-z]{2,20}ed|made|built|written|kept|given|found|shown|held|run|sent|set|put)\s"
    r"(?:by|via|in|on|with|to|from|for|when|if|using|at|as|through|and|only|once)\b"
)
"""What is done to a thing, which does not tell what it is."""

_HABIT = re.compile(
    r"\s+(?:often|usually|sometimes|also|always|never|not|now|still|currently|generally|"
    r"typically|"
    r"mostly|only|just|here|обычно|часто|иногда|также|тоже|всегда|никогда|не|теперь|сейчас)\b"
)
"""What tells how a thing mostly is, and not what it is."""


def lines_that_define(manuscript: Manuscript) -> Sequence[int]:
    """Return the lines, ascending, that begin as a marked term or have a word that defines."""
    page = manuscript.page
    kinds = page.kind
    found = {line for line in _LITERALS.lines(page.folded_text) if kinds[line - 1] in SPOKEN}
    for number, start in page.spoken:
        if start[0] in _OPENING or (
            start[0].lower() in _ARTICLES and _ARTICLED.match(page.folded(number).lstrip())
        ):
            found.add(number)
    return sorted(found)


def read_definition(manuscript: Manuscript, line: str, number: int) -> Definition | None:
    """Return what *line* defines, where it begins with a term and a word that says so."""
    if len(line) < 6 or len(line) > 4000:
        return None
    first = line.lstrip()[:1]
    if first in "[#|>!":
        return None
    line = without_aside(line)
    marked = first in _OPENING or (first.lower() in _ARTICLES and _ARTICLED.match(fold(line)))
    return (
        (_marked(manuscript, line, number) if marked else None)
        or _unmarked(manuscript, line, number)
        or read_naming(line, number)
        or _means(line, number)
    )


def without_aside(line: str) -> str:
    """Return *line* without what a term is set apart by: "X, as engineers use the word, means"."""
    if "смысле" in line[:_EARLY] or " sense" in line[:_EARLY]:
        line = _SENSE.sub("", line, count=1)
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
    said = folded[copula.start : copula.end]
    if match["aside"] and said.startswith(("is", "are")):
        return None  # the bracket may explain the term, what follows tells of it
    start = copula.end - len(article[0]) if (article := _ARTICLE.search(said)) else copula.end
    text = _first_sentence(manuscript, line[start:])
    if (
        not is_term(match["term"])
        or text.endswith("?")
        or line[copula.end :].lstrip()[:1] in ",.;"
    ):
        return None
    if _HABIT.match(folded, copula.end) or (
        said in ("is", "are") and _PASSIVE.match(folded, copula.end)
    ):
        return None
    return Definition(match["term"].strip(" :.,"), text, number, marked=True, rule="marked_term")


def _apposed(
    manuscript: Manuscript, line: str, number: int, match: re.Match[str]
) -> Definition | None:
    """Return the definition that a quoted term and a dash make: «X» — набор привычек."""
    if match["dash"] not in ("—", "–") or not manuscript.is_of_genre:
        return None
    if not line[match.end() : match.end() + 1].islower() or not is_term(match["term"]):
        return None
    if fold(line[match.end() : match.end() + _EARLY]).startswith(THAT_IS):
        return None  # `vaultkit.frames.appositions` tells where that ends
    if line.lstrip()[:2] in ("**", "__") and not _is_noun_phrase(manuscript, line, match):
        return None
    text = _first_sentence(manuscript, line[match.end() :]).partition("; ")[0]
    return Definition(match["term"].strip(" :.,"), text, number, marked=True, rule="apposition")


_VERB = re.compile(
    r"\w+(?:[еёиуюая]т|[аяиеыу]л[аои]?|[еи]м|ть|ти)(?:ся|сь)?$|не$|(?:is|are|was|were|has|"
    r"does|can|will|must)$"
)


def _is_noun_phrase(manuscript: Manuscript, line: str, match: re.Match[str]) -> bool:
    """Return whether what follows a bold term and a dash may say what it is.

    A label, a part of a dialogue or a way to move something is followed by more than a meaning.
    """
    lexicon = manuscript.lexicon
    term = fold(match["term"])
    first = WORD.match(fold(line), match.end())
    if (
        first is None
        or _VERB.match(first[0])
        or lexicon.lex("medium").at_start(fold(line), match.end())
    ):
        return False
    if lexicon.roles.whole(term) or lexicon.labels.whole(term) or any(map(str.isdigit, term)):
        return False
    return not lexicon.lex("transfer").find(term) and not lexicon.lex("step").find(term)


def _first_sentence(manuscript: Manuscript, text: str) -> str:
    """Return the sentence that *text* begins with: a definition ends with its own."""
    sentences = split_sentences(text, manuscript.lexicon.abbreviations)
    return trimmed(text[sentences[0].start : sentences[0].end]) if sentences else ""


def _unmarked(manuscript: Manuscript, line: str, number: int) -> Definition | None:
    if not any(word in line for word in ("это", "есть", "собой", "означа", "обознача")):
        return None
    match = _PLAIN.match(line)
    if match is None or not is_term(match["term"]):
        return None
    text = _COPULA.sub("", line[match.end() :], count=1)
    if not match["dash"] and not (manuscript.is_of_genre and _is_of_thing(match["term"], text)):
        return None
    text = _first_sentence(manuscript, text)
    return Definition(trimmed(match["term"]), text, number, marked=False, rule="plain_term")


_COPULA = re.compile(r"^(?:это|есть|представля\w{2,3} собой|обознача[ею]т|означа[ею]т)\b")


def listed_definition(line: str, number: int) -> Definition | None:
    """Return what «**Term**: text» or "Term — text" defines under a heading of terms."""
    match = _LISTED.match(line)
    if match is None or not is_term(match["term"]):
        return None
    text = sentence_of(match["text"])
    return Definition(trimmed(match["term"]), text, number, marked=True, rule="listed_term")


def named_definition(line: str, number: int, title: str) -> Definition | None:
    """Return what «След — привычка …», "A trace is a habit …" define under the term's heading."""
    match = _NAMED.match(line)
    if match is None or not is_term(match["term"]):
        return None
    words = [word[:4] for word in WORD.findall(fold(match["term"])) if len(word) > 2]
    if not words or not all(word in fold(title) for word in words):
        return None
    return Definition(
        trimmed(match["term"]), part_of(match["text"]), number, marked=True, rule="named_term"
    )


def _is_of_thing(term: str, text: str) -> bool:
    """Return whether «X означает Y» says of a thing what it is: no «для меня», no «, что …»."""
    said = WORD.search(fold(text))
    first = WORD.search(fold(term))
    if said is None or first is None or text.lstrip()[:1] in ",:" or said[0] in ("что", "как"):
        return False
    return first[0] not in _BEFORE_NOUNS


_BEFORE_NOUNS = frozenset(
    ("для", "в", "на", "у", "с", "со", "из", "от", "по", "при", "без", "к", "о")
)


def _is_next(line: str, end: int, start: int) -> bool:
    return not line[end:start].strip(" *_")


def _means(line: str, number: int) -> Definition | None:
    """Return what "A snapshot transfer means freezing …" defines."""
    match = _MEANS.match(line)
    if match is None or not is_term(match["term"]):
        return None
    text = trimmed(match["text"].split(". ")[0])
    return Definition(trimmed(match["term"]), text, number, marked=False, rule="means")
