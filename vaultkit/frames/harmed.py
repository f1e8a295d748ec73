"""Who or what a consequence harms: «Под удар попадут дети и учителя», "The bill lands on …"."""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.conditions import condition_of
from vaultkit.frames.draft import coordinated, trimmed
from vaultkit.frames.folding import fold
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD

_BREAK = re.compile(r"\s[—–]\s|[.;:]\s|[.;:]$")
_LINKING = re.compile(
    r"^(?:(?:of (?:it|all|this)|this|that|it|is|are|will|be|was|were|first|hardest|most|then|even|"
    r"and|also|but also|not only|both|all|"
    r"это|будет|будут|был[аио]?|прежде всего|в первую очередь|сильнее всего|больше всего|сначала|"
    r"потом|затем|даже|всем|окаж[еу]тся|оказал[аои]?сь|оказыва[ею]тся|придется|придётся|первыми|"
    r"попад[еёу]т|не только|но и|но|и|а также|а за (?:ним|ней|ними)|а следом|следом|вслед за ними|"
    r"в|на|по|о|об|для|у|on|upon|in|to|for|by)\s)+",
    re.IGNORECASE,
)
"""Words between a verb of harm and who is harmed, prepositions that each party repeats."""

_AUXILIARY = re.compile(
    r"(?:\s(?:will|would|may|must|can|all|both|is|are|be|to|have|soon|first|then|the|to|"
    r"будут|будет|могут|может|смогут|все|скоро|тоже|первыми|сразу))+\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:(?:who|that|which|will|would|must|may|can|are|is|go|goes|have|has|котор\w+|"
    r"останутся|останется|будут|могут|первыми|тоже)\b.*)$",
    re.IGNORECASE,
)
_BOTH = re.compile(r",\s(?:но|а)\s(?:и|также)\s|,\sbut\salso\s", re.IGNORECASE)
_VERB = re.compile(r"[а-я]+(?:[еиуюая]т|[аяиеыу]л[аои]?|ет|ут|ют|ат|ят)(?:ся|сь)?$")
_PREPOSITION = re.compile(
    r"(?:on|upon|into|by|at|from|for|to|is|are|means|touches|hits|drains|erodes|costs|takes|eats|"
    r"в|на|по|о|об|от|из|с|у|для|под|за|это)$"
)
_CLAUSE = re.compile(
    r"(?:то есть|котор\w+|чь[яеи]|что|где|когда|если|чтобы|никогда|не|но|а|он|она|оно|они|мы|вы|я|"
    r"that is|who|which|that|where|when|if|because|but|so|never|not|he|she|it|they|we|you|i)\b",
    re.IGNORECASE,
)
"""What a member of an enumeration begins with that is no name."""

_NOBODY = re.compile(
    r"(?:it|this|that|order|them|in|on|of|by|to|at|он|она|оно|это|они|них|них)$", re.IGNORECASE
)
_RANK = re.compile(r"(?:first|first of all|hardest|most|первым|первой|первыми|сильнее всех)$")
_FIRST = re.compile(
    r"(?:first|first of all|at first|сначала|сперва|первыми|раньше)\s", re.IGNORECASE
)
_SUBJECT = re.compile(r"(?:it|this|that|which|what|he|she)$")
_PARTY = 6
"""Words of the longest party."""

_FEWEST = 3
"""Parties that are taken for such where no word of harm stands by them."""


def harmed_in(manuscript: Manuscript, words: str, *, consequence: bool) -> list[str]:
    """Return what a sentence says is harmed: after its verb, in a consequence before it too."""
    folded = fold(words)
    if words.rstrip().endswith("?"):
        return []
    hits = manuscript.lexicon.lex("affects").find(folded)
    if hits:
        after = _parties(_cut(words[hits[0].end :].lstrip(" :—–")))
        if after and _RANK.match(after[0]):
            return [*_parties(words[: hits[0].start].strip(" ,")), *after[1:]]
        if after and _FIRST.match(words):
            after = [*_parties(words[: hits[0].start].strip(" ,")), *after]
        return [after[0], *map(_bare, after[1:])] if after else []
    if not consequence:
        return []
    condition = condition_of(manuscript, words) or ""
    for hit in manuscript.lexicon.lex("harm").find(folded):
        after = _parties(_LINKING.sub("", _cut(words[hit.end :].lstrip(" :—–"))))
        clause = words[len(condition) : hit.start].rpartition(": ")[2]
        before = _parties(_AUXILIARY.sub("", clause.strip(" ,—–-")))
        if after and before and _RANK.match(after[0]):
            after = [*before, *after[1:]]  # «The crew suffers first, then the boats»
        elif after and before and _FIRST.match(clause.strip(" ,—–-")):
            after = [*before, *after]  # "First the crew suffers, then the boats"
        named = [found for found in (after, before) if len(found) > 1 and _are_short(found)]
        if named:
            return named[0]
    return []


