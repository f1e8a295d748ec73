"""Who acts where a medium is someone's doing: «через работу нейроядра», "the work of the crew"."""

import re

from vaultkit.frames.draft import trimmed
from vaultkit.frames.folding import fold
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD

_ENDINGS = (("а", ("о", "")), ("я", ("е", "ь", "й")), ("ы", ("а",)), ("и", ("а", "я", "ь")))
"""Endings of the genitive singular, and of the nominatives it may have."""

_MOST_WORDS = 4


def actor_in(manuscript: Manuscript, medium: str) -> str | None:
    """Return whose work, help or presence *medium* is, in the nominative where that is known."""
    hit = manuscript.lexicon.lex("doing_of").at_start(fold(medium))
    if hit is None or medium[: hit.start].strip():
        return None
    actor = re.sub(r"^(?:the|an?)\s", "", trimmed(medium[hit.end :]))
    words = WORD.findall(fold(actor))
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    return _nominative(manuscript, actor) if len(words) == 1 else actor


def _nominative(manuscript: Manuscript, word: str) -> str:
    """Return the nominative of *word* that the packs name as an actor, or *word* as it stands."""
    for ending, others in _ENDINGS:
        for other in others if word.endswith(ending) else ():
            nominative = word[: -len(ending)] + other
            hit = manuscript.lexicon.labels.whole(fold(nominative))
            if hit is not None and hit.name == "actor":
                return nominative
    return word
