"""A pyvis network whose page is safe and works offline.

pyvis 0.3.2 asks a CDN for its parts, runs scripts that stand in titles, menus, options and
headings, drops parallel edges, and takes minutes to add many edges (the measurements are in
docs/map.md). `SafeNetwork` is a pyvis ``Network`` in every other respect: its nodes, edges and
options can be changed as pyvis documents it.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

import networkx as nx
from pyvis.network import Network

from vaultkit.map.page_template import escaped, filled

VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"
VIS_NETWORK_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
"""Of the file that pyvis 0.3.2 brings along; a test compares it."""

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{1,20}|rgba?\([\d.,% ]{1,40}\)")


SETTINGS = {
    "gravity": "gravitationalConstant",
    "central_gravity": "centralGravity",
    "spring_length": "springLength",
    "spring_strength": "springConstant",
    "node_distance": "nodeDistance",
    "overlap": "avoidOverlap",
}
"""What pyvis calls the settings of vis-network's solvers."""


class _Options(dict[str, Any]):
    """Options that are also attributes, because pyvis's own methods set them so."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = self.get(name)
        if not isinstance(value, _Options):
            self[name] = value = _Options(value if isinstance(value, Mapping) else {})
        return value

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value


class SafeNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network with bulk loading, parallel edges and a page of our own."""

    def __init__(self, *, heading: str = "", notice: str = "", lang: str = "en") -> None:
        """Make an empty network.

        Args:
            heading: Title of the page.
            notice: A line under it.
            lang: Language of the page, ``en`` or ``ru``.
        """
        # in_line: pyvis must not copy its library into the current folder when it writes.
        super().__init__(directed=True, heading=heading, cdn_resources="in_line")
        self.notice = notice
        self.lang = lang
        self.options = _Options()

    def load(self, nodes: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]]) -> None:
        """Replace everything by *nodes* (each with ``id``) and *edges* (``from``, ``to``)."""
        self.nodes = [dict(node) for node in nodes]
        self.edges = [dict(edge) for edge in edges]
        self.node_ids = [node["id"] for node in self.nodes]
        self.node_map = {node["id"]: node for node in self.nodes}

    def add_node(
        self,
        n_id: Hashable,
        label: str | None = None,
        shape: str = "dot",
        color: str = "#97c2fc",
        **options: Any,
    ) -> None:
        """Add a node; ids stay what they are, ``"2024"`` is not turned into a number."""
        if n_id not in self.node_map:
            shown = str(n_id) if label is None else label
            node = {"id": n_id, "label": shown, "shape": shape, "color": color, **options}
            self.nodes.append(node)
            self.node_ids.append(n_id)
            self.node_map[n_id] = node

    def add_nodes(self, nodes: Iterable[Hashable], **kwargs: Sequence[Any]) -> None:
        """Add many nodes; each keyword gives one value for each of them."""
        for at, node in enumerate(nodes):
            self.add_node(node, **{name: values[at] for name, values in kwargs.items()})

    def add_edge(self, source: Hashable, to: Hashable, **options: Any) -> None:
        """Add an edge; several may join two nodes.

        Raises:
            ValueError: There is no such node.
        """
        for end in (source, to):
            if end not in self.node_map:
                raise ValueError(f"no node {end!r}: add it before its edges")
        self.edges.append({"from": source, "to": to, **options})

    def add_edges(self, edges: Iterable[Sequence[Any]]) -> None:
        """Add many edges: (source, target) or (source, target, width)."""
        for edge in edges:
            self.add_edge(*edge[:2], **({"width": edge[2]} if len(edge) > 2 else {}))

    def from_nx(
        self,
        nx_graph: "nx.Graph[Any]",
        node_size_transf: Callable[[float], float] = float,
        edge_weight_transf: Callable[[float], float] = float,
        default_node_size: float = 10,
        default_edge_weight: float = 1,
        **_options: object,
    ) -> None:
        """Add a networkx graph, which is left as it was; parallel edges are kept."""
        for node, facts in nx_graph.nodes(data=True):
            kept = {name: value for name, value in facts.items() if name != "id"}
            size = node_size_transf(kept.pop("size", default_node_size))
            self.add_node(node, **kept, size=size)
        for source, target, facts in nx_graph.edges(data=True):
            kept = {name: value for name, value in facts.items() if name not in ("from", "to")}
            kept.pop("source", None)
            weight = kept.pop("weight", kept.pop("width", default_edge_weight))
            self.add_edge(source, target, **kept, width=edge_weight_transf(weight))

    def set_options(self, options: str | Mapping[str, Any]) -> None:
        """Replace the options of vis-network by a mapping or a text, ``var options = {JSON}``."""
        if isinstance(options, str):
            self.options = _Options(
                json.loads(options[options.index("{") : options.rindex("}") + 1])
            )
        else:
            self.options = _Options(options)

    def toggle_stabilization(self, status: bool) -> None:
        """Settle before the first picture, or not."""
        self.options.physics["stabilization"] = status

    def inherit_edge_colors(self, status: bool | str) -> None:
        """Colour edges like the node that they leave, or not."""
        self.options.edges["color"] = {"inherit": status}

    def show_buttons(self, filter_: Sequence[str] | None = None) -> None:
        """Show vis-network's own controls under the graph, all or those of some options."""
        self.options["configure"] = {"enabled": True, "filter": list(filter_) if filter_ else True}

    def barnes_hut(self, **settings: float) -> None:
        """Let the nodes move by vis-network's barnesHut; settings are named as in pyvis."""
        self._solve("barnesHut", settings)

    def force_atlas_2based(self, **settings: float) -> None:
        """Let the nodes move by vis-network's forceAtlas2Based."""
        self._solve("forceAtlas2Based", settings)

    def repulsion(self, **settings: float) -> None:
        """Let the nodes move by vis-network's repulsion."""
        self._solve("repulsion", settings)

    def hrepulsion(self, **settings: float) -> None:
        """Let the nodes move by vis-network's hierarchicalRepulsion."""
        self._solve("hierarchicalRepulsion", settings)

    def _solve(self, solver: str, settings: Mapping[str, float]) -> None:
        named = {SETTINGS.get(name, name): value for name, value in settings.items()}
        self.options["physics"] = {"enabled": True, "solver": solver, solver: named}

    def from_DOT(self, dot: str) -> None:  # noqa: N802 - pyvis's name
        """Refuse: pyvis would put *dot* into the page as code."""
        raise ValueError(f"DOT is not read ({len(dot)} characters): load it with networkx")

    def generate_html(
        self,
        name: str = "index.html",  # noqa: ARG002 - pyvis's own signature
        local: bool = True,  # noqa: ARG002
        notebook: bool = False,  # noqa: ARG002
    ) -> str:
        """Return the page: one file, nothing asked for, no note's text ever markup or code.

        It is ASCII, so that pyvis's own ``write_html`` and ``show`` write it well in any locale.
        """
        data = {
            "nodes": self.nodes,
            "edges": self.edges if self.directed else [_undirected(edge) for edge in self.edges],
            "options": self.options,
        }
        block = json.dumps(data, default=_plain, ensure_ascii=True).replace("<", "\\u003c")
        parts = {
            "lang": "ru" if self.lang == "ru" else "en",
            "title": escaped(_one(self.heading)),
            "notice": escaped(self.notice),
            "list": "Список" if self.lang == "ru" else "List",
            "styles": f"<style>\n{_own('page.css')}\n{self._background()}</style>",
            "data": f'<script type="application/json" id="pyvis-data">{block}</script>',
            "scripts": f"<script>{vis_network()}</script>\n<script>\n{_own('page.js')}\n</script>",
        }
        self.html = _ascii(filled(_own("page.html"), parts))
        return str(self.html)

    def _background(self) -> str:
        colour = str(self.bgcolor)
        if colour.lower() == "#ffffff" or not COLOUR.fullmatch(colour):
            return ""
        return f"#mynetwork {{ background: {colour}; }}\n"


def vis_network() -> str:
    """Return the text of vis-network as pyvis brings it, in ASCII."""
    text = files("pyvis").joinpath(*VIS_NETWORK.split("/")).read_text(encoding="utf-8")
    # Everything beyond ASCII stands in strings and comments, where an escape means the same.
    return "".join(
        character if character.isascii() else f"\\u{ord(character):04x}"
        for character in text.replace("//# sourceMappingURL=vis-network.min.js.map", "")
    )


def _own(name: str) -> str:
    return files("vaultkit.map").joinpath("pyvis_page", name).read_text(encoding="utf-8")


def _ascii(text: str) -> str:
    return text.encode("ascii", errors="xmlcharrefreplace").decode("ascii")


def _one(heading: object) -> str:
    return heading if isinstance(heading, str) and heading else "vaultkit"


def _undirected(edge: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in edge.items() if name != "arrows"}


def _plain(value: object) -> object:
    """Return what JSON lacks as what it has: dates, sets, numbers of numpy."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    item = getattr(value, "item", None)
    return item() if callable(item) else str(value)
