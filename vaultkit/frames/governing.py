"""What a sentence says of the links in it: which verb is about a link, and whose verb it is."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from vaultkit.frames.acts import find_acts
from vaultkit.frames.bystanders import is_another_s, is_in_web_link, is_like, is_tool
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.names import is_mere_name
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.packs.lexicon import ACTS, AS, PRE
from vaultkit.frames.page import HEADING
from vaultkit.frames.passages import LinkIn, Passage
from vaultkit.frames.verb_position import Place, is_verb

_PASSIVE = re.compile(
    r"(?:\w+(?:ed|en|wn)|\w+(?:ан|ян|ен)(?:а|о|ы)?|\w+(?:крыт|бит|нут|взят|жат)(?:а|о|ы)?|"
    r"\w+(?:ется|ются|ится|ятся)|\w+(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ую|ых|ым|ыми|ом))$"
)
_REFLEXIVE = re.compile(r"\w+(?:ся|сь)$")
_WITHIN = re.compile(r"\b(?:в|во|из|in|by|from|at|within|throughout)\W*(?:\w+\W+){0,2}$")
_PREPOSITION = re.compile(
    r"\b(?:(?:by|from|with|on|for|to|via|like|into|about|through)(?:\W+(?:the|an?|our|my|its))?"
    r"|с|со|для|от|к|по|у|при|о|об|на|после|до|из-за|под|без)\W*$"
)
_JOINT = re.compile(
    r"[\s,/*_\"'»”)\]]*(?:\[\^[^\]\s]{1,80}\][\s,]*){0,4}"
    r"(?:(?:and|or|и|или|либо|а также|as well as|and also|а еще|и еще|plus|&)\b\s*)?"
    r"(?:(?:in|to|from|with|в|из|с|на|к)\s)?[\s*_\"'«“(\[]*$"
)
_CLAUSE = re.compile(
    r"[\]*_\"'»”)]*\s+(?:\w+ly\s+|[а-я]+о\s+)?(?:(?!is\b|as\b)[a-z]+s|[a-z]+ed|"
    r"[а-я]+(?:[еи]т|ется|ится|л|ла|ло))\b"
)
"""A verb in the singular after a link: with a comma before the link, a clause of its own."""

_AS = re.compile(r"(?:^|\W)(?P<as>as|как)\b(?P<said>(?:\W+\w+){0,2}?)[\s*_\"'«“(\[]*$")
_TAKEN = re.compile(r"^\W*(?:из|у|from)\W*$")
_FROM = re.compile(r"\b(?:у|из|from)$")
_GOVERNED = re.compile(r"\b(?:с|со|на|от|к|ко|за)$")
_OURS = re.compile(r"(?:[еи]м(?:ся)?|ю(?:сь)?|ли(?:сь)?|гласны)$")
_STOP = re.compile(r"[.!?;:]")
_ADDRESSED = re.compile(r"(?:^|\W)(?:to|can|could|will|you|i|we|let|us|may|чтобы|можно|я|мы)\W*$")
_THIS = re.compile(r"\W*(?:это|то же|об этом|так|такой взгляд|ту же мысль|эту мысль)\W")
"""An object that opens a Russian sentence: «Это подтверждает [[X]]» has X for its subject."""

_LONG_LIST = 20_000
"""Characters from which a list's headings make no argument of its entries."""

_NEAR = 40
_OWN = ("uses", "extends", "supports", "critiques", "refutes", "excludes", "compares")
"""Acts of the one who writes: «we use … from [[X]]» is not X's."""


_TOOL = ("uses", "contains", "supports", "extends", "concludes", "classifies")
"""Acts that programs do too: outside the genre their participles tell nothing."""


class Governing(NamedTuple):
    """The cues about a link, and whose verbs they are."""

    hits: Sequence[Hit]
    subject: str


NOTHING = Governing((), "unknown")


def is_strict(manuscript: Manuscript, passage: Passage) -> bool:
    """Return whether a passage is of ordinary prose: no genre, no footnotes, no role."""
    if passage.references or any(one.message for one in manuscript.containers):
        return False
    section = manuscript.section_at(passage.first)
    long = len(manuscript.text) >= _LONG_LIST
    if long or section is None or section.role in (None, "sources", "next_step"):
        return not manuscript.is_of_genre
    return not manuscript.is_of_genre and is_mere_name(manuscript, section)


def runs_of(passage: Passage, links: Sequence[LinkIn]) -> list[list[LinkIn]]:
    """Return *links* by enumeration: «[[A]], [[B]] и [[C]]» have one verb."""
    runs: list[list[LinkIn]] = []
    for link in links:
        before = runs[-1][-1].end if runs else 0
        joined = bool(runs) and _JOINT.fullmatch(passage.folded, before, link.start)
        if joined and not (
            "," in passage.text[before : link.start] and _CLAUSE.match(passage.folded, link.end)
        ):
            runs[-1].append(link)
        else:
            runs.append([link])
    return runs


