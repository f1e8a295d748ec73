"""What lies together on the map: partitions by found communities, by folder or by frame.

All speak of *leads*: the nodes that have a place of their own. What has a parent (a frame, a
message) lies beside its lead and moves with it.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from vaultkit.map.communities import Neighbours, damped, find_communities, neighbours
from vaultkit.map.record import Drawing
from vaultkit.map.rings import lead_radius, rings_for

EDGE_WEIGHTS = {"link": 1.0, "embed": 1.0, "precedes": 3.0, "leads_to": 2.0}
CITATION_WEIGHT = 1.5

SMALLEST_REGION = 6
"""Leads below which a group joins another; more in large vaults."""

CHILDREN_LIMIT = 250
"""Groups inside one group from which a level in between is kept."""


@dataclass(frozen=True, slots=True)
class Leads:
    """The nodes that have a place of their own, and what lies beside each."""

    nodes: tuple[int, ...]
    """Their places in ``Drawing.nodes``."""

    beside: tuple[tuple[int, ...], ...]
    """For each lead the nodes that lie beside it, in the order of the text."""

    near: Neighbours
    """Damped links between leads, those of their frames and messages included."""

    radii: tuple[float, ...]
    """Room that each needs with what lies around it, in distances between two notes."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Partitions of the leads, the finest first, and the names of the outermost groups."""

    levels: tuple[Sequence[int], ...]
    names: tuple[str, ...] | None = None
    """None: the groups are to be named by their words."""

    apart: bool = True
    """Whether leads without links lie apart in the strip, not in their groups."""


def find_leads(drawing: Drawing) -> Leads:
    """Return the leads of *drawing*."""
    at = {node.id: place for place, node in enumerate(drawing.nodes)}
    home = _homes(drawing, at)
    leads = tuple(place for place, lead in enumerate(home) if place == lead)
    number = {place: lead for lead, place in enumerate(leads)}
    beside: list[list[int]] = [[] for _ in leads]
    for place, lead in enumerate(home):
        if place != lead:
            beside[number[lead]].append(place)
    nodes = drawing.nodes
    for each in beside:
        each.sort(key=lambda place: (nodes[place].line, nodes[place].kind, nodes[place].id))
    edges = (
        (number[home[edge.source]], number[home[edge.target]], edge_weight(edge.kind))
        for edge in drawing.edges
    )
    rings = rings_for(len(leads))
    return Leads(
        nodes=leads,
        beside=tuple(map(tuple, beside)),
        near=damped(neighbours(len(leads), edges)),
        radii=tuple(lead_radius(len(each), rings) for each in beside),
    )


def _homes(drawing: Drawing, at: dict[str, int]) -> list[int]:
    """Return the lead of each node; parents are followed one step, as nothing nests deeper."""
    return [at.get(node.parent or "", place) for place, node in enumerate(drawing.nodes)]


def edge_weight(kind: str) -> float:
    """Return how strongly an edge of *kind* holds its ends together."""
    return CITATION_WEIGHT if kind.startswith("cites:") else EDGE_WEIGHTS.get(kind, 1.0)


def group_leads(
    drawing: Drawing, leads: Leads, group: str, start: Sequence[int] | None = None
) -> Grouping:
    """Return how the leads are grouped: by ``region``, ``folder`` or ``frame``."""
    if group == "folder":
        return _by_folder(drawing, leads)
    if group == "frame":
        return _by_frame(drawing, leads)
    levels = find_communities(leads.near, start)
    return Grouping(_chosen([*levels, _merged(levels[-1], leads.near)]))


def _merged(groups: Sequence[int], near: Neighbours) -> list[int]:
    """Return *groups* with the small ones joined to the group that they link to most.

    Where hubs are damped, pairs that hang on one index page become groups of their own; a map
    of a thousand regions of two says nothing.
    """
    size = Counter(groups)
    least = max(SMALLEST_REGION, int(len(groups) ** 0.5 / 4))
    links: dict[int, dict[int, float]] = {group: {} for group in size}
    for at, each in enumerate(near):
        to = links[groups[at]]
        for other, weight in each.items():
            if groups[other] != groups[at]:
                to[groups[other]] = to.get(groups[other], 0.0) + weight
    joined = {group: group for group in size}
    for group in sorted(size, key=lambda group: (size[group], group)):
        if size[group] >= least:
            break
        _join(group, links, joined, size)
    return _numbers([_root(joined, group) for group in groups])


def _join(
    group: int, links: dict[int, dict[int, float]], joined: dict[int, int], size: Counter[int]
) -> None:
    pull: dict[int, float] = {}
    for other, weight in links[group].items():
        root = _root(joined, other)
        if root != group:
            pull[root] = pull.get(root, 0.0) + weight
    if not pull:
        return
    # The size keeps the largest group from swallowing everything that hangs on an index page.
    into = min(pull, key=lambda root: (-pull[root] / size[root] ** 0.75, root))
    joined[group] = into
    size[into] += size[group]
    to = links[into]
    for other, weight in links[group].items():
        to[other] = to.get(other, 0.0) + weight


def _root(joined: dict[int, int], group: int) -> int:
    while joined[group] != group:
        joined[group] = joined[joined[group]]
        group = joined[group]
    return group


def _chosen(levels: list[list[int]]) -> tuple[list[int], ...]:
    """Return the finest and the coarsest partition, and one between where there are too many."""
    finest, coarsest = levels[0], levels[-1]
    if not finest or finest == coarsest:
        return (finest,)
    between = max(Counter(dict(zip(finest, coarsest, strict=True)).values()).values())
    if between > CHILDREN_LIMIT and len(levels) > 2:
        return finest, levels[1], coarsest
    return finest, coarsest


def _by_folder(drawing: Drawing, leads: Leads) -> Grouping:
    folders = [drawing.nodes[node].folder for node in leads.nodes]
    tops = [folder.partition("/")[0] for folder in folders]
    return _by_key(leads, folders, tops, [top or "/" for top in tops])


def _by_frame(drawing: Drawing, leads: Leads) -> Grouping:
    kinds = []
    for beside in leads.beside:
        tags = Counter(
            tag.removeprefix("frame:")
            for place in beside
            for tag in drawing.nodes[place].tags
            if tag.startswith("frame:")
        )
        kinds.append(min(tags, key=lambda tag: (-tags[tag], tag), default=""))
    return _by_key(leads, kinds, kinds, [kind or "–" for kind in kinds])


def _by_key(
    leads: Leads, inner: Sequence[Hashable], outer: Sequence[Hashable], labels: Sequence[str]
) -> Grouping:
    within: Neighbours = [
        {other: weight for other, weight in near.items() if inner[other] == inner[at]}
        for at, near in enumerate(leads.near)
    ]
    finest = find_communities(within)[0]
    levels = [_numbers(list(zip(inner, finest, strict=True)))]
    for keys in (inner, outer):
        numbers = _numbers(keys)
        if numbers != levels[-1]:
            levels.append(numbers)
    names = dict(zip(levels[-1], labels, strict=True))
    return Grouping(tuple(levels), tuple(names[at] for at in range(len(names))), apart=False)


def _numbers(keys: Sequence[Hashable]) -> list[int]:
    number: dict[Hashable, int] = {}
    return [number.setdefault(key, len(number)) for key in keys]
