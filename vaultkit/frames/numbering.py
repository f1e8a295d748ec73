"""Numbers and labels of parts: ``Часть I.3 — Принцип``, ``Chapter 4: …``, ``2.1. …``, ``§ 5``."""

import re
from functools import lru_cache
from typing import NamedTuple

from vaultkit.frames.folding import fold, plain
from vaultkit.frames.packs.part_words import PartWords

_ROMAN = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_COMPOUND = rf"(?:{_ROMAN}|\d{{1,4}}|[A-ZА-Я])(?:[.\-](?:\d{{1,4}}|{_ROMAN}))+[a-zа-я]?"
_SIMPLE = rf"(?:\d{{1,4}}[a-zа-я]?|{_ROMAN}|[A-ZА-Я])"
NUMBER = rf"(?:{_COMPOUND}|{_SIMPLE})"
_BREAK = r"[ \t]*(?:[.:)—–|]|-(?=[ \t])|$)[ \t]*[—–:\-]?[ \t]*"
_LABELLED = re.compile(
    rf"(?P<label>[^\W\d_]{{1,20}}|§)[ \t]*(?:№[ \t]*)?(?P<number>{NUMBER})(?![\w])"
)
_BARE_COMPOUND = re.compile(rf"(?P<number>{_COMPOUND})(?:{_BREAK}|\.?[ \t]+)(?=\S|$)")
_BARE_SIMPLE = re.compile(rf"(?P<number>\d{{1,4}}|{_ROMAN})[.)](?=[ \t])[ \t]*")
_COUNTED = re.compile(
    r"(?:the[ \t]+)?(?P<one>[^\W\d_]{3,20})[ \t]+(?:the[ \t]+)?(?P<other>[^\W\d_]{3,20})(?![\w])",
    re.IGNORECASE,
)
_AFTER = re.compile(_BREAK)
_LONG = 200
"""Characters from which a heading is not remembered."""

_CLUTTER = re.compile(r"^[^\w§]+")


class Heading(NamedTuple):
    """What a heading says."""

    label: str | None
    number: str | None
    title: str


def read_heading(text: str, words: PartWords) -> Heading:
    """Split a heading's text into label, number and title.

    Args:
        text: Raw text of the heading; emphasis is taken off.
        words: Labels that may stand before a number, and ordinals that count one.

    >>> words = PartWords({"часть"}, (), {"вторая": 2})
    >>> read_heading("**Часть I.3 — Принцип**", words)
    Heading(label='Часть', number='I.3', title='Принцип')
    >>> read_heading("Часть вторая. Дом", words)
    Heading(label='Часть', number='2', title='Дом')
    >>> read_heading("2. How to solve it", words)
    Heading(label=None, number='2', title='How to solve it')
    >>> read_heading("IV.19 — Фаза", words), read_heading("2.1. Steps", words)[1:]
    (Heading(label=None, number='IV.19', title='Фаза'), ('2.1', 'Steps'))
    """
    return _remembered(text, words) if len(text) < _LONG else _read(text, words)


def _read(text: str, words: PartWords) -> Heading:
    whole = plain(text)
    body = _CLUTTER.sub("", whole)
    labelled = _LABELLED.match(body)
    if labelled and fold(labelled["label"]) in words.labels:
        after = _AFTER.match(body, labelled.end())
        if after:
            return Heading(labelled["label"], labelled["number"], body[after.end() :])
    counted = _COUNTED.match(body)
    if counted and (heading := _counted(counted, body, words)):
        return heading
    for pattern in (_BARE_COMPOUND, _BARE_SIMPLE):
        bare = pattern.match(body)
        if bare and body[bare.end() :]:
            return Heading(None, bare["number"], body[bare.end() :])
    return Heading(None, None, whole)


def _counted(match: re.Match[str], body: str, words: PartWords) -> Heading | None:
    """Return a heading that counts its part in words: "Part the fourth", «Вторая тетрадь»."""
    for label, number in (("one", "other"), ("other", "one")):
        value = words.ordinal(fold(match[number]))
        after = _AFTER.match(body, match.end())
        if value is not None and after and fold(match[label]) in words.labels:
            return Heading(match[label], str(value), body[after.end() :])
    return None


_remembered = lru_cache(20_000)(_read)
"""The headings of a vault repeat."""


def after_number(number: str) -> str | None:
    """Return the number of the part after that of *number*; None where its end does not count.

    >>> after_number("I.3"), after_number("IX"), after_number("4.9"), after_number("II.b")
    ('I.4', 'X', '4.10', None)
    """
    match = _LAST.search(number)
    if match is None:
        return None
    last = match[0]
    following = str(int(last) + 1) if last.isdecimal() else _roman(_value(last) + 1)
    return number[: match.start()] + following


def simple_value(number: str) -> int | None:
    """Return what a number of one part counts; None for compound ones and letters.

    >>> simple_value("12"), simple_value("IV"), simple_value("I.3")
    (12, 4, None)
    """
    if number.isdecimal():
        return int(number)
    return _value(number) if re.fullmatch(_ROMAN, number) else None


_LAST = re.compile(rf"(?:\d{{1,4}}|\b{_ROMAN})$")
_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _value(roman: str) -> int:
    value, rest = 0, roman
    for worth, sign in _SIGNS:
        while rest.startswith(sign):
            value, rest = value + worth, rest[len(sign) :]
    return value


def _roman(value: int) -> str:
    found = ""
    for worth, sign in _SIGNS:
        found += sign * (value // worth)
        value %= worth
    return found
