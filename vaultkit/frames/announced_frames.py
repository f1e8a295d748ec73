"""Frames that a paragraph announces: «**Проблема.** …», "Price: …", a bold claim."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from vaultkit.frames.blocks import LIST, Block, block_text
from vaultkit.frames.conditions import condition_of
from vaultkit.frames.draft import Draft, bold_spans, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.leads import lead_of
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.packs.lexicon import Lexicon
from vaultkit.frames.page import HEADING, PARAGRAPH, RULE
from vaultkit.frames.prohibitions import is_prohibition
from vaultkit.frames.prose_exclusions import prose_exclusions
from vaultkit.frames.record import Lines
from vaultkit.frames.section_frames import draft_in, enclosing, fill_sentences

_LABEL = re.compile(
    r"\s*(?:(?:\*\*|__)(?P<bold>[^*_\n]{3,60}?)[.:]?(?:\*\*|__)[.:]?|(?P<plain>[^\W\d_][^:.!?\n*]{2,40}):)"
    r"\s*(?:[—–-]\s)?(?P<rest>.*)$",
    re.DOTALL,
)
_ALL_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<text>[^*\n]{4,300})(?:\*\*|__)[.:!]?\s*$")
_KINDS = frozenset((
    "problem", "consequence", "solution", "principle", "thesis", "corollary", "metaphor",
    "example", "exclusion",
))  # fmt: skip
_LABEL_END = 44
"""Characters within which a plain label has its colon."""
_ANYWHERE = frozenset(("problem", "solution", "example"))
"""Kinds that a label announces in a note of any genre; "Image:" and "Effects:" are settings."""

_CLAIM_WORDS = 5
_REMEMBERED = 4096
"""Labels whose words are kept: those of a vault repeat."""

_FAR = 40
"""How many lines of one paragraph a label is looked for in."""


def announced_frames(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the frames that paragraphs announce, in the order of the text."""
    labelled = list(_lines_with_label(manuscript))
    if not manuscript.is_of_genre:
        labelled = [number for number in labelled if _announces(manuscript, number)]
        if not labelled:
            return
    for container in manuscript.containers:
        blocks = manuscript.blocks(container)
        for at, block in enumerate(blocks):
            if block.kind != PARAGRAPH:
                continue
            begin = bisect_left(labelled, block.span.first)
            inside = labelled[begin : bisect_right(labelled, block.span.last)]
            if inside or manuscript.is_of_genre:
                yield from _of_paragraph(manuscript, blocks, at, outer, inside)


def _announces(manuscript: Manuscript, number: int) -> bool:
    """Return whether the label on a line, if it is one, announces a part."""
    label = _LABEL.match(manuscript.page.line(number))
    return label is not None and _kind(manuscript, label) is not None


def _lines_with_label(manuscript: Manuscript) -> Iterator[int]:
    """Yield the lines that may begin with a label."""
    for number, start in manuscript.page.spoken:
        if start[:2] in ("**", "__") or (":" in start[:_LABEL_END] and start[0].isalnum()):
            yield number


def _of_paragraph(
    manuscript: Manuscript,
    blocks: Sequence[Block],
    at: int,
    outer: Sequence[Draft],
    labelled: Sequence[int],
) -> Iterator[Draft]:
    block = blocks[at]
    for number in labelled:
        label = _LABEL.match(manuscript.page.line(number))
        kind = _kind(manuscript, label) if label else None
        if kind == "exclusion" and label and _forbids(manuscript, label):
            continue
        if kind and label and not label["rest"].strip() and _goes_without(outer, number, kind):
            continue  # the lead of the list that fills the part it stands in
        if kind and label:
            last = _last_line(manuscript, blocks, at, number, label["rest"])
            draft = _draft(manuscript, kind, Lines(number, last), outer, "announced")
            draft.title = trimmed(label["bold"] or label["plain"])
            _fill(manuscript, draft, block, number, label["rest"])
            yield draft
    if manuscript.is_of_genre:
        if block.span.first == block.span.last and labelled:
            yield from _bold_claim(manuscript, block, outer)
        yield from prose_exclusions(manuscript, block, outer)


def _forbids(manuscript: Manuscript, label: re.Match[str]) -> bool:
    """Return whether a label warns: «Нельзя: отдавать ключи», where nothing is carried over."""
    rest = label["rest"].strip()
    return bool(rest) and is_prohibition(manuscript, rest, label["bold"] or label["plain"])


