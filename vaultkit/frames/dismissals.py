"""Ways that are named first and waved aside after: «Выгрузка памяти? Нет.», "The dump — no way".

What is asked for without a verb, or set before a dash, is no question of fact: the answer is about
the thing itself.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.page import ITEM, PARAGRAPH
from vaultkit.frames.protocol_draft import ProtocolDraft, rejected_protocol
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.transfer import is_refused, is_sentence, names_transfer

_MARK = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,4}[.)])[ \t]+")
_ASIDE = re.compile(r"\s[—–-]{1,2}\s|:\s")
_ENDS = re.compile(
    r"\W*(?:$|[.,!;:…?]|[—–-]{1,2}\s|(?:thanks|thank you|because|since|спасибо|потому|ведь)\b)"
)
"""What may follow words that dismiss: the end of their clause."""

_ARTICLE = re.compile(r"^(?:the|an?|our|any|this|that|наш\w*|эт\w{1,2})\s", re.IGNORECASE)
_ASKING = re.compile(
    r"^(?:is|are|was|were|do|does|did|can|could|will|would|should|shall|has|have|had|may|might|"
    r"must|or|или|who|what|when|where|why|how|which|whose|am|really|so|и|кто|что|где|когда|куда|почему|"
    r"зачем|как|чей|чья|сколько|какой|какая|какие|разве|неужели|правда|нельзя|можно|нужно|надо|"
    r"стоит|готов\w*|верно)\b|\bли\b"
)
_FINITE = re.compile(r"\s(?:[а-я]{2,}(?:[еи]т|[уюая]т|ешь|ишь|[еи]м)(?:ся)?)\b")
_DOING = re.compile(
    r"(?:\wing|[ае]ни[еюя]|овк[ауи]|рузк[ауи]|ылк[ауи]|ци[яюи]|\w{2}(?:[аиеу]|(?<!пам)я)ть)$"
)
"""What a doing ends in: "freezing", «пересылка», «выгрузить»."""

_MOST_WORDS = 8
_STRONG = 6
"""Words of the longest name of which its own sentence says that it is off the table."""


def dismissed_ways(
    manuscript: Manuscript, outer: Sequence[Draft], known: Sequence[ProtocolDraft]
) -> Iterator[ProtocolDraft]:
    """Yield each way that is named and dismissed in a word or two."""
    if not manuscript.is_of_genre:
        return
    said = manuscript.said
    refused = {
        number
        for section in manuscript.sections
        if is_refused(manuscript, section.line)
        for number in range(section.line, section.body_span.last + 1)
        if "?" in manuscript.page.line(number)
    }
    lines = {*refused, *said.lines("dismissed"), *said.lines("denied"), *said.lines("given_up")}
    names = {_bare(one.name) for one in known if one.status == "rejected"}
    for number in sorted({*lines, *(line - 1 for line in lines if line > 1)}):
        if manuscript.page.kind_of(number) not in (PARAGRAPH, ITEM):
            continue
        found = list(_on_line(manuscript, number))
        sure = any(one.sure for one in found)
        for name, reason, is_way in found:
            if (is_way or sure) and _bare(name) not in names:
                names.add(_bare(name))
                yield rejected_protocol(manuscript, name, number, outer, "dismissed", reason)


class _Way(NamedTuple):
    """What is dismissed."""

    name: str
    reason: str
    sure: bool
    """Whether its words say that it is a way; others are ways beside one that does."""


def _bare(name: str) -> str:
    return _ARTICLE.sub("", fold(name))


def _on_line(manuscript: Manuscript, number: int) -> Iterator[_Way]:
    """Yield name and reason of the ways that begin on a line; an answer may stand on the next."""
    line = _MARK.sub("", manuscript.page.line(number))
    text = squeeze(plain(_MARK.sub("", manuscript.page.with_below(number))))
    refused = is_refused(manuscript, number)
    own = len(squeeze(plain(line)))
    sentences = split_sentences(text, manuscript.lexicon.abbreviations)
    for at, sentence in enumerate(sentences):
        if sentence.start >= own:
            break
        said = text[sentence.start : sentence.end]
        if said.endswith("?"):
            rest = text[sentence.end :].lstrip()
            if at + 1 < len(sentences) and (refused or _dismisses(manuscript, rest)):
                for way in _named(manuscript, said[:-1], rest):
                    yield way._replace(sure=way.sure or refused)
            continue
        aside = _ASIDE.search(said)
        if aside and _dismisses(manuscript, said[aside.end() :]):
            yield from _named(manuscript, said[: aside.start()], said[aside.end() :])
        yield from _off_table(manuscript, said)


def _off_table(manuscript: Manuscript, said: str) -> Iterator[_Way]:
    """Yield the subject of a sentence that says it is no option: «Y отпадает»."""
    folded = fold(said)
    if manuscript.lexicon.lex("conditional").at_start(folded) is not None:
        return  # «Раз X отпадает, …»: a premise, and what it rules out is told elsewhere
    for hit in manuscript.lexicon.lex("no_option").find(folded)[:1]:
        name = _supposed(manuscript, said[: hit.start])
        words = WORD.findall(fold(name))
        if 0 < len(words) <= _STRONG and not _is_other(manuscript, name):
            yield _Way(name, trimmed(said[hit.start :])[:200], sure=True)


def _dismisses(manuscript: Manuscript, rest: str) -> bool:
    """Return whether *rest* begins with words that say no, and no more in their clause."""
    folded = fold(rest[:_EARLY])
    hits = (manuscript.lexicon.lex(name).at_start(folded) for name in _LISTS)
    return any(hit is not None and _ENDS.match(folded, hit.end) for hit in hits)


_LISTS = ("dismissed", "no_option", "denied", "given_up")
_EARLY = 120


def _named(manuscript: Manuscript, said: str, rest: str) -> Iterator[_Way]:
    name = _supposed(manuscript, said)
    words = WORD.findall(fold(name))
    if not 0 < len(words) <= _MOST_WORDS or _is_other(manuscript, name):
        return
    lexicon, folded = manuscript.lexicon, fold(name)
    way = (
        names_transfer(manuscript, name)
        or lexicon.lex("copying").at_start(folded) is not None
        or lexicon.lex("transfer").at_start(folded) is not None
        or any(_DOING.search(word) for word in words[:2])
        or (len(words) > 1 and _is_of_mind(manuscript, folded))
    )
    yield _Way(name, trimmed(rest)[:200], way)


def _is_of_mind(manuscript: Manuscript, folded: str) -> bool:
    """Return whether a phrase is of a mind or model: "a bigger model", no "the twin remembers"."""
    hits = manuscript.lexicon.lex("tell_transfer").find(folded)
    return any(_PHRASE_GOES_ON.match(folded, hit.end) for hit in hits)


_PHRASE_GOES_ON = re.compile(
    r"\W*(?:$|[^\x00-\x7f]|(?:of|for|with|without|from|in|on|as|by|to)\s)"
)


def _is_other(manuscript: Manuscript, name: str) -> bool:
    """Return whether *name* is no way: a sentence, a question, a doubt, a thing with commas."""
    folded = fold(name)
    if "," in name or "[[" in name or is_sentence(name):
        return True
    if _ASKING.search(folded) or _FINITE.search(folded):
        return True
    return manuscript.lexicon.lex("no_way").at_start(folded) is not None


def _supposed(manuscript: Manuscript, said: str) -> str:
    """Return what *said* puts forward, without words such as «а если просто», "what about"."""
    name = trimmed(said)
    while True:
        hit: Hit | None = manuscript.lexicon.lex("suggested").at_start(fold(name))
        if hit is None or hit.end >= len(name):
            break
        name = name[hit.end :].lstrip(" ,:—–-")
    return _ARTICLE.sub("", trimmed(name))