def asks_for_harmed(manuscript: Manuscript, words: str) -> bool:
    """Return whether a sentence asks who is harmed: «Кто пострадает?», "Who pays?"."""
    folded = fold(words)
    lexicon = manuscript.lexicon
    return words.rstrip().endswith("?") and any(
        lexicon.lex(name).occurs(folded) for name in ("affects", "harm")
    )


def answered_in(words: str) -> list[str]:
    """Return the parties that a sentence of names alone gives as an answer."""
    found = _parties(_ASIDE.sub("", words).strip(" .!"))
    return found if _are_short(found) else []


_ASIDE = re.compile(r"\s?\([^()]{1,60}\)")


def enumerated_in(manuscript: Manuscript, words: str) -> list[str]:
    """Return the three parties or more that a consequence names together, whatever its verb."""
    if not manuscript.is_of_genre:
        return []
    condition = condition_of(manuscript, words) or ""
    for clause in _clauses(words[len(condition) :].strip(" ,")):
        parts = coordinated(clause)
        if len(parts) < _FEWEST or any(map(_CLAUSE.match, parts[1:])):
            continue
        found = _between_verbs(parts)
        if found and _are_short(found):
            return found
    return []


def _cut(text: str) -> str:
    match = _BREAK.search(text)
    return text[: match.start()].strip() if match else text.strip()


def _parties(text: str) -> list[str]:
    text = _BOTH.sub(" и " if not text.isascii() else " and ", text)
    found = [_LINKING.sub("", one) for one in coordinated(text)]
    return [
        bare for one in found if not _LEFT.match(one) and (bare := trimmed(_TAIL.sub("", one)))
    ]


_LEFT = re.compile(
    r"(?:остав\w{1,4}|leaves?|left|will leave)\s"
    r"(?:нас|вас|их|его|её|ее|us|you|them|me|him|her)\s(?:с|with)\s",
    re.IGNORECASE,
)
"""What follows a verb that leaves somebody with something: nobody is harmed in it."""


def _are_short(parties: Sequence[str]) -> bool:
    return all(len(WORD.findall(one)) <= _PARTY and not _NOBODY.match(one) for one in parties)


def _clauses(sentence: str) -> Iterator[str]:
    for clause in re.split(r":\s|\s[—–]\s|;\s", sentence):
        if re.search(r",\s.+\s(?:и|and|да|или|or)\s|,\s[^,]+,\s", clause):
            yield clause


def _between_verbs(parts: Sequence[str]) -> list[str]:
    """Return parties without the verb before the first or behind the last of them."""
    first = _after_verb(parts[0])
    if first is None:
        last = _before_verb(parts[-1])
        return [parts[0], *parts[1:-1], last] if last else []
    rest = [_bare(one) for one in parts[1:]]
    return [first, *rest] if first and all(rest) else []


def _bare(part: str) -> str:
    """Return a later party without a verb of its own: «испортит B», «сведёт на нет C»."""
    words = list(WORD.finditer(fold(part)))
    if len(words) > 1 and _VERB.match(words[0][0]):
        part = re.sub(r"^на нет\s", "", part[words[1].start() :])
    return trimmed(_TAIL.sub("", _LINKING.sub("", part)))


def _after_verb(part: str) -> str | None:
    """Return what follows the verb or preposition of *part*; None where it has none."""
    words = list(WORD.finditer(fold(part)))
    for at in range(len(words) - 2, -1, -1):
        word = words[at][0]
        if _VERB.match(word) or _PREPOSITION.match(word):
            return trimmed(_LINKING.sub("", part[words[at + 1].start() :]))
    if len(words) > 2 and _SUBJECT.match(words[0][0]):
        return trimmed(_LINKING.sub("", part[words[2].start() :]))
    return None


def _before_verb(part: str) -> str | None:
    """Return what stands before the verb of *part*, or None."""
    tail = _TAIL.search(part)
    if tail is not None:
        return trimmed(part[: tail.start()])
    words = list(WORD.finditer(fold(part)))
    for word in words[1:]:
        if _VERB.match(word[0]):
            return trimmed(part[: word.start()])
    return None
