"""The selected notes to the content of a seed: ids, claims, frames, protocols and their edges.

Nothing is added here that the notes do not say: what rules fill in by default is left out, and
what is not told stays empty, to become a question in an act.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from msgspec import structs

from vaultkit.frames.record import Frame, Lines
from vaultkit.notes.note_path import NotePath
from vaultkit.seed.claims import (
    ClaimBook,
    cell_claims,
    citation_claim,
    opposition_claims,
    slot_claims,
)
from vaultkit.seed.places import Places
from vaultkit.seed.protocols import seed_protocols
from vaultkit.seed.record import Content, SeedClaim, SeedConflict, SeedFrame, SeedRelation
from vaultkit.seed.selection import Selected
from vaultkit.seed.slug import short_hash
from vaultkit.snapshot import Reading, Snapshot

APPARATUS = {"sources", "evidence", "analysis"}
"""Kinds of frames that hold other things together and say nothing themselves."""

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")


class _Gathering:
    """What is being gathered, note by note."""

    def __init__(self, selected: Selected, clean: Callable[[str, str], str]) -> None:
        self.snapshot = selected.snapshot
        self.places = Places(selected.snapshot, selected.outside, clean)
        self.book = ClaimBook(self.places, clean)
        self.frames: dict[str, SeedFrame] = {}
        self.claims_of: dict[str, list[str]] = {}
        self.conflicts: list[SeedConflict] = []
        self.relations: set[tuple[str, str, str]] = set()


def gather_content(
    selected: Selected, clean: Callable[[str, str], str], language: str | None = None
) -> Content:
    """Return the content of a seed made from *selected*.

    Args:
        selected: The notes.
        clean: Takes a text and where it stands; returns it without what must not leave the
            vault (`vaultkit.seed.privacy.Redactor`).
        language: ``ru`` or ``en``; by default the one that more of the claims are written in.
    """
    gathering = _Gathering(selected, clean)
    for path, reading in selected.snapshot.readings.items():
        _gather_note(gathering, path, reading)
    protocols = seed_protocols(selected.snapshot, gathering.places, gathering.book)
    claims = gathering.book.claims
    frames = _with_claims(gathering, claims)
    _relate(gathering, frames)
    kept = {frame.id for frame in frames} | {protocol.id for protocol in protocols}
    kept |= {source.id for source in gathering.places.sources}
    return Content(
        language=language or language_of(claims),
        sources=gathering.places.sources,
        frames=frames,
        claims=tuple(claim for claim in claims if claim.frame is None or claim.frame in kept),
        protocols=protocols,
        conflicts=tuple(sorted(gathering.conflicts, key=lambda one: one.id)),
        relations=tuple(
            SeedRelation(source=source, type=kind, target=target)
            for source, kind, target in sorted(gathering.relations)
            if source in kept and target in kept
        ),
    )


def language_of(claims: tuple[SeedClaim, ...]) -> str:
    """Return ``ru`` where more letters of *claims* are Cyrillic than Latin, else ``en``.

    Of very many claims only some, from all over, are looked at.
    """
    text = " ".join(claim.text for claim in claims[:: 1 + len(claims) // 2000])
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    return "ru" if cyrillic > latin else "en"


def frame_key(frame_id: str) -> str:
    """Return the seed's id of the frame that the rules call *frame_id*."""
    return f"f-{frame_id if _ID.fullmatch(frame_id) else short_hash('frame', frame_id)}"


def protocol_key(snapshot: Snapshot, protocol_id: str) -> str:
    """Return the seed's id of the protocol that a note calls *protocol_id*."""
    return f"p-{snapshot.protocol_ids.get(protocol_id, protocol_id)}"


def _gather_note(gathering: _Gathering, path: NotePath, reading: Reading) -> None:
    frames = [one for one in gathering.snapshot.frames[path] if one.kind not in APPARATUS]
    spans = sorted(
        ((one.span.last - one.span.first, one.span, frame_key(one.id)) for one in frames),
        key=lambda one: (one[0], one[1].first),
    )

    def frame_at(line: int) -> str | None:
        return next((key for _, span, key in spans if span.first <= line <= span.last), None)

    for frame in frames:
        _gather_frame(gathering, path, frame)
    for table in reading.meaning.tables:
        key = frame_key(table.frame) if table.frame else frame_at(table.header_line)
        _claim(gathering, key, list(cell_claims(gathering.book, path, table, key)))
    for exclusion in reading.meaning.exclusions:
        key = frame_key(exclusion.frame) if exclusion.frame else frame_at(exclusion.line)
        lines = Lines(exclusion.line, exclusion.line)
        found = gathering.book.add(path, lines, exclusion.item, "exclusion", frame=key)
        _claim(gathering, key, [found] if found else [])
    for key, found in opposition_claims(
        gathering.book, path, reading.meaning.oppositions, frame_at
    ):
        _claim(gathering, key, [found])
    _gather_citations(gathering, path, frame_at)
    _gather_conflicts(gathering, path)


