"""The links and footnotes of a passage that cite a note, each with its claim and its cues.

An item ``[[X]] — claim [^n]`` gives X the claim; in prose the claim is the sentence. A footnote
joins the link before it unless its definition names other notes.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from vaultkit.frames.acts import find_acts
from vaultkit.frames.claims import Claim, claim_end, claim_start, read_claim
from vaultkit.frames.folding import fold, name_key, plain
from vaultkit.frames.governing import NOTHING, governing, is_strict, runs_of
from vaultkit.frames.link_records import PlacedLink
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.packs.lexicon import ACTS
from vaultkit.frames.page import ITEM, TABLE
from vaultkit.frames.passages import LinkIn, Passage, Reference, line_passage
from vaultkit.frames.tables import split_row
from vaultkit.frames.verb_position import Place

_EMBEDDED_FILE = re.compile(r"\.(?!md$)[a-z0-9]{2,5}$", re.IGNORECASE)


class Edge(msgspec.Struct, gc=False):
    """A citation before its id."""

    passage: Passage
    target: str
    start: int
    claim: Claim
    hits: Sequence[Hit]
    subject: str
    alias: str | None = None
    link: PlacedLink | None = None
    footnotes: list[str | None] = []
    own: bool = False
    """Whether a footnote alone makes it."""

    told_in: Passage | None = None
    """Where its cues stand, if not in the passage: in the footnote's definition."""


def find_edges(manuscript: Manuscript, passage: Passage) -> list[Edge]:
    """Return the citations of *passage*, in the order of the text."""
    links = [one for one in passage.links if not _is_picture(one.link)]
    if passage.kind == ITEM and links and _leads(passage, links[0]):
        edges = _item_edges(manuscript, passage, links)
    elif passage.kind == TABLE:
        edges = _row_edges(manuscript, passage, links)
    else:
        edges = _prose_edges(manuscript, passage, links)
    if passage.references:
        edges.extend(_join_footnotes(manuscript, passage, edges))
        edges.sort(key=lambda edge: (edge.start, edge.own))
    return edges


def _is_picture(link: PlacedLink) -> bool:
    return (
        link.embed
        or not link.target
        or ("." in link.target and _EMBEDDED_FILE.search(link.target) is not None)
    )


def _leads(passage: Passage, link: LinkIn) -> bool:
    """Return whether an item begins with its link, a word or two of category before it at most."""
    if not link.start:
        return True
    before = passage.text[: link.start]
    return not WORD.search(before) or (
        len(WORD.findall(before)) <= 2 and before.rstrip(' *_«"“[').endswith(":")
    )


def _item_edges(manuscript: Manuscript, passage: Passage, links: Sequence[LinkIn]) -> list[Edge]:
    """Return the edges of ``[[X]] — claim``: X has the claim, links in the claim are mentions."""
    leads = links if len(links) == 1 else runs_of(passage, links)[0]
    claim = _claim(passage, claim_start(passage, leads[-1].end), len(passage.text))
    hits = _acts(manuscript, passage, claim.start, claim.end, several=len(leads) > 1)
    edges = [_edge(passage, lead, claim, hits, "cited") for lead in leads]
    edges.extend(_edge(passage, one, claim, (), "unknown") for one in links[len(leads) :])
    return edges


def _claim(passage: Passage, start: int, end: int) -> Claim:
    return read_claim(passage, start, claim_end(passage, start, end))


def _acts(
    manuscript: Manuscript, passage: Passage, start: int, end: int, *, several: bool = False
) -> Sequence[Hit]:
    if start >= end or not manuscript.lexicon.governing(passage.folded) & ACTS:
        return ()
    place = Place(start, is_strict(manuscript, passage), several)
    return find_acts(passage.folded, place, end, manuscript.lexicon)


