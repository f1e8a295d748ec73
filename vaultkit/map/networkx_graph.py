"""The drawn graph for networkx and through it for other programs: GraphML, GEXF, JSON."""

import json
import re
from typing import Any

import networkx as nx

from vaultkit.map.drawing import draw
from vaultkit.map.record import EXCLUDED, REJECTED, Drawing, Node
from vaultkit.snapshot import Snapshot

TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def to_networkx(drawing: Drawing) -> "nx.MultiDiGraph[str]":
    """Return the graph of a drawing: nodes by id, one edge for each kind between two nodes.

    Node attributes are text and numbers only, so that every writer of networkx takes them: label,
    kind, path, line, folder, tags (separated by blanks), day (days since 1970), rejected,
    excluded. An edge has a ``kind``. What a node lacks it has no attribute for.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = {node.id: _plain(node.id) for node in drawing.nodes}
    for node in drawing.nodes:
        graph.add_node(names[node.id], **_attributes(node))
    for edge in drawing.edges:
        source, target = drawing.nodes[edge.source].id, drawing.nodes[edge.target].id
        graph.add_edge(names[source], names[target], key=edge.kind, kind=edge.kind)
    return graph


def vault_network(snapshot: Snapshot) -> "nx.MultiDiGraph[str]":
    """Return the graph of a vault for networkx; see `to_networkx`."""
    return to_networkx(draw(snapshot))


def _attributes(node: Node) -> dict[str, str | int | bool]:
    found: dict[str, str | int | bool] = {"label": _plain(node.label), "kind": node.kind}
    if node.path is not None:
        found |= {"path": _plain(node.path), "folder": _plain(node.folder)}
    if node.line:
        found["line"] = node.line
    if node.tags:
        found["tags"] = _plain(" ".join(node.tags))
    if node.day is not None:
        found["day"] = node.day
    if node.flags & REJECTED:
        found["rejected"] = True
    if node.flags & EXCLUDED:
        found["excluded"] = True
    return found


def _plain(text: str) -> str:
    """Return *text* without what XML 1.0 cannot hold: controls and lone surrogates."""
    return "".join(
        character if character.isprintable() or character in "\t\n\r\u00a0" else _kept(character)
        for character in text
    )


def _kept(character: str) -> str:
    code = ord(character)
    allowed = code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)
    return character if allowed else "\ufffd"


def graphml_text(graph: "nx.MultiDiGraph[str]") -> str:
    """Return *graph* as GraphML."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return head + "\n".join(nx.generate_graphml(graph)) + "\n"


def gexf_text(graph: "nx.MultiDiGraph[str]") -> str:
    """Return *graph* as GEXF 1.2, for Gephi."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    text = "\n".join(nx.generate_gexf(graph))
    # networkx writes today's date into GEXF; equal graphs must give equal files.
    return head + TODAY.sub("", text, count=1) + "\n"


def json_graph_text(graph: "nx.MultiDiGraph[str]") -> str:
    """Return *graph* as JSON that `networkx.node_link_graph` reads (``edges="edges"``)."""
    data: dict[str, Any] = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
