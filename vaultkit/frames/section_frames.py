"""Sections that play a part, as frames: problem, consequence, solution, principle and others."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vaultkit.frames.blocks import LIST, Block, block_text
from vaultkit.frames.body_roles import body_role
from vaultkit.frames.conditions import condition_of
from vaultkit.frames.draft import Draft, bold_spans, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.harmed import answered_in, asks_for_harmed, enumerated_in, harmed_in
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.metaphor_slots import fill_metaphor
from vaultkit.frames.names import is_mere_name
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import PARAGRAPH
from vaultkit.frames.record import Lines, Section, Table
from vaultkit.frames.sections import own_lines
from vaultkit.frames.sentences import split_sentences

KINDS = frozenset((
    "problem", "consequence", "solution", "sources", "principle", "definition", "comparison",
    "exclusion", "metaphor", "corollary", "thesis", "procedure", "protocol", "example", "analysis",
))  # fmt: skip
_ARGUED = frozenset(("problem", "consequence", "solution", "principle", "thesis", "corollary"))
_EXPLANATION = re.compile(
    r"\s[—–-]\s(?:то есть|иначе говоря|другими словами|that is|i\.e\.|in other words)"
)
_RELATIVE = re.compile(r":\s|,\s(?:чь[яеи]|чей|котор\w+|где|whose|which|where)\b")
_RUN_IN = re.compile(
    r"\s*(?:\*\*|__)(?P<label>[^*_\n]{2,40}?)(?:[.:](?:\*\*|__)|(?:\*\*|__)[.:])(?=\s*\w)"
)
_BRIEF = 3
"""Words of the longest label before a paragraph."""

_DIGEST = ("problem", "consequence", "solution")
_STRESSED = re.compile(r"[^*\n]{0,120}\*\*[^*\n]{4,300}\*\*(?=\s[—–]\s)")
"""A statement whose bold text ends it before a dash: what follows explains."""


def section_frames(manuscript: Manuscript) -> list[Draft]:
    """Return a draft for each section that plays a part, in the order of the text."""
    drafts: dict[str, Draft] = {}
    for section in manuscript.sections:
        told = body_role(manuscript, section)
        if told is None and not _plays_part(manuscript, section):
            continue
        draft = _section_frame(manuscript, section, told)
        draft.parent = _parent(manuscript, section, drafts)
        drafts[section.id] = draft
    found = [*_analyses(manuscript, drafts), *drafts.values()]
    return sorted(found, key=lambda draft: draft.span.first)


def _plays_part(manuscript: Manuscript, section: Section) -> bool:
    """Return whether a heading plays its part: elsewhere "Part 2" is no principle."""
    if section.role not in KINDS or is_mere_name(manuscript, section):
        return False
    if section.role == "analysis" and section.span.first == section.body_span.last:
        return False  # a title with nothing under it
    return section.role != "principle" or section.label is None or manuscript.is_of_genre


def _section_frame(manuscript: Manuscript, section: Section, told: str | None) -> Draft:
    draft = Draft(
        kind=told or section.role or "",
        span=section.span,
        container=manuscript.container_by_id[section.container],
        section=section,
        title=section.title,
        number=section.number,
        label=section.label,
        confidence="B" if told else "A" if _is_told(manuscript, section) else "C",
        rules=["section_body" if told else "section_role"],
    )
    if section.number:
        draft.fill("number", [section.number], section.line)
    if draft.kind in _ARGUED:
        _fill_argument(manuscript, draft, section)
    if draft.kind == "metaphor":
        fill_metaphor(manuscript, draft, section)
    if draft.kind == "comparison":
        for table in _tables(manuscript, section.span):
            fill_comparison(draft, table)
    return draft


def _is_told(manuscript: Manuscript, section: Section) -> bool:
    return section.label is not None or manuscript.lexicon.role_of(section.title) is not None


def fill_comparison(draft: Draft, table: Table) -> None:
    """Fill what a table compares, and by which criteria."""
    draft.table = draft.table or table.id
    draft.fill("subjects", table.header[1:], table.header_line)
    for row in table.rows:
        draft.fill("criteria", row.cells[:1], row.line)


def _tables(manuscript: Manuscript, span: Lines) -> Iterator[Table]:
    for table in manuscript.tables:
        if span.first <= table.span.first <= table.span.last <= span.last:
            yield table


def _fill_argument(manuscript: Manuscript, draft: Draft, section: Section) -> None:
    lines = own_lines(section, manuscript.sections)
    whole = manuscript.blocks(draft.container)
    begin, end = (bisect_right(whole, line, key=_begin) for line in (lines.first, lines.last))
    for block in whole[begin:end]:
        if block.kind == LIST and draft.kind in _DIGEST and manuscript.is_of_genre:
            for item in block.items:
                keys = [span for span in bold_spans(item.text) if len(WORD.findall(span)) > 4]
                draft.fill("key", keys if "[[" not in item.text else (), item.line)
    blocks = [block for block in whole[begin:end] if block.kind == PARAGRAPH]
    for block in blocks:
        text = block_text(manuscript.page, block)
        keys = [span for span in bold_spans(text) if len(WORD.findall(span)) > 1]
        if keys and (label := _RUN_IN.match(text)) and len(WORD.findall(label["label"])) <= _BRIEF:
            keys = [key for key in keys if not label["label"].startswith(key)]
        draft.fill("key", keys, block.span.first)
    for block in blocks:
        fill_sentences(manuscript, draft, block)
    if "statement" not in draft.slots and blocks:
        first = split_sentences(
            block_text(manuscript.page, blocks[0]), manuscript.lexicon.abbreviations
        )
        if first:
            text = block_text(manuscript.page, blocks[0])[first[0].start : first[0].end]
            draft.fill("statement", [_cut(plain(text), _EXPLANATION)], blocks[0].span.first)


def fill_sentences(manuscript: Manuscript, draft: Draft, block: Block) -> None:
    """Fill what a paragraph's sentences say outright: statement, trigger, condition, effects."""
    text = block_text(manuscript.page, block)
    lexicon = manuscript.lexicon
    said_at: list[tuple[str, int]] = []
    for sentence in split_sentences(text, lexicon.abbreviations):
        said = text[sentence.start : sentence.end]
        words = plain(said)
        folded = fold(words)
        line = block.span.first + text.count("\n", 0, sentence.start)
        said_at.append((words, line))
        if "statement" not in draft.slots and lexicon.lex("statement").first(folded):
            stressed = _STRESSED.match(said)
            draft.fill(
                "statement", [_cut(plain(stressed[0] if stressed else said), _EXPLANATION)], line
            )
        if draft.kind == "corollary" and "statement" not in draft.slots:
            draft.fill("statement", _concluded(manuscript, words), line)
        if "trigger" not in draft.slots and lexicon.lex("trigger").first(folded):
            draft.fill("trigger", [_cut(words, _RELATIVE)], line)
        if "condition" not in draft.slots and (condition := condition_of(manuscript, words)):
            draft.fill("condition", [condition], line)
        asked = draft.kind == "consequence" and "affects" not in draft.slots
        draft.fill("affects", harmed_in(manuscript, words, consequence=asked), line)
    if draft.kind == "consequence" and "affects" not in draft.slots:
        for at, (words, line) in enumerate(said_at):
            asked = at > 0 and asks_for_harmed(manuscript, said_at[at - 1][0])
            found = answered_in(words) if asked else enumerated_in(manuscript, words)
            draft.fill("affects", found, line)
            if "affects" in draft.slots:
                break


