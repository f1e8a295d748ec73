"""V1: does a seed hold together, and are the frames and links of another in it?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from vaultkit.seed.seed import Seed


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much of one set is in another; ratios are from 0 to 1."""

    expected: int
    found: int
    shared: int
    lost: tuple[str, ...]
    """What is expected and not found, in words, sorted."""

    @property
    def precision(self) -> float:
        """Share of what was found that was expected; 1 where nothing was found."""
        return self.shared / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was expected that was found; 1 where nothing was expected."""
        return self.shared / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def structure_faults(seed: Seed, manifest: Mapping[str, object]) -> list[str]:
    """Return where *seed* does not hold together, one line each; *manifest* is its seed.json."""
    return list(_faults(seed, manifest))


def _faults(seed: Seed, manifest: Mapping[str, object]) -> Iterator[str]:
    yield from _doubled(seed)
    yield from _dangling(seed)
    yield from _chain_faults(seed)
    if manifest.get("structureDigest") != seed.structure_digest:
        yield "the structure has another digest than seed.json says"
    if manifest.get("claimsDigest") != seed.claims_digest:
        yield "the claims have another digest than seed.json says"


def _doubled(seed: Seed) -> Iterator[str]:
    content = seed.content
    for records in (
        *(content.frames, content.claims, content.protocols, content.sources),
        *(content.conflicts, seed.acts, seed.checks),
    ):
        seen: set[str] = set()
        for one in records:
            if one.id in seen:
                yield f"{one.id} is there twice"
            seen.add(one.id)


def _dangling(seed: Seed) -> Iterator[str]:
    for frame in seed.content.frames:
        for key in frame.claims:
            if key not in seed.claims:
                yield f"frame {frame.id} holds the claim {key}, which is missing"
        if frame.place.note not in seed.sources:
            yield f"frame {frame.id} stands in the note {frame.place.note}, which is missing"
    for claim in seed.content.claims:
        if claim.place.note not in seed.sources:
            yield f"claim {claim.id} has no source"
        if claim.target is not None and claim.target not in seed.sources:
            yield f"claim {claim.id} speaks of the note {claim.target}, which is missing"
    known = {key for key, _, _ in seed.nodes}
    for source, relation, target in seed.edges:
        if source not in known or target not in known:
            yield f"{source} {relation} {target}: one end is missing"


def _chain_faults(seed: Seed) -> Iterator[str]:
    if not seed.acts:
        yield "there is no act"
    positions = [act.position for act in seed.acts]
    if positions != list(range(1, len(positions) + 1)):
        yield "the acts are not numbered from 1 in order"
    place = {act.id: act.position for act in seed.acts}
    checks = {check.id for check in seed.checks}
    graph: nx.DiGraph[str] = nx.DiGraph((need, act.id) for act in seed.acts for need in act.needs)
    if not nx.is_directed_acyclic_graph(graph):
        yield "the needs of the acts go in a circle"
    for act in seed.acts:
        if not act.prompt.strip():
            yield f"act {act.position} has no text"
        for need in act.needs:
            if place.get(need, act.position) >= act.position:
                yield f"act {act.position} needs {need}, which does not come before it"
        for key in (*act.frames, *act.claims):
            if key not in seed.frames and key not in seed.claims:
                yield f"act {act.position} names {key}, which is missing"
        yield from (
            f"act {act.position}: no check {key}" for key in act.checks if key not in checks
        )


def compare_structure(expected: Seed, found: Seed) -> tuple[Overlap, Overlap]:
    """Return how many nodes and how many edges of *expected* are in *found*."""
    titles = {key: title for key, _, title in expected.nodes}
    nodes = {(key, kind) for key, kind, _ in expected.nodes}
    others = {(key, kind) for key, kind, _ in found.nodes}
    edges, other_edges = set(expected.edges), set(found.edges)
    return (
        Overlap(
            expected=len(nodes),
            found=len(others),
            shared=len(nodes & others),
            lost=tuple(f"{kind} {titles[key]}" for key, kind in sorted(nodes - others)),
        ),
        Overlap(
            expected=len(edges),
            found=len(other_edges),
            shared=len(edges & other_edges),
            lost=tuple(
                f"{titles.get(source, source)} {relation} {titles.get(target, target)}"
                for source, relation, target in sorted(edges - other_edges)
            ),
        ),
    )
