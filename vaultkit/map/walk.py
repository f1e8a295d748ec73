"""From one node to another along the edges of a drawing."""

from collections import deque
from typing import NamedTuple

from vaultkit.map.record import Drawing


class WayStep(NamedTuple):
    """One step of a way."""

    source: int
    kind: str
    forward: bool
    """Whether the edge points the way that is gone."""

    target: int


def shortest_way(
    drawing: Drawing, start: int, end: int, *, directed: bool = False
) -> list[WayStep] | None:
    """Return a way with the fewest steps from *start* to *end*; None where there is none.

    Of equally short ways it is the first by the order of the nodes, so it is always the same.

    Args:
        drawing: What is walked on.
        start: Where to begin, a place in ``drawing.nodes``.
        end: Where to arrive.
        directed: Whether edges are only gone the way that they point.
    """
    beside: dict[int, list[WayStep]] = {}
    for source, target, kind in drawing.edges:
        beside.setdefault(source, []).append(WayStep(source, kind, True, target))
        if not directed:
            beside.setdefault(target, []).append(WayStep(target, kind, False, source))
    came: dict[int, WayStep | None] = {start: None}
    queue = deque([start])
    while queue and end not in came:
        at = queue.popleft()
        for step in sorted(beside.get(at, ()), key=lambda step: (step.target, step.kind)):
            if step.target not in came:
                came[step.target] = step
                queue.append(step.target)
    if end not in came:
        return None
    way: list[WayStep] = []
    last = came[end]
    while last is not None:
        way.append(last)
        last = came[last.source]
    return way[::-1]
