"""Frames inside sections: lists with their leads, definitions, questions, theses, tables."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from vaultkit.frames.blocks import QUOTE, Block, Item, block_text
from vaultkit.frames.conditions import condition_of, says_cannot
from vaultkit.frames.definitions import read_definition, without_aside
from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.leads import Lead, lists_with_leads
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.orders import are_orders, are_things
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import CALLOUT, ITEM, PARAGRAPH
from vaultkit.frames.record import Lines
from vaultkit.frames.section_frames import draft_in, enclosing, fill_comparison
from vaultkit.frames.slot_labels import label_slot, without_lines_of_labels
from vaultkit.frames.term_frames import (
    defining_lines,
    definition_frame,
    listed_terms,
    term_frames,
    terms_of_table,
)
from vaultkit.frames.terms import is_term

_LINK_ITEM = re.compile(r"[\s*_«\"“]*!?\[\[")
_ALTERNATIVES = re.compile(
    r"\b(?:either|one of|any of|ways|options|choices|alternatives|или|либо|одно из|один из|"
    r"варианты|"
    r"на выбор)\W*$|\b(?:can|may|could) either\b|\bone of the following\b|\bодним из\b"
)
"""What a lead ends in that gives a choice and no order."""

_SAYS = re.compile(r"\]\].*?\w+\W+\w+\W+\w+")
"""A link with some words after it."""

_NESTED = ("definition", "exclusion", "corollary", "procedure", "protocol")
_LIST_SLOTS = {
    "definition": "definiens",
    "procedure": "steps",
    "protocol": "steps",
    "applies_to": "applies_to",
}
_OURS = re.compile(r"\s(?:мы|я|здесь|у нас|тут|люди|обычно)$", re.IGNORECASE)
_TERM_WORDS = 7
_THESIS = 320
_WIDE = 3


def inner_frames(manuscript: Manuscript, outer: Sequence[Draft]) -> list[Draft]:
    """Return the frames of lists, definitions, quotes and tables, each under its section's."""
    found: list[Draft] = []
    defining = defining_lines(manuscript)
    read = defining or manuscript.is_of_genre
    for container in manuscript.containers if read or ITEM in manuscript.page.kind else ():
        blocks = manuscript.blocks(container)
        for block, lead in lists_with_leads(manuscript, blocks):
            if manuscript.is_of_genre:
                block = without_lines_of_labels(manuscript, block)  # noqa: PLW2901
            found.extend(_of_list(manuscript, block, lead, outer))
        for block in blocks if read else ():
            if block.kind == PARAGRAPH:
                begin = bisect_left(defining, block.span.first)
                lines = defining[begin : bisect_right(defining, block.span.last)]
                if lines:
                    found.extend(term_frames(manuscript, block, lines, outer))
            elif block.kind == QUOTE and manuscript.is_of_genre:
                found.extend(_of_quote(manuscript, block, outer))
    found.extend(_of_tables(manuscript, outer))
    return found


def is_citation_list(block: Block) -> bool:
    """Return whether most items of a list begin with a link."""
    linked = sum(1 for item in block.items if _LINK_ITEM.match(item.text))
    return linked * 2 >= len(block.items)


def item_texts(items: Sequence[Item]) -> list[str]:
    """Return what the items say, without marks and punctuation at the ends."""
    return [trimmed(item.text) for item in items]


