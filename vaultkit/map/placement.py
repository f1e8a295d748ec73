"""Places for all nodes of a drawing: those that are known, or a layout of everything anew."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vaultkit.map.grouping import Grouping, Leads, group_leads
from vaultkit.map.layout import Layout, lay_out
from vaultkit.map.pinning import pin
from vaultkit.map.positions import Positions
from vaultkit.map.record import Drawing, Place
from vaultkit.map.rings import ring_spots, rings_for

WORLD = 1000.0
"""World units that a first layout spans in its larger direction."""

KEPT = 0.5
"""Share of the leads whose place must be known, or everything is laid out anew."""

MIN_REGION = 4
"""Leads from which a group is shown as a region."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everything lies."""

    places: list[Place]
    region_keys: list[str | None]
    """Id of the innermost region of each node."""

    parents: Mapping[str, str]
    """Outer region of an inner one."""

    names: dict[str, str]
    """Names of regions that are not to be found from words."""

    unit: float


def place(drawing: Drawing, leads: Leads, group: str, known: Positions) -> Placement:
    """Return places for *drawing*, as many as possible from *known*."""
    ids = [drawing.nodes[at].id for at in leads.nodes]
    kept = sum(1 for each in ids if each in known.places)
    if known.group == group and kept and kept >= KEPT * len(ids):
        # Communities cost seconds in a large vault and are not needed to pin; folders cost none.
        grouping = None if group == "region" else group_leads(drawing, leads, group)
        points, keys = pin(ids, leads, known, grouping)
        unit, parents = known.unit, known.parents
    else:
        grouping = group_leads(drawing, leads, group)
        layout = lay_out(leads, grouping)
        unit, points = _scaled(layout, leads)
        keys, parents = _region_keys(layout, leads, ids)
    places, region_keys = _spread(drawing, leads, points, keys, unit)
    names = _names(keys, parents, grouping)
    return Placement(places, region_keys, parents, names, unit)


def _scaled(layout: Layout, leads: Leads) -> tuple[float, list[Place]]:
    radii = leads.radii
    if not layout.points:
        return 1.0, []
    edges = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(layout.points, radii, strict=True)]
    left, top = min(each[0] for each in edges), min(each[1] for each in edges)
    width = max(each[2] for each in edges) - left
    height = max(each[3] for each in edges) - top
    # A handful of notes should not fill the world with dots the size of cities.
    unit = min(WORLD / max(width, height), WORLD / 12)
    dx, dy = (WORLD - width * unit) / 2, (WORLD - height * unit) / 2
    return unit, [Place((x - left) * unit + dx, (y - top) * unit + dy) for x, y in layout.points]


def _region_keys(
    layout: Layout, leads: Leads, ids: Sequence[str]
) -> tuple[list[str | None], Mapping[str, str]]:
    """Return the innermost region of each lead, and the outer region of each inner one."""
    outer = _groups(layout.outer, "r", leads, ids)
    inner = _groups(layout.inner, "s", leads, ids)
    parents: dict[str, str] = {}
    keys: list[str | None] = []
    for at, group in enumerate(layout.outer):
        around, size = outer[group]
        inside, count = inner[layout.inner[at]]
        if group < 0 or size < MIN_REGION:
            keys.append(None)
        elif layout.inner[at] >= 0 and 2 * MIN_REGION <= count < 0.7 * size:
            parents[inside] = around
            keys.append(inside)
        else:
            keys.append(around)
    return keys, parents


def _groups(
    groups: Sequence[int], kind: str, leads: Leads, ids: Sequence[str]
) -> dict[int, tuple[str, int]]:
    """Return the id and the size of each group; it is called after its best linked member."""
    heads: dict[int, tuple[int, str]] = {}
    for at, group in enumerate(groups):
        head = (-len(leads.near[at]), ids[at])
        heads[group] = min(heads.get(group, head), head)
    size = Counter(groups)
    return {group: (_key(kind, head[1]), size[group]) for group, head in heads.items()}


def _key(kind: str, head: str) -> str:
    digest = hashlib.blake2b(head.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return f"{kind}{digest}"


def _spread(
    drawing: Drawing,
    leads: Leads,
    points: Sequence[Place],
    keys: Sequence[str | None],
    unit: float,
) -> tuple[list[Place], list[str | None]]:
    """Return place and region of every node: what lies beside a lead lies on rings around it."""
    places = [Place(0.0, 0.0)] * len(drawing.nodes)
    region_keys: list[str | None] = [None] * len(drawing.nodes)
    rings = rings_for(len(leads.nodes))
    for lead, (at, beside) in enumerate(zip(leads.nodes, leads.beside, strict=True)):
        home = points[lead]
        places[at] = home
        region_keys[at] = keys[lead]
        for child, (x, y) in zip(beside, ring_spots(len(beside), rings), strict=True):
            places[child] = Place(home.x + x * unit, home.y + y * unit)
            region_keys[child] = keys[lead]
    return places, region_keys


def _names(
    keys: Sequence[str | None], parents: Mapping[str, str], grouping: Grouping | None
) -> dict[str, str]:
    """Return the label that most members of each outer region have, where groups have labels."""
    if grouping is None or grouping.names is None:
        return {}
    labels: dict[str, Counter[str]] = {}
    for key, group in zip(keys, grouping.levels[-1], strict=True):
        if key is not None:
            labels.setdefault(parents.get(key, key), Counter())[grouping.names[group]] += 1
    return {
        key: min(found, key=lambda name: (-found[name], name)) for key, found in labels.items()
    }
