"""What prose says cannot be carried over: «Не переносятся: a, b и c», «Ни a, ни b не поедут»."""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.blocks import Block, block_text
from vaultkit.frames.conditions import condition_of
from vaultkit.frames.draft import Draft, coordinated, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.prohibitions import is_prohibition
from vaultkit.frames.record import Lines
from vaultkit.frames.section_frames import draft_in, enclosing
from vaultkit.frames.sentences import split_sentences

_NEITHER = re.compile(r"(?:^|(?<=[\s,:]))(?:ни|neither|nor)\s", re.IGNORECASE)
_LETTER = re.compile(r"^\(?(?:[a-zа-я]|\d{1,2})\)\s+")
"""A letter or number in brackets before one of several things."""

_LEFT = re.compile(
    r"^(?:(?:вместе\s)?с\s(?:ним|ней|ними|нами|собой)\s|за бортом\s|здесь\s|там\s|также\s|"
    r"и\s|both\s)+|"
    r"^(?:also|there|here)\s",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s[—–]\s|;\s|\(|\)|,\s(?:котор|потому|так как|because|since|which|but|но|а)\b"
)
_PRONOUN = re.compile(
    r"(?:он|она|оно|они|это|мы|я|ты|вы|кто|что|все|всё|it|he|she|they|this|that|these|those|"
    r"we|i|"
    r"you|who|what|which|there|not|не|если|if|when|когда)\b",
    re.IGNORECASE,
)
_NOTHING_FOR = re.compile(
    r"(?:\b(?:there is|there's|there’s|i have|we have) no [\w\s-]{2,40}?"
    r"\s(?:for|to hold|to carry)|"
    r"\b(?:нет|не бывает|не найти|не придумано)\s(?:[\w-]+\s){1,3}?(?:для|под))\s(?P<rest>.+)",
    re.IGNORECASE,
)
"""What nothing is made for: "There is no envelope for the smell, for the pause"."""

_FOR = re.compile(r",?\s(?:(?:or|and|nor|и|или|ни)\s)?(?:for|для|под)\s")
_LONGEST = 8
"""Words of the longest thing that a sentence names by the way."""

_FEW = 6
"""Words of the longest sentence that only names a thing."""


def prose_exclusions(
    manuscript: Manuscript, block: Block, outer: Sequence[Draft]
) -> Iterator[Draft]:
    """Yield the exclusions of a paragraph, or fill the exclusion that it stands in."""
    said = manuscript.said
    around = enclosing(outer, block.span.first)
    section = around if around is not None and around.kind == "exclusion" else None
    first, last = block.span.first, block.span.last
    listed = said.begins("cannot", first, last)
    left = said.begins("left_behind", first, last) or said.begins("neither", first, last)
    if not listed and section is None and not left:
        return
    for number in range(block.span.first, block.span.last + 1):
        line = manuscript.page.line(number)
        found = _after_colon(manuscript, line) if listed and ":" in line else None
        found = found or _in_sentences(manuscript, line)
        if found is None and section is not None and "items" not in section.slots:
            found = _neither_in(manuscript, line)
        if found is None:
            continue
        lead, items = found
        if section is not None:
            section.fill("items", items, number)
            continue
        draft = draft_in(manuscript, "exclusion", Lines(number, number), outer, "inline_list")
        draft.confidence = "B"
        draft.fill("lead", [lead], number)
        draft.fill("items", items, number)
        yield draft
    if section is not None and "items" not in section.slots:
        _fill_named(manuscript, section, block)


def _after_colon(manuscript: Manuscript, line: str) -> tuple[str, list[str]] | None:
    head, colon, tail = plain(line).partition(":")
    if not colon or len(WORD.findall(head)) > 9 or not tail.strip() or "?" in tail:
        return None
    if not manuscript.lexicon.lex("cannot").find(fold(head)):
        return None
    items = [_LETTER.sub("", one) for one in coordinated(tail.split(". ")[0])]
    if len(items) < 2 or max(len(item) for item in items) > 120:
        return None
    if all(is_prohibition(manuscript, item, head) for item in items):
        return None
    return trimmed(head), items


def _in_sentences(manuscript: Manuscript, line: str) -> tuple[str, list[str]] | None:
    """Return the words and the things of the first sentence that leaves two things behind."""
    cues, goes = (manuscript.lexicon.lex(name) for name in ("left_behind", "goes_over"))
    for sentence in split_sentences(line, manuscript.lexicon.abbreviations):
        words = plain(line[sentence.start : sentence.end])
        folded = fold(words)
        hits = cues.find(folded)
        if not hits and "neither" in folded:
            hits = goes.find(folded)
        if not hits or "?" in words or "[[" in words or condition_of(manuscript, words):
            continue
        before, after = words[: hits[0].start], words[hits[0].end :]
        items = _things(before) or _things(after)
        if items:
            return trimmed(words[hits[0].start : hits[0].end]), items
    return None


def _neither_in(manuscript: Manuscript, line: str) -> tuple[str, list[str]] | None:
    """Return what a sentence under a heading of exclusions denies: «не получит ни A, ни B»."""
    for sentence in split_sentences(line, manuscript.lexicon.abbreviations):
        words = plain(line[sentence.start : sentence.end])
        nothing = _NOTHING_FOR.search(words)
        if nothing is not None and (items := _things(_FOR.sub(", ", nothing["rest"]))):
            return trimmed(words[: nothing.start("rest")]), items
        first = _NEITHER.search(words)
        if first is not None and (items := _things(words[first.start() :])):
            return trimmed(words[: first.start()]), items
    return None


def _things(text: str) -> list[str]:
    """Return the things that *text* names together; nothing where it says more than names."""
    text = text.strip(" .!:,—–-")
    neither = list(_NEITHER.finditer(text))
    if neither:
        ends = [one.start() for one in neither[1:]] + [len(text)]
        parts = [text[one.end() : end] for one, end in zip(neither, ends, strict=True)]
        items = [trimmed(part) for part in parts]
    else:
        if _BETWEEN.search(text):
            return []
        items = coordinated(_LEFT.sub("", text))
    named = all(
        0 < len(WORD.findall(item)) <= _LONGEST and not _PRONOUN.match(item) for item in items
    )
    return items if len(items) > 1 and named else []


def _fill_named(manuscript: Manuscript, section: Draft, block: Block) -> None:
    """Fill what a paragraph of names only names: «Запах мастерской. Старые обиды.»."""
    text = block_text(manuscript.page, block)
    named: list[tuple[str, int]] = []
    for sentence in split_sentences(text, manuscript.lexicon.abbreviations):
        words = trimmed(text[sentence.start : sentence.end])
        if len(WORD.findall(words)) > _FEW or _PRONOUN.match(words) or words.endswith("?"):
            return
        named.append((words, block.span.first + text.count("\n", 0, sentence.start)))
    for words, line in named if len(named) > 1 else ():
        section.fill("items", [words], line)
