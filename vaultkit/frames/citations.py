"""Note citing note: one edge for each link and each footnote that names a note of its own.

An item ``[[X]] — claim [^n]`` gives X the claim; in prose the claim is the sentence. A footnote
joins the link before it unless its definition names other notes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vaultkit.frames.acts import MENTIONS, cito, find_acts
from vaultkit.frames.folding import name_key, plain, squeeze
from vaultkit.frames.identity import anchor_id, citation_anchor, revision
from vaultkit.frames.link_records import PlacedLink
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.page import ITEM, TABLE
from vaultkit.frames.passages import LinkIn, Passage, Reference, find_passages
from vaultkit.frames.record import Citation, Cue, Section
from vaultkit.frames.tables import split_row

_LEAD = re.compile(r"[\s*_\"'«“„(\[`]*")
_SEPARATOR = re.compile(r"[\s*_\"'»”)\]`]*(?:—|–|-{1,2}|:|→|=>|=|,|;|\.)?[\s*_]*")
_ANY_REFERENCE = re.compile(r"\s*\[\^[^\]\s]{1,80}\]")
_PASSIVE = re.compile(
    r"(?:\w+(?:ed|en|wn)|\w+(?:ан|ян|ен|ён|т|ит)(?:а|о|ы)?|\w+(?:ется|ются|ится|ятся)|"
    r"\w+(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ую|ых|ым|ыми|ом))$"
)
_WITHIN = re.compile(r"\b(?:в|во|из|in|by|from|at|within)\W*$")
_AS = re.compile(r"(?:^|[\s,(])(?:as|как)\s+(?:[\w-]+\s+){0,2}[*_«\"“]*$")
_FIRST_PERSON = re.compile(r"(?:ем|им|ем?ся|имся|аю|яю|ую|юсь)$")
_NOUN = re.compile(r"(?:ни[еяюй]|нием|нии|ци[яюией]|ств[оау]|зор|зора|tion|sion|ment|ence|ity)$")
_BEFORE_NOUNS = frozenset((
    "the", "a", "an", "of", "in", "to", "for", "its", "their", "this", "that", "our", "his", "her",
    "on", "with", "by", "from", "at",
))  # fmt: skip
_EMBEDDED_FILE = re.compile(r"\.(?!md$)[a-z0-9]{2,5}$", re.IGNORECASE)
_NEAR = 40


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
        edges = [_prose_edge(manuscript, passage, links, at) for at in range(len(links))]
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
    lead = links[0]
    start = _skip(passage, lead.end)
    end = _claim_end(passage, start, len(passage.text))
    hits = find_acts(passage.folded, start, end, manuscript.lexicon)
    subject = "cited" if hits else "unknown"
    edges = [_edge(passage, lead, (start, end), hits, subject)]
    edges.extend(_edge(passage, one, (start, end), [], "unknown") for one in links[1:])
    return edges


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
    hits = find_acts(passage.folded, start, end, manuscript.lexicon) if claim else []
    edge = _edge(passage, link, (start, end), hits, "cited" if hits else "unknown")
    edge.text = plain(claim) or None
    return edge


def _prose_edge(
    manuscript: Manuscript, passage: Passage, links: Sequence[LinkIn], at: int
) -> _Edge:
    """Return the edge of a link in a sentence: the cue after it, else the one before it."""
    link = links[at]
    whole = (0, _claim_end(passage, 0, len(passage.text)))
    before_start = links[at - 1].end if at else 0
    after_end = links[at + 1].start if at + 1 < len(links) else len(passage.text)
    pre = _pre(manuscript, passage, before_start, link.start)
    if pre is not None:
        subject = "citing" if pre.name in ("contrasts", "uses", "extends") else "cited"
        return _edge(passage, link, whole, [pre], subject)
    before = _before(manuscript, passage, before_start, link.start)
    if before is not None:
        subject = _subject(manuscript, passage, before, link)
        if subject != "unknown":
            return _edge(passage, link, whole, [before], subject)
    after = find_acts(passage.folded, link.end, after_end, manuscript.lexicon)
    if after and _follows(manuscript, passage, link, after[0]):
        citing = manuscript.lexicon.lex("citing").find(passage.folded, link.end, after[0].start)
        return _edge(passage, link, whole, after, "citing" if citing else "cited")
    if _AS.search(passage.folded, before_start, link.start):
        said = Hit("according_to", max(link.start - 3, 0), link.start, 1, 0)
        return _edge(passage, link, whole, [said], "cited")
    return _edge(passage, link, whole, [], "unknown")


def _pre(manuscript: Manuscript, passage: Passage, start: int, end: int) -> Hit | None:
    """Return the cue right before a link: «согласно», "contrary to", «см.»."""
    hits = manuscript.lexicon.pre.find(passage.folded, max(start, end - _NEAR), end)
    near = [
        hit
        for hit in hits
        if len(WORD.findall(passage.text[hit.end : end])) <= 1
        and (hit.start == 0 or not passage.folded[hit.start - 1].isalnum())
    ]
    return max(near, key=lambda hit: (hit.words, hit.start), default=None)


def _before(manuscript: Manuscript, passage: Passage, start: int, end: int) -> Hit | None:
    """Return the verb before a link that governs it: at most five words stand between."""
    hits = manuscript.lexicon.acts.find(passage.folded, max(start, end - 90), end)
    near = [
        hit
        for hit in hits
        if len(WORD.findall(passage.text[hit.end : end])) <= 5
        and not re.search(r"[.!?;:]", passage.text[hit.end : end])
        and not manuscript.lexicon.lex("complement").find(passage.folded, hit.end, end)
    ]
    return max(near, key=lambda hit: (hit.end, -hit.start), default=None)


def _subject(manuscript: Manuscript, passage: Passage, hit: Hit, link: LinkIn) -> str:
    """Return whose verb stands before the link: «описано в [[X]]» is X's, «мы развиваем» ours.

    It is nobody's that concerns us where a third party does it, or where more than two words
    stand between.
    """
    between = passage.folded[hit.end : link.start]
    verb = passage.folded[hit.start : hit.end]
    if len(WORD.findall(between)) > 4:
        return "unknown"
    if _WITHIN.search(between):
        if _PASSIVE.search(verb):
            return "cited"
        if manuscript.lexicon.lex("citing").find(passage.folded, 0, hit.start):
            return "citing"
        return "unknown"
    near = 4 if re.search(r"\b(?:of|из|у)\W*$", between) else 2
    if len(WORD.findall(between)) > near or re.search(r"(?:ан|ен|ён|ят|ит)(?:а|о|ы)?$", verb):
        return "unknown"
    begins = not WORD.search(passage.text[: hit.start])
    ours = manuscript.lexicon.lex("citing").find(passage.folded, 0, hit.start)
    return "citing" if ours or begins or _FIRST_PERSON.search(verb) else "unknown"


def _follows(manuscript: Manuscript, passage: Passage, link: LinkIn, hit: Hit) -> bool:
    """Return whether a verb after a link is the link's own.

    At most three words stand between, no other clause begins, and it is a verb and no noun.
    """
    between = passage.folded[link.end : hit.start]
    words = WORD.findall(_ANY_REFERENCE.sub("", between))
    if len(words) > 3 or _NOUN.search(passage.folded[hit.start : hit.end]):
        return False
    if words and words[-1] in _BEFORE_NOUNS:
        return False
    clause = re.search(r"[.;:!?()]", between)
    relative = manuscript.lexicon.lex("complement").find(between)
    return clause is None and ("," not in between or bool(relative) or len(words) < 2)


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
    hits = find_acts(passage.folded, start, end, manuscript.lexicon)
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
