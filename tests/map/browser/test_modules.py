"""The page's own modules, each by itself, in the browser that runs them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import everything, note
from vaultkit.map.delta import delta
from vaultkit.map.page import web_order, web_text
from vaultkit.map.page_data import PageOptions, page_data


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("modules"), model_of(everything()))


@pytest.fixture
def run(file: Path, open_page: Callable[..., Opened]) -> Callable[..., Any]:
    seen = open_page(file)

    def evaluate(script: str, *values: Any) -> Any:
        return seen.page.evaluate(f"([{VALUES}]) => {{ {script} }}", [*values, None, None])

    return evaluate


VALUES = "a, b"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ёлка", "елка"), ("ЁЖ й Й", "еж й й"), ("Café Ｗide", "cafe wide"), ("İ", "i"), ("", "")],
)
def test_folding(run: Callable[..., Any], text: str, folded: str) -> None:
    assert run("return vaultmapParts.fold(a)", text) == folded


def test_shortening_never_cuts_a_letter_in_two(run: Callable[..., Any]) -> None:
    assert run("return vaultmapParts.shorten(a, 4)", "🌱🌱🌱🌱🌱") == "🌱🌱🌱…"
    assert run("return vaultmapParts.shorten(a, 4)", "abcd") == "abcd"


def test_a_rendered_note_is_read_line_by_line(run: Callable[..., Any]) -> None:
    html = '<h2 data-line="3">A &lt;b&gt; &amp;amp;</h2>\n<p data-line="5">x <em>y</em>\n</p><hr>'
    assert run("return vaultmapParts.linesOf(a)", html) == [[3, "A <b> &amp;"], [5, "x y"]]


def test_words_found_are_marked_whole_whatever_their_letters(run: Callable[..., Any]) -> None:
    script = """
      const box = document.createElement('div');
      box.append(...vaultmapParts.marked(a, vaultmapParts.searchWords(b)));
      return box.innerHTML;"""
    assert run(script, "Ещё <b> ёлка", "елк ЕЩЕ") == (
        "<mark>Ещё</mark> &lt;b&gt; <mark>ёлка</mark>"
    )
    cut = run(
        "return vaultmapParts.excerpt(a, ['needle'], 40)", "hay " * 50 + "needle " + "x" * 99
    )
    assert cut.startswith("…hay")
    assert "needle" in cut
    assert len(cut) <= 40


def test_the_grid_finds_what_a_search_of_all_finds(run: Callable[..., Any]) -> None:
    script = """
      let seed = 7;
      const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
      const x = Float32Array.from({ length: 900 }, () => next() * 1000);
      const y = Float32Array.from({ length: 900 }, () => next() ** 3 * 1000);
      const grid = new vaultmapParts.Grid(x, y);
      const wrong = [];
      for (let turn = 0; turn < 60; turn++) {
        const l = next() * 1000, t = next() * 1000, r = l + next() * 200, b = t + next() * 200;
        const found = new Set();
        grid.within(l, t, r, b, (i) => found.add(i));
        for (let i = 0; i < 900; i++) {
          const inside = x[i] >= l && x[i] <= r && y[i] >= t && y[i] <= b;
          if (inside && !found.has(i)) wrong.push(i);
        }
      }
      return wrong;"""
    assert run(script) == []


def test_labels_take_the_first_free_place(run: Callable[..., Any]) -> None:
    script = """
      const places = new vaultmapParts.LabelPlaces();
      const first = places.take([{ x: 0, y: 0, w: 100, h: 20 }]);
      const second = places.take([{ x: 50, y: 10, w: 100, h: 20 }, { x: 50, y: 20, w: 9, h: 9 }]);
      const third = places.take([{ x: 99, y: 19, w: 400, h: 400 }]);
      return [first.x, second.y, third];"""
    assert run(script) == [0, 20, None]


def test_the_shortest_way_may_keep_to_directions(run: Callable[..., Any]) -> None:
    script = """
      const graph = { first: null };
      const edges = [[0, 1], [1, 2], [3, 2], [0, 3]];
      graph.source = edges.map((e) => e[0]);
      graph.target = edges.map((e) => e[1]);
      graph.around = (i, visit) => edges.forEach(([s, t], e) => {
        if (s === i) visit(e, t, true);
        if (t === i) visit(e, s, false);
      });
      const way = (from, to, directed) => {
        const steps = vaultmapParts.shortestPath(graph, from, to, () => true, directed);
        return steps && steps.map((step) => [step.from, step.to, step.forward]);
      };
      return [way(2, 0, false), way(2, 0, true), way(0, 2, true), way(1, 1, true)];"""
    undirected, against, along, still = run(script)
    assert undirected == [[2, 1, False], [1, 0, False]]
    assert against is None
    assert along == [[0, 1, True], [1, 2, True]]
    assert still == []


def test_safe_html_keeps_reading_and_drops_the_rest(run: Callable[..., Any]) -> None:
    html = (
        '<p class="a b" onclick="x()" style="top:0">t <b>b</b><script>s</script></p>'
        '<a href="javascript:x">j</a><a href="https://e.org">h</a><a data-node="n:a.md">n</a>'
        '<svg><script>s</script></svg><input type="checkbox" checked><input type="text" value="v">'
    )
    script = """
      const box = document.createElement('div');
      box.append(vaultmapParts.safeHtml(a));
      return box.innerHTML;"""
    assert run(script, html) == (
        '<p class="md-a md-b">t <b>b</b></p><span class="dead-link">j</span>'
        '<a href="https://e.org" rel="noopener noreferrer" target="_blank">h</a>'
        '<button type="button" class="note-link" data-node="n:a.md">n</button>s'
        '<input type="checkbox" disabled="" checked="" aria-label="✓">'
    )


def test_an_address_says_the_state_and_back(run: Callable[..., Any]) -> None:
    script = """
      const filter = new vaultmapParts.Filter();
      filter.tags.add('#ё/&=#');
      filter.hiddenKinds.add('frame');
      filter.from = 19000;
      filter.undated = false;
      const camera = [1.5, -2, 3], view = 'list';
      const state = { view, node: 'n:а б.md', way: null, depth: 2, camera, filter };
      const text = vaultmapParts.writeAddress(state);
      const again = vaultmapParts.readAddress('#' + text);
      return [text === vaultmapParts.writeAddress(again), again.node, [...again.filter.tags]];"""
    assert run(script) == [True, "n:а б.md", ["#ё/&=#"]]


DUMP = """
  const dump = (graph) => {
    const name = (i) => i < 0 ? null : graph.ids[i];
    const nodes = graph.ids.map((id, i) => [id, graph.name(i), graph.kindName(i), graph.path(i),
      graph.line[i], graph.x[i], graph.y[i], graph.weight[i], name(graph.parent[i]),
      graph.tagsOf[i].map((tag) => graph.tags[tag]).sort(),
      graph.folder[i] < 0 ? null : graph.folders[graph.folder[i]],
      String(graph.day[i]), graph.flags[i]]);
    const edges = [...graph.source].map((s, e) =>
      [name(s), name(graph.target[e]), graph.edgeKinds[graph.edgeKind[e]].id]);
    const paths = graph.readingPaths.map((path) => path.map(name));
    const sorted = (rows) => rows.map((row) => JSON.stringify(row)).sort();
    return { nodes: sorted(nodes), edges: sorted(edges), paths };
  };"""


def test_a_graph_and_its_delta_give_what_a_fresh_page_gives(run: Callable[..., Any]) -> None:
    before = model_of(everything())
    drawing = everything()
    nodes = (
        *(node for node in drawing.nodes if node.id not in {"n:Alone.md", "n:field/Evidence.md"}),
        note("field/Evidence.md", label="Proof", tags=("#new",), day=19300, rev="2"),
        note("new/Ветвь.md", tags=("#memory", "#new")),
    )
    place = {node.id: at for at, node in enumerate(nodes)}
    old_names = [node.id for node in drawing.nodes]
    edges = [
        edge._replace(source=place[old_names[edge.source]], target=place[old_names[edge.target]])
        for edge in drawing.edges
    ]
    seed = place["n:seed/Seed of the double.md"]
    edges.append(edges[0]._replace(source=place["n:new/Ветвь.md"], target=seed, kind="same_as"))
    paths = (tuple(place[old_names[at]] for at in drawing.paths[0]),)
    after = model_of(replace(drawing, nodes=nodes, edges=tuple(sorted(edges)), paths=paths))
    change = json.loads(json.dumps(shipped_delta(before, after)))
    script = f"""{DUMP}
      const graph = new vaultmapParts.Graph(a[0]);
      const before = JSON.stringify(dump(graph));
      const result = dump(vaultmapParts.applyDelta(graph, a[1]));
      const fresh = dump(new vaultmapParts.Graph(a[2]));
      return [result, fresh, before === JSON.stringify(dump(graph))];"""
    options = PageOptions()
    result, fresh, untouched = run(
        script, [page_data(before, options), change, page_data(after, options)]
    )
    assert result == fresh
    assert untouched


def shipped_delta(before: Any, after: Any) -> dict[str, Any]:
    made: dict[str, Any] = delta(before, after)
    return made


@pytest.mark.parametrize("name", web_order())
def test_each_file_says_what_it_is_and_cannot_end_its_element(name: str) -> None:
    text = web_text(name)
    assert text.startswith("/* ")
    assert not any(end in text.lower() for end in ("</script", "</style", "<!--"))
    if name.endswith(".js"):
        assert text.rstrip().endswith("})(window.vaultmapParts = window.vaultmapParts || {});")
        assert ".innerHTML" not in text
        assert "eval(" not in text
    assert "http://" not in text.replace("http://www.w3.org/", "")
    assert "https://" not in text
