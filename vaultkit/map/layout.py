"""Where everything lies: groups packed as circles inside circles, nothing over anything.

Force layouts of thousands of notes are hairballs and take minutes; packing takes one pass and
shows what belongs together. Units are distances between two notes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vaultkit.map.communities import Neighbours
from vaultkit.map.grouping import Grouping, Leads
from vaultkit.map.packing import enclosing, pack
from vaultkit.map.settling import settle

REGION_MARGIN = 0.8
"""Free space around a region; large ones get somewhat more."""

STRETCH = 1.35
"""The whole is wider than high, as screens are."""

ISLET = 3
"""Leads up to which a group without links to the rest lies in the strip."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the leads, and the outermost group of each; -1 in the strip."""

    points: list[tuple[float, float]]
    outer: list[int]
    inner: list[int]
    """Group between the finest and the outermost, where there is such a level; else -1."""


def lay_out(leads: Leads, grouping: Grouping) -> Layout:
    """Return places for all leads."""
    count = len(leads.nodes)
    radii = leads.radii
    levels = grouping.levels
    outer = list(levels[-1])
    size = _sizes(outer)
    apart = [
        grouping.apart and size[group] <= ISLET and _is_islet(leads.near, outer, at)
        for at, group in enumerate(outer)
    ]
    packed = [at for at in range(count) if not apart[at]]
    points: list[tuple[float, float]] = [(0.0, 0.0)] * count
    _place_regions(packed, radii, leads.near, levels, points)
    strip = [at for at in range(count) if apart[at]]
    _lay_strip(strip, radii, outer, packed, points)
    for at in strip:
        outer[at] = -1
    inner = list(levels[1]) if len(levels) > 2 else [-1] * count
    return Layout(points, outer, inner)


def _sizes(groups: Sequence[int]) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for group in groups:
        sizes[group] = sizes.get(group, 0) + 1
    return sizes


def _is_islet(near: Neighbours, outer: Sequence[int], at: int) -> bool:
    return all(outer[other] == outer[at] for other in near[at])


def _place_regions(
    members: Sequence[int],
    radii: Sequence[float],
    near: Neighbours,
    levels: Sequence[Sequence[int]],
    points: list[tuple[float, float]],
) -> None:
    """Settle each outermost group's members, then pack the groups as circles."""
    regions: dict[int, list[int]] = {}
    for at in members:
        regions.setdefault(levels[-1][at], []).append(at)
    size = dict(enumerate(radii))
    circles = []
    for inside in regions.values():
        lying = settle(_settling_order(inside, levels), size, near)
        around = enclosing(tuple(lying.values()))
        for at, circle in lying.items():
            points[at] = (circle.x - around.x, circle.y - around.y)
        circles.append(around.r * 1.02 + REGION_MARGIN)
    packed = pack(circles, _region_links(regions, near), STRETCH)
    for inside, circle in zip(regions.values(), packed, strict=True):
        for at in inside:
            x, y = points[at]
            points[at] = (x + circle.x, y + circle.y)


def _settling_order(inside: Sequence[int], levels: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the finest groups of one region, the large first, those of one middle group along."""
    finest, middle = levels[0], levels[-2] if len(levels) > 2 else levels[-1]
    groups: dict[int, list[int]] = {}
    weight: dict[int, int] = {}
    for at in inside:
        groups.setdefault(finest[at], []).append(at)
        weight[middle[at]] = weight.get(middle[at], 0) + 1
    return sorted(
        groups.values(),
        key=lambda group: (-weight[middle[group[0]]], middle[group[0]], -len(group), group[0]),
    )


def _region_links(regions: dict[int, list[int]], near: Neighbours) -> list[dict[int, float]]:
    region_of = {at: place for place, inside in enumerate(regions.values()) for at in inside}
    links: list[dict[int, float]] = [{} for _ in regions]
    for at, home in region_of.items():
        to = links[home]
        for other, weight in near[at].items():
            there = region_of.get(other, home)
            if there != home:
                to[there] = to.get(there, 0.0) + weight
    return links


def _lay_strip(
    strip: Sequence[int],
    radii: Sequence[float],
    outer: Sequence[int],
    packed: Sequence[int],
    points: list[tuple[float, float]],
) -> None:
    """Lay islets and isolates in rows under everything, those of one group side by side."""
    if not strip:
        return
    lowest = max((points[at][1] + radii[at] for at in packed), default=0.0)
    left = min((points[at][0] - radii[at] for at in packed), default=0.0)
    right = max((points[at][0] + radii[at] for at in packed), default=0.0)
    area = sum((2 * radii[at]) ** 2 for at in strip)
    width = max(right - left, math.sqrt(area * 1.6))
    sizes = _sizes([outer[at] for at in strip])
    order = sorted(strip, key=lambda at: (-sizes[outer[at]], -radii[at], outer[at], at))
    start = (left + right - width) / 2
    x, y, height = start, lowest + (2.5 if packed else 0.0), 0.0
    group = None
    for at in order:
        across = 2 * radii[at]
        gap = 0.5 if group is not None and sizes[outer[at]] > 1 and outer[at] != group else 0.0
        if x + gap + across > start + width and x > start:
            x, y, height, gap = start, y + height, 0.0, 0.0
        group = outer[at]
        points[at] = (x + gap + radii[at], y + radii[at])
        x += gap + across
        height = max(height, across)
