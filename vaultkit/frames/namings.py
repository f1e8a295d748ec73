"""Sentences that give something a name: «Под X понимается …», "We call … a **X**"."""

import re

from vaultkit.frames.draft import trimmed
from vaultkit.frames.terms import Definition, is_term, part_of, sentence_of

_UNDER = re.compile(
    r"\s*(?:под|by)\s+(?:термином\s+|словом\s+|the term\s+|a\s+|an\s+|the\s+)?"
    r"(?:\*\*|[«“„\"`*_])?(?P<term>[^*_«»“”\"`\n,.:;]{2,60}?)(?:\*\*|[»”“\"`*_])?\s+"
    r"(?:(?:здесь|мы|я|далее|ниже|дальше|тут|обычно|условимся|будем|буду|here|"
    r"in this note)\s+){0,3}"
    r"(?:понима\w{2,5}|подразумева\w{2,5}|име(?:ется|ем|ют|ю) в виду|we (?:here |shall |"
    r"will )?mean|i mean|"
    r"is meant|we (?:here |shall |will )?understand|people mean|they mean)"
    r"[:,]?\s*(?P<text>[^\n]*)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?P<text>[^.!?\n]{3,160}?),?\s(?:мы\s|я\s|здесь\s|и\s){0,2}(?:называ\w{2,4}|назов[её]м|"
    r"именуе\w|именую[тм]?|"
    r"зов[её]м|зовут|зов[её]тся|we call|i call|"
    r"is called|are called|is known as|are known as|is termed|goes by the name of)\s(?:"
    r"(?:this|that|it|them|its|the)\s(?:[\w-]{2,20}\s){0,2}?)?"
    r"(?:an?\s|the\s)?(?:\*\*|[«“„\"_*])(?P<term>[^*«»“”\"_\n]{2,60})(?:\*\*|[»”\"_*])"
    r"(?P<after>[^.\n]{0,240})",
    re.IGNORECASE,
)
_WE_CALL = re.compile(
    r"\s*(?:(?:we|i|they)\s(?:will\s|shall\s)?|let (?:us|me)\s|let's\s)call\s"
    r"(?P<what>[^*«“\"\n]{2,80}?)\s(?:an?\s|the\s)?(?:\*\*|[«“\"_*])"
    r"(?P<term>[^*«»“”\"_\n]{2,60})(?:\*\*|[»”\"_*])(?:\s*[:—–,]\s*(?P<after>[^.\n]{3,240}))?",
    re.IGNORECASE,
)
_CALL_SO = re.compile(
    r"\s*(?:(?:назов[её]м|будем (?:называть|звать)|условимся (?:называть|звать)|let us call|"
    r"let me call|let's call|we call|i call|we shall call)\s"
    r"(?:(?:an?|the)\s)?(?:\*\*|[«“„\"*_])(?P<marked>[^*_«»“”\"\n]{2,60})(?:\*\*|[»”“\"*_])\s|"
    r"(?:\*\*|[«“„\"*_])?(?P<term>[\w-]{2,30}(?:\s[\w-]{2,30}){0,2}?)(?:\*\*|[»”“\"*_])?\s"
    r"(?:(?:мы|я|здесь|далее|ниже|дальше|тут|же|и)\s){0,3}"
    r"(?:назов[её]м|будем (?:называть|звать)|условимся (?:называть|звать)|называ(?:ем|ю|ют|"
    r"ется)|зов[её]м|зовут|зов[её]тся|"
    r"имену(?:ем|ю|ют|ется))\s)"
    r"(?P<text>[^\n]{3,240})",
    re.IGNORECASE,
)
"""«Ростком будем называть двойника, который …», «Назовём *ростком* двойника, который …»."""

_CASE = re.compile(r"(?:ом|ем|ём|ой|ей|ью|ами|ями|ым|им|ою|ею)$")
"""What the name of something that is called so ends in, in Russian."""

_SAYING = re.compile(
    r"\s*(?:when(?:ever)?\s(?:we|i|they|people)\s(?:say|speak of|talk of|talk about|write)|"
    r"saying|"
    r"когда\s(?:(?:мы|я|здесь)\s){0,2}говор(?:им|ю|ят|ится)(?:\s(?:о|про))?|говоря(?:\s(?:о|"
    r"про))?)\s"
    r"(?:\*\*|[«“„\"*_])(?P<term>[^*_«»“”\"\n]{2,60})(?:\*\*|[»”“\"*_]),?\s"
    r"(?:(?:we|i|they)\smean|(?:(?:мы|я|здесь)\s){0,2}(?:име(?:ем|ю|ют|ется) в виду|"
    r"подразумева\w{1,3}|понима\w{1,3}))\s"
    r"(?P<text>[^\n]{3,240})",
    re.IGNORECASE,
)


def read_naming(line: str, number: int) -> Definition | None:
    """Return what a sentence at the head of *line* names."""
    return _called_so(line, number) or _under(line, number) or _called(line, number)


def _called_so(line: str, number: int) -> Definition | None:
    """Return what «Ростком будем называть …», «Когда мы говорим «X», мы имеем в виду …» name."""
    match = _SAYING.match(line)
    if match is not None and is_term(match["term"]):
        return Definition(
            match["term"].strip(), part_of(match["text"]), number, marked=True, rule="called"
        )
    match = _CALL_SO.match(line)
    if match is None:
        return None
    term = match["marked"] or match["term"]
    if not is_term(term) or not (match["marked"] or _CASE.search(term)):
        return None
    return Definition(trimmed(term), part_of(match["text"]), number, marked=True, rule="called")


def _under(line: str, number: int) -> Definition | None:
    match = _UNDER.match(line)
    if match is None or not is_term(match["term"]):
        return None
    return Definition(
        trimmed(match["term"]),
        sentence_of(match["text"]),
        number,
        marked=True,
        rule="under_term",
    )


_WHOM = re.compile(r"(?:котор\w+|кого|чего|что|whom|which|that|who|what)\W*$", re.IGNORECASE)
_CALLING = (
    "назыв",
    "назов",
    "зовем",
    "зовём",
    "зову",
    "зовёт",
    "именуе",
    "именую",
    "call",
    "known as",
    "termed",
    "goes by",
)


def _called(line: str, number: int) -> Definition | None:
    """Return what «… мы называем **X**» and "we call … a **X**" define."""
    if not any(word in line for word in _CALLING):
        return None
    match = _WE_CALL.match(line)
    if match is not None and is_term(match["term"]):
        text = match["after"] or match["what"]
        return Definition(match["term"].strip(), trimmed(text), number, marked=True, rule="called")
    match = _CALLED.match(line)
    if match is None or not is_term(match["term"]) or _WHOM.search(match["text"]):
        return None
    return Definition(
        match["term"].strip(), trimmed(match["text"]), number, marked=True, rule="called"
    )
