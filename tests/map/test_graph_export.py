"""The graph for other programs, and the ways through it."""

import io
import json
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.map.drawings import drawings, note, planted
from vaultkit.cli import app
from vaultkit.map.canvas import canvas_text
from vaultkit.map.model import MapOptions, place_drawing
from vaultkit.map.networkx_graph import gexf_text, graphml_text, json_graph_text, to_networkx
from vaultkit.map.record import Drawing, Edge
from vaultkit.map.walk import shortest_way

ODD = Drawing(
    nodes=(note("a\x00\x1b[31m<&>"), note("ё\ud800🗺️"), note("b")),
    edges=(Edge(0, 1, "link"), Edge(0, 1, "cites:extends"), Edge(1, 2, "link")),
)


@pytest.mark.parametrize("drawing", [planted(), ODD, Drawing()], ids=["planted", "odd", "empty"])
def test_other_programs_read_what_is_written(drawing: Drawing) -> None:
    graph = to_networkx(drawing)
    assert graph.number_of_edges() == len(drawing.edges)
    graphml = nx.parse_graphml(graphml_text(graph), force_multigraph=True)
    gexf = nx.read_gexf(io.BytesIO(gexf_text(graph).encode()))
    linked = nx.node_link_graph(json.loads(json_graph_text(graph)), edges="edges")
    for read in (graphml, gexf, linked):
        assert set(read) == set(graph)
        assert read.number_of_edges() == graph.number_of_edges()
        for _, facts in read.nodes(data=True):
            assert facts["kind"] == "note"


def test_equal_graphs_are_written_alike() -> None:
    graph = to_networkx(planted())
    assert "lastmodifieddate" not in gexf_text(graph)
    assert json_graph_text(graph) == json_graph_text(to_networkx(planted()))


def test_a_canvas_shows_notes_where_they_lie() -> None:
    model = place_drawing(planted(), MapOptions())
    data = json.loads(canvas_text(model))
    cards = [node for node in data["nodes"] if node["type"] == "file"]
    assert len(cards) == len(model.drawing.nodes)
    assert {node["label"] for node in data["nodes"] if node["type"] == "group"} == {
        region.name for region in model.regions
    }
    ids = {node["id"] for node in data["nodes"]}
    assert len(ids) == len(data["nodes"])
    assert all({edge["fromNode"], edge["toNode"]} <= ids for edge in data["edges"])
    for one, two in combinations(cards, 2):
        assert abs(one["x"] - two["x"]) >= 400 or abs(one["y"] - two["y"]) >= 160


@given(drawings(most=12), st.booleans(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_way_is_as_short_as_networkx_finds_it(
    drawing: Drawing, directed: bool, data: st.DataObject
) -> None:
    if not drawing.nodes:
        return
    place = st.integers(min_value=0, max_value=len(drawing.nodes) - 1)
    start, end = data.draw(place), data.draw(place)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(drawing.nodes)))
    graph.add_edges_from((edge.source, edge.target) for edge in drawing.edges)
    shown = graph if directed else graph.to_undirected()
    way = shortest_way(drawing, start, end, directed=directed)
    if way is None:
        assert not nx.has_path(shown, start, end)
        return
    assert len(way) == nx.shortest_path_length(shown, start, end)
    at = start
    for step in way:
        ends = (step.source, step.target) if step.forward else (step.target, step.source)
        assert step.source == at
        assert Edge(*ends, step.kind) in drawing.edges
        at = step.target
    assert at == end


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    folder = tmp_path / "vault"
    (folder / ".obsidian").mkdir(parents=True)
    (folder / "a.md").write_text("[[b]]")
    (folder / "b.md").write_text("[[c]]")
    (folder / "c.md").write_text("")
    (folder / "alone.md").write_text("")
    return folder


def test_the_commands_answer(vault: Path) -> None:
    run = CliRunner().invoke
    way = json.loads(run(app, ["path", "a", "c", "--vault", str(vault), "--json"]).stdout)
    assert [(step["from"], step["to"]) for step in way["way"]] == [
        ("n:a.md", "n:b.md"),
        ("n:b.md", "n:c.md"),
    ]
    assert run(app, ["path", "a", "alone", "--vault", str(vault)]).exit_code == 1
    assert run(app, ["path", "c", "a", "--directed", "--vault", str(vault)]).exit_code == 1
    found = json.loads(run(app, ["cites", "b", "--vault", str(vault), "--json"]).stdout)
    assert [each["id"] for each in found["cited_by"]] == ["n:a.md"]
    assert [each["id"] for each in found["cites"]] == ["n:c.md"]
    for form in ("graphml", "gexf", "json", "canvas"):
        file = vault.parent / f"graph.{form}"
        done = run(app, ["graph", "export", str(vault), "--format", form, "-o", str(file)])
        assert done.stdout.strip() == str(file)
        assert "b.md" in file.read_text()
