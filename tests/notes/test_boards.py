"""Canvases (JSON Canvas 1.0) and bases as sources of links, sound or not."""

import json
from typing import Any

import pytest

from vaultkit.graph.vault_graph import build_graph
from vaultkit.notes.base import parse_base
from vaultkit.notes.canvas import parse_canvas
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import MAX_BYTES
from vaultkit.notes.source import Source

BOX = {"id": "1", "x": 0, "y": 0, "width": 9, "height": 9}


def canvas(text: str) -> Note:
    return parse_canvas(Source.of(note_path("x/Board.canvas"), text.encode("utf-8", "replace")))


def board(*nodes: Any, **more: Any) -> Note:
    return canvas(json.dumps({"nodes": nodes, **more}))


@pytest.mark.parametrize(
    ("node", "links"),
    [
        ({**BOX, "type": "file", "file": "a/B.md"}, ["/a/B.md"]),
        ({**BOX, "type": "file", "file": "a/B.md", "subpath": "#H"}, ["/a/B.md#H"]),
        ({"type": "file", "file": "B.md", "subpath": "H"}, ["/B.md"]),
        ({"type": "file", "file": "B.md", "subpath": 3}, ["/B.md"]),
        ({"type": "file", "file": "И\u0306.md"}, ["/Й.md"]),
        ({"type": "file"}, []),
        ({"type": "file", "file": ""}, []),
        ({"type": "file", "file": ["a.md"]}, []),
        (
            {"type": "text", "text": "[[A]] ![[b.png]] [c](D.md) `[[e]]` [x](https://f)"},
            ["A", "b.png", "D.md"],
        ),
        ({"type": "text", "text": "[[#Own]]"}, ["#Own"]),
        ({"type": "text"}, []),
        ({"type": "text", "text": None}, []),
        ({**BOX, "type": "link", "url": "https://a.b"}, []),
        ({**BOX, "type": "group", "label": "[[A]]", "background": "b.png"}, []),
        ({**BOX, "type": "video", "file": "a.md"}, []),
        ({**BOX, "file": "a.md"}, []),
        ({}, []),
        ("a string", []),
        (None, []),
        ([], []),
    ],
)
def test_links_of_one_node(node: Any, links: list[str]) -> None:
    note = board(node, {"type": "text", "text": "[[after]]"})
    assert [link.target + link.subpath for link in note.links] == [*links, "after"]
    assert note.findings == ()


@pytest.mark.parametrize(
    "text", ["", "  \n", "{}", '{"nodes": []}', '{"nodes": null, "edges": 3}']
)
def test_a_canvas_without_nodes_is_empty(text: str) -> None:
    note = canvas(text)
    assert (note.links, note.findings) == ((), ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", 1),
        ('{\n"nodes": [\n{]', 3),
        ("[]", 1),
        ("3", 1),
        ('"nodes"', 1),
        ('{"nodes": {"a": 1}}', 1),
        ('{"nodes": "x"}', 1),
        ("[" * 100_000, 1),
        ('{"nodes": [' + "9" * 10_000 + "]}", 1),
        ("\0", 1),
    ],
)
def test_a_broken_canvas_is_told(text: str, line: int) -> None:
    note = canvas(text)
    assert [(one.kind, one.line) for one in note.findings] == [("invalid-canvas", line)]
    assert note.links == ()


def test_a_canvas_beyond_bounds_is_told() -> None:
    note = canvas('{"nodes": [' + " " * MAX_BYTES + "]}")
    assert [one.kind for one in note.findings] == ["too-large"]


def test_links_of_a_canvas_are_resolved() -> None:
    note = board(
        {"type": "file", "file": "B.md"},
        {"type": "file", "file": "y/B.md"},
        {"type": "text", "text": "[[b]] [[#Own]]"},
        edges=[{"id": "e", "fromNode": "1", "toNode": "2"}],
    )
    files = [note_path(path) for path in ("x/Board.canvas", "x/B.md", "y/B.md")]
    links = build_graph([note], files).links[note.path]
    assert [link.target for link in links] == [None, "y/B.md", "x/B.md", "x/Board.canvas"]


@pytest.mark.parametrize(
    ("text", "links", "kinds"),
    [
        ("views:\n  - name: a\n    filters: '[[A]]'\n", ["A"], []),
        ("x: '[b](C.md)'\ny: text [[no]]\n", ["C.md"], []),
        ("", [], []),
        ("a: [", [], ["invalid-base"]),
        ("- a\n", [], ["invalid-base"]),
        ("a: b\n" * 40_000, [], ["invalid-base"]),
    ],
)
def test_bases(text: str, links: list[str], kinds: list[str]) -> None:
    note = parse_base(Source.of(note_path("b.base"), text.encode()))
    assert [link.target for link in note.property_links] == links
    assert [one.kind for one in note.findings] == kinds
