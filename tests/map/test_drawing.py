"""What a vault says is drawn: each kind of node and edge from the record that it stands for."""

from dataclasses import replace

from tests.map.vaults import snapshot_of
from vaultkit.frames.record import (
    Citation,
    Evidence,
    Filler,
    Frame,
    Lines,
    Message,
    Pointer,
    Protocol,
    Relation,
    Step,
)
from vaultkit.map.drawing import draw
from vaultkit.map.node import frame_label
from vaultkit.map.record import ORPHAN, REJECTED, Drawing
from vaultkit.notes.note_path import NotePath, note_path
from vaultkit.snapshot import Snapshot

A, B, C = (note_path(f"{name}.md") for name in "abc")


def frame(frame_id: str, **fields: str) -> Frame:
    return Frame(
        id=frame_id,
        rev="1",
        kind="module",
        title=f"frame {frame_id}",
        span=Lines(1, 2),
        parent=fields.get("parent"),
        protocol=fields.get("protocol"),
    )


def protocol(protocol_id: str, note: NotePath, status: str = "proposed") -> Protocol:
    return Protocol(
        id=protocol_id,
        rev="1",
        name=f"protocol {protocol_id}",
        line=1,
        span=Lines(1, 1),
        role="protocol",
        status=status,
        quote="",
        preconditions=("ground",),
        steps=(
            Step(n=1, text="dig", line=2),
            Step(n=2, text="plant", line=3),
            Step(n=3, text="water", line=4, after=(1,)),
        ),
        checks=("it grows",),
        evidence=(Evidence(note=note, line=1, quote=""),),
    )


def vault() -> Snapshot:
    return snapshot_of({"a.md": "[[b]] [[gone]] ![[p.png]]", "b.md": "x", "c.md": "y"}, ("p.png",))


def edges_of(drawing: Drawing) -> set[tuple[str, str, str]]:
    nodes = drawing.nodes
    return {(nodes[a].id, nodes[b].id, kind) for a, b, kind in drawing.edges}


def test_a_citation_stands_for_its_link() -> None:
    snapshot = vault()
    citation = Citation(
        id="1",
        rev="1",
        line=1,
        col=1,
        target="b",
        to_note=B,
        claim="",
        claim_span=Lines(1, 1),
        quote="",
        cito="cito:extends",
    )
    snapshot = replace(snapshot, citations={A: (citation,)})
    edges = edges_of(draw(snapshot))
    assert ("n:a.md", "n:b.md", "cites:extends") in edges
    assert ("n:a.md", "n:b.md", "link") not in edges
    assert ("n:a.md", "g:gone", "link") in edges
    assert ("n:a.md", "a:p.png", "embed") in edges


def test_frames_lie_beside_their_note_and_in_their_frame() -> None:
    snapshot = vault()
    frames = (frame("1"), frame("2", parent="1"))
    relation = Relation(source="1", type="contrasts_with", target="2")
    reading = snapshot.readings[A]
    readings = {
        **snapshot.readings,
        A: replace(reading, meaning=replace(reading.meaning, relations=(relation,))),
    }
    drawing = draw(replace(snapshot, frames={A: frames}, readings=readings))
    parents = {node.id: node.parent for node in drawing.nodes}
    assert parents["f:1"] == parents["f:2"] == "n:a.md"
    assert {
        ("n:a.md", "f:1", "has_part"),
        ("f:1", "f:2", "has_part"),
        ("f:1", "f:2", "contrasts_with"),
    } <= edges_of(drawing)


def test_a_protocol_is_one_node_however_many_frames_and_notes_tell_of_it() -> None:
    snapshot = vault()
    merged = replace_evidence(protocol("whole", A, "rejected"), A, B)
    snapshot = replace(
        snapshot,
        protocols=(merged,),
        protocol_ids={"local": "whole"},
        frames={A: (frame("1", protocol="local"),)},
    )
    drawing = draw(snapshot)
    ids = [node.id for node in drawing.nodes]
    assert "f:1" not in ids
    assert ids.count("p:whole") == 1
    assert drawing.nodes[ids.index("p:whole")].flags & REJECTED
    assert {("n:a.md", "p:whole", "has_part"), ("n:b.md", "p:whole", "has_part")} <= edges_of(
        drawing
    )


