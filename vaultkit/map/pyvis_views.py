"""Which part of a vault a pyvis graph shows: all of it, its regions, or what is near one thing."""

import colorsys
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from vaultkit.map.model import MapOptions, build_model
from vaultkit.map.names import find_node
from vaultkit.map.page_data import edge_kind
from vaultkit.map.pyvis_face import SafeNetwork
from vaultkit.map.record import REJECTED, MapModel, Node
from vaultkit.snapshot import Snapshot

WHOLE_LIMIT = 1500
"""Nodes up to which a whole vault is drawn."""

NEAR_LIMIT = 300
"""Nodes of a neighbourhood; up to here physics settles in under a second."""

SPACING = 110.0
"""Pixels between two notes that lie side by side."""

LABEL_LIMIT = 60
COLOURS = {
    "note": "#4e79a7",
    "frame": "#59a14f",
    "protocol": "#e15759",
    "message": "#76b7b2",
    "ghost": "#bab0ac",
    "file": "#9c755f",
    "canvas": "#b07aa1",
}
SHAPES = {"protocol": "diamond", "frame": "triangle", "file": "square", "canvas": "square"}
EDGE_COLOURS = {
    "cites": "#c46a1b",
    "structure": "#8a8f99",
    "order": "#2b7a4b",
    "contrast": "#b3312c",
}
WORDS = {
    "en": {
        "overview": "{name}: {count} notes in {regions} regions",
        "too_big": "The vault has {count} nodes; pyvis draws up to {limit}. These are its "
        "regions; use --around NAME for a part of it.",
        "around": "{name}: around {node}",
        "notes": "{count} notes",
        "links": "{count} links",
    },
    "ru": {
        "overview": "{name}: {count} заметок, областей: {regions}",
        "too_big": "В хранилище {count} узлов; pyvis показывает до {limit}. Это его области; "
        "часть покажет --around ИМЯ.",
        "around": "{name}: вокруг {node}",
        "notes": "заметок: {count}",
        "links": "ссылок: {count}",
    },
}


def to_pyvis(
    snapshot: Snapshot,
    *,
    around: str | None = None,
    overview: bool = False,
    name: str = "vault",
    lang: str = "en",
) -> SafeNetwork:
    """Return a pyvis graph of a vault, to be shown or changed (in a notebook, say).

    A whole vault of up to 1,500 nodes is drawn; a larger one as its regions, and the page says
    why.

    Args:
        snapshot: The vault.
        around: Title, path or node id of a note, frame or protocol: only what is near it.
        overview: Regions in place of notes.
        name: What the vault is called.
        lang: Language of the page, ``en`` or ``ru``.

    Raises:
        NodeNotFoundError: Nothing is called *around*.
    """
    model = build_model(snapshot, MapOptions(name=name))
    return model_to_pyvis(model, around=around, overview=overview, lang=lang)


def model_to_pyvis(
    model: MapModel, *, around: str | None = None, overview: bool = False, lang: str = "en"
) -> SafeNetwork:
    """Return a pyvis graph of a map; as `to_pyvis`."""
    words = WORDS.get(lang, WORDS["en"])
    nodes = model.drawing.nodes
    if around is not None:
        start = find_node(nodes, around)
        heading = words["around"].format(name=model.name, node=nodes[start].label)
        near = _near(model, start)
        return _nodes(
            model, near, SafeNetwork(heading=heading, lang=lang), moving=True, start=start
        )
    shown = [at for at, node in enumerate(nodes) if node.kind != "message"]
    too_big = len(shown) > WHOLE_LIMIT
    if model.regions and (overview or too_big):
        notice = words["too_big"].format(count=len(shown), limit=WHOLE_LIMIT) if too_big else ""
        return _overview(model, notice, lang)
    notice = ""
    if too_big:
        notice = words["too_big"].format(count=len(shown), limit=WHOLE_LIMIT)
        shown = shown[:WHOLE_LIMIT]
    network = SafeNetwork(heading=model.name, notice=notice, lang=lang)
    return _nodes(model, shown, network, moving=len(shown) <= NEAR_LIMIT)


def _near(model: MapModel, start: int) -> list[int]:
    """Return the nodes nearest to *start*, in steps and then by importance."""
    beside: dict[int, set[int]] = {}
    for source, target, _ in model.drawing.edges:
        beside.setdefault(source, set()).add(target)
        beside.setdefault(target, set()).add(source)
    nodes = model.drawing.nodes
    found = {start: None}
    queue = deque([start])
    while queue and len(found) < NEAR_LIMIT:
        at = queue.popleft()
        for other in sorted(beside.get(at, ()), key=lambda each: (-model.weights[each], each)):
            # Every dialogue has its messages; shown here, they would push the notes aside.
            if nodes[other].kind == "message" and start not in (at, other):
                continue
            if other not in found and len(found) < NEAR_LIMIT:
                found[other] = None
                queue.append(other)
    return list(found)


