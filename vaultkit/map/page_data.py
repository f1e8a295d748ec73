"""A map model to the JSON that the page draws: columns, each number once (docs/map-data.md).

Numbers go as base64 of little-endian typed arrays, because a browser turns 300,000 of those into
an array a hundred times faster than it parses a list.
"""

import base64
import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vaultkit.map.record import KINDS, Flow, MapModel, Node, Region
from vaultkit.notes.note_path import stem

FORMAT = 1
NO_DAY = -(2**31)
"""Stands in the ``day`` column for a node without a date."""

PACK_FROM = 400_000
"""Characters of JSON from which a block is compressed; below, a page stays readable as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """How an open page learns of changes; None where it cannot."""

    events: str | None = None
    """Address of the event stream."""

    script: str | None = None
    """Name of the revision script beside the page."""

    notes: str | None = None
    """Address that answers reading panels by ``?id=``."""

    search: str | None = None
    """Address that finds notes by their text, by ``?q=``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """What a page is told besides the model."""

    lang: str = "en"
    """Language of the interface: ``en`` or ``ru``."""

    live: Live = Live()
    panels: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Reading panels by node id (`vaultkit.map.panel`)."""

    obsidian_vault: str | None = None
    """Name under which Obsidian knows the vault, for ``obsidian://`` links; None: the vault's."""


def page_data(model: MapModel, options: PageOptions) -> dict[str, Any]:
    """Return the page's data block as plain JSON values; panels go into blocks of their own."""
    drawing = model.drawing
    edge_kinds = tuple(sorted({edge.kind for edge in drawing.edges}))
    number = {kind: at for at, kind in enumerate(edge_kinds)}
    order = spread(len(drawing.edges))
    edges = [drawing.edges[at] for at in order]
    return {
        "format": FORMAT,
        "revision": model.revision,
        "vault": {
            "name": model.name,
            "obsidian": options.obsidian_vault or model.name,
            "lang": options.lang,
        },
        "live": {
            "events": options.live.events,
            "script": options.live.script,
            "notes": options.live.notes,
            "search": options.live.search,
        },
        "unit": round(model.unit, 4),
        "notices": list(drawing.notices),
        "kinds": list(KINDS),
        "edgeKinds": [edge_kind(kind) for kind in edge_kinds],
        "nodes": _columns(model),
        "edges": {
            "count": len(edges),
            "source": packed("i", (edge.source for edge in edges), len(edges)),
            "target": packed("i", (edge.target for edge in edges), len(edges)),
            "kind": packed("B", (number[edge.kind] for edge in edges), len(edges)),
        },
        "regions": [region_record(region) for region in model.regions],
        "regionLinks": [list(link) for link in model.region_links],
        "paths": [list(path) for path in drawing.paths],
        "flow": flow_record(drawing.flow),
    } | tables(drawing.nodes)


def _columns(model: MapModel) -> dict[str, Any]:
    nodes = model.drawing.nodes
    at = {node.id: place for place, node in enumerate(nodes)}
    parents = packed("i", (at.get(node.parent or "", -1) for node in nodes), len(nodes))
    return columns(model, range(len(nodes))) | {"parent": parents}


def columns(model: MapModel, rows: Sequence[int]) -> dict[str, Any]:
    """Return the columns of some nodes of *model*, all but the one of their parents."""
    nodes = [model.drawing.nodes[row] for row in rows]
    places = [model.places[row] for row in rows]
    count = len(nodes)
    names = tables(model.drawing.nodes)
    tag = {name: place for place, name in enumerate(names["tags"])}
    folder = {name: place for place, name in enumerate(names["folders"])}
    return {
        "count": count,
        "id": [node.id for node in nodes],
        "label": [short_label(node) for node in nodes],
        "kind": packed("B", (KINDS.index(node.kind) for node in nodes), count),
        "line": packed("i", (node.line for node in nodes), count),
        "x": packed("f", (place.x for place in places), count),
        "y": packed("f", (place.y for place in places), count),
        "weight": packed("f", (model.weights[row] for row in rows), count),
        "region": packed("i", (model.region_of[row] for row in rows), count),
        "folder": packed("i", (folder[node.folder] for node in nodes), count),
        "day": packed("i", (NO_DAY if node.day is None else node.day for node in nodes), count),
        "flags": packed("B", (node.flags for node in nodes), count),
        "tags": [[tag[name] for name in node.tags] for node in nodes],
    }


