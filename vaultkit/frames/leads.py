"""The line that announces a list: «Ты не можешь экспортировать:», "Relevant notes:"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vaultkit.frames.blocks import LIST, Block
from vaultkit.frames.draft import trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import PARAGRAPH
from vaultkit.frames.sentences import split_sentences

_COLON = re.compile(r":[\s*_\"»”]*$")
_ALL_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_]{2,120}(?:\*\*|__)[\s:.]*$")


_SHORT = 90
"""Characters of the longest lead without a colon."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The last sentence before a list."""

    line: int
    raw: str
    text: str
    """Without marks and colon."""

    folded: str
    """Folded, without marks, with its colon gone."""


def lead_of(manuscript: Manuscript, blocks: Sequence[Block], at: int) -> Lead | None:
    """Return what announces the block at index *at*: a paragraph right before that ends in ``:``.

    A line that is all bold announces too.
    """
    before = blocks[at - 1] if at else None
    if before is None or before.kind != PARAGRAPH:
        return None
    line = before.span.last
    if blocks[at].span.first - line > 2:
        return None
    raw = manuscript.page.line(line)
    if not _COLON.search(raw) and not _ALL_BOLD.match(raw) and not _goes_on(manuscript, raw):
        return None
    return make_lead(manuscript, line, raw)


def _goes_on(manuscript: Manuscript, raw: str) -> bool:
    """Return whether a line of the genre goes on into its list without a colon or a stop."""
    bare = raw.rstrip(' \t*_»"”')
    if not bare[-1:].isalpha() or ":" in bare or len(bare) >= _SHORT:
        return False
    return manuscript.is_of_genre


def make_lead(manuscript: Manuscript, line: int, raw: str) -> Lead:
    """Return the last sentence of *raw* as a lead."""
    sentences = split_sentences(raw, manuscript.lexicon.abbreviations)
    text = raw[sentences[-1].start :] if sentences else raw
    return Lead(line, text, trimmed(text), fold(plain(text)).rstrip(" :"))


def lists_with_leads(
    manuscript: Manuscript, blocks: Sequence[Block]
) -> list[tuple[Block, Lead | None]]:
    """Return every list of *blocks* with its lead."""
    return [
        (block, lead_of(manuscript, blocks, at))
        for at, block in enumerate(blocks)
        if block.kind == LIST
    ]
