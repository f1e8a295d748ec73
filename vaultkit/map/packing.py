"""Circles without overlap: the geometry under the layout, in plain numbers.

Everything is deterministic and in units of the distance between two notes.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

PACKED_TO = 1200
"""Circles up to which each looks for the best free spot; above, they stand in rows."""

PULL = 0.75
"""How far towards the middle of its neighbours (1) and not of the whole (0) a circle wants."""


class Circle(NamedTuple):
    """A circle by its middle and radius."""

    x: float
    y: float
    r: float


def shelves(radii: Sequence[float], width: float) -> list[Circle]:
    """Return circles of these *radii* in rows as wide as *width*, in the order given."""
    placed = []
    x = y = height = 0.0
    for radius in radii:
        if x + 2 * radius > width and x:
            x, y, height = 0.0, y + height, 0.0
        placed.append(Circle(x + radius, y + radius, radius))
        x += 2 * radius
        height = max(height, 2 * radius)
    return placed


def enclosing(circles: Sequence[Circle]) -> Circle:
    """Return a circle around *circles*, at most about 1 % larger than the smallest."""
    if len(circles) == 1:
        return circles[0]
    total = sum(each.r * each.r for each in circles) or 1.0
    x = sum(each.x * each.r * each.r for each in circles) / total
    y = sum(each.y * each.r * each.r for each in circles) / total
    hull = _outer(circles)
    # A step towards the farthest, and a shorter one each time: the middle spirals in.
    step = 0.5
    for _ in range(110):
        far = max(hull, key=lambda each: math.hypot(each.x - x, each.y - y) + each.r)
        x += (far.x - x) * step
        y += (far.y - y) * step
        step *= 0.93
    return Circle(x, y, max(math.hypot(each.x - x, each.y - y) + each.r for each in circles))


DIRECTIONS = tuple((math.cos(at * math.pi / 12), math.sin(at * math.pi / 12)) for at in range(24))


def _outer(circles: Sequence[Circle]) -> Sequence[Circle]:
    """Return those of *circles* that reach farthest into one of 24 directions."""
    if len(circles) <= len(DIRECTIONS):
        return circles
    found = [
        max(circles, key=lambda each: each.x * right + each.y * down + each.r)
        for right, down in DIRECTIONS
    ]
    return list(dict.fromkeys(found))


def pack(
    radii: Sequence[float], near: Sequence[Mapping[int, float]], stretch: float = 1.0
) -> list[Circle]:
    """Return circles of these *radii* side by side, those with links close to each other.

    Each circle, the largest first, takes the free spot that touches two others and lies nearest
    to where its neighbours pull it.

    Args:
        radii: Radius of each circle.
        near: Weight of the links of each circle, by circle.
        stretch: How much wider than high the whole should become.
    """
    if len(radii) > PACKED_TO:
        order = sorted(range(len(radii)), key=lambda at: (-radii[at], at))
        area = sum(4 * radius * radius for radius in radii)
        rows = shelves([radii[at] for at in order], stretch * math.sqrt(area))
        return [circle for _, circle in sorted(zip(order, rows, strict=True))]
    return _Packing(radii, near, stretch).placed()


class _Packing:
    """The circles that lie already, and the gaps beside them."""

    def __init__(
        self, radii: Sequence[float], near: Sequence[Mapping[int, float]], stretch: float
    ) -> None:
        self.radii = radii
        self.near = near
        self.squeeze = 1 / (stretch * stretch)
        self.smallest = min(radii, default=0.0)
        self.lying: dict[int, Circle] = {}
        self.gaps: list[tuple[int, int]] = []

    def placed(self) -> list[Circle]:
        strength = [sum(each.values()) for each in self.near]
        radii = self.radii
        for at in sorted(range(len(radii)), key=lambda at: (-radii[at], -strength[at], at)):
            self._lay(at)
        return [self.lying[at] for at in range(len(radii))]

    def _lay(self, at: int) -> None:
        radius = self.radii[at]
        if len(self.lying) < 2:
            beside = sum(each.r for each in self.lying.values())
            circle = Circle(beside + radius if self.lying else 0.0, 0.0, radius)
        else:
            circle = self._best(radius, *self._target(at))
        for other, lies in self.lying.items():
            room = math.hypot(lies.x - circle.x, lies.y - circle.y) - lies.r - radius
            if room < 2 * self.smallest:
                self.gaps.append((other, at))
                self.gaps.append((at, other))
        self.lying[at] = circle

    def _target(self, at: int) -> tuple[float, float]:
        x = y = total = 0.0
        for other, weight in self.near[at].items():
            lies = self.lying.get(other)
            if lies is not None:
                x += lies.x * weight
                y += lies.y * weight
                total += weight
        share = PULL / total if total else 0.0
        return x * share, y * share

    def _best(self, radius: float, x: float, y: float) -> Circle:
        spots = []
        lying = self.lying
        squeeze = self.squeeze
        for gap in self.gaps:
            spot = touching(lying[gap[0]], lying[gap[1]], radius)
            if spot is not None:
                away = (spot.x - x) ** 2 * squeeze + (spot.y - y) ** 2
                spots.append((away, spot, gap))
        spots.sort()
        for _, spot, gap in spots:
            if self._is_free(spot):
                return spot
            if radius <= self.smallest * 1.3:
                self.gaps.remove(gap)
        around = enclosing(tuple(lying.values()))
        return Circle(around.x + around.r + radius, around.y, radius)

    def _is_free(self, spot: Circle) -> bool:
        x, y, r = spot
        for lies in self.lying.values():
            across = lies.r + r - 1e-6
            if (lies.x - x) ** 2 + (lies.y - y) ** 2 < across * across:
                return False
        return True


def touching(left: Circle, right: Circle, radius: float) -> Circle | None:
    """Return the circle that touches both, on the left hand from *left* to *right*.

    None where the two lie too far apart for it.
    """
    dx, dy = right.x - left.x, right.y - left.y
    across = math.hypot(dx, dy)
    a, b = left.r + radius, right.r + radius
    if across >= a + b or across < 1e-9:
        return None
    along = (a * a - b * b + across * across) / (2 * across)
    height = a * a - along * along
    if height < 0:
        return None
    up = math.sqrt(height)
    ux, uy = dx / across, dy / across
    return Circle(left.x + along * ux - up * uy, left.y + along * uy + up * ux, radius)
