"""What part a section plays by what stands under its heading, where the heading does not tell.

A heading may be any sentence («Стало быть, без другого способа никак»); a lead and its list, a
comparison and its moral tell as much.
"""

from bisect import bisect_right
from collections.abc import Sequence

from vaultkit.frames.blocks import LIST, QUOTE, Block
from vaultkit.frames.conditions import condition_of, says_cannot
from vaultkit.frames.definitions import read_definition
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.leads import Lead, lead_of
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import HEADING, PARAGRAPH
from vaultkit.frames.prohibitions import is_prohibition
from vaultkit.frames.record import Section
from vaultkit.frames.transfer import is_denied

_UNTOLD = (None, "corollary", "consequence", "thesis", "example", "principle")
"""Roles that a lead of what cannot be moved overrules."""

_SHORT = 9
"""Words of the longest heading that is a bare condition."""

_FEW = 4
"""Blocks of the longest section that is one image."""


def body_role(manuscript: Manuscript, section: Section) -> str | None:
    """Return the role that the body of *section* tells, or None where its heading's stands."""
    if section.label or section.role not in _UNTOLD or not manuscript.is_of_genre:
        return None
    blocks = _blocks(manuscript, section)
    if section.role == "consequence" and _says_problem(manuscript, blocks):
        return "problem"
    at = next((at for at, block in enumerate(blocks) if block.kind == LIST), None)
    lead = lead_of(manuscript, blocks, at) if at is not None and at <= 1 else None
    told = _of_lead(manuscript, lead, blocks[at or 0]) if lead else None
    if told is not None or section.role is not None:
        return told if told != section.role else None
    if _is_condition(manuscript, section.title):
        return "consequence"
    return "metaphor" if _is_image(manuscript, blocks) else None


def _says_problem(manuscript: Manuscript, blocks: Sequence[Block]) -> bool:
    """Return whether the first sentence says what the trouble is: "at stake" is but a hint."""
    if not blocks or blocks[0].kind != PARAGRAPH:
        return False
    folded = fold(plain(manuscript.page.line(blocks[0].span.first)))
    return manuscript.lexicon.lex("says_problem").at_start(folded) is not None


def _blocks(manuscript: Manuscript, section: Section) -> Sequence[Block]:
    """Return the blocks of *section* before its first part, without its heading."""
    whole = manuscript.blocks(manuscript.container_by_id[section.container])
    begin = bisect_right(whole, section.line, key=_begin)
    end = bisect_right(whole, section.span.last, key=_begin)
    found = whole[begin:end]
    parts = (at for at, block in enumerate(found) if block.kind == HEADING)
    return found[: next(parts, len(found))]


def _begin(block: Block) -> int:
    return block.span.first


def _of_lead(manuscript: Manuscript, lead: Lead, block: Block) -> str | None:
    """Return what a lead and its list make of their section."""
    condition = condition_of(manuscript, plain(lead.raw))
    if condition and is_denied(manuscript, condition):
        return "corollary"
    if says_cannot(manuscript, plain(lead.raw)):
        forbids = all(is_prohibition(manuscript, one.text, lead.raw) for one in block.top_items)
        return None if forbids else "exclusion"
    if read_definition(manuscript, lead.raw, lead.line):
        return "definition"
    hits = manuscript.lexicon.lex("we_call").find(lead.folded)
    return "definition" if hits and hits[-1].end == len(lead.folded) else None


def _is_condition(manuscript: Manuscript, title: str) -> bool:
    folded = fold(plain(title))
    if len(WORD.findall(folded)) > _SHORT or "?" in folded:
        return False
    hit = manuscript.lexicon.lex("bare_condition").at_start(folded)
    return hit is not None and not folded[: hit.start].strip()


def _is_image(manuscript: Manuscript, blocks: Sequence[Block]) -> bool:
    """Return whether a short section makes a comparison at once and draws a moral from it."""
    if not 0 < len(blocks) <= _FEW or blocks[0].kind != PARAGRAPH:
        return False
    if not any(block.kind == QUOTE for block in blocks):
        return False
    folded = fold(plain(manuscript.page.line(blocks[0].span.first)))
    return bool(manuscript.lexicon.lex("alike").find(folded, 0, min(len(folded), 200)))
