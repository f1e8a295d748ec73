"""The pyvis page in a real browser: it draws offline, and hostile text does nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from vaultkit.map.pyvis_face import SafeNetwork

HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>",
    '<a href="https://example.org">link</a><img src=x onerror="window.hacked=1">',
    "</select><svg onload=window.hacked=1>",
    "__proto__",
    "\u2028\u2029 \u202e нет 日本 🗺️",
    "x" * 10_000,
)


def wait_until(page: Page, condition: str) -> None:
    """Ask again and again: the page's policy forbids the eval that Playwright's own wait uses."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(condition)


@pytest.mark.parametrize("physics", [False, True])
def test_hostile_text_is_shown_and_does_not_run(
    launch: Callable[..., Browser], tmp_path: Path, physics: bool
) -> None:
    network = SafeNetwork(heading=HOSTILE[0], notice=HOSTILE[1])
    for at, text in enumerate(HOSTILE):
        network.add_node(text, title=text, x=at * 150, y=0, group=text)
        network.add_edge(HOSTILE[0], text, title=text)
    network.set_options(
        {
            "physics": {"enabled": physics},
            "interaction": {"hover": True, "tooltipDelay": 0},
            "groups": {text: {"color": "red"} for text in HOSTILE[:3]},
        }
    )
    file = tmp_path / "map.html"
    file.write_text(network.generate_html(), encoding="ascii")
    context = launch().new_context(offline=True, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda message: said.append(message.text) if message.type == "error" else None,
    )
    page.goto(file.as_uri())
    wait_until(page, "window.pyvisReady > 0")
    for at in range(page.evaluate("pyvisNetwork.body.nodeIndices.length")):
        spot = page.evaluate(
            """at => {
                const id = pyvisNetwork.body.nodeIndices[at];
                const place = pyvisNetwork.canvasToDOM(pyvisNetwork.getPosition(id));
                const frame = document.getElementById("mynetwork").getBoundingClientRect();
                return [frame.x + place.x, frame.y + place.y];
            }""",
            at,
        )
        page.mouse.move(spot[0], spot[1])
        page.wait_for_timeout(60)
    assert page.evaluate("document.querySelectorAll('h1').length") == 1
    assert page.evaluate("document.querySelector('h1').textContent") == HOSTILE[0]
    assert page.evaluate("document.querySelectorAll('img, svg, a').length") == 0
    assert page.evaluate("window.hacked === undefined")
    assert asked == [file.as_uri()]
    assert said == []
    context.close()
