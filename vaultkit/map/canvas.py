"""A placed map as a JSON Canvas (jsoncanvas.org 1.0), which Obsidian opens and edits."""

import json
from typing import Any

from vaultkit.map.record import MapModel, Node

CARD = (400, 160)
"""Width and height of a card in pixels."""

APART = 520
"""Pixels between the middles of two notes that lie side by side."""


def canvas_text(model: MapModel) -> str:
    """Return the notes of *model* as cards where they lie, regions as groups, links as arrows.

    Frames, messages and protocols are left out: a canvas of them would be unreadable.
    """
    scale = APART / model.unit
    leads = [at for at, node in enumerate(model.drawing.nodes) if node.parent is None]
    cards = [_card(model, at, scale) for at in leads]
    groups = [
        {
            "id": f"region-{region.id}",
            "type": "group",
            "x": round((region.x - region.r) * scale),
            "y": round((region.y - region.r) * scale),
            "width": round(2 * region.r * scale),
            "height": round(2 * region.r * scale),
            "label": region.name,
        }
        for region in model.regions
        if region.parent < 0
    ]
    data = {"nodes": [*groups, *cards], "edges": _edges(model, set(leads))}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _card(model: MapModel, at: int, scale: float) -> dict[str, Any]:
    node, place = model.drawing.nodes[at], model.places[at]
    width, height = CARD
    return {
        "id": f"n{at}",
        "x": round(place.x * scale - width / 2),
        "y": round(place.y * scale - height / 2),
        "width": width,
        "height": height,
        **_content(node),
    }


def _content(node: Node) -> dict[str, str]:
    if node.path is not None:
        return {"type": "file", "file": node.path}
    return {"type": "text", "text": node.label}


def _edges(model: MapModel, leads: set[int]) -> list[dict[str, str]]:
    return [
        {
            "id": f"e{number}",
            "fromNode": f"n{edge.source}",
            "toNode": f"n{edge.target}",
            "label": edge.kind.removeprefix("cites:"),
        }
        for number, edge in enumerate(model.drawing.edges)
        if edge.source in leads and edge.target in leads
    ]