def _nodes(
    model: MapModel,
    shown: Sequence[int],
    network: SafeNetwork,
    *,
    moving: bool,
    start: int | None = None,
) -> SafeNetwork:
    known = set(shown)
    network.load(
        (_node(model, at, is_start=at == start) for at in shown),
        (
            _edge(model, edge)
            for edge in model.drawing.edges
            if edge.source in known and edge.target in known
        ),
    )
    network.set_options(_options(moving=moving, many=len(shown) > NEAR_LIMIT))
    return network


def _node(model: MapModel, at: int, *, is_start: bool) -> dict[str, Any]:
    node = model.drawing.nodes[at]
    place = model.places[at]
    scale = SPACING / (model.unit or 1.0)
    made: dict[str, Any] = {
        "id": node.id,
        "label": _short(node.label),
        "title": _title(node),
        "shape": SHAPES.get(node.kind, "dot"),
        "color": COLOURS.get(node.kind, COLOURS["note"]),
        "size": 6 + 16 * model.weights[at],
        "x": round((place.x - 500) * scale, 1),
        "y": round((place.y - 500) * scale, 1),
    }
    if is_start:
        made |= {"borderWidth": 4, "size": 26}
    if node.kind == "ghost" or node.flags & REJECTED:
        made |= {"shapeProperties": {"borderDashes": [4, 3]}}
    if node.path is not None:
        made["link"] = f"obsidian://open?vault={quote(model.name)}&file={quote(node.path)}"
    return made


def _title(node: Node) -> str:
    """Return what hovering shows; vis sets it as text."""
    lines = [node.label, node.kind]
    if node.path is not None:
        lines.append(f"{node.path}:{node.line}" if node.line else node.path)
    if node.tags:
        lines.append(" ".join(node.tags[:8]))
    return "\n".join(lines)


def _short(label: str) -> str:
    return label if len(label) <= LABEL_LIMIT else label[: LABEL_LIMIT - 1] + "…"


def _edge(model: MapModel, edge: tuple[int, int, str]) -> dict[str, Any]:
    source, target, kind = edge
    facts = edge_kind(kind)
    made: dict[str, Any] = {
        "from": model.drawing.nodes[source].id,
        "to": model.drawing.nodes[target].id,
        "title": kind,
        "color": {"color": EDGE_COLOURS.get(facts["group"], "#aab0bc"), "opacity": 0.6},
        "dashes": kind == "embed" or facts["group"] == "contrast",
    }
    return made | ({"arrows": "to"} if facts["directed"] else {})


def _overview(model: MapModel, notice: str, lang: str) -> SafeNetwork:
    words = WORDS.get(lang, WORDS["en"])
    outer = [(at, region) for at, region in enumerate(model.regions) if region.parent < 0]
    count = sum(1 for node in model.drawing.nodes if node.kind == "note")
    heading = words["overview"].format(name=model.name, count=count, regions=len(outer))
    network = SafeNetwork(heading=heading, notice=notice, lang=lang)
    scale = 1400 / 1000
    network.load(
        (
            {
                "id": region.id,
                "label": _short(region.name),
                "title": f"{region.name}\n{words['notes'].format(count=region.count)}",
                "shape": "dot",
                "size": max(8.0, 0.8 * region.r * scale),
                "color": _colour(region.hue),
                "font": {"size": round(max(14.0, 0.22 * region.r * scale))},
                "x": round((region.x - 500) * scale, 1),
                "y": round((region.y - 500) * scale, 1),
            }
            for _, region in outer
        ),
        _overview_links(model, outer, words),
    )
    network.set_options(_options(moving=False, many=False))
    return network


def _overview_links(
    model: MapModel, outer: Iterable[tuple[int, Any]], words: dict[str, str]
) -> list[dict[str, Any]]:
    ids = {at: region.id for at, region in outer}
    most = max((count for _, _, count in model.region_links), default=1)
    return [
        {
            "from": ids[one],
            "to": ids[two],
            "width": round(0.5 + 7 * (count / most) ** 0.5, 2),
            "title": words["links"].format(count=count),
            "color": {"color": "#aab0bc", "opacity": 0.5},
        }
        for one, two, count in model.region_links[:200]
    ]


def _colour(hue: int) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue / 360, 0.62, 0.5)
    return f"#{int(255 * red):02x}{int(255 * green):02x}{int(255 * blue):02x}"


def _options(*, moving: bool, many: bool) -> dict[str, Any]:
    """Return options that keep vis-network quick: places given, straight edges, few steps."""
    return {
        "layout": {"improvedLayout": False},
        "physics": {
            "enabled": moving,
            "solver": "forceAtlas2Based",
            "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 90},
            "stabilization": {"enabled": moving, "iterations": 60, "fit": True},
        },
        "nodes": {"font": {"size": 0 if many else 14, "strokeWidth": 4}},
        "edges": {"smooth": False, "arrows": {"to": {"scaleFactor": 0.5}}},
        "interaction": {
            "hover": True,
            "tooltipDelay": 150,
            "hideEdgesOnDrag": many,
            "hideEdgesOnZoom": many,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
    }
