"""What a citing sentence does: its verbs, and whose they are.

The verb of «[[X]] — описывает …» is X's, so an act always goes with its subject; CiTO follows from
both (extraction.md 2.1). Where no cue is found the act is ``mentions``: nothing is guessed.
"""

import re
from collections.abc import Sequence

from msgspec import structs

from vaultkit.frames.bystanders import is_in_web_link, is_of_tool
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.packs.lexicon import Lexicon
from vaultkit.frames.verb_position import Place, is_verb

MENTIONS = "mentions"
_REACH = 9
"""How many words may stand before the first verb of a claim."""

_PARTICIPLE = re.compile(
    r"(?:ющ|ящ|ущ|ащ|вш|нн|ем|им|т)(?:ий|ая|ое|ие|его|ей|ую|им|их|ими|ой|ый|ые|ого|ых|ому|ем|ом)$"
)
_GERUND = re.compile(r"(?:(?<!щ)(?<!м)(?<!н)(?<!ш)ая|яя|уя|дя|ня|ся|рая|ясь|[иаеу]в|ив|вши|ing)$")
_ADVERB = re.compile(r"(?:[а-я]{3,}о|ски|ly|also|даже|также|тоже|прямо|затем|then)$")
_TO_DO = re.compile(r"\s(?:\w+о\s|не\s)?[а-я]+(?:ть|ти|чь)(?:ся|сь)?\b")
_LAST_WORD = re.compile(r"(\w+)\W*$")


def find_acts(folded: str, place: Place, end: int, lexicon: Lexicon) -> list[Hit]:
    """Return the cues of acts in a claim, in order: its first verb and those joined to it.

    One verb that only a text can have makes the claim a text's: its other verbs are then too.
    """
    found = _find_acts(folded, place, end, lexicon)
    if found and place.strict:
        return _find_acts(folded, structs.replace(place, strict=False), end, lexicon)
    return found


def _find_acts(folded: str, place: Place, end: int, lexicon: Lexicon) -> list[Hit]:
    found: list[Hit] = []
    start = place.start
    for one in _longest(lexicon.acts.find(folded, start, end)):
        hit = _meant(folded, one, lexicon)
        if _is_negated(folded, start, hit, lexicon) or not is_verb(folded, hit, place, lexicon):
            continue
        if is_in_web_link(folded, hit) or is_of_tool(folded, hit, lexicon):
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


def _longest(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return *hits* without those that lie inside a longer one."""
    if len(hits) < 2:
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _meant(folded: str, hit: Hit, lexicon: Lexicon) -> Hit:
    """Return *hit* by its object: «учит начинать» proposes, «учит, почему» explains."""
    if lexicon.lex("to_do").whole(folded[hit.start : hit.end]) is None:
        return hit
    return structs.replace(hit, name="proposes") if _TO_DO.match(folded, hit.end) else hit


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
        ("котор", "где", "which", "who", "where")
    )


def _is_adverb(word: str, lexicon: Lexicon) -> bool:
    joins = lexicon.lex("coordination").whole(word)
    return joins is None and bool(
        _ADVERB.search(word) or lexicon.lex("adverb").whole(word) is not None
    )


def _has_clause(between: str, lexicon: Lexicon) -> bool:
    """Return whether a clause stands between two verbs: "that" before one word is no clause."""
    return any(
        between[hit.start : hit.end] != "that" or len(WORD.findall(between[hit.end :])) > 3
        for hit in lexicon.lex("complement").find(between)
    )


def _is_joined(folded: str, last: Hit, hit: Hit, lexicon: Lexicon) -> bool:
    word = WORD.match(folded, hit.start)
    if word is None or _PARTICIPLE.search(word[0]):
        return False
    between = folded[last.end : hit.start]
    tail = between.rstrip(' \t\n*_«»"“”')
    joint = _LAST_WORD.search(tail)
    if joint is not None and _is_adverb(joint[1], lexicon):
        tail = tail[: joint.start(1)].rstrip()
        joint = _LAST_WORD.search(tail)
    coordinated = joint is not None and lexicon.lex("coordination").whole(joint[1]) is not None
    comma = tail.endswith((",", ";", "—", "–"))
    if coordinated and joint is not None:
        tail = tail[: joint.start(1)].rstrip()
    if _has_clause(between, lexicon) or "," in between[:-1].rstrip(" ,"):
        gerund = _GERUND.search(word[0]) is not None
        return (comma and gerund) or (coordinated and (tail.endswith((",", ";")) or gerund))
    return comma or coordinated
