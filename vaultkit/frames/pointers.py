"""Where a part says what comes after it: «Готов двигаться к **I.4 — …**?», "Next: Part II.5"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultkit.frames.draft import Draft
from vaultkit.frames.folding import fold, squeeze
from vaultkit.frames.identity import anchor_id
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.numbering import NUMBER
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import CALLOUT, ITEM, PARAGRAPH
from vaultkit.frames.record import Lines, Pointer

_NUMBERED = re.compile(
    rf"(?P<label>[^\W\d_]{{1,20}}|§)?[\s]{{0,2}}(?<![\w.])(?P<number>{NUMBER})(?![\w])(?P<after>[*_`]*\s*(?:[—–:.]|-(?=\s))?\s*[*_`«“\"]*)"
)
_ANY_NUMBER = re.compile(r"(?<!\w)(?:\d|[IVXLCDMА-ЯA-Z][.\-]\d|[IVXLC]{1,7}\b)")
_TITLE_END = re.compile(r"\*\*|__|`|[»”\"](?=\s|[?.!]|$)|\?|[.!](?=\s|$)|\)|$")
_MARKS = " \t*_`«»“”„\"'([—–-:"
_FAR = 60
_LONG = 2000
_SPOKEN = frozenset((PARAGRAPH, ITEM, CALLOUT))


class Found(NamedTuple):
    """A pointer and its frame."""

    pointer: Pointer
    draft: Draft


def find_pointers(manuscript: Manuscript, parts: Sequence[Draft]) -> list[Found]:
    """Return the pointers to next parts; each is a frame of its own."""
    found: list[Found] = []
    parts = [part for part in parts if part.number]
    page = manuscript.page
    for number in manuscript.said.lines("next"):
        line = page.line(number)
        if page.kind_of(number) not in _SPOKEN or len(line) > _LONG:
            continue
        if not _ANY_NUMBER.search(line):
            continue
        match = next(_numbered(manuscript, line, page.folded(number)), None)
        if match is not None:
            found.append(_found(manuscript, number, match, parts, len(found)))
    return found


class _Match(NamedTuple):
    number: str
    title: str
    start: int


def _numbered(manuscript: Manuscript, line: str, folded: str) -> Iterator[_Match]:
    """Yield the numbered parts that a cue on *line* leads to."""
    for hit in manuscript.lexicon.lex("next").find(folded):
        window = line[hit.end : hit.end + _FAR]
        for match in _NUMBERED.finditer(window):
            start = hit.end + match.start("number")
            label = match["label"]
            between = line[
                hit.end : hit.end + (match.start("label") if label else match.start("number"))
            ]
            if len(WORD.findall(between)) > 3:
                break
            labelled = bool(label) and manuscript.is_part_label(fold(label or ""))
            compound = "." in match["number"] or "-" in match["number"]
            rest = line[hit.end + match.end() :]
            if not labelled and not compound and not match["after"].strip(' *_`«“"'):
                continue
            if not labelled and not compound and not match["number"].isdigit():
                continue
            yield _Match(match["number"], _title(rest), start)


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
