"""Protocols as a seed carries them: what the notes tell, and nothing where they are silent."""

from collections.abc import Iterator

from vaultkit.frames.record import Evidence, Lines, Protocol
from vaultkit.notes.note_path import NotePath
from vaultkit.seed.claims import ClaimBook
from vaultkit.seed.places import Places
from vaultkit.seed.record import SeedProtocol
from vaultkit.snapshot import Snapshot

_LISTS = (
    "medium", "payload", "form", "actor", "environment", "preconditions", "checks", "excludes",
    "warnings", "objective", "known",
)  # fmt: skip


def seed_protocols(
    snapshot: Snapshot, places: Places, book: ClaimBook
) -> tuple[SeedProtocol, ...]:
    """Return the protocols of *snapshot* by id, their quotes entered into *book*.

    A protocol of confidence C about which the notes tell nothing but the name is left out.
    """
    told = _told(snapshot)
    groups = _groups(snapshot)
    found: dict[str, SeedProtocol] = {}
    for protocol in snapshot.protocols:
        if protocol.id in told and _tells(protocol):
            one = _seed_protocol(protocol, told[protocol.id], groups, places, book)
            found.setdefault(one.id, one)
    return tuple(found[key] for key in sorted(found))


Told = list[tuple[NotePath, Protocol]]
"""What single notes say of one protocol."""


def _told(snapshot: Snapshot) -> dict[str, Told]:
    """Give what each note says of a protocol, by its id in the vault."""
    found: dict[str, Told] = {}
    for path, reading in snapshot.readings.items():
        for protocol in reading.meaning.protocols:
            key = snapshot.protocol_ids.get(protocol.id, protocol.id)
            found.setdefault(key, []).append((path, protocol))
    return found


def _home(protocol: Protocol, told: Told) -> NotePath:
    """Return the note that a merged protocol has its quote and lines from."""
    wanted = (protocol.line, protocol.quote)
    return next((path for path, one in told if (one.line, one.quote) == wanted), told[0][0])


def _tells(protocol: Protocol) -> bool:
    return (
        protocol.confidence != "C"
        or protocol.status == "rejected"
        or bool(protocol.steps)
        or any(getattr(protocol, name) for name in _LISTS)
    )


def _groups(snapshot: Snapshot) -> dict[str, tuple[str, bool]]:
    return {
        snapshot.protocol_ids.get(member, member): (group.name, group.ordered)
        for reading in snapshot.readings.values()
        for group in reading.meaning.protocol_groups
        for member in group.members
    }


def _seed_protocol(
    protocol: Protocol,
    told: Told,
    groups: dict[str, tuple[str, bool]],
    places: Places,
    book: ClaimBook,
) -> SeedProtocol:
    key = f"p-{protocol.id}"
    home = _home(protocol, told)
    with_steps = next((path for path, one in told if one.steps == protocol.steps), home)
    name, ordered = groups.get(protocol.id, (None, False))
    lists = {
        field: tuple(said for one in getattr(protocol, field) if (said := book.said(one, home)))
        for field in _LISTS
    }
    return SeedProtocol(
        id=key,
        name=book.said(protocol.name, home) or key,
        role=protocol.role,
        status=protocol.status,
        place=places.place(home, protocol.span),
        metaphor=book.said(protocol.metaphor, home) if protocol.metaphor else None,
        group=book.said(name, home) if name else None,
        ordered=ordered,
        declared_count=protocol.declared_count,
        complete=protocol.complete,
        cited=places.target(protocol.cited, None, home) if protocol.cited else None,
        reason=_entered(book, protocol.reason, key),
        steps=tuple(_steps(protocol, with_steps, key, book)),
        evidence=tuple(dict.fromkeys(_evidence(protocol, home, key, book))),
        **lists,
    )


def _entered(book: ClaimBook, evidence: Evidence | None, key: str) -> str | None:
    if evidence is None:
        return None
    lines = Lines(evidence.line, evidence.line)
    return book.add(evidence.note, lines, evidence.quote, "statement", protocol=key)


def _steps(protocol: Protocol, home: NotePath, key: str, book: ClaimBook) -> Iterator[str]:
    for step in protocol.steps:
        lines = Lines(step.line, step.line)
        found = book.add(home, lines, step.text, "step", protocol=key, order=step.n)
        if found is not None:
            yield found


def _evidence(protocol: Protocol, home: NotePath, key: str, book: ClaimBook) -> Iterator[str]:
    found = book.add(home, protocol.span, protocol.quote, "protocol", protocol=key)
    if found is not None:
        yield found
    for evidence in protocol.evidence:
        entered = _entered(book, evidence, key)
        if entered is not None:
            yield entered
