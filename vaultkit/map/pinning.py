"""New leads on a map whose other leads have their places: beside their neighbours, over nobody."""

import math
from collections import deque
from collections.abc import Iterator, Sequence

from vaultkit.map.grouping import Grouping, Leads
from vaultkit.map.positions import Positions
from vaultkit.map.record import Place
from vaultkit.map.settling import ROW, cells_around


def pin(
    ids: Sequence[str], leads: Leads, known: Positions, grouping: Grouping | None
) -> tuple[list[Place], list[str | None]]:
    """Return a place and a region id for each lead; known places stay as they are.

    Args:
        ids: Node id of each lead.
        leads: The leads and their links.
        known: Where leads lie already.
        grouping: Where given, a new lead goes to its own group and not to its neighbours'.
    """
    found: list[Place | None] = [known.places.get(each) for each in ids]
    keys = [known.region_of.get(each) for each in ids]
    radii = [radius * known.unit for radius in leads.radii]
    ground = Ground(known.unit)
    for place, radius in zip(found, radii, strict=True):
        if place is not None:
            ground.take(place, radius)
    near = leads.near if grouping is None else _mates(grouping)
    end = strip_end(found, keys, known.unit)
    for at in _outward(leads, found):
        place, key = _aim(near[at], found, keys)
        found[at] = ground.find(place or end, radii[at])
        keys[at] = key
        ground.take(found[at] or end, radii[at])
    return [place or end for place in found], keys


def _mates(grouping: Grouping) -> list[dict[int, float]]:
    """Return for each lead some leads of its group, the finest first, in place of neighbours."""
    some = 12
    groups: dict[tuple[int, int], list[int]] = {}
    for depth, level in enumerate(grouping.levels):
        for at, group in enumerate(level):
            mates = groups.setdefault((depth, group), [])
            if len(mates) < some:
                mates.append(at)
    count = len(grouping.levels[0])
    weights = [100.0 / 100.0**depth for depth in range(len(grouping.levels))]
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for depth, level in enumerate(grouping.levels):
        for at, group in enumerate(level):
            for mate in groups[depth, group]:
                near[at].setdefault(mate, weights[depth])
    return near


def _outward(leads: Leads, found: Sequence[Place | None]) -> Iterator[int]:
    """Yield the leads without a place, those beside placed ones first, then their neighbours."""
    new = [at for at, place in enumerate(found) if place is None]
    waiting = set(new)
    queue = deque(at for at in new if any(other not in waiting for other in leads.near[at]))
    queue.extend(new)
    while queue:
        at = queue.popleft()
        if at in waiting:
            waiting.discard(at)
            yield at
            queue.extendleft(sorted(waiting.intersection(leads.near[at]), reverse=True))


def _aim(
    near: dict[int, float], found: Sequence[Place | None], keys: Sequence[str | None]
) -> tuple[Place | None, str | None]:
    """Return the middle of a lead's placed neighbours, and the region that most of them are in."""
    x = y = total = 0.0
    pull: dict[str, float] = {}
    for other, weight in near.items():
        place = found[other]
        if place is None:
            continue
        x += place.x * weight
        y += place.y * weight
        total += weight
        key = keys[other]
        if key is not None:
            pull[key] = pull.get(key, 0.0) + weight
    if not total:
        return None, None
    return Place(x / total, y / total), min(pull, key=lambda key: (-pull[key], key), default=None)


def strip_end(found: Sequence[Place | None], keys: Sequence[str | None], unit: float) -> Place:
    """Return the place after the last lead of the strip, or under the left of everything."""
    strip = [
        place for place, key in zip(found, keys, strict=True) if place is not None and key is None
    ]
    if strip:
        last = max(strip, key=lambda place: (place.y, place.x))
        return Place(last.x + unit, last.y)
    placed = [place for place in found if place is not None]
    return Place(min(place.x for place in placed), max(place.y for place in placed) + 3 * unit)


class Ground:
    """Which parts of the map are taken, by squares as wide as the distance of two notes."""

    def __init__(self, unit: float) -> None:
        """Take nothing; *unit* is the distance of two notes."""
        self.unit = unit
        self.squares: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
        self.largest = unit
        self.looked: dict[tuple[int, int, float], int] = {}

    def take(self, place: Place, radius: float) -> None:
        """Take the ground around *place*."""
        square = (math.floor(place.x / self.unit), math.floor(place.y / self.unit))
        self.squares.setdefault(square, []).append((place.x, place.y, radius))
        self.largest = max(self.largest, radius)

    def find(self, aim: Place, radius: float) -> Place:
        """Return the free spot nearest to *aim*; what was once taken stays so."""
        row, column = round(aim.y / (ROW * self.unit)), round(aim.x / self.unit)
        key = (row, column, radius)
        at = self.looked.get(key, 0)
        rings = 24
        while True:
            around = cells_around(rings)
            for spot in range(at, len(around)):
                down, right = around[spot]
                x = (column + right + down / 2) * self.unit
                y = (row + down) * ROW * self.unit
                if self._is_free(x, y, radius):
                    self.looked[key] = spot
                    return Place(x, y)
            at = len(around)
            rings *= 2

    def _is_free(self, x: float, y: float, radius: float) -> bool:
        reach = math.ceil((radius + self.largest) / self.unit)
        column, row = math.floor(x / self.unit), math.floor(y / self.unit)
        for left in range(column - reach, column + reach + 1):
            for top in range(row - reach, row + reach + 1):
                for other_x, other_y, other in self.squares.get((left, top), ()):
                    across = (radius + other) * 0.95
                    if (other_x - x) ** 2 + (other_y - y) ** 2 < across * across:
                        return False
        return True
