"""Frames of terms that a note defines: by a sentence, a list of terms, a table of them."""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.appositions import appositions
from vaultkit.frames.blocks import Block, Item
from vaultkit.frames.definitions import (
    lines_that_define,
    listed_definition,
    named_definition,
    read_definition,
)
from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, name_key
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.record import Lines, Section, Table
from vaultkit.frames.section_frames import draft_in, enclosing
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.terms import Definition, is_term

_LONG = 4000
"""Characters of the longest line whose sentences are read one by one."""


def defining_lines(manuscript: Manuscript) -> Sequence[int]:
    """Return the lines, ascending, on which a definition or the term of a list of them may be."""
    found = set(lines_that_define(manuscript))
    if "\n: " in manuscript.folded:
        lines = manuscript.page.text
        found.update(at for at in range(1, len(lines)) if lines[at].startswith(": "))
    for section in manuscript.sections:
        if section.role == "definition":
            found.update(range(section.line + 1, section.span.last + 1))
    return sorted(found)


def term_frames(
    manuscript: Manuscript, block: Block, lines: Sequence[int], outer: Sequence[Draft]
) -> Iterator[Draft]:
    """Yield the frames of what a paragraph defines on *lines*, or fill the one around it."""
    parent = enclosing(outer, block.span.first) if lines else None
    section = parent if parent is not None and parent.kind == "definition" else None
    for number in lines:
        for definition in _definitions_on(manuscript, number, section):
            if section is not None and _is_of(manuscript, section, definition):
                _fill_definition(section, definition)
            else:
                yield definition_frame(manuscript, definition, outer)


def _definitions_on(
    manuscript: Manuscript, number: int, section: Draft | None
) -> Iterator[Definition]:
    line = manuscript.page.line(number)
    whole = (
        read_definition(manuscript, line, number)
        or _of_definition_list(manuscript, number)
        or (_under_heading(manuscript, line, number, section) if section else None)
    )
    if whole is not None and whole.text:
        yield whole
    if not manuscript.is_of_genre or len(line) > _LONG:
        return
    known = {name_key(whole.term)} if whole else set()
    for at, sentence in enumerate(split_sentences(line, manuscript.lexicon.abbreviations)):
        said = line[sentence.start : sentence.end]
        one = read_definition(manuscript, said, number) if at else None
        told = [one] if one is not None else list(appositions(manuscript, said, number))
        for definition in told:
            if definition.text and name_key(definition.term) not in known:
                known.add(name_key(definition.term))
                yield definition


def _under_heading(
    manuscript: Manuscript, line: str, number: int, section: Draft
) -> Definition | None:
    """Return what a line under a heading that announces a definition says of its term."""
    if is_glossary(manuscript, section.section):
        return listed_definition(line, number)
    return named_definition(line, number, section.title or "")


def is_glossary(manuscript: Manuscript, section: Section | None) -> bool:
    """Return whether a heading announces terms, each of which is defined under it."""
    if section is None:
        return False
    return manuscript.lexicon.lex("glossary").at_start(fold(section.title)) is not None


def _is_of(manuscript: Manuscript, parent: Draft, definition: Definition) -> bool:
    """Return whether the section around a definition defines the same term, or none so far."""
    term = name_key(definition.term)
    if is_glossary(manuscript, parent.section):
        return False
    if "term" not in parent.slots:
        title = name_key(parent.title or "")
        return definition.rule != "apposition" or any(
            word[:4] in title for word in term.split() if len(word) > 3
        )
    return any(name_key(filler.value) == term for filler in parent.slots["term"])


def definition_frame(
    manuscript: Manuscript, definition: Definition, outer: Sequence[Draft]
) -> Draft:
    """Return the frame of a definition: its line, or the section that is called after its term."""
    number = definition.line
    last = number + (definition.rule == "definition_list")
    draft = draft_in(manuscript, "definition", Lines(number, last), outer, definition.rule)
    draft.title = definition.term
    draft.confidence = "A" if definition.marked else "B"
    section = draft.section
    if section is not None and section.role is None and _is_called(section, definition.term):
        draft.span, draft.title = section.span, section.title
    _fill_definition(draft, definition)
    return draft


def _is_called(section: Section, term: str) -> bool:
    return name_key(section.title) == name_key(term)


def listed_terms(manuscript: Manuscript, items: Sequence[Item]) -> Sequence[Definition]:
    """Return what the items «**Term**: text» of a list define; nothing unless all of them do."""
    found = [_listed(manuscript, item) for item in items]
    return [one for one in found if one] if all(found) else ()


def _listed(manuscript: Manuscript, item: Item) -> Definition | None:
    """Return what an item defines; one of the form «Под *мелью* понимается …» says it in words."""
    if _UNDER.match(item.text) and (found := read_definition(manuscript, item.text, item.line)):
        return found
    return listed_definition(item.text, item.line)


_UNDER = re.compile(r"\s*(?:под|by)\s", re.IGNORECASE)


def terms_of_table(manuscript: Manuscript, table: Table) -> Iterator[Definition]:
    """Yield what the rows of a table of terms and meanings define."""
    if len(table.header) != 2 or not manuscript.is_of_genre:
        return
    lexicon = manuscript.lexicon
    head = fold(table.header[0])
    if not (lexicon.lex("glossary").whole(head) or lexicon.lex("term_word").whole(head)):
        return
    for row in table.rows:
        term, text = (trimmed(cell) for cell in row.cells[:2])
        if is_term(term) and text:
            yield Definition(term, text, row.line, marked=True, rule="table_of_terms")


def _of_definition_list(manuscript: Manuscript, number: int) -> Definition | None:
    """Return what a line and a line below it that begins with a colon define."""
    page = manuscript.page
    if number >= len(page.text):
        return None
    below = page.line(number + 1)
    term = page.line(number).strip()
    if not below.startswith(": ") or not term or len(term) > 80 or term.startswith(":"):
        return None
    text = trimmed(below[1:])
    return Definition(trimmed(term), text, number, marked=True, rule="definition_list")


def _fill_definition(draft: Draft, definition: Definition) -> None:
    draft.fill("term", [definition.term], definition.line)
    draft.fill("definiens", [definition.text], definition.line)
