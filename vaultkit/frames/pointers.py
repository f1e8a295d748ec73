"""Where a part says what comes after it: «Готов двигаться к **I.4 — …**?», "Next: Part II.5".

A cue says so, or the number does: it is the one after this part's own; or the place, where a note
ends with the name of a part.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultkit.frames.draft import Draft
from vaultkit.frames.folding import fold, squeeze
from vaultkit.frames.identity import anchor_id
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.numbering import NUMBER, after_number, simple_value
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import CALLOUT, ITEM, PARAGRAPH
from vaultkit.frames.record import Lines, Pointer

_NUMBERED = re.compile(
    rf"(?P<label>[^\W\d_]{{1,20}}|§)?[\s]{{0,2}}(?<![\w.])(?P<number>{NUMBER})(?![\w])(?P<after>[*_`]*\s*(?:[—–:.]|-(?=\s))?\s*[*_`«“\"]*)"
)
_ANY_NUMBER = re.compile(r"(?<!\w)(?:\d|[IVXLCDMА-ЯA-Z][.\-]\d|[IVXLC]{1,7}\b)")
_TITLE_END = re.compile(r"\*\*|__|`|[»”\"](?=\s|[?.!,;:]|$)|\?|[.!](?=\s|$)|\)|$")
_MARKS = " \t*_`«»“”„\"'([—–-:"
_TITLED = re.compile(r"[,(]?\s*[*_`]{0,3}[«“\"(]")
"""What a title begins with that stands in quotes or brackets after its number."""

_NAMING = re.compile(r"(?:^|[*_`«“„\"(:—–→>-])\s*$")
"""What stands before a part whose number ends in a stop: nothing, a mark, a colon or dash."""

_APART = re.compile(
    r"[^.!?\n]{0,60}?(?:\*\*|[«“\"*_])(?P<title>[^*_«»“”\"\n]{3,120})(?:\*\*|[»”\"*_])"
)
_OPENING = ("*", "_", "`", "«", "“", '"', "„")
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<stop>[.]?)\s*$")
_BEHIND = re.compile(r"[*_`]*\s*(?:[—–:,]|-(?=\s))?\s*[*_`«“\"]*")
"""What stands between a part's number and its title."""

_COUNTS = frozenset(("number", "no", "nr", "номер", "номером"))
"""Words between a part's label and its number: "my next letter, number 4"."""

_FAR = 60
_NEAR = 3
"""Words between a cue and the part that it leads to."""

_LONG = 2000
_SPOKEN = frozenset((PARAGRAPH, ITEM, CALLOUT))


class Found(NamedTuple):
    """A pointer and its frame."""

    pointer: Pointer
    draft: Draft


def find_pointers(manuscript: Manuscript, parts: Sequence[Draft]) -> list[Found]:
    """Return the pointers to next parts; each is a frame of its own."""
    parts = [part for part in parts if part.number]
    page = manuscript.page
    told: dict[int, _Match] = {}
    for number in manuscript.said.lines("next"):
        line = page.line(number)
        if page.kind_of(number) not in _SPOKEN or len(line) > _LONG:
            continue
        match = None
        if _ANY_NUMBER.search(line):
            match = next(_numbered(manuscript, line, page.folded(number)), None)
        if match is None and manuscript.is_of_genre:
            match = next(_counted_after(manuscript, line, page.folded(number)), None)
        if match is not None:
            told[number] = match
    if parts or manuscript.is_of_genre:
        told.update(_untold(manuscript, parts, told))
    return [
        _found(manuscript, number, told[number], parts, ordinal)
        for ordinal, number in enumerate(sorted(told))
    ]


class _Match(NamedTuple):
    number: str
    title: str


