"""Answers against keys: the same answer gets the same grade everywhere, in Russian and English.

Case, punctuation, ``ё`` and word forms do not count against an answer; other words do.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import snowballstemmer

from vaultkit.seed.folding import folded
from vaultkit.seed.record import TRANSFER, Check

PASS = {"all": 0.9, "perFrame": 0.8, "maxFalseAccept": 0}
"""What a seed asks of whoever it grew in: shares from 0 to 1."""

ABSENT = (
    *("нет в семени", "в семени нет", "семя этого не говорит", "не сказано", "не указано"),
    *("этого нет", "нет данных", "заметки этого не говорят", "в семени этого нет"),
    *("not in the seed", "the seed does not say", "not in seed", "not stated", "not said"),
    *("absent", "unknown to the seed", "the notes do not say", "it is not in the seed"),
)
"""What says that the seed does not hold something."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How one question was answered."""

    check: Check
    given: str
    """Empty: no answer."""

    right: bool
    made_up: bool
    """Whether a decoy was answered with something: recall that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a set of questions was answered; ratios are from 0 to 1."""

    grades: tuple[Grade, ...]
    judged: tuple[tuple[Check, str], ...] = ()
    """Transfer questions with their answers, for a person to judge; they count for nothing."""

    @property
    def recall(self) -> float:
        """Weighed share of right answers to questions that the seed answers."""
        return _share([one for one in self.grades if one.check.type != "decoy"])

    @property
    def false_accepts(self) -> float:
        """Share of decoys that got a made-up answer."""
        decoys = [one for one in self.grades if one.check.type == "decoy"]
        return sum(one.made_up for one in decoys) / len(decoys) if decoys else 0.0

    @property
    def passes(self) -> bool:
        """Whether so much is right that the seed has taken."""
        return self.recall >= PASS["all"] and self.false_accepts <= PASS["maxFalseAccept"]

    @property
    def by_frame(self) -> dict[str, float]:
        """Recall of each frame that was asked about."""
        frames = sorted({one.check.frame for one in self.grades if one.check.frame})
        return {
            frame: _share([one for one in self.grades if one.check.frame == frame])
            for frame in frames
        }


def _share(grades: list[Grade]) -> float:
    total = sum(one.check.weight for one in grades)
    return sum(one.check.weight for one in grades if one.right) / total if total else 0.0


def grade(checks: Iterable[Check], answers: Mapping[str, str]) -> Score:
    """Grade *answers* (by id of the check); a missing answer is wrong."""
    given = [(check, answers.get(check.id, "").strip()) for check in checks]
    return Score(
        grades=tuple(_graded(*one) for one in given if one[0].type != TRANSFER),
        judged=tuple(one for one in given if one[0].type == TRANSFER),
    )


def _graded(check: Check, given: str) -> Grade:
    if check.type == "decoy":
        right = says_absent(given)
        return Grade(check=check, given=given, right=right, made_up=bool(given) and not right)
    if check.order:
        right = _in_order(check, given)
    elif check.key is not None:
        right = _chosen(check, given)
    else:
        right = any(agrees(given, wanted) for wanted in check.accept)
    return Grade(check=check, given=given, right=right, made_up=False)


def says_absent(answer: str) -> bool:
    """Return whether *answer* says that the seed does not hold it.

    >>> says_absent("Этого нет в семени."), says_absent("документация")
    (True, False)
    """
    plain = f" {folded(answer)} "
    return len(plain) < 120 and any(f" {folded(phrase)} " in plain for phrase in ABSENT)


def agrees(given: str, wanted: str) -> bool:
    """Return whether *given* says the words of *wanted*, in any form and with little beside them.

    >>> agrees("Саморефлексия", "саморефлексии"), agrees("не файл", "файл")
    (True, False)
    """
    left, right = stems(given), stems(wanted)
    if not right or bool(_NEGATIONS & left) != bool(_NEGATIONS & right):
        return False
    shared = len(left & right)
    return 2 * shared >= 0.9 * (len(left) + len(right))


_NEGATIONS = {"не", "нет", "not", "no", "без", "without"}


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of *text*."""
    return frozenset(
        str(_stemmer("russian" if re.search("[а-я]", word) else "english").stemWord(word))
        for word in folded(text).split()
    )


def letter(index: int) -> str:
    """Return the letter that stands before choice *index*, from a to z, then aa and on.

    >>> letter(0), letter(27)
    ('a', 'ab')
    """
    high, low = divmod(index, len(_LETTERS))
    return (_LETTERS[high - 1] if high else "") + _LETTERS[low]


_ALIKE = str.maketrans("асеорхв", "aceopxb")
"""Cyrillic letters that look like the Latin ones before choices, or stand in for them."""


def _mark(text: str, count: int) -> int | None:
    """Return the index of the choice that a lone letter or number names."""
    plain = folded(text).translate(_ALIKE)
    if plain.isdecimal() and len(plain) < 6 and 1 <= int(plain) <= count:
        return int(plain) - 1
    return next((at for at in range(count) if letter(at) == plain), None)


def _chosen(check: Check, given: str) -> bool:
    mark = _mark(given, len(check.choices))
    if mark is None:
        head, _, rest = given.partition(")")
        mark = _mark(head, len(check.choices)) if rest else None
    if mark is not None:
        return mark == check.key
    agreeing = [at for at, choice in enumerate(check.choices) if agrees(given, choice)]
    exact = [at for at, one in enumerate(check.choices) if folded(one) == folded(given)]
    return (exact or agreeing) == [check.key]


def _in_order(check: Check, given: str) -> bool:
    shown = shuffled(check)
    pieces = _pieces(given, len(check.order))
    marks = [_mark(piece, len(shown)) for piece in pieces]
    if not pieces:
        return False
    if None not in marks:
        return [shown[mark] for mark in marks if mark is not None] == list(check.order)
    return all(agrees(piece, item) for piece, item in zip(pieces, check.order, strict=True))


def _pieces(given: str, count: int) -> list[str]:
    """Part *given* into *count* items at whatever separates them; items may hold commas."""
    for separator in (r"\n+", r";", r"[>→]+", r",", r"\s+"):
        pieces = [piece for piece in re.split(separator, given) if folded(piece)]
        if len(pieces) == count:
            return pieces
    return []


def shuffled(check: Check) -> tuple[str, ...]:
    """Return the items of an order question as they are shown: by their folded text."""
    return tuple(sorted(check.order, key=lambda item: (folded(item), item)))


_LINE = re.compile(r"\s{0,8}(?:[-*] )?\W{0,2}(q-\d{1,6})\W{0,2}\s{0,4}[:.)=—–-]\s{0,4}(.{0,4000})")


def read_answers(text: str) -> dict[str, str]:
    """Return the answers in *text* by id of the check.

    *text* is a JSON object, JSON Lines with ``id`` and ``answer``, or lines ``q-001: answer``;
    lines that are none of these are passed over.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return dict(_answer_lines(text))
    if isinstance(whole, dict) and set(whole) == {"id", "answer"}:
        return {str(whole["id"]): str(whole["answer"])}
    answers = whole.get("answers", whole) if isinstance(whole, dict) else {}
    if not isinstance(answers, dict):
        return {}
    return {str(key): str(value) for key, value in answers.items()}


def _answer_lines(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        match = _LINE.match(line)
        if match:
            yield match[1], match[2].strip()
        elif line.strip().startswith("{"):
            try:
                one = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(one, dict) and "id" in one:
                yield str(one["id"]), str(one.get("answer", ""))
