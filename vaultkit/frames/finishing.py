"""Drafts to records: ids that edits leave alone, parents by id, and the relations between them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from vaultkit.frames.draft import Draft
from vaultkit.frames.identity import anchor_id, revision
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.prohibitions import is_prohibition
from vaultkit.frames.record import Citation, Exclusion, Frame, Relation
from vaultkit.frames.transfer import is_refused

_SUPPORTING = frozenset(("question_answer", "comparison", "exclusion", "metaphor", "evidence"))


def frame_ids(drafts: Sequence[Draft]) -> dict[int, str]:
    """Return the id of each draft, by ``id()`` of the draft.

    The anchor is the number where there is one, else the title, else the first filler.
    """
    counts: dict[tuple[str, str, str], int] = {}
    found: dict[int, str] = {}
    for draft in drafts:
        anchor = (
            draft.number
            or draft.title
            or _first_filler(draft)
            or (draft.parent.kind if draft.parent else "")
        )
        key = (draft.container.anchor, draft.kind, anchor)
        ordinal = counts[key] = counts.get(key, -1) + 1
        found[id(draft)] = anchor_id(draft.container.anchor, draft.kind, anchor, ordinal)
    return found


def finished_frames(
    manuscript: Manuscript, drafts: Sequence[Draft], ids: Mapping[int, str]
) -> tuple[Frame, ...]:
    """Return *drafts* as frames."""
    page = manuscript.page
    return tuple(
        Frame(
            id=ids[id(draft)],
            rev=revision("\n".join(page.text[draft.span.first - 1 : draft.span.last])),
            kind=draft.kind,
            subkind=draft.subkind,
            title=draft.title,
            number=draft.number,
            label=draft.label,
            container=draft.container.id,
            section=draft.section.id if draft.section else None,
            span=draft.span,
            slots={slot: tuple(fillers) for slot, fillers in draft.slots.items()},
            parent=ids.get(id(draft.parent)) if draft.parent else None,
            confidence=draft.confidence,
            rules=tuple(draft.rules),
            protocol=draft.protocol,
            table=draft.table,
        )
        for draft in drafts
    )


def exclusions_of(
    manuscript: Manuscript, drafts: Sequence[Draft], ids: Mapping[int, str]
) -> tuple[Exclusion, ...]:
    """Return what the exclusion frames name, item by item; what one must not do is none."""
    found: dict[tuple[int, str], Exclusion] = {}
    for draft in drafts:
        if draft.kind != "exclusion":
            continue
        lead = _lead_of(manuscript, draft)
        for filler in draft.slots.get("items", ()):
            if is_prohibition(manuscript, filler.value, lead) or is_refused(
                manuscript, filler.line
            ):
                continue
            found.setdefault(
                (filler.line, filler.value),
                Exclusion(
                    line=filler.line,
                    item=filler.value,
                    quote=filler.value,
                    frame=ids[id(draft)],
                    modality="cannot_transfer",
                ),
            )
    return tuple(sorted(found.values(), key=lambda one: one.line))


def _lead_of(manuscript: Manuscript, draft: Draft) -> str:
    """Return the last line of words before a frame's first item."""
    items = draft.slots.get("items", ())
    if not items:
        return ""
    for number in range(items[0].line - 1, max(draft.span.first - 2, 0), -1):
        if manuscript.page.line(number).strip():
            return manuscript.page.line(number)
    return ""


def relations_of(
    drafts: Sequence[Draft], ids: Mapping[int, str], citations: Sequence[Citation]
) -> tuple[Relation, ...]:
    """Return the edges between the note's frames, and from frames to the notes they cite."""
    if not drafts:
        return ()
    found = [
        *_digest(drafts, ids),
        *_parts(drafts, ids),
        *_next(drafts, ids),
        *_cites(drafts, ids, citations),
    ]
    return tuple(dict.fromkeys(found))


def _first_filler(draft: Draft) -> str | None:
    for fillers in draft.slots.values():
        for filler in fillers:
            return filler.value[:80]
    return None


def _digest(drafts: Sequence[Draft], ids: Mapping[int, str]) -> Iterator[Relation]:
    """Yield problem → consequence → solution, the pattern of texts that Hoey describes."""
    for at, draft in enumerate(drafts):
        if draft.kind != "problem":
            continue
        for other in drafts[at + 1 :]:
            if other.kind == "problem" and other.container is draft.container:
                break
            type_ = {"consequence": "leads_to", "solution": "resolved_by"}.get(other.kind)
            if type_ and other.container is draft.container:
                yield Relation(source=ids[id(draft)], type=type_, target=ids[id(other)])


def _parts(drafts: Sequence[Draft], ids: Mapping[int, str]) -> Iterator[Relation]:
    for draft in drafts:
        if draft.parent is None or draft.kind == "enumeration" or id(draft.parent) not in ids:
            continue  # a table that says nothing but its protocols is no frame of its own
        whole, part = ids[id(draft.parent)], ids[id(draft)]
        yield Relation(source=whole, type="has_part", target=part, span=draft.parent.span)
        if draft.parent.kind == "principle":
            if draft.kind == "corollary":
                yield Relation(
                    source=whole, type="entails", target=part, span=draft.span, origin="text"
                )
            elif draft.kind in _SUPPORTING:
                yield Relation(source=part, type="supports", target=whole, origin="inferred")


def _next(drafts: Sequence[Draft], ids: Mapping[int, str]) -> Iterator[Relation]:
    numbered = [draft for draft in drafts if draft.number and draft.kind != "next_step"]
    for draft in drafts:
        if draft.kind != "next_step":
            continue
        source = _last_before(numbered, draft)
        if source is not None:
            yield Relation(
                source=ids[id(source)],
                type="precedes",
                target=ids[id(draft)],
                span=draft.span,
                origin="text",
            )


def _last_before(parts: Sequence[Draft], draft: Draft) -> Draft | None:
    """Return the outermost of *parts*, in order, on the last of their lines before *draft*."""
    found: Draft | None = None
    for at in range(bisect_left(parts, draft.span.first, key=_first_line) - 1, -1, -1):
        part = parts[at]
        if found is not None and part.span.first < found.span.first:
            break
        if part.container is draft.container:
            found = part
    return found


def _first_line(draft: Draft) -> int:
    return draft.span.first


def _cites(
    drafts: Sequence[Draft], ids: Mapping[int, str], citations: Sequence[Citation]
) -> Iterator[Relation]:
    sections = {draft.section.id: draft for draft in drafts if draft.section and draft.title}
    for citation in citations:
        draft = sections.get(citation.section or "")
        if draft is not None:
            yield Relation(
                source=ids[id(draft)],
                type="cites",
                target=f"note:{citation.target}",
                span=citation.claim_span,
                origin="text",
            )
