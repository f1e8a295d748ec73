"""What a vault says at one moment: the whole pure pipeline on one screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vaultkit.findings import Finding
from vaultkit.frames.record import Citation, Conflict, Frame, Meaning, Pointer, Protocol
from vaultkit.graph.vault_graph import VaultGraph, build_graph
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath


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

    frames: Mapping[NotePath, tuple[Frame, ...]]
    protocols: tuple[Protocol, ...]
    """Merged over all notes by folded name, all evidence kept."""

    pointers: Mapping[NotePath, tuple[Pointer, ...]]
    conflicts: Mapping[NotePath, tuple[Conflict, ...]]
    findings: tuple[Finding, ...]


def take_snapshot(readings: Iterable[Reading], files: Iterable[NotePath]) -> Snapshot:
    """Derive everything from the readings; the order they come in does not matter."""
    ordered = {
        reading.note.path: reading
        for reading in sorted(readings, key=lambda reading: reading.note.path)
    }
    paths = tuple(sorted({*files, *ordered}))
    graph = build_graph((reading.note for reading in ordered.values()), paths)
    return Snapshot(
        readings=ordered,
        files=paths,
        graph=graph,
        citations={path: reading.meaning.citations for path, reading in ordered.items()},
        frames={path: reading.meaning.frames for path, reading in ordered.items()},
        protocols=tuple(
            protocol for reading in ordered.values() for protocol in reading.meaning.protocols
        ),
        pointers={path: reading.meaning.pointers for path, reading in ordered.items()},
        conflicts={path: reading.meaning.conflicts for path, reading in ordered.items()},
        findings=tuple(
            sorted(finding for reading in ordered.values() for finding in reading.note.findings)
        ),
    )
