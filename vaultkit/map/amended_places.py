"""Places for what is new on a map that is amended: beside its neighbours, over nobody.

As in `vaultkit.map.pinning`, but in time that hardly grows with the map.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vaultkit.map.delta import NamedEdge
from vaultkit.map.grouping import edge_weight
from vaultkit.map.pinning import Ground, strip_end
from vaultkit.map.record import MapModel, Node, Place
from vaultkit.map.rings import Rings, lead_radius, ring_spots, rings_for


@dataclass(slots=True)
class Rows:
    """The nodes of the new map, those of the old one first, in its order."""

    nodes: list[Node]
    olds: list[int]
    """Place of each in the old map; the new ones have none."""

    places: list[Place]
    regions: list[int]
    weights: list[float]
    at: dict[str, int]
    thinned: set[str]
    """Leads beside which something has gone."""


def place_new(
    rows: Rows, model: MapModel, added: Iterable[NamedEdge], texts: Mapping[str, int]
) -> bool:
    """Give every new row a place and a region; return whether there was any to start from."""
    first = len(rows.olds)
    beside = _beside(rows)
    leads = [row for row in range(first) if _is_lead(rows, row)]
    if not leads:
        return False
    rings = rings_for(sum(1 for row in range(len(rows.nodes)) if _is_lead(rows, row)))
    new = [row for row in range(first, len(rows.nodes)) if _is_lead(rows, row)]
    ground = Ground(model.unit)
    for row in leads if new else ():
        radius = lead_radius(len(beside.get(rows.nodes[row].id, ())), rings)
        ground.take(rows.places[row], radius * model.unit)
    rows.places += [Place(0.0, 0.0)] * (len(rows.nodes) - first)
    rows.regions += [-1] * (len(rows.nodes) - first)
    near = _near(rows, added)
    placed = set(leads)
    for row in sorted(new, key=lambda row: (not placed & near.get(row, {}).keys(), row)):
        node = rows.nodes[row]
        if node.kind == "note" and node.rev in texts:
            old = texts[node.rev]
            rows.places[row], rows.regions[row] = model.places[old], model.region_of[old]
        else:
            around = {at: pull for at, pull in near.get(row, {}).items() if at in placed}
            aim, rows.regions[row] = _aim(rows, around)
            radius = lead_radius(len(beside.get(node.id, ())), rings) * model.unit
            rows.places[row] = ground.find(aim or _end(rows, leads, model.unit), radius)
            ground.take(rows.places[row], radius)
        placed.add(row)
    _lay_beside(rows, beside, rings, model.unit)
    return True


def _is_lead(rows: Rows, row: int) -> bool:
    return rows.nodes[row].parent not in rows.at


def _beside(rows: Rows) -> dict[str, list[int]]:
    beside: dict[str, list[int]] = {}
    for row, node in enumerate(rows.nodes):
        if node.parent in rows.at:
            beside.setdefault(node.parent or "", []).append(row)
    return beside


def _near(rows: Rows, added: Iterable[NamedEdge]) -> dict[int, dict[int, float]]:
    """Return the leads that each lead is linked with by *added*, and how strongly."""
    near: dict[int, dict[int, float]] = {}
    for source, target, kind in added:
        one, other = _lead(rows, source), _lead(rows, target)
        for left, right in ((one, other), (other, one)):
            if left != right:
                pulls = near.setdefault(left, {})
                pulls[right] = pulls.get(right, 0.0) + edge_weight(kind)
    return near


def _lead(rows: Rows, node: str) -> int:
    row = rows.at[node]
    return rows.at.get(rows.nodes[row].parent or "", row)


def _aim(rows: Rows, near: Mapping[int, float]) -> tuple[Place | None, int]:
    """Return the middle of the placed neighbours of a lead, and the region of most of them."""
    total = sum(near.values())
    if not total:
        return None, -1
    pull: dict[int, float] = {}
    for row, strength in near.items():
        region = rows.regions[row]
        if region >= 0:
            pull[region] = pull.get(region, 0.0) + strength
    x = sum(rows.places[row].x * strength for row, strength in near.items()) / total
    y = sum(rows.places[row].y * strength for row, strength in near.items()) / total
    return Place(x, y), min(pull, key=lambda region: (-pull[region], region), default=-1)


def _end(rows: Rows, leads: Sequence[int], unit: float) -> Place:
    keys = [None if rows.regions[row] < 0 else "" for row in leads]
    return strip_end([rows.places[row] for row in leads], keys, unit)


def _lay_beside(
    rows: Rows, beside: Mapping[str, Sequence[int]], rings: Rings, unit: float
) -> None:
    """Lay what lies beside a lead that has something new beside it on rings around it."""
    first = len(rows.olds)
    for lead, around in beside.items():
        home = rows.at[lead]
        if home >= first or lead in rows.thinned or any(row >= first for row in around):
            nodes = rows.nodes
            order = sorted(
                around, key=lambda row: (nodes[row].line, nodes[row].kind, nodes[row].id)
            )
            for row, (x, y) in zip(order, ring_spots(len(order), rings), strict=True):
                at = rows.places[home]
                rows.places[row] = Place(at.x + x * unit, at.y + y * unit)
                rows.regions[row] = rows.regions[home]
