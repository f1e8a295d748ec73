"""Whatever stands in a note stays text: no script runs, nothing leaves the page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import note, part
from vaultkit.map.record import Drawing, Edge, Flow, FlowBox, FlowLane, Node

EVIL = (
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "<!--vaultmap:data--> <!-- ",
    "{{title}} ${window.hit=1} ]]>",
    "__proto__",
    "a\u2028b\u2029c\x00d\ufeff",
    "\u202eright to left\u202c עברית العربية",
    "👩‍👩‍👧‍👦 emoji 🇷🇺 " * 3,
    "x" * 10_000,
    "javascript:window.hit=1",
    "'; window.hit=1; //",
)


def hostile() -> Drawing:
    """Return a drawing with the evil texts in every field."""
    nodes: list[Node] = []
    for at, text in enumerate(EVIL):
        path = f"{text[:60].replace('/', '_')} {at}/{at}.md"
        nodes.append(note(path, label=text, tags=(f"#{text[:80]}",), day=19000 + at))
        nodes.append(part(f"f:{at}{text[:40]}", "frame", path, text))
        nodes.append(Node(id=f"g:{text}", kind="ghost", label=text, rev="1"))
    edges = tuple(Edge(0, at, f"cites:{EVIL[at % 3]}") for at in range(1, len(nodes)))
    flow = Flow(
        lanes=tuple(FlowLane(title=text, kind="protocol", group=text) for text in EVIL[:4]),
        boxes=tuple(
            FlowBox(node=nodes[0].id, kind="step", title=text, lane=0, column=at, actor=text)
            for at, text in enumerate(EVIL)
        ),
    )
    return Drawing(nodes=tuple(nodes), edges=edges, flow=flow, notices=EVIL[:3])


def panel_of(text: str) -> dict[str, Any]:
    html = (
        f"<p onclick='window.hit=1' style='position:fixed'>{text}</p><script>window.hit=1</script>"
        "<img src=x onerror=window.hit=1><a href='javascript:window.hit=1'>go</a>"
        "<iframe srcdoc='<script>parent.hit=1</script>'></iframe><style>*{display:none}</style>"
        "<form action=/x><button id=vm-reading formaction='javascript:window.hit=1'>b</button>"
        "<math><mtext><table><mglyph><style><img src=x onerror=window.hit=1>"
    )
    item = {"id": "n:none", "label": text, "kind": "cites:x", "claim": text, "line": 1}
    slots = [[text, [text]]]
    return {
        "html": html,
        "out": [item],
        "in": [item],
        "frames": [{"id": text, "title": text, "kind": text, "line": 1, "slots": slots}],
        "protocols": [
            {"id": text, "name": text, "status": text, "line": 1, "checks": [text]}
            | {"steps": [{"n": 1, "text": text, "line": 1, "actor": text}], "warnings": [text]}
        ],
    }


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    drawing = hostile()
    panels = {
        node.id: panel_of(node.label) for node in drawing.nodes if node.kind in {"note", "frame"}
    }
    model = model_of(drawing, name=EVIL[0])
    return write_page(tmp_path_factory.mktemp("hostile"), model, panels)


def test_nothing_in_a_note_becomes_code(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file)
    assert EVIL[0] in seen.page.title()
    for node in hostile().nodes[:9]:
        seen.page.evaluate("id => vaultmap.open(id)", node.id)
        for tab in seen.page.locator("#vm-reading [role=tab]").all():
            tab.click()
    seen.page.locator("#vm-tab-text").click()
    seen.page.evaluate("id => vaultmap.open(id)", hostile().nodes[0].id)
    inside = seen.page.locator("#vm-reading .note-text")
    assert inside.locator("script, img, iframe, style, form, [onclick], [style]").count() == 0
    assert inside.locator("a[href^=javascript]").count() == 0
    seen.page.evaluate("vaultmap.search('<img')")
    seen.page.get_by_role("button", name="Filters").first.click()
    for view in ("flow", "list", "map"):
        seen.page.locator(f"#vm-view-{view}").click()
    seen.page.wait_for_timeout(300)
    assert seen.page.evaluate("window.hit") is None
    assert seen.asked == [file.as_uri()]


def test_a_hostile_address_is_harmless(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(
        file, hash_="#n=__proto__&c=NaN,1e999,-3&d=99&from=x&v=<b>&t=%00&to=constructor"
    )
    state = seen.state()
    assert state["view"] == "map"
    assert state["selected"] is None
    assert state["camera"]["zoom"] == pytest.approx(1, abs=0.01)


def test_ten_thousand_letters_do_not_break_the_layout(
    file: Path, open_page: Callable[..., Opened]
) -> None:
    seen = open_page(file)
    seen.page.evaluate("id => vaultmap.open(id)", f"g:{'x' * 10_000}")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 1280
    width = seen.page.evaluate("document.getElementById('vm-reading').scrollWidth")
    assert width <= seen.page.evaluate("document.getElementById('vm-reading').clientWidth")