def replace_evidence(given: Protocol, *notes: NotePath) -> Protocol:
    return replace(given, evidence=tuple(Evidence(note=each, line=1, quote="") for each in notes))


def test_the_flow_of_a_protocol_has_conditions_steps_and_checks_in_order() -> None:
    flow = draw(replace(vault(), protocols=(protocol("1", A),))).flow
    assert [box.kind for box in flow.boxes] == [
        "protocol",
        "condition",
        "step",
        "step",
        "step",
        "check",
    ]
    assert [box.column for box in flow.boxes] == list(range(6))
    assert [arrow for arrow in flow.arrows if arrow.kind == "requires"] == [(2, 4, "requires")]
    assert [lane.kind for lane in flow.lanes] == ["protocol"]


def test_numbered_parts_form_a_path_and_a_lane_and_rings_are_cut() -> None:
    pointers = {
        one: (Pointer(id="1", kind="next", line=1, number="2", title="t", quote="", to_note=two),)
        for one, two in ((A, B), (B, C), (C, A))
    }
    drawing = draw(replace(vault(), pointers=pointers))
    assert [[drawing.nodes[at].id for at in path] for path in drawing.paths] == [
        ["n:a.md", "n:b.md", "n:c.md"]
    ]
    assert ("n:c.md", "n:a.md", "precedes") in edges_of(drawing)
    assert [box.node for box in drawing.flow.boxes] == ["n:a.md", "n:b.md", "n:c.md"]


def test_messages_are_drawn_from_two_on() -> None:
    def said(number: int) -> Message:
        return Message(
            id=f"m{number}",
            role="user",
            author="User",
            dialect="nexus",
            line=number,
            span=Lines(number, number),
            raw="",
            timestamp="2025-05-11T06:11",
        )

    drawing = draw(replace(vault(), messages={A: (said(1), said(2)), B: (said(1),)}))
    days = {node.id: node.day for node in drawing.nodes}
    assert days["m:a.md#m1"] == days["n:a.md"] == 20219
    assert "m:b.md#m1" not in days


def test_file_dates_serve_where_notes_tell_none() -> None:
    own = snapshot_of({"a.md": "---\ncreated: 2025-01-02\n---\n", "b.md": ""})
    assert {node.id: node.day for node in draw(own, {A: 1, B: 2}).nodes} == {
        "n:a.md": 20090,
        "n:b.md": None,
    }
    none = snapshot_of({"a.md": "", "b.md": ""})
    assert {node.day for node in draw(none, {A: 1, B: 2}).nodes} == {1, 2}


def test_a_report_of_an_importer_is_left_out_and_told() -> None:
    snapshot = vault()
    reading = snapshot.readings[A]
    report = replace(reading, meaning=replace(reading.meaning, kind="report"))
    drawing = draw(replace(snapshot, readings={**snapshot.readings, A: report}))
    assert {node.id for node in drawing.nodes} == {"n:b.md", "n:c.md"}
    assert len(drawing.notices) == 1
    assert not any(node.flags & ORPHAN for node in drawing.nodes)


def test_a_frame_without_a_title_is_called_by_its_own_words() -> None:
    words: dict[str, tuple[Filler, ...]] = {
        "items": (Filler(value="first", line=2),),
        "lead": (Filler(value="What stays", line=1),),
    }
    frame = Frame(id="f", rev="1", kind="enumeration", span=Lines(1, 2), slots=words)
    assert frame_label(frame) == "What stays"
    assert frame_label(replace(frame, slots={})) == "enumeration"
    assert frame_label(replace(frame, title="Title")) == "Title"
