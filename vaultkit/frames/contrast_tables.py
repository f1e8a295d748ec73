"""Tables that set two things against each other, criterion by criterion.

A table of things and what is known of each has three columns too: only where the first names
criteria, or where the heading names both things, are the other two opposed.
"""

from collections.abc import Iterator

from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.record import Lines, Opposition, Table

_STEM = 4
"""Letters by which two forms of a word are taken for one."""

_LEAD = 3
"""Lines above a table that tell what it compares."""


def find_contrasts(manuscript: Manuscript, table: Table) -> Iterator[Opposition]:
    """Yield the rows of a table of two things compared by criteria."""
    if len(table.header) != 3 or not table.header[1] or not table.header[2]:
        return
    if not _is_contrast(manuscript, table):
        return
    for row in table.rows:
        criterion, rejected, asserted = (plain(cell) for cell in row.cells[:3])
        if not rejected or not asserted or "[[" in "".join(row.cells):
            continue
        yield Opposition(
            id="",
            line=row.line,
            span=Lines(row.line, row.line),
            type="table_contrast",
            rejected=rejected,
            asserted=asserted,
            criterion=criterion,
            quotes=(criterion, rejected, asserted),
        )


def _is_contrast(manuscript: Manuscript, table: Table) -> bool:
    """Return whether the columns are two things, and no two facts about the thing of the row."""
    lexicon = manuscript.lexicon
    first, *things = (fold(plain(cell)) for cell in table.header)
    if any(
        lexicon.labels.whole(thing) or lexicon.lex("attribute").at_start(thing) for thing in things
    ):
        return False
    if not WORD.search(first) or lexicon.lex("criterion").at_start(first) is not None:
        return True
    section = manuscript.section_at(table.span.first)
    title = section.title if section is not None else ""
    hit = lexicon.role_of(title)
    before = range(max(1, table.span.first - _LEAD), table.span.first)
    said = " ".join((fold(plain(title)), *map(manuscript.page.folded, before)))
    named = [_is_named(thing, said) for thing in things]
    return all(named) or (any(named) and hit is not None and hit.name == "comparison")


def _is_named(thing: str, said: str) -> bool:
    """Return whether a long word of *thing* begins a word of *said*, in whatever case."""
    return any(word[:_STEM] in said for word in WORD.findall(thing) if len(word) >= _STEM)
