"""A map amended by what a few notes draw is the one that is drawn anew, where notes draw it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.map.test_delta import edges_of, facts_of
from vaultkit.config import Config
from vaultkit.map import amending
from vaultkit.map.amending import amend
from vaultkit.map.delta import delta, delta_of
from vaultkit.map.model import MapOptions, build_model
from vaultkit.map.page_data import PageOptions, page_data
from vaultkit.map.positions import positions_of
from vaultkit.map.record import ORPHAN, MapModel, Node
from vaultkit.map.redrawn import redrawn
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.source import Source
from vaultkit.reader import read_one
from vaultkit.snapshot import Snapshot, take_snapshot

LINES = (
    "# Part I. The seed",
    "## I.1. The principle of growth",
    "## I.2. The environment",
    "A seed is grown, never copied.",
    "[[a]] because it says so.",
    "[[b]] and ![[picture.png]]",
    "[[nowhere]]",
    "Agrees with [[c]].[^1]\n\n[^1]: [[b]] — the same thought",
    "The question is not the copy but the growth.",
    "```\nMODULE_X\n```",
    "The module `MODULE_X` holds it.",
    "1. Take the seed.\n2. Plant it.\n3. Check what grew.",
    "## Transfer protocols\n\n- **Seed transfer** — by documents",
    "> [!user] User\n> What is a seed?\n\n> [!assistant] Assistant\n> A seed is a plan.",
    "Next: I.4. The rest",
    "date: 2020-01-01",
)
NAMES = ("a.md", "b.md", "c.md", "d/e.md", "board.canvas", "picture.png")
Texts = Mapping[str, str]

texts = st.dictionaries(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(LINES), max_size=5).map("\n\n".join),
    min_size=1,
)


def snapshot_of(notes: Texts) -> Snapshot:
    readings = []
    for name, text in sorted(notes.items()):
        body = text
        if name.endswith(".canvas"):
            body = '{"nodes": [{"id": "1", "type": "file", "file": "a.md"}], "edges": []}'
        if not name.endswith(".png"):
            readings.append(read_one(Source.of(NotePath(name), body.encode()), Config()))
    return take_snapshot(readings, [NotePath(name) for name in notes])


def own_ids(model: MapModel, *snapshots: Snapshot) -> set[str]:
    common = {f"f:{module.id}" for one in snapshots for module in one.modules}
    kinds = ("note", "frame", "message", "ghost", "file")
    return {node.id for node in model.drawing.nodes if node.kind in kinds} - common


def plain(node: Node, model: MapModel, ids: set[str]) -> Node:
    """A node without what edges of the whole vault decide."""
    ends = {end for edge in edges_of(model) if {*edge[:2]} <= ids for end in edge[:2]}
    return replace(node, flags=node.flags & ~ORPHAN | (0 if node.id in ends else ORPHAN))


@given(texts, texts)
@settings(max_examples=150, deadline=None)
def test_what_notes_draw_is_as_if_all_were_drawn(before: Texts, after: Texts) -> None:
    old, new = snapshot_of(before), snapshot_of(after)
    model = build_model(old, MapOptions())
    made = amend(model, old, new, redrawn(old, new))
    if made is None:
        return
    amended, news = made
    whole = build_model(new, MapOptions(positions=positions_of(model)))
    ids = own_ids(whole, old, new)
    assert own_ids(amended, old, new) == ids
    by_id = {node.id: node for node in amended.drawing.nodes}
    for node in whole.drawing.nodes:
        if node.id in ids:
            assert plain(by_id[node.id], amended, ids) == plain(node, whole, ids)
    between = {edge for edge in edges_of(whole) if {*edge[:2]} <= ids}
    assert between == {edge for edge in edges_of(amended) if {*edge[:2]} <= ids}
    assert delta_of(model, amended, news)["revision"] == amended.revision
    check_page(model, amended, delta_of(model, amended, news))
    # Drawing everything afterwards is one more change of the page.
    assert delta(amended, whole)["revision"] == whole.revision


def check_page(old: MapModel, new: MapModel, change: Mapping[str, object]) -> None:
    facts = facts_of(page_data(old, PageOptions()))
    for node in change["removed"]:  # type: ignore[attr-defined]  # JSON
        del facts[node]
    facts |= facts_of(dict(change))
    assert facts == facts_of(page_data(new, PageOptions()))
    told = change["edges"]
    edges = edges_of(old) - {tuple(edge) for edge in told["removed"]}  # type: ignore[index]  # JSON
    edges |= {tuple(edge) for edge in told["added"]}  # type: ignore[index]  # JSON
    assert edges == edges_of(new)
    assert list(new.drawing.edges) == sorted(set(new.drawing.edges))
    weights = [
        (-weight, node.id) for weight, node in zip(new.weights, new.drawing.nodes, strict=True)
    ]
    assert weights == sorted(weights)


def test_no_two_nodes_lie_on_one_place() -> None:
    before = {f"{number}.md": f"[[{number + 1}]]" for number in range(30)}
    after = before | {"new.md": "[[3]] and [[4]] and [[never]]", "alone.md": "nothing"}
    old, new = snapshot_of(before), snapshot_of(after)
    model = build_model(old, MapOptions())
    made = amend(model, old, new, redrawn(old, new))
    assert made is not None
    places = {(round(at.x, 3), round(at.y, 3)) for at in made[0].places}
    assert len(places) == len(made[0].places)
    kept = dict(zip((node.id for node in model.drawing.nodes), model.places, strict=True))
    now = dict(zip((node.id for node in made[0].drawing.nodes), made[0].places, strict=True))
    assert all(now[node] == at for node, at in kept.items())


def test_a_renamed_note_stays_where_it_was() -> None:
    before = {f"{number}.md": f"[[{number + 1}]] number {number}" for number in range(30)}
    after = {("other.md" if name == "7.md" else name): text for name, text in before.items()}
    old, new = snapshot_of(before), snapshot_of(after)
    model = build_model(old, MapOptions())
    made = amend(model, old, new, redrawn(old, new))
    assert made is not None
    was = [node.id for node in model.drawing.nodes].index("n:7.md")
    now = [node.id for node in made[0].drawing.nodes].index("n:other.md")
    assert made[0].places[now] == model.places[was]


def test_a_large_change_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amending, "MOST", 1)
    old, new = snapshot_of({"a.md": "1", "b.md": "1"}), snapshot_of({"a.md": "2", "b.md": "2"})
    model = build_model(old, MapOptions())
    assert amend(model, old, new, redrawn(old, new)) is None