def _untold(
    manuscript: Manuscript, parts: Sequence[Draft], told: Mapping[int, _Match]
) -> Mapping[int, _Match]:
    """Return the parts, by line, that no cue leads to.

    What is numbered as the part after the note's own is the next one; so is a part whose number
    and title end a message or the note.
    """
    known = {section.number for section in manuscript.sections}
    known.update(match.number for match in told.values())
    following = {after_number(part.number or "") for part in parts} - known
    wanted = {number for number in following if number and number in manuscript.text}
    closing = _closing_lines(manuscript) if manuscript.is_of_genre else frozenset()
    lines = range(1, len(manuscript.page.text) + 1) if wanted else sorted(closing)
    found: dict[str, tuple[int, _Match]] = {}
    for number in lines:
        line = manuscript.page.line(number)
        kind = manuscript.page.kind_of(number)
        if kind not in _SPOKEN or (kind == ITEM and "[[" in line) or len(line) > _LONG:
            continue
        if number not in closing and not any(one in line for one in wanted):
            continue
        for match in _parts_on(manuscript, line, wanted, closes=number in closing):
            before = found.get(match.number)
            if match.number not in known and (match.title or before is None):
                found[match.number] = number, match
    if manuscript.is_of_genre:
        found |= _counted_ahead(manuscript, following - {None} - found.keys())
    return dict(found.values())


def _counted_after(manuscript: Manuscript, line: str, folded: str) -> Iterator[_Match]:
    """Yield the parts counted in words that a cue on *line* leads to: «дальше — часть пятая»."""
    parts = manuscript.lexicon.numbering.counted(folded)
    for hit in manuscript.lexicon.lex("next").find(folded) if parts else ():
        for part in parts:
            begin = part.start if part.start >= hit.end else part.end
            if part.end > hit.start and len(WORD.findall(line[hit.end : begin])) <= _NEAR:
                yield _Match(str(part.number), _title_behind(line, part.end))


def _counted_ahead(
    manuscript: Manuscript, following: Collection[str | None]
) -> dict[str, tuple[int, _Match]]:
    """Return where the parts *following* the note's own are counted in words: «третий вечер»."""
    wanted = {value: number for number in following if number and (value := simple_value(number))}
    found: dict[str, tuple[int, _Match]] = {}
    page = manuscript.page
    for number in range(1, len(page.text) + 1) if wanted else ():
        if page.kind_of(number) not in _SPOKEN or len(page.line(number)) > _LONG:
            continue
        for part in manuscript.lexicon.numbering.counted(page.folded(number)):
            name = wanted.get(part.number)
            if name is not None and name not in found:
                title = _title_behind(page.line(number), part.end)
                found[name] = number, _Match(name, title)
    return found


def _title_behind(line: str, end: int) -> str:
    """Return the title behind a part that words count: after a stop or in marks, else apart."""
    rest = line[end:]
    behind = _BEHIND.match(rest)
    if behind and behind[0].strip(" *_`"):
        return _title(rest[behind.end() :])
    apart = _APART.match(rest)
    return squeeze(apart["title"]).strip(_MARKS + ".,;") if apart else ""


def _closing_lines(manuscript: Manuscript) -> frozenset[int]:
    """Return the lines of the last paragraph of each voice, sources and notes aside."""
    found: list[int] = []
    for container in manuscript.containers:
        for block in reversed(manuscript.blocks(container)):
            section = manuscript.section_at(block.span.first)
            if block.kind == PARAGRAPH and (section is None or section.role != "sources"):
                found.extend(range(block.span.first, block.span.last + 1))
                break
    return frozenset(found)


