"""Whether a word that may be a verb is one where it stands.

English verbs look like nouns and adjectives ("notes", "support", "used"), so what stands before
and after decides; Russian forms tell themselves, but for infinitives and nouns.
"""

import re
from typing import NamedTuple

import msgspec

from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.packs.lexicon import Lexicon

_ADVERB = re.compile(r"\w{2,}ly$")
_PARTICIPLE = re.compile(r"(?:\w+(?:ed|wn|en|ught|old|aid|uilt)|found)$")
_THIRD = re.compile(r"(?<![su])s$")
_INFINITIVE = re.compile(r"[а-я]+(?:ть|ти|чь)(?:ся|сь)?$")
_NOUN = re.compile(r"[а-я]+(?:ени|ани|яни|аци|яци|ици)(?:е|я|ю|ем|и|й|ям|ями|ях|ей)$")
_ADJECTIVAL = re.compile(
    r"[а-я]+(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ую|ых|ым|ыми|ом|ому)$|"
    r"[а-я]+[юуяа]щ(?:его|ему|им|ем|ей|ую|ие|их|ими)(?:ся)?$"
)
_AFTER_PARTICIPLE = frozenset((
    "by", "for", "as", "in", "on", "to", "with", "from", "at", "under", "when", "after", "since",
    "version", "form", "list", "file", "files", "note", "notes",
))  # fmt: skip
_AFTER_NOUN = frozenset(("of", "on", "for", "from", "about", "in", "to", "by", "with", "at"))
_CLAUSE = frozenset((
    "that", "how", "why", "what", "where", "whether", "who", "when", "что", "как", "почему",
    "зачем", "отчего", "откуда", "где", "когда", "чем", "кто", "будто", "куда", "чему",
))  # fmt: skip
"""What a text says and a tool does not: a clause."""

_RESUMED = frozenset(("it", "which", "and", ",", "также", "и", "он", "она", "оно", "где"))
"""Words through which a claim goes on with its own subject."""

_TEXTUAL = frozenset(("describes", "explains", "defines"))
"""Acts of which only texts are capable."""

_OBJECT = frozenset(
    ("the", "a", "an", "its", "this", "these", "both", "own", "two", "three", "four")
)
_LINKING = frozenset(("is", "are", "was", "offers", "gives", "это", "дает", "своего", "рода"))
_PLURAL = frozenset(("we", "i", "they", "you", "that", "which", "who"))
_SPEAKERS = frozenset(("we", "i"))
"""Whose second verb has no ending either: "we reject [[A]] and build on [[B]]"."""