def _goes_without(outer: Sequence[Draft], number: int, kind: str) -> bool:
    around = enclosing(outer, number)
    return around is not None and around.kind == kind


def _kind(manuscript: Manuscript, label: re.Match[str]) -> str | None:
    """Return what a label announces: all its words must be one cue of a heading."""
    words = _announcing(label["bold"] or label["plain"], manuscript.lexicon)
    if words is None:
        return None
    hit = manuscript.lexicon.roles.whole(words)
    if hit is None and label["bold"] and not label["rest"].strip():
        hit = manuscript.lexicon.roles.leading(words)
    phrased = hit is not None and hit.words > 1 and bool(label["bold"])
    kinds = _KINDS if phrased or manuscript.is_of_genre else _ANYWHERE
    return hit.name if hit is not None and hit.name in kinds else None


@lru_cache(_REMEMBERED)
def _announcing(label: str, lexicon: Lexicon) -> str | None:
    """Return the words of a label, folded; None where it announces no part of its own."""
    words = fold(plain(label))
    named = lexicon.labels.whole(words)
    if named is not None and named.name in ("answer", "question"):
        return None
    if lexicon.lex("conclusion").whole(words):
        return None  # «Поэтому:» goes on with what stands above it
    return words


def _last_line(
    manuscript: Manuscript, blocks: Sequence[Block], at: int, number: int, rest: str
) -> int:
    """Return where an announced frame ends: its paragraph's own label, or the list it leads to."""
    block = blocks[at]
    page = manuscript.page
    for later in range(number + 1, min(block.span.last, number + _FAR) + 1):
        label = _LABEL.match(page.line(later))
        if label and (label["bold"] or _kind(manuscript, label)):
            return later - 1
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None:
        return block.span.last
    if following.kind == LIST and rest.strip() and lead_of(manuscript, blocks, at + 1):
        return following.span.last
    if not rest.strip() and number == block.span.last:
        return _end_of_part(manuscript, blocks, at)
    return block.span.last


def _end_of_part(manuscript: Manuscript, blocks: Sequence[Block], at: int) -> int:
    """Return where the part under a bold line ends: before the next one, a heading or a break."""
    last = blocks[at].span.last
    for later in range(at + 1, len(blocks)):
        block = blocks[later]
        if block.kind in (HEADING, RULE) or _begins_part(manuscript, block):
            break
        last = block.span.last
    return last


def _begins_part(manuscript: Manuscript, block: Block) -> bool:
    """Return whether a paragraph begins with a bold line, or is a label of a part alone."""
    if block.kind != PARAGRAPH:
        return False
    first = manuscript.page.line(block.span.first)
    if _ALL_BOLD.match(first):
        return first.strip()[-1] not in ".!"
    label = _LABEL.match(first) if first.rstrip()[-1:] == ":" else None
    return label is not None and not label["rest"] and _kind(manuscript, label) is not None


def _draft(
    manuscript: Manuscript, kind: str, span: Lines, outer: Sequence[Draft], rule: str
) -> Draft:
    draft = draft_in(manuscript, kind, span, outer, rule)
    draft.confidence = "B"
    return draft


def _fill(manuscript: Manuscript, draft: Draft, block: Block, number: int, rest: str) -> None:
    text = plain(rest).strip()
    if text:
        draft.fill("key", [one for one in bold_spans(rest) if len(WORD.findall(one)) > 1], number)
        draft.fill("statement", [text], number)
        if condition := condition_of(manuscript, text):
            draft.fill("condition", [condition], number)
    else:
        fill_sentences(manuscript, draft, block)


def _bold_claim(manuscript: Manuscript, block: Block, outer: Sequence[Draft]) -> Iterator[Draft]:
    """Yield a thesis for a paragraph that is one bold sentence."""
    match = _ALL_BOLD.match(block_text(manuscript.page, block))
    if match is None or "[" in match["text"] or match[0].lstrip().startswith("_"):
        return
    text = match["text"].strip()
    if text[-1] not in ".!" or len(WORD.findall(text)) < _CLAIM_WORDS:
        return
    draft = _draft(manuscript, "thesis", block.span, outer, "bold_claim")
    draft.fill("statement", [plain(text)], block.span.first)
    yield draft
