"""The members of one region on a lattice: each takes the free cell nearest to its neighbours.

A region settled so is dense, round and without holes, and those who link lie side by side. Cells
are rows and columns of a triangular lattice of spacing 1.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache

from vaultkit.map.packing import Circle

ROW = math.sqrt(3) / 2
CENTRE_PULL = 0.85
"""How far towards its neighbours (1) and not towards the middle (0) a group begins."""

SINGLE = 0.5
"""Radius of what takes one cell."""

Cell = tuple[int, int]


@cache
def cells_around(rings: int) -> tuple[Cell, ...]:
    """Return the cells within *rings* of one cell, the nearest first, as offsets."""
    cells = [
        (row, column)
        for row in range(-rings, rings + 1)
        for column in range(-rings - min(row, 0), rings - max(row, 0) + 1)
    ]

    def order(cell: Cell) -> tuple[float, float]:
        x, y = cell[1] + cell[0] / 2, cell[0] * ROW
        return round(x * x + y * y, 6), math.atan2(y, x)

    cells.sort(key=order)
    return tuple(cells)


@cache
def cells_within(radius: float) -> tuple[Cell, ...]:
    """Return the cells nearer than *radius* to one cell, as offsets."""
    rings = math.ceil(radius / ROW) + 1
    return tuple(
        cell
        for cell in cells_around(rings)
        if (cell[1] + cell[0] / 2) ** 2 + (cell[0] * ROW) ** 2 < (radius - 1e-6) ** 2
    )


def settle(
    groups: Sequence[Sequence[int]],
    radii: Mapping[int, float],
    near: Sequence[Mapping[int, float]],
) -> dict[int, Circle]:
    """Return a circle for each member of *groups*, all around (0, 0), none over another.

    Args:
        groups: Members that belong closest together, in the order in which they settle.
        radii: Radius of each member; one half takes one cell, more takes those around it.
        near: Weight of links by member, by member.
    """
    lattice = _Lattice(sum(len(group) for group in groups))
    lying: dict[int, Circle] = {}
    for group in groups:
        start = _pull(group, near, lying) or (0.0, 0.0)
        for at in _inward(group, radii, near):
            row, column = lattice.take(*(_pull((at,), near, lying) or start), radii[at])
            lying[at] = Circle(column + row / 2, row * ROW, radii[at])
    return lying


def _inward(
    group: Sequence[int], radii: Mapping[int, float], near: Sequence[Mapping[int, float]]
) -> list[int]:
    """Return a group's members, the large and well linked first."""
    known = set(group)
    links = {at: sum(1 for other in near[at] if other in known) for at in group}
    return sorted(group, key=lambda at: (-radii[at], -links[at], at))


def _pull(
    members: Sequence[int], near: Sequence[Mapping[int, float]], lying: Mapping[int, Circle]
) -> tuple[float, float] | None:
    x = y = total = 0.0
    for at in members:
        for other, weight in near[at].items():
            lies = lying.get(other)
            if lies is not None:
                x += lies.x * weight
                y += lies.y * weight
                total += weight
    return (x * CENTRE_PULL / total, y * CENTRE_PULL / total) if total else None


ROW_STEP = 1 << 24
"""Cells are kept as one number, row times this plus column: it halves the time of a search."""


@cache
def _numbers_around(rings: int) -> tuple[int, ...]:
    return tuple(row * ROW_STEP + column for row, column in cells_around(rings))


@cache
def _numbers_within(radius: float) -> tuple[int, ...]:
    return tuple(row * ROW_STEP + column for row, column in cells_within(radius))


class _Lattice:
    """Which cells are taken; finds the nearest free one."""

    def __init__(self, count: int) -> None:
        self.rings = 2 * math.isqrt(count) + 8
        self.taken: set[int] = set()
        self.looked: dict[tuple[int, float], int] = {}
        """How many cells around an aim are known to be taken: they never become free."""

    def take(self, x: float, y: float, radius: float) -> Cell:
        row = round(y / ROW)
        column = round(x - row / 2)
        aim = row * ROW_STEP + column
        at = self.looked.get((aim, radius), 0)
        while True:
            around = cells_around(self.rings)
            at = self._first_free(aim, _numbers_around(self.rings), at, radius)
            if at < len(around):
                self.looked[aim, radius] = at
                down, right = around[at]
                self._fill(row + down, column + right, radius)
                return row + down, column + right
            self.rings *= 2

    def _first_free(self, aim: int, around: Sequence[int], at: int, radius: float) -> int:
        taken = self.taken
        if radius <= SINGLE:
            while at < len(around) and aim + around[at] in taken:
                at += 1
            return at
        disc = _numbers_within(radius)
        while at < len(around):
            cell = aim + around[at]
            if not any(cell + offset in taken for offset in disc):
                break
            at += 1
        return at

    def _fill(self, row: int, column: int, radius: float) -> None:
        cell = row * ROW_STEP + column
        self.taken.update(cell + offset for offset in _numbers_within(radius + SINGLE))
