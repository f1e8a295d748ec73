"""One file to its meaning: every rule of one note, in order."""

from collections.abc import Sequence

from vaultkit.frames.containers import find_containers, furniture
from vaultkit.frames.dialogues.options import NO_OPTIONS, DialogueOptions
from vaultkit.frames.dialogues.registry import read_dialogue
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.footnotes import find_footnotes
from vaultkit.frames.irregularities import find_irregularities
from vaultkit.frames.link_records import place_links, wikilink_records
from vaultkit.frames.module_tokens import find_module_tokens
from vaultkit.frames.page import read_page, split_lines
from vaultkit.frames.record import Lines, Meaning
from vaultkit.frames.sections import find_sections, innermost
from vaultkit.frames.tables import find_tables
from vaultkit.notes.note import Note
from vaultkit.notes.source import Source

_LABELS = frozenset({"часть", "глава", "раздел", "part", "chapter", "section", "§"})
_APPARATUS = frozenset({"sources", "источники", "references"})


def read_meaning(source: Source, note: Note, dialogues: DialogueOptions = NO_OPTIONS) -> Meaning:
    """Find messages, citations, frames and protocols in one file; no input raises."""
    dialogue = read_dialogue(source, note, dialogues)
    raw = split_lines(source)
    properties = _properties(source, note, raw)
    first = properties.last + 1 if properties else 1
    containers = find_containers(note, dialogue.messages, len(raw), first)
    page = read_page(raw, containers, furniture(dialogue.messages, properties))
    sections = find_sections(page, containers, _LABELS, _is_apparatus)
    owner = innermost(sections, len(raw))
    links = place_links(source, note, page)
    footnotes = find_footnotes(page, links)
    tables, ragged = find_tables(page, containers)
    faults = [*dialogue.diagnostics, *ragged, *find_irregularities(source, note, page, footnotes)]
    return Meaning(
        kind=dialogue.kind,
        dialect=dialogue.dialect,
        title=dialogue.title,
        conversation_id=dialogue.conversation_id,
        messages=dialogue.messages,
        sections=sections,
        wikilinks=wikilink_records(links, page, owner),
        footnote_refs=footnotes.references,
        footnote_defs=footnotes.definitions,
        tables=tables,
        modules=find_module_tokens(source, page),
        diagnostics=tuple(sorted(faults, key=lambda fault: (fault.at or 0, fault.code))),
    )


def _is_apparatus(title: str) -> bool:
    return fold(plain(title)).strip(" :") in _APPARATUS


def _properties(source: Source, note: Note, raw: Sequence[str]) -> Lines | None:
    """Return the lines of the properties, with their ``---`` lines."""
    if note.properties_span is not None:
        last = source.line_at(max(note.properties_span.end - 1, 0))
        return Lines(1, last)
    if raw[0].rstrip() != "---":
        return None
    closing = (number for number, line in enumerate(raw[1:], 2) if line.rstrip() == "---")
    end = next(closing, None)
    return Lines(1, end) if end else None
