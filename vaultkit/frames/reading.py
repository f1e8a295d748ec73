"""One file to its meaning: every rule of one note, in order."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from msgspec import structs

from vaultkit.frames.announced_frames import announced_frames
from vaultkit.frames.citations import find_citations
from vaultkit.frames.containers import find_containers, furniture
from vaultkit.frames.corrections import find_corrections
from vaultkit.frames.counted_groups import counted_groups
from vaultkit.frames.dialogues.options import NO_OPTIONS, DialogueOptions
from vaultkit.frames.dialogues.registry import read_dialogue
from vaultkit.frames.dismissals import dismissed_ways
from vaultkit.frames.draft import Draft
from vaultkit.frames.finishing import (
    exclusions_of,
    finished_frames,
    frame_ids,
    relations_of,
)
from vaultkit.frames.footnotes import find_footnotes
from vaultkit.frames.inner_frames import inner_frames
from vaultkit.frames.irregularities import find_irregularities
from vaultkit.frames.link_records import place_links, wikilink_records
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.marked_protocols import marked_protocols
from vaultkit.frames.module_tokens import find_module_tokens
from vaultkit.frames.oppositions import find_oppositions
from vaultkit.frames.packs.lexicon import Lexicon
from vaultkit.frames.packs.shipped import default_lexicon
from vaultkit.frames.page import read_page, split_lines
from vaultkit.frames.pointers import find_pointers
from vaultkit.frames.procedures import step_procedures
from vaultkit.frames.protocol_draft import GroupDraft, ProtocolDraft
from vaultkit.frames.protocol_finishing import (
    add_mentions,
    finished_groups,
    finished_protocols,
    group_ids,
    merged,
    protocol_ids,
    tell_roles,
)
from vaultkit.frames.protocol_listings import paragraph_protocols, titled_protocols
from vaultkit.frames.protocol_lists import protocol_lists
from vaultkit.frames.protocol_sections import protocol_sections
from vaultkit.frames.protocol_tables import table_protocols
from vaultkit.frames.questions import question_frames
from vaultkit.frames.record import Lines, Meaning, Pointer
from vaultkit.frames.rejected_definitions import rejected_definitions
from vaultkit.frames.rejections import denied_transfers
from vaultkit.frames.roles import title_role, with_roles
from vaultkit.frames.run_in_questions import run_in_questions
from vaultkit.frames.said import Said
from vaultkit.frames.section_frames import section_frames
from vaultkit.frames.sections import find_sections, innermost
from vaultkit.frames.tables import find_tables
from vaultkit.frames.taxonomies import taxonomies
from vaultkit.frames.told_protocols import told_protocols
from vaultkit.frames.tried_ways import tried_ways
from vaultkit.notes.note import Note
from vaultkit.notes.source import Source


def read_meaning(
    source: Source,
    note: Note,
    dialogues: DialogueOptions = NO_OPTIONS,
    lexicon: Lexicon | None = None,
) -> Meaning:
    """Find messages, citations, frames and protocols in one file; no input raises."""
    lexicon = lexicon or default_lexicon()
    dialogue = read_dialogue(source, note, dialogues)
    raw = split_lines(source)
    properties = _properties(source, note, raw)
    first = properties.last + 1 if properties else 1
    containers = find_containers(note, dialogue.messages, len(raw), first)
    page = read_page(raw, containers, furniture(dialogue.messages, properties))
    sections = find_sections(page, containers, lexicon.numbering, partial(_is_apparatus, lexicon))
    links = place_links(source, note, page)
    footnotes = find_footnotes(page, links)
    tables, ragged = find_tables(page, containers)
    sections = with_roles(sections, tables, lexicon)
    owner = innermost(sections, len(raw))
    faults = [*dialogue.diagnostics, *ragged, *find_irregularities(source, note, page, footnotes)]
    exact = partial(
        Meaning,
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
        diagnostics=tuple(sorted(faults, key=lambda fault: (fault.at or 0, fault.code))),
    )
    if dialogue.kind == "report":
        return exact()  # an importer's own log: its links and words are nobody's citations
    manuscript = Manuscript(
        note=note,
        text=source.text,
        page=page,
        containers=containers,
        sections=sections,
        owner=owner,
        links=links,
        footnotes=footnotes,
        tables=tables,
        lexicon=lexicon,
        said=Said(page.folded_words, lexicon.asked, lexicon.asked_of_genre),
    )
    if manuscript.is_of_genre:
        sections = with_roles(sections, tables, lexicon, of_genre=True)
        exact = partial(exact, sections=sections)
        owner = innermost(sections, len(raw))
        manuscript = structs.replace(manuscript, sections=sections, owner=owner)
    return _with_meaning(exact, manuscript)


def _with_meaning(exact: Callable[..., Meaning], manuscript: Manuscript) -> Meaning:
    """Return what the rules find in *manuscript* with what stands in it exactly."""
    citations = find_citations(manuscript)
    drafts, pointers = _drafts(manuscript)
    protocols, groups = find_protocols(manuscript, drafts)
    drafts.extend(step_procedures(manuscript, drafts))
    drafts.sort(key=lambda draft: (draft.span.first, -draft.span.last))
    ids = frame_ids(drafts)
    protocol_names, group_names = protocol_ids(protocols), group_ids(groups)
    for protocol in protocols:
        protocol.frame.protocol = protocol_names[id(protocol)]
    return exact(
        citations=citations,
        frames=finished_frames(manuscript, drafts, ids),
        protocols=finished_protocols(manuscript, protocols, protocol_names, group_names),
        protocol_groups=finished_groups(manuscript, groups, group_names, protocol_names),
        exclusions=exclusions_of(manuscript, drafts, ids),
        pointers=pointers,
        oppositions=find_oppositions(manuscript),
        conflicts=find_corrections(manuscript),
        relations=relations_of(drafts, ids, citations),
        modules=find_module_tokens(manuscript),
    )


def _drafts(manuscript: Manuscript) -> tuple[list[Draft], tuple[Pointer, ...]]:
    """Return the frames of one note in the order of the text, and the pointers to next parts."""
    outer = section_frames(manuscript)
    inner = inner_frames(manuscript, outer)
    questions = list(question_frames(manuscript, outer))
    questions.extend(run_in_questions(manuscript, outer, tuple(questions)))
    announced = list(announced_frames(manuscript, outer))
    pointed = find_pointers(manuscript, outer)
    drafts = [*outer, *inner, *questions, *announced, *(found.draft for found in pointed)]
    return drafts, tuple(found.pointer for found in pointed)


def find_protocols(
    manuscript: Manuscript, drafts: list[Draft]
) -> tuple[list[ProtocolDraft], list[GroupDraft]]:
    """Return the protocols and groups of one note; their frames are added to *drafts*."""
    outer = [draft for draft in drafts if draft.rules[0] in ("section_role", "section_body")]
    found = list(protocol_sections(manuscript, outer))
    found.extend(told_protocols(manuscript, outer, found))
    groups: list[GroupDraft] = []
    taken = {filler.line for one in found for slot in one.frame.slots.values() for filler in slot}
    for members, group in protocol_lists(manuscript, outer, taken):
        found.extend(members)
        if group is not None:
            groups.append(group)
    for group in counted_groups(manuscript, outer):
        found.extend(group.members)
        groups.append(group)
    found.extend(table_protocols(manuscript, outer))
    found.extend(titled_protocols(manuscript, outer))
    found.extend(paragraph_protocols(manuscript, outer))
    found.extend(marked_protocols(manuscript, outer))
    leads = {group.line for group in groups}
    found.extend(one for one in taxonomies(manuscript, outer) if one.line not in leads)
    found.extend(rejected_definitions(manuscript, drafts))
    found.extend(denied_transfers(manuscript, outer, found))
    found.extend(tried_ways(manuscript, outer, found))
    found.extend(dismissed_ways(manuscript, outer, found))
    protocols = merged(found)
    tell_roles(manuscript, protocols)
    add_mentions(manuscript, protocols)
    known = {id(draft) for draft in drafts}
    named = {one.line for one in protocols if one.status != "rejected"}
    told = [one.frame.span for one in protocols if one.rule in ("told", "announced")]
    drafts[:] = [
        draft
        for draft in drafts
        if not _is_only_protocols(draft, named) and not _is_only_steps(draft, told)
    ]
    drafts.extend(
        one.frame for one in protocols if id(one.frame) not in known and one.rule != "denied_term"
    )
    return protocols, [group for group in groups if group.members]


def _is_only_protocols(draft: Draft, lines: Collection[int]) -> bool:
    """Return whether a list or table says nothing but the protocols that stand in it."""
    listed = draft.kind == "procedure" and draft.rules[:1] == ["list"]
    weak = draft.kind in ("enumeration", "comparison") and draft.confidence == "C"
    if not (listed or weak):
        return False
    inside = range(draft.span.first + 1, draft.span.last + 1)
    most = 2 * sum(1 for line in inside if line in lines) >= len(inside) - 2 > 0
    if listed:
        return most
    if draft.rules[:1] == ["table"] and most:
        return True
    return draft.parent is None or (draft.parent.kind != "corollary" and most)


def _is_only_steps(draft: Draft, told: Sequence[Lines]) -> bool:
    """Return whether a list of steps stands in a protocol that has them."""
    if draft.kind != "procedure" or draft.rules[:1] != ["list"]:
        return False
    return any(one.first <= draft.span.first and draft.span.last <= one.last for one in told)


def _is_apparatus(lexicon: Lexicon, title: str) -> bool:
    return title_role(title, lexicon) == "sources"


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
