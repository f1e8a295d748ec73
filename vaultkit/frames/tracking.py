"""Which records the ledger follows, and how kept ids are put into records."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from msgspec import structs

from vaultkit.frames.ledger import Tracked
from vaultkit.frames.record import Citation, Frame, Meaning, Protocol
from vaultkit.notes.note_path import NotePath

VAULT = ""
"""The note of records that belong to the whole vault."""


def tracked_note(
    path: NotePath, frames: Iterable[Frame], citations: Iterable[Citation]
) -> list[Tracked]:
    """Return the frames and citations of one note as the ledger sees them."""
    found = [
        Tracked(id=one.id, kind=one.kind, note=path, rev=one.rev, text=_frame_text(one))
        for one in frames
    ]
    found += [
        Tracked(
            id=one.id,
            kind="citation",
            note=path,
            rev=one.rev,
            text=f"{one.target} {one.claim}",
        )
        for one in citations
        if one.claim
    ]
    return found


def tracked_protocols(protocols: Iterable[Protocol]) -> list[Tracked]:
    """Return the protocols of the vault as the ledger sees them."""
    return [
        Tracked(id=one.id, kind="protocol", note=VAULT, rev=one.rev, text=_protocol_text(one))
        for one in protocols
    ]


def with_ids(meaning: Meaning, ids: Mapping[str, str]) -> Meaning:
    """Return *meaning* with the ids that *ids* replaces, wherever its records name them."""

    def kept(number: str) -> str:
        return ids.get(number, number)

    def optional(number: str | None) -> str | None:
        return ids.get(number, number) if number else number

    return replace(
        meaning,
        frames=tuple(
            replace(one, id=kept(one.id), parent=optional(one.parent)) for one in meaning.frames
        ),
        citations=tuple(structs.replace(one, id=kept(one.id)) for one in meaning.citations),
        relations=tuple(
            replace(one, source=kept(one.source), target=kept(one.target))
            for one in meaning.relations
        ),
        exclusions=tuple(replace(one, frame=optional(one.frame)) for one in meaning.exclusions),
        tables=tuple(replace(one, frame=optional(one.frame)) for one in meaning.tables),
    )


def _frame_text(frame: Frame) -> str:
    fillers = (filler.value for several in frame.slots.values() for filler in several)
    return " ".join((frame.title or "", *fillers))


def _protocol_text(protocol: Protocol) -> str:
    lists = (protocol.medium, protocol.payload, protocol.actor, protocol.checks)
    parts = [protocol.name, *(value for several in lists for value in several)]
    return " ".join((*parts, *(step.text for step in protocol.steps)))
