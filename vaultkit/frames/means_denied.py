"""Ways that prose rules out as a means: «двойника нельзя передать выгрузкой», "… by copying"."""

import re
from collections.abc import Iterator

from vaultkit.frames.draft import trimmed
from vaultkit.frames.folding import fold
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.transfer import names_transfer

_CLAUSE = re.compile(r"[.;:!?]\s|[.;:!?]$|\s[—–]\s|,\s(?!ни\s|nor\s|or\s|или\s|either\s)")
_INSTRUMENTAL = re.compile(r"[а-я]{3,}(?:ом|ем|ой|ей|ью|ами|ями)$")
_BY = re.compile(r"\b(?:by|through|with|via)\s(?:either\s)?")
_NEXT = re.compile(r",?\s(?:ни|nor|or|или)\s(?:by\s|through\s)?|^ни\s")
_FROM = re.compile(
    r"(?:от\s(?P<from>[^.,;:!?—–\n]{4,70}?)\s(?:(?:мы|они|все|сразу|давно|пришлось|"
    r"решили)\s){0,2}"
    r"(?:отказа(?:лись|лся|лась|ться)|отказываемся|ушли)|"
    r"(?:(?:we|i|they)\s)?(?:have\s|had\s)?(?:gave up on|given up on|gave up|dropped|"
    r"rejected|abandoned|ruled out|"
    r"discarded|scrapped|turned down)\s(?P<up>[^.,;:!?—–\n]{4,70})|"
    r"(?:(?:мы|они)\s)?(?:отказались от|отвергли|отбросили|забросили|отмели|забраковали)\s"
    r"(?P<up_ru>[^.,;:!?—–\n]{4,70}))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|an?|any|our|this|that)\s", re.IGNORECASE)
_MOST = 6
"""Words of the longest name."""


def means_denied(manuscript: Manuscript, sentence: str) -> Iterator[str]:
    """Yield the names of the ways that *sentence* says will not do, as it writes them."""
    folded = fold(sentence)
    given_up = _FROM.match(sentence)
    if given_up is not None:
        name = next(one for one in given_up.groups() if one)
        yield from _named(manuscript, _ARTICLE.sub("", name))
        return
    lexicon = manuscript.lexicon
    if not lexicon.lex("cannot").occurs(folded) or not _moves(manuscript, folded):
        return
    yield from (
        _russian(manuscript, sentence) if _has_russian(folded) else _english(manuscript, sentence)
    )


def _moves(manuscript: Manuscript, folded: str) -> bool:
    return any(
        manuscript.lexicon.lex(name).occurs(folded) for name in ("to_move", "moving", "transfer")
    )


def _has_russian(folded: str) -> bool:
    return any("а" <= sign <= "я" for sign in folded)


def _russian(manuscript: Manuscript, sentence: str) -> Iterator[str]:
    """Yield each noun of a transfer in the instrumental, with what is said of it."""
    folded = fold(sentence)
    lexicon = manuscript.lexicon
    if not lexicon.lex("to_move").occurs(folded):
        return
    for word in WORD.finditer(folded):
        if not _INSTRUMENTAL.match(word[0]) or lexicon.lex("transfer").whole(word[0]) is None:
            continue
        end = _CLAUSE.search(folded, word.end())
        last = end.start() if end else len(folded)
        stops = [hit.start for hit in lexicon.lex("cannot").find(folded, word.end(), last)] + [
            one.start() for one in _NEXT.finditer(folded, word.end(), last)
        ]
        start = _attributes(folded, word.start())
        yield from _named(manuscript, sentence[start : min([last, *stops])])


def _attributes(folded: str, start: int) -> int:
    """Return where the adjectives in the instrumental before a noun begin."""
    words = list(WORD.finditer(folded, 0, start))
    while words and re.search(r"(?:ым|им|ой|ей|ыми|ими)$", words[-1][0]):
        if folded[words[-1].end() : start].strip():
            break
        start = words.pop().start()
    return start


def _english(manuscript: Manuscript, sentence: str) -> Iterator[str]:
    folded = fold(sentence)
    cannot = manuscript.lexicon.lex("cannot").find(folded)
    by = _BY.search(folded, cannot[0].end) if cannot else None
    if by is None or _CLAUSE.search(folded[cannot[0].end : by.start()]):
        return
    end = _CLAUSE.search(sentence, by.end())
    said = sentence[by.end() : end.start() if end else len(sentence)]
    for part in _NEXT.split(said):
        yield from _named(manuscript, _ARTICLE.sub("", trimmed(part)))


def _named(manuscript: Manuscript, name: str) -> Iterator[str]:
    name = trimmed(name)
    if 0 < len(WORD.findall(name)) <= _MOST and names_transfer(manuscript, name):
        yield name
