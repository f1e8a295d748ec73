"""A panel shows a node's text, its links in both directions with claims, and its parts."""

from dataclasses import replace
from typing import Any

import pytest

from tests.map.vaults import snapshot_of, sources
from vaultkit.frames.record import Citation, Filler, Frame, Lines, Protocol, Step
from vaultkit.map.drawing import draw
from vaultkit.map.model import MapOptions, build_model
from vaultkit.map.page_data import json_text
from vaultkit.map.page_panels import Budget, page_panels, panel_blocks
from vaultkit.map.panel import Panel, panel, panel_book
from vaultkit.notes.note_path import note_path
from vaultkit.snapshot import Snapshot

TEXTS = {
    "a.md": "---\nk: v\n---\n# Заголовок\n\nСм. [[b]]: она исключает экспорт.\n\n1. step\n",
    "b.md": "text [[gone]]",
}


def vault() -> Snapshot:
    snapshot = snapshot_of(TEXTS)
    path = note_path("a.md")
    citation = Citation(
        id="c1",
        rev="1",
        line=6,
        col=5,
        target="b",
        to_note=note_path("b.md"),
        claim="она исключает экспорт",
        claim_span=Lines(6, 6),
        quote="",
        cito="cito:refutes",
    )
    frame = Frame(
        id="f1",
        rev="1",
        kind="module",
        title="Модуль",
        span=Lines(4, 6),
        slots={"goal": (Filler(value="перенос", line=6),)},
    )
    protocol = Protocol(
        id="p1",
        rev="1",
        name="Самосборка",
        line=8,
        span=Lines(8, 8),
        role="protocol",
        status="rejected",
        quote="q",
        steps=(Step(n=1, text="step", line=8),),
        checks=("works",),
    )
    reading = snapshot.readings[path]
    meaning = replace(reading.meaning, citations=(citation,), protocols=(protocol,))
    return replace(
        snapshot,
        readings={**snapshot.readings, path: replace(reading, meaning=meaning)},
        citations={**snapshot.citations, path: (citation,)},
        frames={**snapshot.frames, path: (frame,)},
        protocols=(protocol,),
    )


def panel_of(node: str, snapshot: Snapshot | None = None) -> Panel:
    snapshot = snapshot or vault()
    book = panel_book(snapshot, draw(snapshot), sources(TEXTS).__getitem__)
    found = panel(book, node)
    assert found is not None
    return found


def entries(found: Any) -> list[dict[str, Any]]:
    return list(found)


def test_a_citation_shows_its_claim_on_both_sides() -> None:
    out = [each for each in entries(panel_of("n:a.md")["out"]) if each["id"] == "n:b.md"]
    into = entries(panel_of("n:b.md")["in"])
    assert out == [
        {
            "id": "n:b.md",
            "label": "b",
            "kind": "cites:refutes",
            "claim": "она исключает экспорт",
            "line": 6,
        }
    ]
    assert [(each["id"], each["claim"]) for each in into] == [("n:a.md", "она исключает экспорт")]


def test_text_begins_after_the_properties_and_keeps_its_lines() -> None:
    html = str(panel_of("n:a.md")["html"])
    assert html.startswith('<h1 data-line="4">')
    assert 'data-node="n:b.md"' in html
    assert 'data-node="g:gone"' in str(panel_of("n:b.md")["html"])


def test_frames_and_protocols_show_slots_and_steps() -> None:
    note = panel_of("n:a.md")
    assert entries(note["frames"])[0]["slots"] == [["goal", ["перенос"]]]
    protocol = entries(note["protocols"])[0]
    assert (protocol["status"], protocol["checks"]) == ("rejected", ["works"])
    assert [step["text"] for step in protocol["steps"]] == ["step"]
    frame = panel_of("f:f1")
    assert str(frame["html"]).startswith('<h1 data-line="4">')
    assert frame["path"] == "a.md"
    assert panel_of("p:p1")["title"] == "Самосборка"


def test_a_ghost_tells_who_wants_it() -> None:
    assert [each["id"] for each in entries(panel_of("g:gone")["in"])] == ["n:b.md"]


def test_unknown_nodes_and_lost_files_do_no_harm() -> None:
    snapshot = vault()
    assert panel(panel_book(snapshot, draw(snapshot), sources(TEXTS).__getitem__), "n:x") is None

    def lost(path: str) -> Any:
        raise FileNotFoundError(path)

    found = panel(panel_book(snapshot, draw(snapshot), lost), "n:a.md")
    assert found is not None
    assert found["html"] == ""


@pytest.mark.parametrize(("many", "name"), [(1000, "AMPLE"), (10, "THRIFTY")])
def test_a_page_carries_panels_within_its_budget(
    many: int, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultkit.map.page_panels.MANY", many)
    monkeypatch.setattr(f"vaultkit.map.page_panels.{name}", Budget(50_000, 25_000, 1000, 5))
    texts = {f"{at}.md": f"{at} " * 600 for at in range(100)}
    snapshot = snapshot_of(texts)
    model = build_model(snapshot, MapOptions())
    panels = page_panels(snapshot, model, sources(texts).__getitem__)
    assert 20 < len(panels) < 60
    assert sum(len(json_text(each)) for each in panels.values()) <= 50_000
    assert all(panel["cut"] for panel in panels.values())


def test_blocks_of_panels_keep_to_their_room_and_tell_where_they_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vaultkit.map.page_panels.PANEL_BLOCK", 1000)
    order = [f"n:{at}" for at in range(30)]
    panels: dict[str, Panel] = {id_: {"html": "x" * 200} for id_ in order[::-3]}
    blocks, held = panel_blocks(panels, order, 100_000)
    assert held == len(panels)
    assert [block.partition('data-first="')[2].partition('"')[0] for block in blocks] == [
        "2",
        "14",
        "26",
    ]
    few, held = panel_blocks(panels, order, len(blocks[0]) + 10)
    assert few == blocks[:1]
    assert held == 4