def _parts_on(
    manuscript: Manuscript, line: str, wanted: Collection[str], *, closes: bool
) -> Iterator[_Match]:
    """Yield the parts that *line* names: *wanted* ones, where it *closes* a voice any other."""
    for match in _NUMBERED.finditer(line):
        number, after = match["number"], match["after"]
        following = match["number"] in wanted
        label = fold(match["label"] or "")
        labelled = manuscript.is_part_label(label)
        if labelled and not following and label in manuscript.lexicon.numbering.loose:
            continue  # «Сессия 31» may be anything, and its place alone tells nothing
        marked = line[: match.start("number")].rstrip(" ").endswith(_OPENING)
        rest = line[match.end() :].strip(" *_`.")
        stop = after.strip(" *_`")
        named = stop != "." or _NAMING.search(line[: match.start()]) is not None
        titled = bool(rest and stop and named) or bool(_TITLED.match(line, match.end()))
        roman = number[0].isalpha() and "." in number
        if not (following or closes) or (closes and not following and not titled):
            continue
        if not (labelled or (marked and titled) or (roman and (following or titled))):
            continue
        if line[match.end() : match.end() + 1].isdecimal():
            continue  # a range of pages or years
        yield _Match(number, _title(line[match.end() :]) if titled else _marked_after(line, match))


def _marked_after(line: str, match: re.Match[str]) -> str:
    """Return what is set apart later in the sentence: "Lesson 13 turns to **the guess**"."""
    apart = _APART.match(line, match.end())
    return squeeze(apart["title"]).strip(_MARKS + ".,;") if apart else ""


def _numbered(manuscript: Manuscript, line: str, folded: str) -> Iterator[_Match]:
    """Yield the numbered parts that a cue on *line* leads to."""
    for hit in manuscript.lexicon.lex("next").find(folded):
        window = line[hit.end : hit.end + _FAR]
        for match in _NUMBERED.finditer(window):
            label = match["label"]
            between = line[
                hit.end : hit.end + (match.start("label") if label else match.start("number"))
            ]
            if len(WORD.findall(between)) > 3:
                break
            labelled = bool(label) and manuscript.is_part_label(fold(label or ""))
            named = fold(label or "") in _COUNTS
            if named and not _is_range(window, match):
                apart = _APART.match(line, hit.end + match.end())
                title = squeeze(apart["title"]).strip(_MARKS + ".,;") if apart else ""
                yield _Match(match["number"], title)
                continue
            compound = "." in match["number"] or "-" in match["number"]
            rest = line[hit.end + match.end() :]
            if not labelled and not compound and not match["after"].strip(' *_`«“"'):
                continue
            if not labelled and not compound and not match["number"].isdigit():
                continue
            if rest[:1].isdecimal() or _is_of_pages(
                manuscript, folded[: hit.end + match.start("number")]
            ):
                continue  # a range, or pages of a book
            yield _Match(match["number"], _title(rest))


def _is_range(window: str, match: re.Match[str]) -> bool:
    return window[match.end() : match.end() + 1].isdecimal()


def _is_of_pages(manuscript: Manuscript, before: str) -> bool:
    """Return whether a number after *before* (folded) is of pages or figures: «с. », "pp. "."""
    word = _LAST_WORD.search(before)
    if word is None or manuscript.lexicon.lex("page").whole(word["word"]) is None:
        return False
    return bool(word["stop"]) or len(word["word"]) > 1


def _title(rest: str) -> str:
    end = _TITLE_END.search(rest)
    return squeeze(rest[: end.start()] if end else rest).strip(_MARKS + ".,;")


def _found(
    manuscript: Manuscript, number: int, match: _Match, parts: Sequence[Draft], ordinal: int
) -> Found:
    line = manuscript.page.line(number)
    container = manuscript.container_at(number)
    before = next(
        (
            part
            for part in reversed(parts)
            if part.span.first < number and part.container is container
        ),
        None,
    )
    draft = Draft(
        kind="next_step",
        span=Lines(number, number),
        container=container,
        section=manuscript.section_at(number),
        title=match.title or None,
        number=match.number,
        rules=["pointer"],
    )
    draft.fill("number", [match.number], number)
    pointer = Pointer(
        id=anchor_id(container.anchor, "pointer", match.number, ordinal),
        kind="next",
        line=number,
        number=match.number,
        title=match.title,
        quote=line.strip(),
        modality="question" if "?" in line else "statement",
        from_number=before.number if before else None,
    )
    return Found(pointer, draft)