def governing(
    manuscript: Manuscript, passage: Passage, runs: Sequence[Sequence[LinkIn]], at: int, cues: int
) -> Governing:
    """Return what the sentence says of one run of links: the cue after, else the one before.

    *cues* are those that may begin in the passage (`Lexicon.governing`).
    """
    first, last = runs[at][0], runs[at][-1]
    if passage.kind == HEADING or is_tool(
        passage.folded, first.start, last.end, manuscript.lexicon
    ):
        return NOTHING
    start = runs[at - 1][-1].end if at else 0
    end = runs[at + 1][0].start if at + 1 < len(runs) else len(passage.text)
    strict = is_strict(manuscript, passage)
    place = Place(last.end, strict, len(runs[at]) > 1)
    after = find_acts(passage.folded, place, end, manuscript.lexicon) if cues & ACTS else []
    ours = bool(after) and (
        _is_inverted(passage.folded, first, last, after[0])
        or _is_taken(passage.folded, first, after[0])
    )
    if after and not ours and not _follows(manuscript, passage, first, last, after[0]):
        after = []
    said = _said_as(manuscript, passage, start, first, last, after) if cues & AS else None
    if said is not None:
        return said
    room = (manuscript, passage, start, first.start)
    pre = _pre(*room, strict=strict) if cues & PRE else None
    before = _before(*room, strict=strict) if cues & ACTS else None
    if pre is not None and (before is None or before[0].start > pre.end or pre.words > 1):
        citing = pre.name in ("contrasts", "uses", "extends")
        return Governing([pre], "citing" if citing else "cited")
    if before and (not after or _is_surer(manuscript, passage, before[0], first, last)):
        return Governing([before[0]], before[1])
    if after:
        own = manuscript.lexicon.lex("citing")
        ours = ours or bool(own.find(passage.folded, last.end, after[0].start))
        return Governing(after, "citing" if ours else "cited")
    return NOTHING


def _is_surer(
    manuscript: Manuscript, passage: Passage, hit: Hit, first: LinkIn, last: LinkIn
) -> bool:
    """Return whether the verb before a link beats one after it.

    It does next to the link, and where the one after goes on with its sentence: «… и проверяем».
    """
    joins = manuscript.lexicon.lex("coordination").at_start(passage.folded, last.end)
    if joins is not None and not passage.text[last.end : joins.start].strip():
        return True
    return len(WORD.findall(passage.text[hit.end : first.start])) <= 2


def _said_as(
    manuscript: Manuscript,
    passage: Passage,
    start: int,
    first: LinkIn,
    last: LinkIn,
    after: Sequence[Hit],
) -> Governing | None:
    """Return what «как пишет [[X]]», "as [[X]] puts it" says: the sentence is X's."""
    as_word = _AS.search(passage.folded, start, first.start)
    if as_word is None:
        return None
    puts = manuscript.lexicon.lex("puts")
    said = WORD.findall(as_word["said"])
    if said and not any(puts.whole(word) for word in said):
        return None
    if not said and not after and puts.at_start(passage.folded, last.end) is None:
        return None
    return Governing([Hit("according_to", *as_word.span("as"), 1, 0)], "cited")


def _pre(
    manuscript: Manuscript, passage: Passage, start: int, end: int, *, strict: bool
) -> Hit | None:
    """Return the cue right before a link: «согласно», "contrary to", «см.»."""
    hits = manuscript.lexicon.pre.find(passage.folded, max(start, end - _NEAR), end)
    near = [
        hit
        for hit in hits
        if len(WORD.findall(passage.text[hit.end : end])) <= 1
        and (hit.start == 0 or not passage.folded[hit.start - 1].isalnum())
        and not (strict and hit.name not in ("see", "according_to"))
        and not _is_after_article(passage.folded, hit)
        and not (hit.name == "see" and _is_told(manuscript, passage.folded, start, hit))
        and not (
            passage.folded.startswith("ing", hit.end - 3)
            and is_another_s(passage.folded, hit, end, manuscript.lexicon)
        )
    ]
    return max(near, key=lambda hit: (hit.words, hit.start), default=None)


def _is_told(manuscript: Manuscript, folded: str, start: int, hit: Hit) -> bool:
    """Return whether "see" is told of someone: «можно читать», "disagreements go to"."""
    if _ADDRESSED.search(folded, start, hit.start):
        return True
    before = _STOP.split(folded[start : hit.start])[-1]
    ordered = manuscript.lexicon.lex("to_order").whole(folded[hit.start : hit.end])
    return ordered is not None and WORD.search(before) is not None and "," not in before


def _is_after_article(folded: str, hit: Hit) -> bool:
    words = WORD.findall(folded[max(0, hit.start - 20) : hit.start])
    return hit.words == 1 and bool(words) and words[-1] in ("the", "a", "an", "this", "that")


