"""A seed as one value: its content, what is derived from it, and what is told about it."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import msgspec

from vaultkit.seed.folding import folded
from vaultkit.seed.record import (
    Act,
    Check,
    Content,
    Record,
    SeedClaim,
    SeedFrame,
    SeedProtocol,
    SeedRelation,
    SeedSource,
    Tombstone,
)
from vaultkit.seed.slug import slug

FORMAT = "vaultkit-seed"
FORMAT_VERSION = "1.0.0"


class Coverage(Record, frozen=True):
    """What was looked at and what is not here; honest numbers, all counts of notes or records."""

    notes_selected: int = 0
    notes_cited: int = 0
    notes_missing: tuple[str, ...] = ()
    """Titles of notes that are named as sources and that the vault does not have."""

    notes_outside: tuple[str, ...] = ()
    """Titles of notes that are named, are in the vault, and were not selected."""

    notes_withheld: int = 0
    """How many private notes stayed out."""

    claims: int = 0
    claims_without_source: int = 0
    needs_left_out: tuple[tuple[str, str], ...] = ()
    """Needs between acts (before, after) that went around in a circle."""


class Previous(Record, frozen=True):
    """The version that this one follows."""

    version: str
    content_digest: str


class Asked(Record, frozen=True):
    """What was asked for when the seed was made, so that it can be asked for again."""

    root: str | None = None
    depth: int = 1
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    protocol: str | None = None
    query: str | None = None
    grain: str = "auto"
    excerpts: bool = False
    """Whether the paragraphs of claims are carried."""

    pseudonyms: bool = False
    """Whether ids of messages were replaced."""


class About(Record, frozen=True):
    """What is told about a seed and is not its content."""

    name: str
    """ASCII name of the folder and of the skill."""

    title: str
    version: str = "1.0.0"
    created: str = "1980-01-01T00:00:00Z"
    """ISO 8601 in UTC."""

    created_from: str = "nothing"
    """Where the date comes from: ``SOURCE_DATE_EPOCH``, ``dialogue``, ``given``, ``nothing``."""

    license: str = ""
    generator: str = "vaultkit"
    previous: Previous | None = None
    coverage: Coverage = msgspec.field(default_factory=Coverage)
    asked: Asked = msgspec.field(default_factory=Asked)
    sealed: str | None = None
    """SHA-256 of the file of checks that the owner keeps."""

    sealed_count: int = 0
    reviewed_by: str | None = None
    """Who read the seed before it was handed over."""

    redactions: tuple[tuple[str, int], ...] = ()
    """Rules and how often each was applied."""

    @property
    def id(self) -> str:
        """The same through all versions: a UUID of version 5 over the name."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{FORMAT}:{self.name}')}"


@dataclass(frozen=True)
class Seed:
    """A seed, ready to be written or just read."""

    about: About
    content: Content
    acts: tuple[Act, ...]
    checks: tuple[Check, ...]
    tombstones: tuple[Tombstone, ...] = ()
    """What earlier versions held and this one withdraws, by id."""

    @cached_property
    def frames(self) -> dict[str, SeedFrame]:
        """Frames by id."""
        return {frame.id: frame for frame in self.content.frames}

    @cached_property
    def claims(self) -> dict[str, SeedClaim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.content.claims}

    def claims_of(self, keys: Iterable[str]) -> list[SeedClaim]:
        """Return the claims with the ids *keys*, in that order; unknown ids are left out."""
        return [self.claims[key] for key in keys if key in self.claims]

    @cached_property
    def sources(self) -> dict[str, SeedSource]:
        """Notes by id."""
        return {source.id: source for source in self.content.sources}

    @cached_property
    def protocols(self) -> dict[str, SeedProtocol]:
        """Protocols by id."""
        return {protocol.id: protocol for protocol in self.content.protocols}

    @cached_property
    def files(self) -> dict[str, str]:
        """Path in the bundle of each record that has a file of its own, by id."""
        found = {act.id: act.file for act in self.acts}
        for folder, records in (
            ("frames", [(one.id, one.title) for one in self.content.frames]),
            ("protocols", [(one.id, one.name) for one in self.content.protocols]),
            ("sources", [(one.id, one.title) for one in self.content.sources]),
            ("conflicts", [(one.id, one.statement) for one in self.content.conflicts]),
        ):
            for key, title in records:
                found[key] = f"{folder}/{slug(title, 40)}-{key[2:]}.md"
        return found

    @cached_property
    def titles(self) -> dict[str, str]:
        """What frames, protocols and notes are called, by id."""
        found = {one.id: one.title for one in self.content.frames}
        found |= {one.id: one.title for one in self.content.sources}
        return found | {one.id: one.name for one in self.content.protocols}

    @cached_property
    def relations(self) -> dict[str, list[SeedRelation]]:
        """The content's relations by source."""
        found: dict[str, list[SeedRelation]] = {}
        for one in self.content.relations:
            found.setdefault(one.source, []).append(one)
        return found

    @cached_property
    def nodes(self) -> tuple[tuple[str, str, str], ...]:
        """Id, kind and title of every node of the graph, by id."""
        content = self.content
        found = [(one.id, f"frame:{one.kind}", one.title) for one in content.frames]
        found += [(one.id, f"protocol:{one.role}", one.name) for one in content.protocols]
        found += [(one.id, "note", one.title) for one in content.sources]
        found += [(one.id, f"conflict:{one.kind}", one.statement) for one in content.conflicts]
        found += [(one.id, "act", one.title) for one in self.acts]
        return tuple(sorted(found))

    @cached_property
    def edges(self) -> tuple[tuple[str, str, str], ...]:
        """Source, relation and target of every edge of the graph, sorted."""
        found = {(one.source, one.type, one.target) for one in self.content.relations}
        for act in self.acts:
            found.update((act.id, "needs", need) for need in act.needs)
            found.update((act.id, "activates", frame) for frame in act.frames)
            if act.protocol is not None:
                found.add((act.id, "follows", act.protocol))
        found.update((one.id, "stands_in", one.place.note) for one in self.content.conflicts)
        return tuple(sorted(found))

    @cached_property
    def structure_digest(self) -> str:
        """``sha256:…`` over the sorted lines of edges, then of nodes without their titles."""
        lines = [*("\t".join(edge) for edge in self.edges)]
        lines += [f"{key}\t{kind}" for key, kind, _ in self.nodes]
        return sha256(lines)

    @cached_property
    def claims_digest(self) -> str:
        """``sha256:…`` over the sorted lines of claims: id and folded text."""
        lines = sorted(f"{one.id}\t{folded(one.text)}" for one in self.content.claims)
        return sha256(lines)


def sha256(lines: list[str]) -> str:
    """Return ``sha256:…`` over *lines*, each ended by a newline."""
    text = "".join(f"{line}\n" for line in lines)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
