"""What a note rejects and what it puts in its place, by forms of words and by tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import NamedTuple

from vaultkit.frames.contrast_tables import find_contrasts
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.identity import anchor_id
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.packs.opposition_forms import CompiledOpposition
from vaultkit.frames.page import HEADING, ITEM, PARAGRAPH
from vaultkit.frames.record import Lines, Opposition
from vaultkit.frames.sentences import split_sentences

_MARKS = re.compile(r"[*`]+")
_ADDRESS = re.compile(r"https?://[^\s)\]]{1,400}|\]\([^()\n]{1,400}\)")
_DESTINATION = re.compile(r"\]\([^()\n]{1,400}\)?")
_LINKED = re.compile(r"\[\[[^\[\]\n]{1,400}\]\]|\[[^\[\]\n]{1,400}\](?=\()")
_STOPS = re.compile(r"[,.;:!?—–]")
_BECAUSE = re.compile(r"\s(?:because|since|so that|потому что|поскольку|так как|ведь)\s")
_SENTENCE = re.compile(r"[.!?;\n]\s")
_RELATIVE = re.compile(r"\w\W{1,3}(?:that|which|who|котор\w{2,4})\s+$")
_BRACKETS = {ord("["): None, ord("]"): None}
_JOINT = re.compile(r"(?:but|and|so|yet|if|но|а|и|зато|поэтому|однако)\s", re.IGNORECASE)
_FINITE = re.compile(r"[а-я]+(?:[еи]т|[уюая]т)(?:ся)?$")
_BRANCHES = frozenset(("где", "кто", "что", "когда", "как", "куда", "чья", "чей", "какой"))
_FILLER = "\u2060"
"""Stands for a mark of emphasis: no letter and no space, so that it stops no expression."""

_EDGES = " \t\n*_,;:.—–-`"
_LONG = 3000
_MOST_LINES = 40


def find_oppositions(manuscript: Manuscript) -> tuple[Opposition, ...]:
    """Return the oppositions of the note, in the order of the text."""
    found: list[Opposition] = []
    if manuscript.is_of_genre:
        forms = manuscript.lexicon.oppositions
        told = forms.by_line(_bare(manuscript.folded))
        for lines in _texts(manuscript):
            bits = reduce(or_, (told[number] for number in lines if number in told), 0)
            if possible := forms.with_texts(bits):
                found.extend(_in_text(manuscript, possible, lines))
        for table in manuscript.tables:
            found.extend(find_contrasts(manuscript, table))
    return _numbered(manuscript, found)


def _texts(manuscript: Manuscript) -> Iterator[range]:
    """Yield the lines of paragraphs, items and headings; quotes among them."""
    page = manuscript.page
    number = 1
    while number <= len(page.text):
        kind = page.kind_of(number)
        if kind == PARAGRAPH:
            last = number
            depth = page.depth[number - 1]
            while (
                last < len(page.text)
                and last - number < _MOST_LINES
                and page.kind_of(last + 1) == PARAGRAPH
            ):
                if page.depth[last] != depth:
                    break
                last += 1
            yield range(number, last + 1)
            number = last
        elif kind in (ITEM, HEADING):
            yield range(number, number + 1)
        number += 1


class _Poles(NamedTuple):
    """Where the two sides of an opposition stand in a text, and what form of words it has."""

    n: tuple[int, int]
    p: tuple[int, int]
    type: str


def _in_text(
    manuscript: Manuscript, possible: Sequence[CompiledOpposition], lines: range
) -> Iterator[Opposition]:
    text = "\n".join(manuscript.page.text[lines.start - 1 : lines.stop - 1])
    if manuscript.page.kind_of(lines.start) == HEADING:
        text = text.lstrip(" \t#")
    folded = _bare(_unstopped(fold(text))).replace("\n", " ")  # a sentence goes over line ends
    patterns = [one for one in possible if one.may_match(folded)]
    taken: list[_Poles] = []
    for pattern in patterns:
        if pattern.across and len(text) <= _LONG:
            taken.extend(_search(manuscript, pattern, text, folded, 0, taken))
    singles = [pattern for pattern in patterns if not pattern.across]
    for sentence in split_sentences(text, manuscript.lexicon.abbreviations) if singles else ():
        part = folded[sentence.start : sentence.end]
        for pattern in singles:
            if len(part) <= _LONG and pattern.may_match(part):
                taken.extend(_search(manuscript, pattern, text, part, sentence.start, taken))
    for poles in taken:
        yield _opposition(text, poles, lines.start)


def _bare(folded: str) -> str:
    """Return *folded* with emphasis and addresses blanked out: «не **файл**, а …» reads plain."""
    if "*" in folded or "`" in folded:
        folded = _MARKS.sub(lambda marks: _FILLER * len(marks[0]), folded)
    if "://" in folded or "](" in folded:
        folded = _ADDRESS.sub(lambda address: _FILLER * len(address[0]), folded)
    return folded


def _unstopped(folded: str) -> str:
    """Return *folded* without the marks in links' names: «[[Письма, ноты]]» is one name."""
    if "[" not in folded:
        return folded
    return _LINKED.sub(lambda link: _STOPS.sub(_FILLER, link[0]), folded)


