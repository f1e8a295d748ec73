"""The graph of a seed as node-link JSON, GraphML and an Obsidian canvas."""

import hashlib
from collections.abc import Iterator
from xml.sax.saxutils import escape

from vaultkit.seed.markdown_text import escaped
from vaultkit.seed.record import json_bytes
from vaultkit.seed.seed import Seed
from vaultkit.seed.wording import Wording


def graph_files(seed: Seed) -> dict[str, bytes]:
    """Return the files of ``graph/`` by their path in the bundle."""
    return {
        "graph/graph.json": _node_link(seed),
        "graph/graph.graphml": _graphml(seed),
        "graph/graph.canvas": _canvas(seed),
    }


def _node_link(seed: Seed) -> bytes:
    """Node-link data as networkx reads it (``node_link_graph``, edges under ``edges``)."""
    nodes = [
        {"id": key, "kind": kind, "title": title, "file": seed.files[key]}
        for key, kind, title in seed.nodes
    ]
    edges = [
        {"source": source, "relation": relation, "target": target, "key": relation}
        for source, relation, target in seed.edges
    ]
    return json_bytes(
        {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges}
    )


_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (("node", "kind"), ("node", "title"), ("node", "file"), ("edge", "relation"))


def _graphml(seed: Seed) -> bytes:
    """GraphML 1.0 with text attributes only, as Gephi, yEd, igraph and networkx read it."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<graphml xmlns="{_GRAPHML}">']
    lines += [
        f'  <key id="{name}" for="{place}" attr.name="{name}" attr.type="string"/>'
        for place, name in _KEYS
    ]
    lines.append('  <graph edgedefault="directed">')
    for key, kind, title in seed.nodes:
        told = {"kind": kind, "title": title, "file": seed.files[key]}
        lines.append(f'    <node id="{escape(key)}">{_data(told)}</node>')
    for number, (source, relation, target) in enumerate(seed.edges):
        ends = f'id="e{number}" source="{escape(source)}" target="{escape(target)}"'
        lines.append(f"    <edge {ends}>{_data({'relation': relation})}</edge>")
    return "\n".join([*lines, "  </graph>", "</graphml>", ""]).encode()


def _data(told: dict[str, str]) -> str:
    return "".join(f'<data key="{name}">{escape(text)}</data>' for name, text in told.items())


_WIDTH, _HEIGHT, _GAP = 360, 120, 60
_COLORS = {"act": "4", "protocol": "6", "frame": "5"}
ROWS = 12
"""How many frames stand under an act before the next column begins."""


def _canvas(seed: Seed) -> bytes:
    """JSON Canvas 1.0: acts from left to right, the frames that each activates below it."""
    places = dict(_places(seed))
    kinds = {key: (kind, title) for key, kind, title in seed.nodes}
    say = Wording(seed.content.language)
    nodes = [
        {
            "id": _canvas_id(key),
            "type": "text",
            "x": x,
            "y": y,
            "width": _WIDTH,
            "height": _HEIGHT,
            "color": _COLORS[kinds[key][0].partition(":")[0]],
            "text": _card(say, *kinds[key]),
        }
        for key, (x, y) in places.items()
    ]
    edges = [
        {
            "id": _canvas_id(f"{source} {relation} {target}"),
            "fromNode": _canvas_id(source),
            "toNode": _canvas_id(target),
            "label": say.word("relation", relation),
        }
        for source, relation, target in seed.edges
        if source in places and target in places and relation != "activates"
    ]
    return json_bytes({"nodes": nodes, "edges": edges})


def _card(say: Wording, kind: str, title: str) -> str:
    family, _, name = kind.partition(":")
    words = {"frame": "kind", "protocol": "role"}
    label = say.word(words[family], name) if family in words else say("canvas.act")
    return f"**{escaped(title)}**\n\n{label}"


def _places(seed: Seed) -> Iterator[tuple[str, tuple[int, int]]]:
    step_x, step_y = _WIDTH + _GAP, _HEIGHT + _GAP
    placed: set[str] = set()
    column = 0
    for act in seed.acts:
        yield act.id, (column * step_x, 0)
        below = [*([act.protocol] if act.protocol else []), *act.frames]
        fresh = [key for key in below if key not in placed]
        placed.update(fresh)
        for at, key in enumerate(fresh):
            x = (column + at // ROWS) * step_x
            yield key, (x, (1 + at % ROWS) * step_y)
        column += max(1, -(-len(fresh) // ROWS))


def _canvas_id(key: str) -> str:
    """Return 16 hex digits, the form that Obsidian gives its own ids."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
