"""Nothing lies over anything, what belongs together lies together, what is known stays."""

import math
import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.map.drawings import PLANTED, drawings, note, planted
from vaultkit.map.communities import damped, find_communities, neighbours
from vaultkit.map.grouping import find_leads
from vaultkit.map.model import GROUPS, MapOptions, place_drawing
from vaultkit.map.packing import Circle, enclosing, pack
from vaultkit.map.positions import Positions, parse_positions, positions_of, positions_text
from vaultkit.map.record import Drawing, Edge, MapModel, Node, Place
from vaultkit.map.region_names import centres, name_regions, title_name
from vaultkit.map.renames import follow
from vaultkit.map.rings import ROOMY, lead_radius
from vaultkit.map.settling import settle


def overlap(circles: list[Circle], slack: float = 1e-6) -> list[tuple[Circle, Circle]]:
    return [
        (one, two)
        for one, two in combinations(circles, 2)
        if math.hypot(one.x - two.x, one.y - two.y) < one.r + two.r - slack
    ]


def lead_circles(model: MapModel, radius: float | None = None) -> list[Circle]:
    leads = find_leads(model.drawing)
    return [
        Circle(*model.places[at], (radius or room) * model.unit)
        for at, room in zip(leads.nodes, leads.radii, strict=True)
    ]


def by_id(model: MapModel) -> dict[str, Place]:
    return {node.id: place for node, place in zip(model.drawing.nodes, model.places, strict=True)}


@given(st.lists(st.floats(min_value=0.5, max_value=9), max_size=40))
@settings(max_examples=40)
def test_packed_circles_do_not_overlap(radii: list[float]) -> None:
    near: list[dict[int, float]] = [
        {(at + 1) % len(radii): 1.0} if len(radii) > 1 else {} for at in range(len(radii))
    ]
    circles = pack(radii, near)
    assert [circle.r for circle in circles] == radii
    assert not overlap(circles)


def test_many_circles_do_not_overlap() -> None:
    radii = [1 + (at * 7 % 13) / 3 for at in range(1500)]
    near: list[dict[int, float]] = [{} for _ in radii]
    assert not overlap(pack(radii, near))


@given(st.lists(st.builds(Circle, *[st.floats(-50, 50)] * 2, st.floats(0.5, 5)), min_size=1))
def test_the_enclosing_circle_holds_all(circles: list[Circle]) -> None:
    x, y, r = enclosing(circles)
    assert all(math.hypot(each.x - x, each.y - y) + each.r <= r + 1e-6 for each in circles)


@pytest.mark.parametrize("count", [3, 7, 60, 500])
def test_the_enclosing_circle_is_tight(count: int) -> None:
    rim = [Circle(10 * math.cos(at * at), 10 * math.sin(at * at), 1.0) for at in range(count)]
    widest = max(math.dist(one[:2], two[:2]) for one, two in combinations(rim, 2))
    assert enclosing(rim).r < 1.02 * max(widest / math.sqrt(3), widest / 2) + 1
    off_centre = [*rim, *[Circle(7.0, 0.0, 1.0)] * 1000]
    assert enclosing(off_centre).r < 11.2


def test_settled_members_lie_side_by_side() -> None:
    groups = [list(range(40)), list(range(40, 60))]
    near = neighbours(60, ((0, at, 1.0) for at in range(1, 60)))
    lying = settle(groups, dict.fromkeys(range(60), 0.5), near)
    assert not overlap(list(lying.values()))
    assert max(math.hypot(each.x, each.y) for each in lying.values()) < 5.5


