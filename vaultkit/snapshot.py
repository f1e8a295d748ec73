"""What a vault says at one moment: the whole pure pipeline on one screen."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType

from msgspec import structs

from vaultkit.findings import Finding
from vaultkit.frames.ledger import Tracked
from vaultkit.frames.record import (
    Citation,
    Conflict,
    Frame,
    Meaning,
    Message,
    Pointer,
    Protocol,
    Relation,
)
from vaultkit.frames.tracking import tracked_note, tracked_protocols, with_ids
from vaultkit.frames.vault_pass import VaultMemory, read_vault
from vaultkit.graph.memory import GraphMemory
from vaultkit.graph.vault_graph import VaultGraph
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath, is_note


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read on its own: what stands in it and what it means."""

    note: Note
    meaning: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything that the products (facts, seed, map) are made from."""

    readings: Mapping[NotePath, Reading]
    """In path order."""

    files: tuple[NotePath, ...]
    """Every linkable file, notes and attachments, in path order."""

    graph: VaultGraph
    citations: Mapping[NotePath, tuple[Citation, ...]]
    """By citing note; ``to_note`` is filled where the target resolves."""

    messages: Mapping[NotePath, tuple[Message, ...]]
    """By the note they stand in; times in the order that the vault decides."""

    repeated: Mapping[str, tuple[NotePath, ...]]
    """Ids of messages that stand in more than one note, with all the notes."""

    frames: Mapping[NotePath, tuple[Frame, ...]]
    modules: tuple[Frame, ...]
    """Modules of the whole vault, each with every place where it appears."""

    protocols: tuple[Protocol, ...]
    """Merged over all notes by folded name, all evidence kept."""

    protocol_ids: Mapping[str, str]
    """Id of a protocol in its note (as in frames, groups and relations) to its id here."""

    relations: tuple[Relation, ...]
    """Relations between records of different notes; a note's own are in its meaning."""

    pointers: Mapping[NotePath, tuple[Pointer, ...]]
    conflicts: Mapping[NotePath, tuple[Conflict, ...]]
    findings: tuple[Finding, ...]
    boards: Mapping[NotePath, Reading] = field(default_factory=dict)
    """Canvases and bases: they link to notes and say nothing of their own."""


def take_snapshot(readings: Iterable[Reading], files: Iterable[NotePath]) -> Snapshot:
    """Derive everything from the readings; the order they come in does not matter."""
    ordered = {
        reading.note.path: reading
        for reading in sorted(readings, key=lambda reading: reading.note.path)
    }
    boards = {path: one for path, one in ordered.items() if not is_note(path)}
    notes = {path: one for path, one in ordered.items() if is_note(path)}
    return derive(notes, files, GraphMemory(), VaultMemory(), boards)


def derive(
    ordered: Mapping[NotePath, Reading],
    files: Iterable[NotePath],
    memory: GraphMemory,
    found: VaultMemory,
    boards: Mapping[NotePath, Reading] = MappingProxyType({}),
) -> Snapshot:
    """Derive everything from the readings, which are in path order, and what is remembered."""
    paths = tuple(sorted({*files, *ordered, *boards}))
    graph = memory.build(
        (reading.note for reading in chain(ordered.values(), boards.values())), paths
    )
    meanings, digests = {}, {}
    for path, reading in ordered.items():
        meanings[path] = reading.meaning
        digests[path] = reading.note.digest
    vault = read_vault(meanings, graph, paths, found, digests)
    return Snapshot(
        readings=ordered,
        files=paths,
        graph=graph,
        citations={path: vault.citations.get(path, ()) for path in ordered},
        messages=vault.messages,
        repeated=vault.repeated,
        frames={path: meaning.frames for path, meaning in meanings.items()},
        modules=vault.modules,
        protocols=vault.protocols,
        protocol_ids=vault.protocol_ids,
        relations=vault.relations,
        pointers={path: vault.pointers.get(path, ()) for path in ordered},
        conflicts={path: vault.conflicts.get(path, ()) for path in ordered},
        findings=tuple(
            sorted((*_note_findings(ordered), *_note_findings(boards), *vault.findings))
        ),
        boards=boards,
    )


def tracked_records(snapshot: Snapshot) -> list[Tracked]:
    """Return the records of *snapshot* whose ids a ledger keeps, in the order of the vault."""
    records = tracked_protocols(snapshot.protocols)
    for path in snapshot.readings:
        records += tracked_note(path, snapshot.frames[path], snapshot.citations[path])
    return records


def with_kept_ids(snapshot: Snapshot, ids: Mapping[str, str]) -> Snapshot:
    """Return *snapshot* with the ids that *ids* replaces, wherever they stand."""
    if not ids:
        return snapshot
    readings: dict[NotePath, Reading] = {}
    citations = dict(snapshot.citations)
    frames = dict(snapshot.frames)
    for path, cited in snapshot.citations.items():
        here = {one.id for one in cited} | {one.id for one in snapshot.frames[path]}
        if not here.isdisjoint(ids):
            reading = snapshot.readings[path]
            meaning = with_ids(reading.meaning, ids)
            readings[path] = Reading(reading.note, meaning)
            frames[path] = meaning.frames
            citations[path] = tuple(
                structs.replace(one, id=ids.get(one.id, one.id)) for one in cited
            )
    return replace(
        snapshot,
        readings=ChainMap(readings, snapshot.readings),  # type: ignore[arg-type]  # only read
        citations=citations,
        frames=frames,
        protocols=tuple(replace(one, id=ids.get(one.id, one.id)) for one in snapshot.protocols),
        protocol_ids={own: ids.get(one, one) for own, one in snapshot.protocol_ids.items()},
        relations=tuple(
            replace(
                one, source=ids.get(one.source, one.source), target=ids.get(one.target, one.target)
            )
            for one in snapshot.relations
        ),
    )


def _note_findings(readings: Mapping[NotePath, Reading]) -> Iterator[Finding]:
    for reading in readings.values():
        yield from reading.note.findings