def _claim(gathering: _Gathering, key: str | None, found: list[str]) -> None:
    if key is not None:
        gathering.claims_of.setdefault(key, []).extend(found)


def _gather_frame(gathering: _Gathering, path: NotePath, frame: Frame) -> None:
    key = frame_key(frame.id)
    if key in gathering.frames:
        key = f"{key}-{short_hash(path, str(frame.span.first), length=4)}"
    _claim(gathering, key, list(slot_claims(gathering.book, path, frame, key)))
    parent = frame_key(frame.parent) if frame.parent else None
    gathering.frames[key] = SeedFrame(
        id=key,
        kind=frame.kind,
        subkind=frame.subkind,
        title=gathering.book.said(frame.title or _first_words(frame), path) or frame.kind,
        number=frame.number,
        label=frame.label,
        place=gathering.places.place(path, frame.span),
        parent=parent,
        protocol=protocol_key(gathering.snapshot, frame.protocol) if frame.protocol else None,
        confidence=frame.confidence,
    )


_TELLING = ("question", "term", "statement", "key", "lead")
"""Slots that a frame without a title is best called by, the best first."""


def _first_words(frame: Frame, limit: int = 60) -> str:
    for slot in (*_TELLING, *sorted(frame.slots)):
        for filler in frame.slots.get(slot, ()):
            text = " ".join(filler.value.split())
            return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]} …"
    return ""


def _gather_citations(
    gathering: _Gathering, path: NotePath, frame_at: Callable[[int], str | None]
) -> None:
    for citation in gathering.snapshot.citations[path]:
        target = gathering.places.target(citation.target, citation.to_note, path)
        key = frame_at(citation.line)
        found = citation_claim(gathering.book, path, citation, key, target)
        _claim(gathering, key, [found] if found else [])
        source = key or gathering.places.note(path)
        gathering.relations.add((source, citation.cito, target))


def _gather_conflicts(gathering: _Gathering, path: NotePath) -> None:
    for conflict in gathering.snapshot.conflicts[path]:
        gathering.conflicts.append(
            SeedConflict(
                id=f"x-{conflict.id if _ID.fullmatch(conflict.id) else short_hash(conflict.id)}",
                kind=conflict.kind,
                statement=gathering.book.said(conflict.statement, path),
                against=gathering.book.said(conflict.against, path),
                place=gathering.places.place(path, conflict.span),
            )
        )


def _with_claims(gathering: _Gathering, claims: tuple[SeedClaim, ...]) -> tuple[SeedFrame, ...]:
    """Give frames their claims in the order of the note; leave out those that say nothing."""
    order = {claim.id: at for at, claim in enumerate(claims)}
    parents = {frame.parent for frame in gathering.frames.values()}
    return tuple(
        structs.replace(
            frame,
            claims=tuple(sorted(set(gathering.claims_of.get(key, ())), key=order.__getitem__)),
        )
        for key, frame in sorted(gathering.frames.items())
        if gathering.claims_of.get(key) or frame.protocol or key in parents
    )


def _relate(gathering: _Gathering, frames: tuple[SeedFrame, ...]) -> None:
    for frame in frames:
        gathering.relations.add((frame.id, "derivedFrom", frame.place.note))
        if frame.parent is not None:
            gathering.relations.add((frame.parent, "has_part", frame.id))
        if frame.protocol is not None:
            gathering.relations.add((frame.id, "expresses", frame.protocol))
    gathering.relations.update(_told_relations(gathering.snapshot, gathering.places))
    gathering.relations.update(_pointers(gathering.snapshot, gathering.places))


def _told_relations(snapshot: Snapshot, places: Places) -> Iterator[tuple[str, str, str]]:
    told = chain(*(one.meaning.relations for one in snapshot.readings.values()))
    for one in chain(told, snapshot.relations):
        if one.type == "cites":
            continue
        ends = [_end(name, snapshot, places) for name in (one.source, one.target)]
        if ends[0] and ends[1]:
            yield ends[0], one.type, ends[1]


def _end(name: str, snapshot: Snapshot, places: Places) -> str | None:
    if name.startswith("note:"):
        return places.known(name.removeprefix("note:"))
    return protocol_key(snapshot, name) if name in snapshot.protocol_ids else frame_key(name)


def _pointers(snapshot: Snapshot, places: Places) -> Iterator[tuple[str, str, str]]:
    for path, pointers in snapshot.pointers.items():
        for pointer in pointers:
            if pointer.to_note is not None and pointer.to_note != path:
                yield places.note(path), "precedes", places.note(pointer.to_note)