def _concluded(manuscript: Manuscript, sentence: str) -> list[str]:
    """Return what «Итак, …» concludes, up to a colon; nothing where no such word begins it."""
    hit = manuscript.lexicon.lex("conclusion").at_start(fold(sentence))
    if hit is None or sentence[: hit.start].strip():
        return []
    said = trimmed(sentence[hit.end :].partition(": ")[0])
    return [said] if len(WORD.findall(said)) > 2 else []


def _cut(text: str, at: re.Pattern[str]) -> str:
    match = at.search(text)
    return text[: match.start()].strip() if match else text.strip()


def _parent(manuscript: Manuscript, section: Section, drafts: Mapping[str, Draft]) -> Draft | None:
    at = manuscript.section_by_id.get(section.parent or "")
    while at is not None:
        if at.id in drafts:
            return drafts[at.id]
        at = manuscript.section_by_id.get(at.parent or "")
    return None


def _analyses(manuscript: Manuscript, drafts: Mapping[str, Draft]) -> Iterator[Draft]:
    """Yield the frame around a problem and its solution that stand side by side."""
    for container in manuscript.containers:
        inside = [
            draft
            for draft in drafts.values()
            if draft.container is container and draft.kind in _DIGEST and draft.section
        ]
        kinds = {draft.kind for draft in inside}
        levels = {draft.section.level for draft in inside if draft.section}
        if not {"problem", "solution"} <= kinds or len(levels) != 1 or len(inside) > len(_DIGEST):
            continue
        span = Lines(inside[0].span.first, inside[-1].span.last)
        yield Draft("analysis", span, container, None, confidence="C", rules=["digest"])


def enclosing(outer: Sequence[Draft], line: int) -> Draft | None:
    """Return the smallest section frame around *line*, of frames in the order of the text.

    Sections stand in one another, so the last to begin before *line* and not to end is it.
    """
    for at in range(bisect_right(outer, line, key=_begin) - 1, -1, -1):
        draft = outer[at]
        if draft.span.last >= line and draft.kind != "analysis":
            return draft
    return None


def _begin(part: Draft | Block) -> int:
    return part.span.first


def draft_in(
    manuscript: Manuscript, kind: str, span: Lines, outer: Sequence[Draft], rule: str
) -> Draft:
    """Return an empty frame of *span*, under the section frame that it stands in."""
    return Draft(
        kind=kind,
        span=span,
        container=manuscript.container_at(span.first),
        section=manuscript.section_at(span.first),
        parent=enclosing(outer, span.first),
        rules=[rule],
    )


def smallest_around(drafts: Iterable[Draft], line: int) -> Draft | None:
    """Return the smallest frame around *line*, of frames in any order."""
    best: Draft | None = None
    for draft in drafts:
        if draft.span.first <= line <= draft.span.last and draft.kind != "analysis":
            size = draft.span.last - draft.span.first
            if best is None or size <= best.span.last - best.span.first:
                best = draft
    return best
