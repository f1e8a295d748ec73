"""The condition that a sentence begins with: «Если …, то …», "Unless …", «Без …»."""

import re

from vaultkit.frames.folding import fold
from vaultkit.frames.manuscript import Manuscript

_THAT_IS = (" есть", " бишь")
"""What makes «то» the beginning of «то есть», which draws no conclusion."""

_WITHOUT = re.compile(r"^без(?:о)? (?:[а-я]+(?:ого|его|ой|ей|ых|их) ){0,3}[а-я]+\b")
"""A condition that is no clause: «Без живого ожидания двойник …»."""


_SINCE = ("as ", "так как ")
"""What begins a reason: a condition only where it denies something."""

_LACKING = re.compile(
    r"^without (?:an? |the |its |his |her |their )?[a-z]+(?: [a-z]+){0,3}?"
    r"(?=,| (?:he|she|it|they|we|you|i|the|a|an|no|nobody|every|all|its|their)\b)"
)


def condition_of(manuscript: Manuscript, sentence: str) -> str | None:
    """Return the condition that a sentence begins with: «Если … — значит»."""
    folded = fold(sentence)
    hit = manuscript.lexicon.lex("conditional").at_start(folded)
    if hit is None and folded.startswith(_SINCE) and "," in folded:
        end = folded.index(",")
        if manuscript.lexicon.lex("denied").find(folded, 0, end):
            return sentence[:end]
    if hit is None:
        lacking = _WITHOUT.match(folded) or _LACKING.match(folded)
        return sentence[: lacking.end()] if lacking else None
    therefore = manuscript.lexicon.lex("therefore")
    ends = [one.start() for one in re.finditer(r",\s|\s[—–-]\s|:$|:\s", folded)]
    for end in ends:
        told = therefore.at_start(folded, end)
        if told and not folded.startswith(_THAT_IS, told.end):
            return sentence[:end].strip(" ,—–-:")
    return sentence[: ends[0]].strip(" ,—–-:") if ends else None


def says_cannot(manuscript: Manuscript, lead: str) -> bool:
    """Return whether a lead says that what follows cannot be had, its condition aside.

    «Если снимок не годится, остаются:» leads to what is left, not to what is lost.
    """
    condition = condition_of(manuscript, lead) or ""
    said = fold(lead[len(condition) :])
    return manuscript.lexicon.lex("cannot").first(said) is not None