def _row_edges(manuscript: Manuscript, passage: Passage, links: Sequence[LinkIn]) -> list[Edge]:
    """Return the edges of a row: the reason of each link stands in the row's other cells."""
    cells = [cell for cell in split_row(passage.text) if WORD.search(cell)]
    return [_row_edge(manuscript, passage, link, cells) for link in links]


def _row_edge(
    manuscript: Manuscript, passage: Passage, link: LinkIn, cells: Sequence[str]
) -> Edge:
    reasons = [cell for cell in cells if link.link.target not in cell]
    if not reasons:
        return _edge(passage, link, read_claim(passage, link.start, link.end), (), "unknown")
    reason = max(reasons, key=len)
    start = max(passage.text.find(reason), 0)
    end = claim_end(passage, start, start + len(reason))
    claim = read_claim(passage, start, end, plain(reason))
    return _edge(passage, link, claim, _acts(manuscript, passage, start, end), "cited")


def _prose_edges(manuscript: Manuscript, passage: Passage, links: Sequence[LinkIn]) -> list[Edge]:
    """Return the edges of the links of a sentence: the sentence is the claim of each."""
    if not links:
        return []
    whole = _claim(passage, 0, len(passage.text))
    cues = manuscript.lexicon.governing(passage.folded)
    if not cues:
        return [_edge(passage, link, whole, *NOTHING) for link in links]
    edges: list[Edge] = []
    runs = runs_of(passage, links)
    for at, run in enumerate(runs):
        found = governing(manuscript, passage, runs, at, cues)
        edges.extend(_edge(passage, link, whole, *found) for link in run)
    return edges


def _join_footnotes(
    manuscript: Manuscript, passage: Passage, edges: Sequence[Edge]
) -> Iterator[Edge]:
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


def _owner(edges: Sequence[Edge], reference: Reference, targets: Sequence[str]) -> Edge | None:
    """Return the edge that a footnote may join: one of its own target, else the last before it."""
    names = {name_key(target) for target in targets}
    before = [edge for edge in edges if edge.link is not None and edge.start < reference.start]
    same = [edge for edge in before if name_key(edge.target) in names]
    return (same or before)[-1] if before else None


def _own_edge(
    manuscript: Manuscript,
    passage: Passage,
    edges: Sequence[Edge],
    reference: Reference,
    target: str,
) -> Edge:
    if edges and passage.kind == ITEM:
        claim = edges[0].claim
    else:
        start = claim_start(passage, 0)
        end = claim_end(passage, 0, reference.start)
        claim = read_claim(passage, start, max(start, end))
    told_in, hits = _told_in_footnote(manuscript, reference, target)
    if told_in is None:
        hits = _acts(manuscript, passage, claim.start, claim.end)
    return Edge(
        passage,
        target,
        reference.start,
        claim,
        hits,
        "cited" if hits else "unknown",
        footnotes=[reference.label],
        own=True,
        told_in=told_in,
    )


def _told_in_footnote(
    manuscript: Manuscript, reference: Reference, target: str
) -> tuple[Passage | None, Sequence[Hit]]:
    """Return what a footnote itself says of its note: «Ср. [[X]]», "for doubts see [[X]]"."""
    definition = manuscript.footnotes.definition(reference.label)
    if definition is None or definition.text.startswith("[[" + target):
        return None, ()
    told_in = line_passage(manuscript, definition.line)
    end = told_in.folded.find("[[" + fold(target))
    if end < 0:
        return None, ()
    hits = [
        hit
        for hit in manuscript.lexicon.pre.find(told_in.folded, 0, end)
        if hit.name in ("see", "according_to") and not WORD.search(told_in.folded, hit.end, end)
    ]
    return (told_in, hits[-1:]) if hits else (None, ())


def _edge(passage: Passage, link: LinkIn, claim: Claim, hits: Sequence[Hit], subject: str) -> Edge:
    return Edge(
        passage,
        link.link.target,
        link.start,
        claim,
        hits,
        subject if hits else "unknown",
        alias=link.link.alias,
        link=link.link,
    )
