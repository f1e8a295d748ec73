"""Note citing note: one record for each link and each footnote that names a note of its own."""

import re
from collections.abc import Collection

from vaultkit.frames.acts import MENTIONS, cito
from vaultkit.frames.edges import Edge, find_edges
from vaultkit.frames.folding import fold, name_key
from vaultkit.frames.identity import anchor_id, citation_anchor
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.passages import find_passages
from vaultkit.frames.record import Citation, Cue, Section

_NO_ACT = (MENTIONS,)
_SAYS = 4
"""Words from which an entry of the sources says something of its own about a note."""


def find_citations(manuscript: Manuscript) -> tuple[Citation, ...]:
    """Return every citation of the note, in the order of the text."""
    counts: dict[tuple[str, str], int] = {}
    cited = _cited_in_text(manuscript)
    found: list[Citation] = []
    section = relation = None
    for passage in find_passages(manuscript):
        if manuscript.section_at(passage.first) is not section:
            section = manuscript.section_at(passage.first)
            relation = _relation(manuscript, section)
        listed = section is not None and section.role == "sources"
        for edge in find_edges(manuscript, passage):
            if listed and _repeats(edge, cited):
                continue
            found += [
                _citation(manuscript, edge, footnote, section, relation, counts)
                for footnote in edge.footnotes or (None,)
            ]
    return tuple(found)


def _cited_in_text(manuscript: Manuscript) -> frozenset[str]:
    """Return the notes that the text itself links: an entry of the sources repeats them."""
    if not any(section.role == "sources" for section in manuscript.sections):
        return frozenset()
    owners = ((link, manuscript.section_at(link.line)) for link in manuscript.links)
    return frozenset(
        name_key(link.target) for link, owner in owners if owner is None or owner.role != "sources"
    )


def _repeats(edge: Edge, cited: Collection[str]) -> bool:
    """Return whether an entry of the sources says no more than a link in the text does."""
    bare = not edge.own and len(WORD.findall(edge.claim.text)) < _SAYS
    return bare and name_key(edge.target) in cited


def _citation(
    manuscript: Manuscript,
    edge: Edge,
    footnote: str | None,
    section: Section | None,
    relation: str | None,
    counts: dict[tuple[str, str], int],
) -> Citation:
    passage, claim = edge.passage, edge.claim
    role = section.role if section else None
    line = passage.line_of(edge.start)
    level = _level(manuscript, line)
    hits = () if level else edge.hits
    container = manuscript.container_at(line)
    anchor = citation_anchor(role, edge.target)
    ordinal = counts[container.anchor, anchor] = counts.get((container.anchor, anchor), -1) + 1
    definition = manuscript.footnotes.definition(footnote) if footnote else None
    acts = tuple(dict.fromkeys([hit.name for hit in hits])) if hits else _NO_ACT
    meaning = manuscript.lexicon.meanings.get(acts[0])
    return Citation(
        id=anchor_id(container.anchor, "citation", anchor, ordinal),
        rev=claim.rev,
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
        relation=level or relation,
        claim="" if level else claim.text,
        claim_span=claim.span,
        quote=claim.quote,
        cues=tuple([_cue(manuscript, edge, hit, role) for hit in hits]) if hits else (),
        acts=acts,
        subject=edge.subject,
        cito=cito(acts[0], edge.subject, role, manuscript.lexicon),
        polarity=meaning.polarity if meaning else "neutral",
    )


def _cue(manuscript: Manuscript, edge: Edge, hit: Hit, role: str | None) -> Cue:
    said = edge.told_in or edge.passage
    line = said.line_of(hit.start)
    return Cue(
        form=said.text[hit.start : hit.end],
        act=hit.name,
        cito=cito(hit.name, edge.subject, role, manuscript.lexicon),
        line=line,
        col=manuscript.page.column(line, said.column_of(hit.start)),
    )


def _level(manuscript: Manuscript, line: int) -> str | None:
    """Return the level that a line's own label gives its links: «**Шире:** [[X]], [[Y]]»."""
    label = _LABEL.match(manuscript.page.line(line)) if manuscript.is_of_genre else None
    if label is None:
        return None
    word = fold(label["word"]).strip()
    for name in _LEVELS:
        if manuscript.lexicon.lex(f"level_{name}").whole(word) is not None:
            return name
    return None


_LEVELS = ("broader", "narrower", "related")
_LABEL = re.compile(
    r"\s*(?:[-*+]\s+)?[*_]{0,3}(?P<word>[^\W\d_][^*_\n:\[\]]{2,28}?)\s?(?::[*_]{1,3}|[*_]{0,3}:)\s*"
    r"(?:!?\[\[[^\[\]\n]{1,200}\]\][\s,;·|.]*){1,20}$"
)
"""A label with nothing but links after it."""


def _relation(manuscript: Manuscript, section: Section | None) -> str | None:
    """Return the level that the section's heading, or one above it, gives its links."""
    while section is not None:
        hit = manuscript.lexicon.relation_of(section.title)
        if hit is not None:
            return hit.name
        section = manuscript.section_by_id.get(section.parent or "")
    return None