def _search(
    manuscript: Manuscript,
    pattern: CompiledOpposition,
    text: str,
    folded: str,
    shift: int,
    taken: Sequence[_Poles],
) -> list[_Poles]:
    """Return the places of *pattern* in *folded*, which begins at *shift* in *text*."""
    found: list[_Poles] = []
    for match in pattern.expression.finditer(folded):
        if (
            pattern.name != "y_instead_of_x"
            and pattern.across
            and _is_aside(manuscript, folded, match)
        ):
            continue
        n = (match.start("n") + shift, _end_of_no(match) + shift)
        p = (match.start("p") + shift, match.end("p") + shift)
        if any(_is_said(n, p, one) for one in (*taken, *found)):
            continue
        if (
            not _is_of_one(match)
            or not _is_parallel(match["n"], match["p"])
            or _is_cut(text[shift:], match)
        ):
            continue
        if _is_worth(_pole(text[slice(*n)]), _pole(text[slice(*p)])):
            found.append(_Poles(n, p, pattern.name))
    return found


def _end_of_no(match: re.Match[str]) -> int:
    """Return where the rejected side ends: before the reason, where it stands last."""
    if match.start("n") < match.start("p") or _BECAUSE.search(match["p"]):
        return match.end("n")
    because = _BECAUSE.search(match["n"])
    return match.end("n") if because is None else match.start("n") + because.start()


def _is_aside(manuscript: Manuscript, folded: str, match: re.Match[str]) -> bool:
    """Return whether what is denied is a condition or tells of a noun: "things that are not …"."""
    start = match.start("n")
    clause = _SENTENCE.split(folded[:start])[-1] + match["n"]
    if manuscript.lexicon.lex("subordinate").at_start(clause.lstrip(' "«“(>*-\u2060')) is not None:
        return True
    return _RELATIVE.search(folded, max(0, start - 20), start) is not None


def _opposition(text: str, poles: _Poles, first: int) -> Opposition:
    rejected, asserted = _pole(text[slice(*poles.n)]), _pole(text[slice(*poles.p)])
    start, end = min(poles.n[0], poles.p[0]), max(poles.n[1], poles.p[1])
    line = first + text.count("\n", 0, start)
    return Opposition(
        id="",
        line=line,
        span=Lines(line, first + text.count("\n", 0, max(start, end - 1))),
        type=poles.type,
        rejected=rejected,
        asserted=asserted,
        quotes=(rejected, asserted),
    )


def _is_said(n: tuple[int, int], p: tuple[int, int], one: _Poles) -> bool:
    """Return whether one found before says this already: both sides, or all in its no."""
    inside = one.n[0] <= min(n[0], p[0]) and max(n[1], p[1]) <= one.n[1]
    return inside or n == one.n or (_overlap(n, one.n) and _overlap(p, one.p))


def _is_of_one(match: re.Match[str]) -> bool:
    """Return whether words that a form wants to be the same are: its groups ``s``, ``t``.

    Two cases of a noun are: «Руку не …. У руки …».
    """
    if "s" not in match.re.groupindex:
        return True
    one, other = match["s"], match["t"]
    stem = min(len(one), len(other)) - 1
    return one == other or (stem > 2 and one[:stem] == other[:stem])


def _is_parallel(rejected: str, asserted: str) -> bool:
    """Return whether what follows «не ждёт, а …» has a verb at its head too.

    Else «а» begins a clause with a subject of its own: nothing is set against anything.
    """
    no, yes = WORD.findall(rejected), WORD.findall(asserted)
    if yes and yes[0] in _BRANCHES and yes[0] in no[2:]:
        return False  # «не различает, где A, а где B» asks one question in two branches
    if len(no) < 2 or no[0] != "не" or not _FINITE.match(no[1]):
        return True
    verbs = [at for at, word in enumerate(yes[:6]) if _FINITE.match(word)]
    return not verbs or (verbs[0] <= 1 and not yes[0].isascii())


def _is_cut(text: str, match: re.Match[str]) -> bool:
    """Return whether a side begins inside a word: its clause is longer than the form allows."""
    return any(
        match.start(side) > 0 and text[match.start(side) - 1 : match.start(side) + 1].isalnum()
        for side in ("n", "p")
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _pole(text: str) -> str:
    bare = plain(_DESTINATION.sub("]", text))
    whole = squeeze(bare.translate(_BRACKETS)).strip(_EDGES)
    joint = _JOINT.match(whole)
    return whole[joint.end() :] if joint else whole


def _is_worth(rejected: str, asserted: str) -> bool:
    words = (WORD.findall(rejected), WORD.findall(asserted))
    return all(words) and sum(len(word) for word in words[1]) > 2 and max(map(len, words[0])) > 2


def _numbered(manuscript: Manuscript, found: Sequence[Opposition]) -> tuple[Opposition, ...]:
    counts: dict[tuple[str, str], int] = {}
    done = []
    for one in sorted(found, key=lambda one: (one.line, one.rejected)):
        anchor = manuscript.container_at(one.line).anchor
        name = f"{one.rejected}|{one.asserted}"
        ordinal = counts[anchor, name] = counts.get((anchor, name), -1) + 1
        done.append(replace(one, id=anchor_id(anchor, "opposition", name, ordinal)))
    return tuple(done)
