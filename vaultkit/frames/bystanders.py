"""Verbs near a link that are neither its own nor the writer's: of users, of programs, of titles.

«A repository using [[X]]» tells what the repository does, «[[X]] supports the Y plugin» what runs
with what: no text says anything of another.
"""

import re

from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.packs.lexicon import Lexicon

_LIKE = re.compile(r"\b(?:like|such as|e\.g|вроде|типа|наподобие|такие как|таких как)\b")
_GERUND = re.compile(r"[a-z]{2,20}ing\b")
_OPEN = re.compile(r"(?:^|[,(—–\n]\s?)\W*(?:\w+ly\W+)?(?:(?:and|by|while|then)\W*)?$")
_OF_NOUN = re.compile(r"\b(?:of|for|with|like|to|from|in)\W+(?:an?|the)\W+\w+\W*$")
"""A noun that a gerund belongs to: "few examples of a repository using …"."""

_CLAUSE = re.compile(r"[.!?;:]\s")
_ASIDE = frozenset(
    ("who", "which", "that", "for", "if", "when", "to", "can", "could", "may", "you")
)
"""Words after which a verb is a user's, or of a clause within another."""

_MOST_WORDS = 6
_FAR = 300
_ADDRESS = re.compile(r"(?:\]\(|://)[^\s)]*$")
_NEAR = 40
_LABEL = 200
"""Characters of a web link's text in which a cue is looked for."""


def is_tool(folded: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a link from *start* to *end* names a program: «the [[X]] plugin»."""
    nouns = lexicon.lex("tool_noun")
    after = WORD.search(folded, end, end + _NEAR)
    near = after is not None and not folded[end : after.start()].strip(" *_\"'«»“”")
    if after is not None and near and nouns.whole(after[0]) is not None:
        return True
    before = WORD.findall(folded[max(0, start - _NEAR) : start])
    return bool(before) and not before[-1].isascii() and nouns.whole(before[-1]) is not None


def is_of_tool(folded: str, hit: Hit, lexicon: Lexicon) -> bool:
    """Return whether a verb has a program for its object: "supports the [[X]] plugin"."""
    if hit.name not in ("supports", "extends", "uses"):
        return False
    words = re.match(r"[^.;!?\n]{0,80}", folded[hit.end :])
    object_ = WORD.findall(words[0])[:6] if words else []
    if hit.name == "supports" and object_ and object_[0].endswith("ing"):
        return True
    return any(lexicon.lex("tool_noun").whole(word) is not None for word in object_)


def is_like(between: str) -> bool:
    """Return whether a link is but an instance of a verb's object: "a tool like [[X]]"."""
    return _LIKE.search(between) is not None


def is_in_web_link(folded: str, hit: Hit) -> bool:
    """Return whether a cue stands in a link to the web: in its page's title or its address."""
    if "](" not in folded:
        return False
    if _ADDRESS.search(folded, max(0, hit.start - _LABEL), hit.start):
        return True
    close = folded.find("](", hit.end, hit.end + _LABEL)
    if close < 0 or "[" in folded[hit.end : close]:
        return False
    opening = folded.rfind("[", max(0, hit.start - _LABEL), hit.start)
    return opening >= 0 and "]" not in folded[opening : hit.start]


def is_another_s(folded: str, hit: Hit, end: int, lexicon: Lexicon) -> bool:
    """Return whether a verb before a link that ends at *end* is no doing of the one who writes.

    His are those beside «we» and «this note», and those that head a sentence: "Using [[X]], we".
    A finite verb may have a short subject of its own: «Вторая мысль развивает [[X]]».
    """
    clause = _CLAUSE.split(folded[max(0, hit.start - _FAR) : hit.start])[-1]
    ours = bool(lexicon.lex("citing").find(clause))
    if _GERUND.match(folded, hit.start):
        if _OPEN.search(clause):
            return "," in folded[hit.end : end]
        return not ours or _OF_NOUN.search(clause) is not None
    words = WORD.findall(clause)
    ours = ours or words[:1] == ["this"]
    return not ours and ("`" in clause or len(words) > _MOST_WORDS or not _ASIDE.isdisjoint(words))
