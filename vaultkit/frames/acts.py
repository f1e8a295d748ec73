"""What a citing sentence does: its verbs, and whose they are.

The verb of «[[X]] — описывает …» is X's, so an act always goes with its subject; CiTO follows from
both (extraction.md 2.1). Where no cue is found the act is ``mentions``: nothing is guessed.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.packs.lexicon import Lexicon

MENTIONS = "mentions"
_REACH = 5
"""How many words may stand before the first verb of a claim."""

_PARTICIPLE = re.compile(
    r"(?:ющ|ящ|ущ|ащ|вш|нн|ем|им|т)(?:ий|ая|ое|ие|его|ей|ую|им|их|ими|ой|ый|ые|ого|ых|ому|ем|ом)$"
)
_GERUND = re.compile(r"(?:(?<!щ)(?<!м)(?<!н)(?<!ш)ая|яя|уя|дя|ня|ся|рая|ясь|[иаеу]в|ив|вши|ing)$")
_ADVERB = re.compile(r"(?:[а-я]{3,}о|ски|ly|also|даже|также|тоже|прямо|затем|then)$")
_TWOFOLD = re.compile(
    r"^(?:uses?|reports?|details|supports?|stress(?:es)?|claims?|notes|shows?|outlines?|sketch(?:es)?|"
    r"records|logs|plans|designs|proposals?|challenges?|questions?|doubts|objects?|offers|drafts|"
    r"frames|casts|counts|traces|tracks|reviews|answers|tests|documents|surveys|groups|sorts|names|"
    r"exhibits?|arguments?|matches|pairs|relates|tells|highlights?|accounts|grounds|backs|lists)$"
)
_AFTER_NOUN = re.compile(r"(?:of|for|and|or|from|in|on|with|about|to|by|at|between|under)\b")
_LAST_WORD = re.compile(r"(\w+)\W*$")


class Subject(NamedTuple):
    """Whose verb it is."""

    name: str
    """cited, citing or unknown."""


def find_acts(folded: str, start: int, end: int, lexicon: Lexicon) -> list[Hit]:
    """Return the cues of acts in a claim, in order: its first verb and those joined to it."""
    found: list[Hit] = []
    for hit in _longest(lexicon.acts.find(folded, start, end)):
        if _is_negated(folded, start, hit, lexicon) or _is_noun(folded, hit):
            continue
        if not found:
            if _may_begin(folded, start, hit, lexicon):
                found.append(hit)
        elif _is_joined(folded, found[-1], hit, lexicon):
            found.append(hit)
    return found


def cito(act: str, subject: str, role: str | None, lexicon: Lexicon) -> str:
    """Return the CiTO property of *act* by its subject, sharpened by the section's role."""
    meaning = lexicon.meanings.get(act)
    if meaning is None:
        return "cito:cites"
    name = meaning.citing if subject == "citing" else meaning.cited
    for override in lexicon.overrides:
        if override.role == role and name in override.source and act in override.acts:
            name = override.to
    return f"cito:{name}"


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Return *hits* without those that lie inside a longer one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _is_noun(folded: str, hit: Hit) -> bool:
    """Return whether a form that is verb and noun («uses», "reports") stands as a noun here.

    A verb has its object or clause next; a plural noun a comma, "of", "and" or the end.
    """
    if not _TWOFOLD.search(folded[hit.start : hit.end]):
        return False
    after = folded[hit.end : hit.end + 12].lstrip(" *_")
    return not after or after[0] in ",.;:)]" or _AFTER_NOUN.match(after) is not None


def _is_negated(folded: str, start: int, hit: Hit, lexicon: Lexicon) -> bool:
    before = _LAST_WORD.search(folded, max(start, hit.start - 20), hit.start)
    return before is not None and lexicon.lex("negation").whole(before[1]) is not None


def _may_begin(folded: str, start: int, hit: Hit, lexicon: Lexicon) -> bool:
    """Return whether *hit* is near enough to the claim's start to be its own verb."""
    before = folded[start : hit.start]
    if len(WORD.findall(before)) > _REACH:
        return False
    clauses = lexicon.lex("complement").find(before)
    return not clauses or before[clauses[0].start : clauses[0].end].startswith(
        ("котор", "где", "wh")
    )


def _is_joined(folded: str, last: Hit, hit: Hit, lexicon: Lexicon) -> bool:
    word = WORD.match(folded, hit.start)
    if word is None or _PARTICIPLE.search(word[0]):
        return False
    between = folded[last.end : hit.start]
    tail = between.rstrip(' \t\n*_«»"“”')
    joint = _LAST_WORD.search(tail)
    if joint is not None and _ADVERB.search(joint[1]):
        tail = tail[: joint.start(1)].rstrip()
        joint = _LAST_WORD.search(tail)
    coordinated = joint is not None and lexicon.lex("coordination").whole(joint[1]) is not None
    comma = tail.endswith((",", ";", "—", "–"))
    if coordinated and joint is not None:
        tail = tail[: joint.start(1)].rstrip()
    if lexicon.lex("complement").find(between) or "," in between[:-1].rstrip(" ,"):
        gerund = _GERUND.search(word[0]) is not None
        return (comma and gerund) or (coordinated and (tail.endswith((",", ";")) or gerund))
    return comma or coordinated
