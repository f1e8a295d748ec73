"""The page's data says what the model says, in the columns of docs/map-data.md."""

import base64
import json
import struct
import zlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.map.vaults import snapshot_of
from vaultkit.map.model import MapOptions, build_model, place_drawing
from vaultkit.map.page_data import PageOptions, data_block, json_text, page_data, spread
from vaultkit.map.record import Drawing, Node


def unpacked(text: str, code: str) -> list[Any]:
    data = base64.b64decode(text)
    return list(struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data))


def data_of(texts: dict[str, str], *files: str) -> dict[str, Any]:
    model = build_model(snapshot_of(texts, files), MapOptions(name="v"))
    found: dict[str, Any] = json.loads(json_text(page_data(model, PageOptions())))
    return found


def test_notes_links_embeds_and_ghosts_are_columns() -> None:
    data = data_of({"a/б.md": "[[c]] [[gone]] ![[pic.png]]", "c.md": "text"}, "pic.png")
    nodes = data["nodes"]
    kinds = [data["kinds"][at] for at in unpacked(nodes["kind"], "B")]
    assert dict(zip(nodes["id"], kinds, strict=True)) == {
        "n:a/б.md": "note",
        "n:c.md": "note",
        "g:gone": "ghost",
        "a:pic.png": "file",
    }
    names = nodes["id"]
    edges = data["edges"]
    ends = zip(
        unpacked(edges["source"], "i"),
        unpacked(edges["target"], "i"),
        unpacked(edges["kind"], "B"),
        strict=True,
    )
    found = {(names[a], names[b], data["edgeKinds"][kind]["group"]) for a, b, kind in ends}
    assert {pair[:2] for pair in found} == {
        ("n:a/б.md", "n:c.md"),
        ("n:a/б.md", "g:gone"),
        ("n:a/б.md", "a:pic.png"),
    }
    assert data["folders"] == ["", "a"]
    assert nodes["label"][names.index("n:c.md")] is None


def test_tags_and_parents_are_places_in_tables() -> None:
    note = Node(id="n:a.md", kind="note", label="a", tags=("#b", "#a"))
    frame = Node(id="f:1", kind="frame", label="F", parent="n:a.md", tags=("#b",), day=3)
    model = place_drawing(Drawing(nodes=(note, frame)), MapOptions())
    data = page_data(model, PageOptions())
    at = data["nodes"]["id"].index
    tags = data["nodes"]["tags"]
    assert [data["tags"][tag] for tag in tags[at("n:a.md")]] == ["#b", "#a"]
    assert unpacked(data["nodes"]["parent"], "i")[at("f:1")] == at("n:a.md")
    assert unpacked(data["nodes"]["day"], "i")[at("f:1")] == 3


@given(st.integers(min_value=0, max_value=700))
def test_spread_visits_each_place_once(count: int) -> None:
    assert sorted(spread(count)) == list(range(count))


@given(st.text())
def test_no_text_ends_the_script_it_stands_in(text: str) -> None:
    block = data_block("x", {"t": text})
    inside = block.partition(">")[2].removesuffix("</script>")
    assert "<" not in inside
    assert json.loads(inside) == {"t": text}


def test_long_blocks_are_compressed() -> None:
    value = ["<b>я</b>" * 10] * 10_000
    block = data_block("x", value)
    assert 'data-encoding="deflate"' in block
    inside = block.partition(">")[2].removesuffix("</script>")
    assert json.loads(zlib.decompress(base64.b64decode(inside))) == value
