"""Note citing note: one edge for each link and each footnote that names a note of its own.

An item ``[[X]] — claim [^n]`` gives X the claim; in prose the claim is the sentence. A footnote
joins the link before it unless its definition names other notes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vaultkit.frames.acts import MENTIONS, cito, find_acts
from vaultkit.frames.folding import name_key, plain, squeeze
from vaultkit.frames.governing import governing, is_strict, runs_of
from vaultkit.frames.identity import anchor_id, citation_anchor, revision
from vaultkit.frames.link_records import PlacedLink
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.page import ITEM, TABLE
from vaultkit.frames.passages import LinkIn, Passage, Reference, find_passages
from vaultkit.frames.record import Citation, Cue, Section
from vaultkit.frames.tables import split_row
from vaultkit.frames.verb_position import Place

_LEAD = re.compile(r"[\s*_\"'«“„(\[`]*")
_SEPARATOR = re.compile(r"[\s*_\"'»”)\]`]*(?:—|–|-{1,2}|:|→|=>|=|,|;|\.)?[\s*_]*")
_ANY_REFERENCE = re.compile(r"\s*\[\^[^\]\s]{1,80}\]")
_EMBEDDED_FILE = re.compile(r"\.(?!md$)[a-z0-9]{2,5}$", re.IGNORECASE)


@dataclass(slots=True)
class _Edge:
    """A citation before its id."""

    passage: Passage
    target: str
    start: int
    claim: tuple[int, int]
    hits: list[Hit]
    subject: str
    alias: str | None = None
    link: PlacedLink | None = None
    footnotes: list[str | None] = field(default_factory=list)
    own: bool = False
    """Whether a footnote alone makes it."""

    text: str | None = None
    """The claim where it is not one range of the passage: the other cells of a row."""


def find_citations(manuscript: Manuscript) -> tuple[Citation, ...]:
    """Return every citation of the note, in the order of the text."""
    counts: dict[tuple[str, str], int] = {}
    found: list[Citation] = []
    for passage in find_passages(manuscript):
        section = manuscript.section_at(passage.first)
        for edge in _edges(manuscript, passage):
            if section and section.role == "sources" and _is_repeated(edge, manuscript):
                continue
            found.extend(
                _citation(manuscript, edge, footnote, section, counts)
                for footnote in edge.footnotes or [None]
            )
    return tuple(found)


def _is_repeated(edge: _Edge, manuscript: Manuscript) -> bool:
    """Return whether an entry of the sources repeats a note that the text cites."""
    if edge.own:
        return False
    key = name_key(edge.target)
    for link in manuscript.links:
        if name_key(link.target) == key:
            owner = manuscript.section_at(link.line)
            if owner is None or owner.role != "sources":
                return True
    return False


def _edges(manuscript: Manuscript, passage: Passage) -> list[_Edge]:
    links = [one for one in passage.links if not _is_picture(one.link)]
    if passage.kind == ITEM and links and _leads(passage, links[0]):
        edges = _item_edges(manuscript, passage, links)
    elif passage.kind == TABLE:
        edges = [_row_edge(manuscript, passage, one) for one in links]
    else:
        edges = list(_prose_edges(manuscript, passage, links))
    edges.extend(_join_footnotes(manuscript, passage, edges))
    return sorted(edges, key=lambda edge: (edge.start, edge.own))


def _is_picture(link: PlacedLink) -> bool:
    return link.embed or not link.target or bool(_EMBEDDED_FILE.search(link.target))


def _leads(passage: Passage, link: LinkIn) -> bool:
    """Return whether an item begins with its link, a word or two of category before it at most."""
    before = passage.text[: link.start]
    return not WORD.search(before) or (
        len(WORD.findall(before)) <= 2 and before.rstrip(' *_«"“[').endswith(":")
    )


def _item_edges(manuscript: Manuscript, passage: Passage, links: Sequence[LinkIn]) -> list[_Edge]:
    """Return the edges of ``[[X]] — claim``: X has the claim, links in the claim are mentions."""
    leads = runs_of(passage, links)[0]
    start = _skip(passage, leads[-1].end)
    end = _claim_end(passage, start, len(passage.text))
    hits = _acts(manuscript, passage, start, end, several=len(leads) > 1)
    edges = [_edge(passage, lead, (start, end), hits, "cited") for lead in leads]
    rest = links[len(leads) :]
    edges.extend(_edge(passage, one, (start, end), [], "unknown") for one in rest)
    return edges


def _acts(
    manuscript: Manuscript, passage: Passage, start: int, end: int, *, several: bool = False
) -> list[Hit]:
    place = Place(start, is_strict(manuscript, passage), several)
    return find_acts(passage.folded, place, end, manuscript.lexicon)


def _skip(passage: Passage, at: int) -> int:
    """Return where the claim begins after a link: past footnotes beside it and a separator."""
    while True:
        reference = _ANY_REFERENCE.match(passage.text, at)
        separator = _SEPARATOR.match(passage.text, reference.end() if reference else at)
        after = separator.end() if separator else at
        if after == at:
            return at
        at = after


def _claim_end(passage: Passage, start: int, end: int) -> int:
    """Return where a claim ends: before its footnotes, marks and stop."""
    text = _without_trail(passage.text[start:end])
    return start + len(_without_trail(text.rstrip(" .,;")))


def _without_trail(text: str) -> str:
    while True:
        text = text.rstrip(" \t\n*_")
        begin = text.rfind("[^") if text.endswith("]") else -1
        if begin < 0 or not _ANY_REFERENCE.fullmatch(text, begin):
            return text
        text = text[:begin]


def _row_edge(manuscript: Manuscript, passage: Passage, link: LinkIn) -> _Edge:
    """Return the edge of a link in a table: its reason stands in the row's other cells."""
    cells = split_row(passage.text)
    reasons = [cell for cell in cells if link.link.target not in cell and WORD.search(cell)]
    claim = max(reasons, key=len, default="")
    start = passage.text.find(claim) if claim else link.start
    start = max(start, 0)
    end = _claim_end(passage, start, start + len(claim)) if claim else link.end
    hits = _acts(manuscript, passage, start, end) if claim else []
    edge = _edge(passage, link, (start, end), hits, "cited")
    edge.text = plain(claim) or None
    return edge