_HAVE = frozenset(("has", "have", "had", "having"))


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a claim is read."""

    start: int
    """Offset where its words begin."""

    strict: bool = False
    """Whether the note is of another genre, where lists of tools use the same verbs."""

    several: bool = False
    """Whether its subject is more than one note: the verb has no -s."""


def is_verb(folded: str, hit: Hit, place: Place, lexicon: Lexicon) -> bool:
    """Return whether the cue *hit* is a verb of the claim that begins at *place*."""
    first = WORD.match(folded, hit.start)
    if first is None:
        return False
    before = _words_before(folded, place.start, hit.start, lexicon)
    after = WORD.search(folded, hit.end, hit.end + 40)
    gap = folded[hit.end : after.start()].strip(" *_\"'«“`") if after else "."
    following = after[0] if after and not gap else ""
    cue = folded[hit.start : hit.end]
    if lexicon.is_of_other_language(cue):
        return not (place.strict and before)
    if place.strict and not _is_of_text(before, following, cue, hit, lexicon):
        return False
    if lexicon.lex("act_noun").whole(cue):
        return _is_leading_noun(before, lexicon) and not (place.strict and before)
    if not first[0].isascii():
        return _is_russian_verb(first[0], before, lexicon)
    return _is_english_verb(first[0], hit, before, following, place, lexicon)


def _is_of_text(before: list[str], following: str, cue: str, hit: Hit, lexicon: Lexicon) -> bool:
    """Return whether a verb is of what a text says: it heads its claim and a clause follows.

    Those of tools in lists have things for objects: "Shows the path", "keeping games apart".
    """
    if (not before or before[-1] == "which") and hit.name in _TEXTUAL:
        doubted = cue.endswith(("ed", "ing")) or lexicon.lex("tool_act").whole(cue) is not None
        return not doubted or following in _CLAUSE or following in _AFTER_PARTICIPLE
    if following not in _CLAUSE or (before and lexicon.lex("tool_act").whole(cue)):
        return False
    return not before or before[-1] in _RESUMED


def _is_russian_verb(word: str, before: list[str], lexicon: Lexicon) -> bool:
    if _INFINITIVE.match(word):
        return _is_attempt(before, lexicon)
    if _NOUN.match(word):
        return _is_leading_noun(before, lexicon)
    return not _ADJECTIVAL.match(word)


def _words_before(folded: str, start: int, end: int, lexicon: Lexicon) -> list[str]:
    """Return the words before a cue, without the adverbs next to it; a stop is a word."""
    clause = max(folded.rfind(mark, start, end) for mark in ".;!?")
    words = re.findall(r"\w+|,", folded[max(start, clause + 1) : end])
    while words and (_ADVERB.match(words[-1]) or lexicon.lex("adverb").whole(words[-1])):
        words.pop()
    return words


def _is_leading_noun(before: list[str], lexicon: Lexicon) -> bool:
    """Return whether a noun («описание», "an account") is the head of its claim."""
    rest = [word for word in before if word not in _OBJECT and word not in _LINKING]
    return len(rest) <= 1 and not (
        rest and (rest[0] == "," or lexicon.lex("before_noun").whole(rest[0]) is not None)
    )


def _is_attempt(before: list[str], lexicon: Lexicon) -> bool:
    return bool(before) and lexicon.lex("attempt").whole(before[-1]) is not None


class _Form(NamedTuple):
    """An English form, by its ending and by its list."""

    third: bool
    gerund: bool
    past: bool
    homograph: bool

    @property
    def is_base(self) -> bool:
        return not (self.third or self.gerund or self.past)


def _form(word: str, hit: Hit, lexicon: Lexicon) -> _Form:
    third, gerund = bool(_THIRD.search(word)), word.endswith("ing")
    past = not third and not gerund and bool(_PARTICIPLE.match(word))
    homograph = hit.words == 1 and lexicon.lex("homograph").whole(word) is not None
    return _Form(third, gerund, past, homograph)


def _is_english_verb(  # noqa: C901, PLR0911 - one answer for each place a word may stand in
    word: str, hit: Hit, before: list[str], following: str, place: Place, lexicon: Lexicon
) -> bool:
    form = _form(word, hit, lexicon)
    if not before:
        return _may_lead(form, following, place)
    last = before[-1]
    if last == "to":
        return _is_attempt(before[:-1], lexicon)
    sure = following in _CLAUSE or (not place.strict and following in _OBJECT)
    if form.gerund:
        told = following in _CLAUSE or lexicon.lex("subject").whole(last) is not None
        return last in (",", "by", "and", "while") or (told and not place.strict)
    if lexicon.lex("before_noun").whole(last) is not None or last.isdecimal():
        return before == ["this"] and form.third and (sure or not following)
    if last in _HAVE or lexicon.lex("auxiliary").whole(last) is not None:
        return form.past
    if lexicon.lex("modal").whole(last) is not None:
        return form.is_base and not (place.strict or "you" in before)
    if last in ("and", "but", "then", "yet"):
        if form.is_base:
            return not (place.strict or _SPEAKERS.isdisjoint(before))
        return sure or not (place.strict or form.homograph)
    if lexicon.lex("subject").whole(last):
        return not form.is_base or last in _PLURAL or place.several
    if place.strict or form.homograph:
        return not form.is_base and sure
    return form.third or form.past


def _may_lead(form: _Form, following: str, place: Place) -> bool:
    """Return whether a claim's first word is its verb; a bare form is an order, not an act."""
    if form.past:
        return following not in _AFTER_PARTICIPLE and bool(following)
    if form.is_base:
        return place.several
    return not (form.homograph and (following in _AFTER_NOUN or not following))