def _before(
    manuscript: Manuscript, passage: Passage, start: int, end: int, *, strict: bool
) -> tuple[Hit, str] | None:
    """Return the verb before a link that governs it, and whose it is."""
    lexicon, folded = manuscript.lexicon, passage.folded
    found: list[tuple[Hit, str]] = []
    for hit in lexicon.acts.find(folded, max(start, end - 90), end):
        between = folded[hit.end : end]
        if len(WORD.findall(between)) > 5 or _STOP.search(between) or "," in between:
            continue
        if lexicon.lex("complement").find(between) or _is_negated(manuscript, folded, hit):
            continue
        if is_like(between) or is_in_web_link(folded, hit):
            continue
        subject = _subject(manuscript, passage, hit, between, strict=strict)
        if subject is not None:
            found.append((hit, subject))
    return max(found, key=lambda one: (one[0].end, -one[0].start), default=None)


def _is_negated(manuscript: Manuscript, folded: str, hit: Hit) -> bool:
    words = WORD.findall(folded[max(0, hit.start - 30) : hit.start])
    return bool(words) and manuscript.lexicon.lex("negation").whole(words[-1]) is not None


def _subject(  # noqa: PLR0911 - one answer for each form a verb has
    manuscript: Manuscript, passage: Passage, hit: Hit, between: str, *, strict: bool
) -> str | None:
    """Return whose verb stands before a link: «описано в [[X]]» is X's, «мы развиваем» ours.

    A passive without «в» («описан по следам [[X]]») and a word that is no verb tell nothing.
    """
    lexicon, folded = manuscript.lexicon, passage.folded
    verb = folded[hit.start : hit.end]
    within = _WITHIN.search(between) is not None
    ours = bool(lexicon.lex("citing").find(folded, 0, hit.start)) or _is_this(manuscript, folded)
    if hit.name in _OWN and _PASSIVE.search(verb) and _TAKEN.search(between):
        return None if strict else "citing"
    if _PASSIVE.search(verb) or lexicon.lex("act_noun").whole(verb):
        if strict and (hit.name in _TOOL or lexicon.lex("tool_act").whole(verb)):
            return None
        if within:
            return "cited"
        if not ours and lexicon.lex("reflexive").whole(verb) is None:
            return None
    if strict and len(WORD.findall(between)) > 1:
        return None
    near = bool(lexicon.lex("citing").find(folded, max(0, hit.start - 25), hit.start))
    near = near or _is_this(manuscript, folded)
    theirs = strict and (not near or lexicon.lex("modal").find(folded, 0, hit.start))
    if theirs or not is_verb(folded, hit, Place(0), lexicon):
        return None
    told = bool(_THIS.match(folded)) and not ours and not WORD.search(between)
    if told or (within and hit.name not in _OWN):
        return "cited"
    return None if is_another_s(folded, hit, hit.end + len(between), lexicon) else "citing"


def _is_this(manuscript: Manuscript, folded: str) -> bool:
    """Return whether a sentence tells what the writer's own text does: "This extends [[X]]"."""
    return folded.startswith("this ") and manuscript.lexicon.acts.at_start(folded, 5) is not None


def _follows(
    manuscript: Manuscript, passage: Passage, first: LinkIn, last: LinkIn, hit: Hit
) -> bool:
    """Return whether a verb after a link is the link's own: the link is its subject or place."""
    folded = passage.folded
    between = folded[last.end : hit.start]
    words = WORD.findall(between)
    if len(words) > 8:
        return False
    if _STOP.search(between):
        return _TAKEN_UP.match(between) is not None
    verb = WORD.match(folded, hit.start)
    passive = verb is not None and (
        (_PASSIVE.match(verb[0]) and verb[0].isascii() and _has_be(manuscript, words))
        or (_is_passive_russian(manuscript, verb[0]))
    )
    inside = _WITHIN.search(folded[: first.start].rstrip(' *_"«“([')) is not None
    if passive:
        return inside
    return inside or not _PREPOSITION.search(folded[: first.start].rstrip(' *_"«“(['))


_TAKEN_UP = re.compile(r"[^\w:—–]{0,6}:\s(?:it|this|there|он|она|оно|там|это)\s[^.!?;:]{0,40}$")
"""How a sentence goes on about a link behind a preposition: "Start with [[X]]: it explains"."""


def _is_inverted(folded: str, first: LinkIn, last: LinkIn, hit: Hit) -> bool:
    """Return whether the link is the object of our verb after it: «с [[X]] не согласны»."""
    return (
        _GOVERNED.search(folded[: first.start].rstrip(' *_"«“([')) is not None
        and not WORD.search(folded[last.end : hit.start])
        and _OURS.search(folded, hit.start, hit.end) is not None
    )


def _is_taken(folded: str, first: LinkIn, hit: Hit) -> bool:
    """Return whether a verb after a link tells what we took there: «у [[X]] взято главное»."""
    return hit.name in _OWN and _FROM.search(folded[: first.start].rstrip(' *_"«“([')) is not None


def _has_be(manuscript: Manuscript, words: Sequence[str]) -> bool:
    return any(manuscript.lexicon.lex("auxiliary").whole(word) is not None for word in words[-2:])


def _is_passive_russian(manuscript: Manuscript, verb: str) -> bool:
    if verb.isascii() or manuscript.lexicon.lex("reflexive").whole(verb) is not None:
        return False
    return bool(_REFLEXIVE.match(verb) or re.search(r"(?:ан|ян|ен)(?:а|о|ы)?$", verb))
