"""What lies beside a lead: its frames, protocols and messages on rings around it.

Units are distances between two notes.
"""

import math
from typing import NamedTuple

NOTE_RADIUS = 0.5
"""Of a lead with little around it."""

RIM = 0.16
"""From the last ring to the edge of the lead."""

FEW = 60
"""Leads up to which there is room to read the names of what lies around each."""


class Rings(NamedTuple):
    """How rings lie around a lead."""

    first: float
    """Radius of the innermost ring."""

    step: float
    """From ring to ring, and from one node to the next on a ring."""


ROOMY = Rings(0.44, 0.42)
TIGHT = Rings(0.34, 0.24)


def rings_for(leads: int) -> Rings:
    """Return the rings of a map of so many *leads*."""
    return ROOMY if leads <= FEW else TIGHT


def lead_radius(beside: int, rings: Rings) -> float:
    """Return the radius of a lead with *beside* nodes around it."""
    ring = rings.first
    while beside > 0:
        beside -= _room(ring, rings)
        ring += rings.step
    return max(NOTE_RADIUS, ring - rings.step + RIM)


def ring_spots(count: int, rings: Rings) -> list[tuple[float, float]]:
    """Return where *count* nodes lie around their lead, clockwise from the top, ring by ring."""
    spots: list[tuple[float, float]] = []
    ring = rings.first
    while len(spots) < count:
        here = min(_room(ring, rings), count - len(spots))
        for at in range(here):
            angle = 2 * math.pi * at / here
            spots.append((ring * math.sin(angle), -ring * math.cos(angle)))
        ring += rings.step
    return spots


def _room(ring: float, rings: Rings) -> int:
    return int(2 * math.pi * ring / rings.step)
