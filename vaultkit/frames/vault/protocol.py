"""Protocols of the whole vault: those of one name are one protocol, with all its evidence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vaultkit.frames.identity import anchor_id, folded, revision
from vaultkit.frames.record import (
    Citation,
    Conflict,
    Evidence,
    Meaning,
    Protocol,
    ProtocolGroup,
)
from vaultkit.frames.vault.module import CONTAINER
from vaultkit.notes.note_path import NotePath

REJECTED = "rejected"

_LISTS = (
    *("medium", "payload", "form", "actor", "environment", "preconditions", "checks"),
    *("excludes", "warnings", "objective", "known"),
)
_FIRST = ("metaphor", "group", "declared_count", "complete", "condition", "reason", "cited")
_COUNT = re.compile(r"\d{1,4}")
_ENDING = 3
"""Letters by which forms of one Russian or English noun differ at most."""

Found = tuple[NotePath, Protocol]
Citations = Mapping[NotePath, tuple[Citation, ...]]
"""With their notes resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultProtocols:
    """The protocols of a vault, and what each note calls them."""

    protocols: tuple[Protocol, ...]
    """In the order of their names."""

    ids: Mapping[str, str]
    """Id of a protocol in its note to its id in the vault."""

    conflicts: Mapping[NotePath, tuple[Conflict, ...]]
    """Protocols that one note proposes and another rejects, by the proposing note."""


def merge_protocols(meanings: Mapping[NotePath, Meaning], citations: Citations) -> VaultProtocols:
    """Merge protocols by folded name; what is rejected anywhere stays rejected."""
    named: dict[str, list[Found]] = {}
    for path, meaning in meanings.items():
        for protocol in meaning.protocols:
            named.setdefault(folded(protocol.name), []).append((path, protocol))
    merged = {name: _merged(name, named[name]) for name in sorted(named)}
    counted = tuple(
        _counted(protocol, named[name], meanings, citations) for name, protocol in merged.items()
    )
    conflicts: dict[NotePath, tuple[Conflict, ...]] = {}
    for name, found in named.items():
        for path, conflict in _status_conflicts(merged[name].id, found):
            conflicts[path] = (*conflicts.get(path, ()), conflict)
    ids = {one.id: merged[name].id for name in merged for _, one in named[name]}
    return VaultProtocols(protocols=counted, ids=ids, conflicts=conflicts)


def _merged(name: str, found: list[Found]) -> Protocol:
    ordered = sorted(found, key=_weight)
    each = [protocol for _, protocol in ordered]
    gathered: dict[str, Any] = {
        **{field: _union(getattr(one, field) for one in each) for field in _LISTS},
        **{field: _first(getattr(one, field) for one in each) for field in _FIRST},
    }
    evidence = {place for path, one in found for place in (_own(path, one), *one.evidence)}
    return replace(
        each[0],
        id=anchor_id(CONTAINER, "protocol", name),
        rev=revision("\n".join(sorted({one.quote for one in each}))),
        status=_status(one.status for one in each),
        steps=max((one.steps for one in each), key=len),
        same_as=tuple(sorted({same for one in each for same in one.same_as})),
        evidence=tuple(sorted(evidence, key=lambda one: (one.note, one.line, one.quote))),
        **gathered,
    )


def _weight(found: Found) -> tuple[str, int, NotePath, int]:
    path, protocol = found
    filled = sum(bool(getattr(protocol, field)) for field in (*_LISTS, "steps"))
    return (protocol.confidence, -filled, path, protocol.line)


def _own(path: NotePath, protocol: Protocol) -> Evidence:
    return Evidence(note=path, line=protocol.line, quote=protocol.quote)


def _union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for several in values:
        for value in several:
            seen.setdefault(folded(value), value)
    return tuple(seen.values())


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _status(values: Iterable[str]) -> str:
    said = set(values)
    return next(status for status in (REJECTED, "proposed", *sorted(said)) if status in said)


def _status_conflicts(number: str, found: list[Found]) -> list[tuple[NotePath, Conflict]]:
    """Return a conflict for each note that proposes what another one rejects."""
    against = [(path, one) for path, one in found if one.status == REJECTED]
    if not against:
        return []
    rejecting = _own(*min(against, key=lambda one: (one[0], one[1].line)))
    if against[0][1].reason is not None and rejecting.note == against[0][0]:
        rejecting = against[0][1].reason
    conflicts = []
    for path, one in found:
        if one.status == "proposed":
            quotes = (_own(path, one), rejecting)
            conflict = Conflict(
                id=anchor_id(CONTAINER, "conflict", f"status {number} {path}"),
                rev=revision("\n".join(place.quote for place in quotes)),
                kind="status",
                line=one.line,
                span=one.span,
                statement=one.quote,
                against=rejecting.quote,
                evidence=quotes,
            )
            conflicts.append((path, conflict))
    return conflicts


def _counted(
    protocol: Protocol,
    found: list[Found],
    meanings: Mapping[NotePath, Meaning],
    citations: Citations,
) -> Protocol:
    """Complete what a declared count knows from the notes that it cites.

    There, a group of the same name or the same number names them. A count that is still not met
    is incomplete: nothing is made up.
    """
    number = declared_number(protocol.declared_count)
    if number is None:
        return protocol
    known = protocol.known
    for path in _cited(found, citations):
        if path not in meanings:
            continue
        for group in meanings[path].protocol_groups:
            if _speaks_of(group, protocol.name, number):
                known = _union((known, _members(group, meanings[path])))
    return replace(protocol, known=known, complete=len(known) >= number)


def declared_number(count: str | None) -> int | None:
    """Return the number that a declared count says at least.

    >>> declared_number("30+"), declared_number(None)
    (30, None)
    """
    match = _COUNT.search(count or "")
    return int(match[0]) if match else None


def _cited(found: list[Found], citations: Citations) -> list[NotePath]:
    """Return the notes that the lines which speak of a protocol cite, and their own."""
    notes: dict[NotePath, None] = {}
    for path, protocol in found:
        notes[path] = None
        for citation in citations.get(path, ()):
            named = citation.target == protocol.cited or citation.line == protocol.line
            if named and citation.to_note is not None:
                notes[citation.to_note] = None
    return list(notes)


def _speaks_of(group: ProtocolGroup, name: str, number: int) -> bool:
    declared = declared_number(group.declared_count) or len(group.members)
    return declared == number and bool(_stems(group.name) & _stems(name))


def _stems(name: str) -> set[str]:
    words = folded(name).split()
    return {word[: max(4, len(word) - _ENDING)] for word in words if len(word) > _ENDING + 1}


def _members(group: ProtocolGroup, meaning: Meaning) -> tuple[str, ...]:
    names = {one.id: one.name for one in meaning.protocols}
    return tuple(names.get(member, member) for member in group.members)
