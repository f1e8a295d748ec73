"""The pyvis face is a pyvis network; the faults of pyvis 0.3.2 (docs/map.md) are closed."""

import datetime as dt
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyvis.network import Network

from tests.map.drawings import note, planted
from tests.map.vaults import snapshot_of
from vaultkit.map.model import MapOptions, place_drawing
from vaultkit.map.names import NodeNotFoundError
from vaultkit.map.pyvis_face import VIS_NETWORK, VIS_NETWORK_SHA256, SafeNetwork, vis_network
from vaultkit.map.pyvis_views import (
    NEAR_LIMIT,
    WHOLE_LIMIT,
    model_to_pyvis,
    to_pyvis,
)
from vaultkit.map.record import Drawing, Edge

HOSTILE = "</script><script>top.hacked=1</script><img src=x onerror=top.hacked=1>"


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'id="pyvis-data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def markup_of(page: str) -> str:
    """The page without its data block and without vis-network itself."""
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_it_is_a_pyvis_network() -> None:
    assert isinstance(to_pyvis(snapshot_of({"a.md": "[[b]]", "b.md": ""})), Network)


def test_the_library_is_the_one_that_was_checked() -> None:
    data = files("pyvis").joinpath(*VIS_NETWORK.split("/")).read_bytes()
    assert hashlib.sha256(data).hexdigest() == VIS_NETWORK_SHA256
    assert "Apache 2.0 License" in vis_network()
    assert vis_network().isascii()


@pytest.mark.parametrize("field", ["heading", "notice", "label", "title", "option", "background"])
def test_hostile_text_stays_text(field: str) -> None:
    network = SafeNetwork(
        heading=HOSTILE if field == "heading" else "h",
        notice=HOSTILE if field == "notice" else "",
    )
    text = {"label": HOSTILE} if field == "label" else {}
    title = f'<a href="x">{HOSTILE}</a>' if field == "title" else "t"
    network.add_node("a", title=title, **text)
    if field == "option":
        network.set_options({"groups": {HOSTILE: {"color": "red"}}})
    if field == "background":
        network.bgcolor = "red;}</style>" + HOSTILE
    page = network.generate_html()
    markup = markup_of(page)
    assert "<img" not in markup
    assert markup.count("<h1>") == 1
    for mark in ("<script", "</script>", "<style", "</style>"):
        assert page.count(mark) == SafeNetwork().generate_html().count(mark)
    assert data_of(page)["nodes"][0]["id"] == "a"


def test_a_select_menu_and_dot_are_not_drawn() -> None:
    network = SafeNetwork()
    network.add_node(f'"><b>{HOSTILE}')
    network.select_menu = network.filter_menu = True
    assert "<select" not in network.generate_html()
    with pytest.raises(ValueError, match="networkx"):
        network.from_DOT("digraph { a -> b }")


def test_nothing_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    network = SafeNetwork(heading="Карта")
    network.add_node("я")
    network.write_html("map.html")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    page = Path("map.html").read_text(encoding="ascii")
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    assert "cdn" not in markup_of(page)
    assert page.startswith("<!doctype html>")
    assert '<html lang="en">' in page


def test_show_works_outside_of_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    network = SafeNetwork()
    network.add_node("a")
    network.show("x.html")
    assert (tmp_path / "x.html").is_file()


def test_ids_titles_and_parallel_edges_are_kept() -> None:
    network = SafeNetwork()
    network.add_nodes(["2024", "Alice"], title=["year", "person"])
    for kind in ("cites", "transfers", "framed"):
        network.add_edge("2024", "Alice", title=kind)
    network.directed = False
    data = data_of(network.generate_html())
    assert [(node["id"], node["title"]) for node in data["nodes"]] == [
        ("2024", "year"),
        ("Alice", "person"),
    ]
    assert [edge["title"] for edge in data["edges"]] == ["cites", "transfers", "framed"]
    with pytest.raises(ValueError, match="202401011200"):
        network.add_edge("202401011200", "Alice")


def test_a_networkx_graph_is_taken_whole_and_left_alone() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", born=dt.date(2024, 5, 1), size=2.7)
    graph.add_edge("a", "b", to="x", weight=3)
    graph.add_edge("a", "b", kind="second")
    network = SafeNetwork()
    network.from_nx(graph)
    data = data_of(network.generate_html())
    assert data["nodes"][0]["born"] == "2024-05-01"
    assert data["nodes"][0]["size"] == pytest.approx(2.7)
    assert [edge["width"] for edge in data["edges"]] == [3, 1]
    assert graph.nodes["a"] == {"born": dt.date(2024, 5, 1), "size": 2.7}
    assert graph.edges["a", "b", 0] == {"to": "x", "weight": 3}


def test_options_can_be_changed_after_they_were_set() -> None:
    network = SafeNetwork()
    network.set_options('var options = {"physics": {"enabled": true}}')
    network.toggle_physics(False)
    network.toggle_hide_edges_on_drag(True)
    network.toggle_stabilization(False)
    options = data_of(network.generate_html())["options"]
    assert options["physics"] == {"enabled": False, "stabilization": False}
    assert options["interaction"] == {"hideEdgesOnDrag": True}
    network.barnes_hut(gravity=-9, overlap=0.5)
    assert network.options["physics"]["barnesHut"] == {
        "gravitationalConstant": -9,
        "avoidOverlap": 0.5,
    }


def test_many_edges_are_loaded_at_once() -> None:
    network = SafeNetwork()
    network.load(
        ({"id": str(at)} for at in range(20_000)),
        ({"from": str(at), "to": str(at // 2)} for at in range(20_000)),
    )
    assert network.num_nodes() == network.num_edges() == 20_000


def test_a_small_vault_is_drawn_whole_a_large_one_as_regions() -> None:
    small = model_to_pyvis(place_drawing(planted(), MapOptions(name="v")))
    assert len(small.nodes) == len(planted().nodes)
    count = WHOLE_LIMIT + 1
    nodes = tuple(note(f"n{at}") for at in range(count))
    edges = tuple(Edge(at - at % 100, at, "link") for at in range(count) if at % 100)
    large = model_to_pyvis(place_drawing(Drawing(nodes=nodes, edges=edges), MapOptions(name="v")))
    assert len(large.nodes) < 50
    assert str(count) in large.notice
    russian = model_to_pyvis(place_drawing(Drawing(nodes=nodes), MapOptions(name="v")), lang="ru")
    assert "узлов" in russian.notice
    assert len(russian.nodes) == WHOLE_LIMIT


def test_a_neighbourhood_is_found_by_title_path_or_id() -> None:
    model = place_drawing(planted(groups=40, size=10), MapOptions(name="v"))
    for name in ("g3-1", "G3-1", "g3-1.md", "n:g3-1.md"):
        network = model_to_pyvis(model, around=name)
        assert len(network.nodes) == NEAR_LIMIT
        assert network.nodes[0]["id"] == "n:g3-1.md"
    with pytest.raises(NodeNotFoundError, match="nowhere"):
        model_to_pyvis(model, around="nowhere")


def test_the_overview_shows_regions() -> None:
    model = place_drawing(planted(), MapOptions(name="v"))
    network = model_to_pyvis(model, overview=True)
    assert {node["id"] for node in network.nodes} == {region.id for region in model.regions}
    assert len(network.edges) == len(model.region_links)
