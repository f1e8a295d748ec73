"""A delta applied to the page of the old map gives the page of the new one."""

import base64
import json
import struct
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.map.drawings import drawings, note, planted
from vaultkit.map.delta import Delta, delta, revision_script
from vaultkit.map.model import MapOptions, place_drawing
from vaultkit.map.page_data import PageOptions, page_data
from vaultkit.map.positions import positions_of
from vaultkit.map.record import Drawing, Edge, MapModel

NUMBERS = {"kind": "B", "line": "i", "region": "i", "folder": "i", "day": "i", "flags": "B"}
Facts = dict[str, dict[str, Any]]


def unpacked(text: str, code: str) -> list[Any]:
    data = base64.b64decode(text)
    return list(struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data))


def facts_of(data: Delta) -> Facts:
    """The rows of a page's data or a delta by node id, with names in place of numbers."""
    nodes = data["nodes"]
    numbers = {name: unpacked(nodes[name], code) for name, code in NUMBERS.items()}
    parents = nodes.get("parentId")
    if parents is None:
        at = unpacked(nodes["parent"], "i")
        parents = [nodes["id"][each] if each >= 0 else None for each in at]
    regions = [region["id"] for region in data["regions"]]
    return {
        node: {
            **{name: column[row] for name, column in numbers.items() if name != "folder"},
            "label": nodes["label"][row],
            "parent": parents[row],
            "region": regions[numbers["region"][row]] if numbers["region"][row] >= 0 else None,
            "folder": data["folders"][numbers["folder"][row]],
            "tags": [data["tags"][tag] for tag in nodes["tags"][row]],
        }
        for row, node in enumerate(nodes["id"])
    }


def edges_of(model: MapModel) -> set[tuple[str, str, str]]:
    nodes = model.drawing.nodes
    return {(nodes[a].id, nodes[b].id, kind) for a, b, kind in model.drawing.edges}


def check(old: MapModel, new: MapModel) -> Delta:
    change = delta(old, new)
    assert (change["from"], change["revision"]) == (old.revision, new.revision)
    if change.get("reload"):
        return change
    facts = facts_of(page_data(old, PageOptions()))
    for node in change["removed"]:
        del facts[node]
    facts |= facts_of(change)
    assert facts == facts_of(page_data(new, PageOptions()))
    edges = edges_of(old) - {tuple(edge) for edge in change["edges"]["removed"]}
    edges |= {tuple(edge) for edge in change["edges"]["added"]}
    assert edges == edges_of(new)
    kinds = {kind["id"] for kind in change["edgeKinds"]}
    assert {kind for _, _, kind in edges} <= kinds
    return change


@given(drawings(most=20), drawings(most=20), st.booleans())
@settings(max_examples=60, deadline=None)
def test_old_page_and_delta_give_the_new_page(before: Drawing, after: Drawing, keep: bool) -> None:
    old = place_drawing(before, MapOptions())
    options = MapOptions(positions=positions_of(old)) if keep else MapOptions()
    check(old, place_drawing(after, options))


def test_a_small_change_is_a_small_delta() -> None:
    drawing = planted()
    old = place_drawing(drawing, MapOptions())
    nodes = (replace(drawing.nodes[3], rev="2"), *drawing.nodes[4:], note("new"))
    count = len(drawing.nodes)
    kept = tuple(Edge(a - 3, b - 3, kind) for a, b, kind in drawing.edges if a >= 3 and b >= 3)
    new = place_drawing(
        Drawing(nodes=nodes, edges=(*kept, Edge(0, count - 3, "link"))),
        MapOptions(positions=positions_of(old)),
    )
    change = check(old, new)
    assert set(change["removed"]) == {"n:g0-0.md", "n:g0-1.md", "n:g0-2.md"}
    assert {"n:g0-3.md", "n:new.md"} <= set(change["nodes"]["id"])
    assert not any(node.startswith("n:g2") for node in change["nodes"]["id"])


def test_nothing_changed_is_an_empty_delta() -> None:
    old = place_drawing(planted(), MapOptions())
    new = place_drawing(planted(), MapOptions(positions=positions_of(old)))
    change = check(old, new)
    assert change["nodes"]["id"] == []
    assert change["edges"] == {"added": [], "removed": []}


def test_panels_of_changed_nodes_travel_along() -> None:
    drawing = planted()
    old = place_drawing(drawing, MapOptions())
    grown = replace(drawing, nodes=(*drawing.nodes, note("new")))
    new = place_drawing(grown, MapOptions(positions=positions_of(old)))
    change = delta(old, new, lambda node: {"id": node} if node == "n:new.md" else None)
    assert change["panels"] == {"n:new.md": {"id": "n:new.md"}}


def test_the_revision_script_is_one_call() -> None:
    text = revision_script("r2", [{"from": "r1", "revision": "r2", "notices": ["</script>"]}])
    assert text.startswith("vaultmapRevision(")
    assert "</" not in text
    inside = json.loads(text.removeprefix("vaultmapRevision(").removesuffix(");\n"))
    assert inside["deltas"][0]["notices"] == ["</script>"]