def _of_list(
    manuscript: Manuscript, block: Block, lead: Lead | None, outer: Sequence[Draft]
) -> Iterator[Draft]:
    parent = enclosing(outer, block.span.first)
    if is_citation_list(block):
        if lead and len(lead.text) < 120 and _bears_out(manuscript, block, lead):
            span = Lines(lead.line, block.span.last)
            evidence = draft_in(manuscript, "evidence", span, outer, "citation_list")
            evidence.title = lead.text
            yield evidence
        return
    if parent is not None and parent.kind == "definition":
        terms = listed_terms(manuscript, block.top_items)
        for term in terms:
            yield definition_frame(manuscript, term, outer)
        if terms:
            return
    kind = _kind_of_list(manuscript, block, lead, parent)
    if kind is None:
        return
    if parent is not None and _belongs(parent, kind):
        _fill_list(manuscript, parent, block, lead, kind)
        kind = "enumeration"
    if kind in ("applies_to", "enumeration") and not _is_own(manuscript, lead, parent):
        return
    span = Lines(lead.line if lead else block.span.first, block.span.last)
    draft = draft_in(
        manuscript, "enumeration" if kind == "applies_to" else kind, span, outer, "list"
    )
    if kind == "enumeration" and lead is not None:
        draft.confidence = "C"
        draft.fill("lead", [lead.text], lead.line)
    _fill_list(manuscript, draft, block, lead, draft.kind)
    yield draft


def _is_own(manuscript: Manuscript, lead: Lead | None, parent: Draft | None) -> bool:
    """Return whether a mere list is a frame: it has a lead, and is no slot of a protocol."""
    if lead is None or parent is None:
        return False
    return parent.kind != "protocol" or label_slot(manuscript, lead.folded) is None


def _bears_out(manuscript: Manuscript, block: Block, lead: Lead) -> bool:
    """Return whether notes are listed for what they say: by their lead, or by words on them.

    A bare list of links under a label is a list of links.
    """
    if manuscript.is_of_genre or manuscript.lexicon.lex("relevant").find(lead.folded):
        return True
    told = sum(1 for item in block.items if _SAYS.search(item.text))
    return told * 2 >= len(block.items)


def _belongs(parent: Draft, kind: str) -> bool:
    """Return whether a list only fills the frame it stands in."""
    if kind == "applies_to":
        return parent.kind == "definition"
    if kind == "enumeration":
        return parent.kind == "corollary"
    return parent.kind == kind and kind in _NESTED


def _kind_of_list(
    manuscript: Manuscript, block: Block, lead: Lead | None, parent: Draft | None
) -> str | None:
    told = _told_by(manuscript, lead, parent) if lead is not None else None
    if told is not None:
        return told
    if parent is not None and parent.kind in ("exclusion", "procedure", "protocol"):
        ordered = are_orders(item_texts(block.top_items)) or manuscript.is_of_genre
        if parent.kind != "procedure" or ordered:
            return parent.kind
    if len(block.top_items) < 2:
        return None
    if block.ordered:
        return _kind_of_ordered(manuscript, block, lead)
    return "enumeration" if lead is not None else None


def _told_by(manuscript: Manuscript, lead: Lead, parent: Draft | None) -> str | None:
    """Return what kind of list a lead's own words announce."""
    lexicon = manuscript.lexicon
    defining = parent is not None and parent.kind == "definition"
    if lexicon.lex("applies_to").first(lead.folded) or (
        defining and lead.folded.endswith((" for", " для"))
    ):
        return "applies_to"
    if says_cannot(manuscript, plain(lead.raw)):
        return "exclusion"
    if defining and _told_of(manuscript, lead) is not None:
        return "definition"
    return "definition" if read_definition(manuscript, lead.raw, lead.line) else None


def _told_of(manuscript: Manuscript, lead: Lead) -> str | None:
    """Return what a lead in a section of a definition lists the parts of: "It consists of".

    The words before the copula; empty for a pronoun, None where the lead has no such word.
    """
    lexicon = manuscript.lexicon
    words = without_aside(plain(lead.raw))
    folded = fold(words).rstrip(" :")
    copulas = [hit for hit in lexicon.lex("copula").find(folded) if hit.end == len(folded)]
    hits = copulas or lexicon.lex("consists").find(folded)
    if not hits or len(WORD.findall(folded[: hits[0].start])) > _TERM_WORDS:
        return None
    term = _OURS.sub("", trimmed(words[: hits[0].start]))
    return term if is_term(term) else ""


