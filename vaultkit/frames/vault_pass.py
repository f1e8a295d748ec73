"""What the notes mean together: everything that one note on its own cannot tell.

A pure function of all meanings and the graph. Each concern is one module of
`vaultkit.frames.vault`; here they are put in order. Reports and artifact notes of an importer
resolve like any note but add no dialogue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vaultkit.findings import Finding
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
from vaultkit.frames.vault.citation import NO_DIGESTS, CitationMemory, Digests, damaged_targets
from vaultkit.frames.vault.claim import same_claims
from vaultkit.frames.vault.conflict import OppositionMemory, contradictions, tensions
from vaultkit.frames.vault.message import repeated_messages, settle_times
from vaultkit.frames.vault.module import find_modules
from vaultkit.frames.vault.pointer import resolve_pointers
from vaultkit.frames.vault.protocol import merge_protocols
from vaultkit.frames.vault.sameness import same_protocols
from vaultkit.graph.vault_graph import VaultGraph
from vaultkit.notes.note_path import NotePath


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultMeaning:
    """What the whole vault says; mappings have only the notes that have something."""

    citations: Mapping[NotePath, tuple[Citation, ...]]
    pointers: Mapping[NotePath, tuple[Pointer, ...]]
    messages: Mapping[NotePath, tuple[Message, ...]]
    """Times are in the order of day and month that the whole vault decides."""

    repeated: Mapping[str, tuple[NotePath, ...]]
    """Ids of messages that stand in more than one file, with all their files."""

    protocols: tuple[Protocol, ...]
    protocol_ids: Mapping[str, str]
    """Id of a protocol in its note to its id in `protocols`."""

    modules: tuple[Frame, ...]
    conflicts: Mapping[NotePath, tuple[Conflict, ...]]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class VaultMemory:
    """What was found together before; it changes how long reading takes and nothing else."""

    citations: CitationMemory = field(default_factory=CitationMemory)
    oppositions: OppositionMemory = field(default_factory=OppositionMemory)


def read_vault(
    meanings: Mapping[NotePath, Meaning],
    graph: VaultGraph,
    paths: Iterable[NotePath],
    memory: VaultMemory | None = None,
    digests: Digests = NO_DIGESTS,
) -> VaultMeaning:
    """Read all notes together.

    Args:
        meanings: By path, in path order: the order decides which of two equals is named first.
        graph: The resolved links of the same notes.
        paths: Every linkable file.
        memory: What was found before in the same vault.
        digests: Content hash of each note, for *memory*.
    """
    memory = memory or VaultMemory()
    citations = memory.citations.resolve(meanings, graph, digests)
    merged = merge_protocols(meanings, citations)
    protocols, likely = same_protocols(merged, meanings)
    messages = settle_times({p: m.messages for p, m in meanings.items() if m.messages})
    return VaultMeaning(
        citations=citations,
        pointers=resolve_pointers(meanings, graph.links),
        messages=messages,
        repeated=repeated_messages(messages),
        protocols=protocols,
        protocol_ids=merged.ids,
        modules=find_modules(meanings),
        conflicts=_conflicts(
            meanings, memory.oppositions.conflicts(meanings), citations, merged.conflicts
        ),
        relations=(*same_claims(meanings), *likely),
        findings=damaged_targets(citations, paths),
    )


def _conflicts(
    meanings: Mapping[NotePath, Meaning],
    opposed: Mapping[NotePath, list[Conflict]],
    citations: Mapping[NotePath, tuple[Citation, ...]],
    statuses: Mapping[NotePath, tuple[Conflict, ...]],
) -> dict[NotePath, tuple[Conflict, ...]]:
    tense, contrary = tensions(citations), contradictions(meanings)
    found = {}
    for path, meaning in meanings.items():
        here = [
            *meaning.conflicts,
            *opposed.get(path, ()),
            *tense.get(path, ()),
            *contrary.get(path, ()),
            *statuses.get(path, ()),
        ]
        if here:
            found[path] = tuple(sorted(here, key=lambda one: (one.line, one.kind, one.id)))
    return found
