"""What is drawn and where it lies: a snapshot to a `MapModel`."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vaultkit.map.drawing import draw
from vaultkit.map.grouping import find_leads
from vaultkit.map.placement import place
from vaultkit.map.positions import Positions
from vaultkit.map.record import ORPHAN, Drawing, Edge, FlowAct, MapModel, Node, Place
from vaultkit.map.regions import find_regions, region_links
from vaultkit.map.renames import follow
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Snapshot

GROUPS = ("region", "folder", "frame")
KIND_WEIGHT = {"note": 1.0, "protocol": 0.85, "frame": 0.55, "message": 0.2, "ghost": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions:
    """How a map is made."""

    name: str = "vault"
    group: str = "region"
    """What lies together: ``region`` (found communities), ``folder`` or ``frame``."""

    positions: Positions = field(default_factory=Positions)
    """Where nodes lie already; they stay there."""

    acts: Sequence[FlowAct] = ()
    """The chain of acts of growing, in its order."""

    before: Drawing | None = None
    """An earlier drawing of the vault, so that what is the same is not made again."""

    days: Mapping[NotePath, int] = field(default_factory=dict)
    """Days since 1970 by path, for notes that do not tell their date themselves."""


def build_model(snapshot: Snapshot, options: MapOptions) -> MapModel:
    """Return the map of *snapshot*."""
    return place_drawing(draw(snapshot, options.days, options.acts, options.before), options)


def place_drawing(drawing: Drawing, options: MapOptions) -> MapModel:
    """Return *drawing* with a place for every node; nodes come in order of falling importance."""
    drawing, weights = _ordered(drawing)
    known = follow(options.positions, drawing.nodes)
    placement = place(drawing, find_leads(drawing), options.group, known)
    regions, region_of = find_regions(drawing, placement, known.hues)
    model = MapModel(
        name=options.name,
        group=options.group,
        drawing=drawing,
        places=tuple(placement.places),
        weights=weights,
        region_of=region_of,
        regions=regions,
        region_links=region_links(drawing, region_of, regions),
        unit=placement.unit,
    )
    return replace(model, revision=_revision(model))


def _ordered(drawing: Drawing) -> tuple[Drawing, tuple[float, ...]]:
    degree = [0] * len(drawing.nodes)
    for edge in drawing.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    weights = _weights(drawing.nodes, degree)
    order = sorted(range(len(drawing.nodes)), key=lambda at: (-weights[at], drawing.nodes[at].id))
    now = {before: at for at, before in enumerate(order)}
    nodes = tuple(
        replace(drawing.nodes[at], flags=drawing.nodes[at].flags | ORPHAN)
        if not degree[at]
        else drawing.nodes[at]
        for at in order
    )
    edges = sorted(Edge(now[edge.source], now[edge.target], edge.kind) for edge in drawing.edges)
    paths = tuple(tuple(now[at] for at in path) for path in drawing.paths)
    ordered = replace(drawing, nodes=nodes, edges=tuple(edges), paths=paths)
    return ordered, tuple(weights[at] for at in order)


def _weights(nodes: Sequence[Node], degree: Sequence[int]) -> list[float]:
    """Return the importance of each node: its links, on a logarithmic scale, by its kind."""
    most = max(degree, default=0)
    return [weight(node, links, most) for node, links in zip(nodes, degree, strict=True)]


def weight(node: Node, links: int, most: int) -> float:
    """Return the importance, 0 to 1, of a node with so many *links* where one has *most*."""
    share = math.log1p(links) / (math.log1p(most) or 1.0)
    return round(KIND_WEIGHT.get(node.kind, 0.5) * (0.05 + 0.95 * share), 4)


def _revision(model: MapModel) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for part in (
        *((node.id, node.label, node.rev, node.flags, node.day) for node in model.drawing.nodes),
        model.drawing.edges,
        [_rounded(each) for each in model.places],
        [(region.id, region.name) for region in model.regions],
        model.drawing.flow,
    ):
        digest.update(repr(part).encode("utf-8", errors="backslashreplace"))
    return digest.hexdigest()


def _rounded(at: Place) -> tuple[float, float]:
    return round(at.x, 2), round(at.y, 2)