def test_planted_communities_are_found() -> None:
    drawing = planted()
    near = neighbours(len(drawing.nodes), ((edge[0], edge[1], 1.0) for edge in drawing.edges))
    found = find_communities(damped(near))[-1]
    assert found == [at // 12 for at in range(12 * PLANTED)]
    assert find_communities(damped(near), found)[-1] == found


@given(drawings(), st.sampled_from(GROUPS))
@settings(max_examples=60, deadline=None)
def test_no_note_lies_over_another(drawing: Drawing, group: str) -> None:
    model = place_drawing(drawing, MapOptions(group=group))
    assert len(model.places) == len(drawing.nodes)
    assert not overlap(lead_circles(model, radius=0.5), 0.02 * model.unit)
    assert all(math.isfinite(each.x + each.y) for each in model.places)
    outer = [Circle(each.x, each.y, each.r) for each in model.regions if each.parent < 0]
    assert not overlap(outer)


def test_regions_hold_their_members_and_are_named() -> None:
    model = place_drawing(planted(), MapOptions())
    assert len(model.regions) == PLANTED
    assert sum(region.count for region in model.regions) == len(model.places)
    assert len({region.name for region in model.regions}) == PLANTED
    for place, at in zip(model.places, model.region_of, strict=True):
        region = model.regions[at]
        assert math.hypot(place.x - region.x, place.y - region.y) <= region.r + 1e-6


def test_isolates_lie_in_a_compact_strip_below() -> None:
    drawing = planted()
    alone = tuple(note(f"alone {at}") for at in range(300))
    model = place_drawing(replace(drawing, nodes=(*drawing.nodes, *alone)), MapOptions())
    places = by_id(model)
    lowest = max(places[node.id].y for node in drawing.nodes)
    strip = [places[node.id] for node in alone]
    assert min(place.y for place in strip) > lowest
    width = max(place.x for place in strip) - min(place.x for place in strip)
    height = max(place.y for place in strip) - min(place.y for place in strip)
    assert width * height < 1.6 * 300 * model.unit**2


@given(drawings(), drawings())
@settings(max_examples=40, deadline=None)
def test_what_exists_does_not_move(before: Drawing, more: Drawing) -> None:
    old = place_drawing(before, MapOptions())
    new_nodes = tuple(
        replace(node, id=node.id + "+", parent=node.parent and node.parent + "+")
        for node in more.nodes[: len(before.nodes) // 2]
    )
    joined = tuple(
        Edge(at % len(before.nodes), len(before.nodes) + at, "link")
        for at in range(0, len(new_nodes), 2)
    )
    grown = replace(
        before, nodes=before.nodes + new_nodes, edges=tuple(sorted((*before.edges, *joined)))
    )
    known = parse_positions(positions_text(positions_of(old)))
    new = place_drawing(grown, MapOptions(positions=known))
    leads = find_leads(before).nodes
    if len(find_leads(grown).nodes) > 2 * len(leads):
        return
    was, now = by_id(old), by_id(new)
    for at in leads:
        node = before.nodes[at].id
        assert math.dist(was[node], now[node]) < 0.02
    assert not overlap(lead_circles(new, radius=0.45), 0.02 * new.unit)


def test_a_new_note_lies_beside_its_neighbours_in_their_region() -> None:
    drawing = planted()
    old = place_drawing(drawing, MapOptions())
    grown = replace(
        drawing,
        nodes=(*drawing.nodes, note("new"), note("alone")),
        edges=tuple(sorted((*drawing.edges, Edge(0, 60, "link"), Edge(1, 60, "link")))),
    )
    new = place_drawing(grown, MapOptions(positions=positions_of(old)))
    places = by_id(new)
    middle = Place(
        (places["n:g0-0.md"].x + places["n:g0-1.md"].x) / 2,
        (places["n:g0-0.md"].y + places["n:g0-1.md"].y) / 2,
    )
    assert math.dist(places["n:new.md"], middle) < 5 * new.unit
    at = [node.id for node in new.drawing.nodes].index
    assert new.region_of[at("n:new.md")] == new.region_of[at("n:g0-2.md")]
    assert new.region_of[at("n:alone.md")] == -1
    hues = {region.id: region.hue for region in old.regions}
    assert {region.id: region.hue for region in new.regions} == hues


def test_frames_move_with_their_note_and_lie_around_it() -> None:
    home = note("a")
    parts = tuple(
        replace(note(f"f{at}"), id=f"f:{at}", kind="frame", parent=home.id, line=at)
        for at in range(20)
    )
    model = place_drawing(Drawing(nodes=(home, *parts, note("b"))), MapOptions())
    places = by_id(model)
    around = [math.dist(places[f"f:{at}"], places[home.id]) for at in range(20)]
    assert max(around) <= lead_radius(20, ROOMY) * model.unit
    assert not overlap([Circle(*places[f"f:{at}"], 0.1 * model.unit) for at in range(20)])


ODD_IDS = st.text(min_size=1).filter(
    lambda text: text.isprintable() or "\n" in text or "\t" in text
)


@given(st.dictionaries(ODD_IDS, st.tuples(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))))
def test_positions_survive_their_file(places: dict[str, tuple[float, float]]) -> None:
    before = Positions(unit=2.5, places={node: Place(*at) for node, at in places.items()})
    after = parse_positions(positions_text(before))
    assert after.places.keys() == before.places.keys()
    assert all(math.dist(after.places[node], at) < 0.02 for node, at in places.items())


@given(st.text())
def test_any_text_is_read_as_positions(text: str) -> None:
    parse_positions(text)
    parse_positions("vaultkit-positions 1\n" + text)


def test_faulty_lines_are_passed_over() -> None:
    faulty = "place\tnan\t1\t-\tn:a\nplace\t1\t2\t-\tn:b\nplace\t1e99\t2\t-\tn:c\nplace\n"
    text = "vaultkit-positions 1\nunit\t2\n" + faulty
    assert parse_positions(text).places == {"n:b": Place(1, 2)}
    assert parse_positions("vaultkit-positions 9\nunit\t2\n") == Positions()


PROGRAM = """
from tests.map.drawings import planted
from vaultkit.map.model import MapOptions, place_drawing
model = place_drawing(planted(), MapOptions())
print(model.revision, [(region.id, region.name) for region in model.regions])
"""


def test_the_hash_seed_changes_nothing() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_notes_have_their_places(count: int) -> None:
    model = place_drawing(Drawing(nodes=tuple(note(f"{at}") for at in range(count))), MapOptions())
    assert len(model.places) == count
    assert all(0 <= place.x <= 1000 and 0 <= place.y <= 1000 for place in model.places)


def test_a_hub_with_thousands_of_links_is_one_round_region() -> None:
    count = 6000
    nodes = tuple(note(f"leaf {at}") for at in range(count))
    edges = tuple(Edge(0, at, "link") for at in range(1, count))
    model = place_drawing(Drawing(nodes=nodes, edges=edges), MapOptions())
    assert [region.count for region in model.regions] == [count]
    area = math.pi * (model.regions[0].r / model.unit) ** 2
    assert area < 1.25 * count


def test_a_renamed_note_keeps_its_place() -> None:
    drawing = planted()
    told = replace(
        drawing, nodes=tuple(replace(node, rev=f"r{node.id}") for node in drawing.nodes)
    )
    before = place_drawing(told, MapOptions())
    old = told.nodes[3]
    new = replace(old, id="n:moved/New name.md", label="New name")
    renamed = replace(told, nodes=tuple(new if node is old else node for node in told.nodes))
    known = parse_positions(positions_text(positions_of(before)))
    after = place_drawing(renamed, MapOptions(positions=known))
    was = before.places[[node.id for node in before.drawing.nodes].index(old.id)]
    now = after.places[[node.id for node in after.drawing.nodes].index(new.id)]
    assert (round(was.x, 1), round(was.y, 1)) == (round(now.x, 1), round(now.y, 1))


def test_notes_that_say_the_same_are_not_taken_for_each_other() -> None:
    nodes = [Node(id=f"n:{name}", kind="note", label=name, rev="empty") for name in "abc"]
    known = Positions(
        unit=1.0,
        places={"n:x": Place(1, 1), "n:y": Place(2, 2)},
        digests={"n:x": "empty", "n:y": "empty"},
    )
    assert follow(known, nodes) == known


def test_regions_are_called_by_what_they_turn_around_or_by_their_words() -> None:
    titles = ["🗂️ Bees", *(f"{day}_d" for day in range(8)), "Oak grove", "Oak leaf", "Elm"]
    region_of = [0] * 9 + [1] * 3
    pairs = [(0, at) for at in range(1, 9)]
    assert centres(pairs, titles, region_of) == {0: 0}
    assert title_name("🗂️ Bees") == "Bees"
    assert name_regions(titles, region_of, 2)[1].startswith("Oak")


def test_a_region_of_numbered_notes_is_called_by_their_headings() -> None:
    drawing = planted(2, 6)
    nodes = tuple(
        replace(node, label=f"{at}_d", headings=((1, "The clockwork"),)) if at < 6 else node
        for at, node in enumerate(drawing.nodes)
    )
    model = place_drawing(replace(drawing, nodes=nodes), MapOptions())
    assert "clockwork" in {region.name for region in model.regions}