def tables(nodes: Sequence[Node]) -> dict[str, list[str]]:
    """Return the names that columns refer to by number."""
    return {
        "tags": sorted({tag for node in nodes for tag in node.tags}),
        "folders": sorted({node.folder for node in nodes}),
    }


def short_label(node: Node) -> str | None:
    """Return the node's label, or None where the page can tell it from the node's id."""
    if node.path is not None and node.parent is None and node.label == stem(node.path):
        return None
    return node.label


def packed(code: str, values: Iterable[float], count: int) -> str:
    """Return *count* values as base64 of a little-endian array; *code* is of `struct`."""
    return base64.b64encode(struct.pack(f"<{count}{code}", *values)).decode("ascii")


def spread(count: int) -> Sequence[int]:
    """Return 0 … count-1 so shuffled that each beginning of it is an even sample of the whole.

    The page draws a beginning of the edges where it cannot draw all.
    """
    step = int(count * 0.6180339887) | 1
    while _shares_divisor(step, count):
        step += 2
    return [at * step % count for at in range(count)] if count else []


def _shares_divisor(left: int, right: int) -> bool:
    while right:
        left, right = right, left % right
    return left > 1


EDGE_GROUPS = {
    "link": "link",
    "embed": "link",
    "has_part": "structure",
    "follows": "structure",
    "precedes": "order",
    "leads_to": "order",
    "entails": "order",
    "contrasts_with": "contrast",
    "opposes": "contrast",
    "excludes": "contrast",
}


def edge_kind(kind: str) -> dict[str, Any]:
    """Return what the page is told about one kind of edge."""
    group = "cites" if kind.startswith("cites:") else EDGE_GROUPS.get(kind, "relation")
    return {"id": kind, "group": group, "directed": group != "contrast"}


def region_record(region: Region) -> dict[str, Any]:
    """Return a region as the page reads it."""
    return {
        "id": region.id,
        "parent": region.parent,
        "name": region.name,
        "x": round(region.x, 3),
        "y": round(region.y, 3),
        "r": round(region.r, 3),
        "count": region.count,
        "hue": region.hue,
    }


def flow_record(flow: Flow) -> dict[str, Any]:
    """Return the flow view as the page reads it."""
    return {
        "lanes": [
            {"title": lane.title, "kind": lane.kind, "status": lane.status, "group": lane.group}
            for lane in flow.lanes
        ],
        "boxes": [
            {
                "node": box.node,
                "kind": box.kind,
                "title": box.title,
                "lane": box.lane,
                "column": box.column,
                "status": box.status,
                "line": box.line,
                "actor": box.actor,
            }
            for box in flow.boxes
        ],
        "arrows": [list(arrow) for arrow in flow.arrows],
    }


def json_text(value: Any) -> str:
    r"""Return *value* as JSON that can stand inside a ``<script>`` element.

    >>> json_text({"a": "</script>"})
    '{"a":"\\u003c/script>"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _without_surrogates(text).replace("<", "\\u003c")


def _without_surrogates(text: str) -> str:
    # A lone surrogate (a file name that is not UTF-8) cannot be written as UTF-8.
    return text.encode("utf-8", errors="replace").decode("utf-8")


def data_block(name: str, value: Any, first: int | None = None) -> str:
    """Return *value* as a ``<script>`` element with id *name*, and with *first* as its data.

    A long one is compressed: zlib data in base64, told by ``data-encoding="deflate"``.
    """
    text = json_text(value)
    name = f'"{name}"' if first is None else f'"{name}" data-first="{first}"'
    if len(text) < PACK_FROM:
        return f'<script type="application/json" id={name}>{text}</script>'
    pressed = base64.b64encode(zlib.compress(text.encode("utf-8"), 6)).decode("ascii")
    return f'<script type="text/plain" id={name} data-encoding="deflate">{pressed}</script>'