def _prose_edges(
    manuscript: Manuscript, passage: Passage, links: Sequence[LinkIn]
) -> Iterator[_Edge]:
    """Yield the edges of the links of a sentence: the sentence is the claim of each."""
    whole = (0, _claim_end(passage, 0, len(passage.text)))
    runs = runs_of(passage, links)
    for at, run in enumerate(runs):
        found = governing(manuscript, passage, runs, at)
        for link in run:
            yield _edge(passage, link, whole, found.hits, found.subject)


def _join_footnotes(
    manuscript: Manuscript, passage: Passage, edges: Sequence[_Edge]
) -> Iterator[_Edge]:
    """Give footnotes to the links they stand after; yield the edges of those of other notes."""
    for reference in passage.references:
        definition = manuscript.footnotes.definition(reference.label)
        targets = definition.targets if definition else ()
        owner = _owner(edges, reference, targets)
        joined = owner is not None and (
            not targets or name_key(owner.target) in {name_key(one) for one in targets}
        )
        if owner is not None and joined:
            owner.footnotes.append(reference.label)
        rest = [
            one
            for one in targets
            if not (joined and owner and name_key(one) == name_key(owner.target))
        ]
        for target in rest:
            yield _own_edge(manuscript, passage, edges, reference, target)


def _owner(edges: Sequence[_Edge], reference: Reference, targets: Sequence[str]) -> _Edge | None:
    """Return the edge that a footnote may join: one of its own target, else the last before it."""
    names = {name_key(target) for target in targets}
    before = [edge for edge in edges if edge.link is not None and edge.start < reference.start]
    same = [edge for edge in before if name_key(edge.target) in names]
    return (same or before)[-1] if before else None


def _own_edge(
    manuscript: Manuscript,
    passage: Passage,
    edges: Sequence[_Edge],
    reference: Reference,
    target: str,
) -> _Edge:
    claim = edges[0].claim if edges and passage.kind == ITEM else None
    start, end = claim or (_skip(passage, 0), _claim_end(passage, 0, reference.start))
    end = max(end, start)
    hits = _acts(manuscript, passage, start, end)
    return _Edge(
        passage,
        target,
        reference.start,
        (start, end),
        hits,
        "cited" if hits else "unknown",
        footnotes=[reference.label],
        own=True,
    )


def _edge(
    passage: Passage, link: LinkIn, claim: tuple[int, int], hits: Sequence[Hit], subject: str
) -> _Edge:
    return _Edge(
        passage,
        link.link.target,
        link.start,
        claim,
        list(hits),
        subject if hits else "unknown",
        alias=link.link.alias,
        link=link.link,
    )


def _citation(
    manuscript: Manuscript,
    edge: _Edge,
    footnote: str | None,
    section: Section | None,
    counts: dict[tuple[str, str], int],
) -> Citation:
    passage = edge.passage
    role = section.role if section else None
    line = passage.line_of(edge.start)
    container = manuscript.container_at(line)
    anchor = citation_anchor(role, edge.target)
    ordinal = counts[container.anchor, anchor] = counts.get((container.anchor, anchor), -1) + 1
    definition = manuscript.footnotes.definition(footnote) if footnote else None
    start, end = edge.claim
    quote = passage.text[start:end]
    claim = edge.text or plain(_ANY_REFERENCE.sub("", quote))
    acts = tuple(dict.fromkeys(hit.name for hit in edge.hits)) or (MENTIONS,)
    meaning = manuscript.lexicon.meanings.get(acts[0])
    return Citation(
        id=anchor_id(container.anchor, "citation", anchor, ordinal),
        rev=revision(claim),
        line=line,
        col=manuscript.page.column(line, passage.column_of(edge.start)),
        target=edge.target,
        alias=edge.alias,
        via="footnote" if edge.own else "link",
        footnote=footnote,
        footnote_line=definition.line if definition else None,
        section=section.id if section else None,
        section_role=role,
        container=container.id,
        relation=_relation(manuscript, section),
        claim=claim,
        claim_span=passage.lines(start, end),
        quote=squeeze(quote)[:200],
        cues=tuple(_cue(manuscript, edge, hit, role) for hit in edge.hits),
        acts=acts,
        subject=edge.subject,
        cito=cito(acts[0], edge.subject, role, manuscript.lexicon),
        polarity=meaning.polarity if meaning else "neutral",
    )


def _cue(manuscript: Manuscript, edge: _Edge, hit: Hit, role: str | None) -> Cue:
    line = edge.passage.line_of(hit.start)
    return Cue(
        form=edge.passage.text[hit.start : hit.end],
        act=hit.name,
        cito=cito(hit.name, edge.subject, role, manuscript.lexicon),
        line=line,
        col=manuscript.page.column(line, edge.passage.column_of(hit.start)),
    )


def _relation(manuscript: Manuscript, section: Section | None) -> str | None:
    """Return the level that the section's heading, or one above it, gives its links."""
    while section is not None:
        hit = manuscript.lexicon.relation_of(section.title)
        if hit is not None:
            return hit.name
        section = manuscript.section_by_id.get(section.parent or "")
    return None