def _kind_of_ordered(manuscript: Manuscript, block: Block, lead: Lead | None) -> str | None:
    """Return ``procedure`` for numbered items, unless their lead counts things and not steps."""
    if lead is not None and _ALTERNATIVES.search(lead.folded):
        return "enumeration"
    if _announces_steps(manuscript, lead):
        return "procedure"
    if lead is not None:
        moves = manuscript.lexicon.lex("to_move").find(lead.folded)
        return "procedure" if moves or are_orders(item_texts(block.top_items)) else "enumeration"
    starts = [item.number for item in block.top_items]
    if are_things(item_texts(block.top_items)):
        return None
    return "procedure" if starts == list(range(1, len(starts) + 1)) and len(starts) > 2 else None


def _announces_steps(manuscript: Manuscript, lead: Lead | None) -> bool:
    if lead is None:
        return False
    lexicon = manuscript.lexicon
    hit = lexicon.roles.first(lead.folded)
    if hit is not None and hit.name in ("procedure", "protocol"):
        return True
    label = lexicon.labels.first(lead.folded)
    return (label is not None and label.name == "steps") or bool(
        lexicon.lex("ordered").first(lead.folded) or lexicon.lex("steps_lead").first(lead.folded)
    )


def _fill_items(draft: Draft, slot: str, block: Block) -> None:
    for item in block.top_items:
        draft.fill(slot, [trimmed(item.text)], item.line)


def _fill_list(
    manuscript: Manuscript, draft: Draft, block: Block, lead: Lead | None, kind: str
) -> None:
    _fill_items(draft, _LIST_SLOTS.get(kind, "items"), block)
    if lead is None or kind == "applies_to":
        return
    if draft.kind == "definition":
        definition = read_definition(manuscript, lead.raw, lead.line)
        term = definition.term if definition else _told_of(manuscript, lead)
        if term and (definition or "term" not in draft.slots):
            draft.fill("term", [term], lead.line)
            draft.title = draft.title or term
    elif draft.kind == "exclusion":
        draft.fill("lead", [lead.text], lead.line)
    elif draft.kind == "corollary" and (condition := condition_of(manuscript, plain(lead.raw))):
        draft.fill("condition", [condition], lead.line)


def _of_quote(manuscript: Manuscript, block: Block, outer: Sequence[Draft]) -> Iterator[Draft]:
    text = plain(block_text(manuscript.page, block))
    if "?" in text or len(text) > _THESIS or len(WORD.findall(text)) < _WIDE or "[[" in text:
        return
    draft = draft_in(manuscript, "thesis", block.span, outer, "nested_quote")
    draft.fill("statement", [text.strip('"«»“”„ ')], block.span.first)
    parent = draft.parent
    if parent is not None and parent.kind == "metaphor":
        parent.fill("lesson", [text.strip('"«»“”„ ')], block.span.first)
    yield draft


def _of_tables(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[Draft]:
    for table in manuscript.tables:
        parent = enclosing(outer, table.span.first)
        for term in terms_of_table(manuscript, table):
            yield definition_frame(manuscript, term, outer)
        if len(table.header) < _WIDE or (parent is not None and parent.kind == "comparison"):
            continue
        if any("[[" in cell for row in table.rows for cell in row.cells):
            continue
        if _slot_columns(manuscript, table.header) or not manuscript.is_of_genre:
            continue
        draft = draft_in(manuscript, "comparison", table.span, outer, "table")
        draft.confidence = "C"
        fill_comparison(draft, table)
        yield draft


def _slot_columns(manuscript: Manuscript, header: Sequence[str]) -> bool:
    """Return whether a table's columns are slots of protocols or steps, not things compared."""
    labels = manuscript.lexicon.labels
    return sum(1 for cell in header if labels.whole(fold(cell))) >= _WIDE - 1


def callout_blocks(manuscript: Manuscript) -> Iterator[tuple[Block, str]]:
    """Yield the callouts whose type plays a part, with the part."""
    for container in manuscript.containers if CALLOUT in manuscript.page.kind else ():
        for block in manuscript.blocks(container):
            if block.kind == CALLOUT and (role := manuscript.lexicon.callouts.get(block.callout)):
                yield block, role
