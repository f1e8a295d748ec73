"""An open page follows its vault: from a file by a script beside it, from a server by events."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import PANELS, everything, note
from vaultkit.map.page import page_html
from vaultkit.map.page_data import Live, PageOptions, page_data
from vaultkit.map.record import MapModel

SEED = "n:seed/Seed of the double.md"
NEW = "n:seed/New shoot.md"


def delta_after(model: MapModel) -> dict[str, Any]:
    """Return a delta that adds a note beside the seed, renames one and removes one."""
    data = page_data(model, PageOptions())
    at = {id_: place for place, id_ in enumerate(data["nodes"]["id"])}
    drawing = model.drawing
    added = note("seed/New shoot.md", day=19500, tags=("#seed",))
    renamed = replace(drawing.nodes[at["n:field/Evidence.md"]], label="Better evidence")
    seed = model.places[at[SEED]]
    small = replace(
        model,
        drawing=replace(drawing, nodes=(added, renamed), edges=(), paths=()),
        places=(seed._replace(x=seed.x + 20), model.places[at["n:field/Evidence.md"]]),
        weights=(0.5, 0.5),
        region_of=(model.region_of[at[SEED]], -1),
    )
    columns = page_data(small, PageOptions())
    nodes = columns["nodes"] | {"parentId": [None, None]}
    return {
        "format": 1,
        "revision": "after",
        "from": data["revision"],
        "tags": columns["tags"] + [tag for tag in data["tags"] if tag not in columns["tags"]],
        "folders": columns["folders"]
        + [name for name in data["folders"] if name not in columns["folders"]],
        "nodes": nodes,
        "removed": ["n:Alone.md"],
        "edges": {
            "added": [[NEW, SEED, "link"]],
            "removed": [["n:field/Evidence.md", "g:unwritten", "link"]],
        },
        "panels": {NEW: {"html": "<p>Fresh</p>"}},
    }


def check_after(seen: Opened, before: dict[str, Any]) -> None:
    after = seen.state()
    assert after["nodes"] == before["nodes"]
    assert after["edges"] == before["edges"]
    assert after["selected"] == SEED
    # The zoom is relative to the whole, and the whole may have grown.
    assert {**after["camera"], "zoom": 0} == {**before["camera"], "zoom": 0}
    assert after["shown"] == before["shown"]
    assert after["glowing"] == 2
    assert "changes in the vault" in seen.page.locator("#vm-status").inner_text()
    found = seen.page.evaluate("vaultmap.search('better')")
    assert found == ["n:field/Evidence.md"]
    seen.page.evaluate("id => vaultmap.open(id)", NEW)
    assert "Fresh" in seen.page.locator("#vm-reading").inner_text()
    seen.page.locator("#vm-tab-links").click()
    assert (
        seen.page.locator("#vm-reading").get_by_role("button", name="Seed of the double").count()
    )


def chosen_before(seen: Opened) -> dict[str, Any]:
    seen.page.locator("#vm-legend").get_by_role("switch", name="Files").click()
    seen.select(SEED)
    seen.page.locator("#vm-stage").focus()
    seen.page.keyboard.press("+")
    seen.still()
    before: dict[str, Any] = seen.state()
    return before


def test_a_page_from_a_file_follows_the_script_beside_it(
    open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    model = model_of(everything())
    delta = delta_after(model)
    script = tmp_path / "map-rev.js"
    script.write_text(f'vaultmapRevision({{"revision": "{delta["from"]}", "deltas": []}})')
    seen = open_page(write_page(tmp_path, model, PANELS, Live(script="map-rev.js")))
    before = chosen_before(seen)
    news = {"revision": "after", "deltas": [delta]}
    script.write_text(f"vaultmapRevision({json.dumps(news)})", encoding="utf-8")
    seen.until("s.revision === 'after'")
    check_after(seen, before)


class Stream(BaseHTTPRequestHandler):
    """Serves the page, and what is put into ``news`` as events."""

    page = ""
    news: Queue[str]

    def do_GET(self) -> None:
        events = self.path == "/events"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream" if events else "text/html")
        self.end_headers()
        if not events:
            self.wfile.write(self.page.encode())
            return
        while (text := self._next()) is not None:
            try:
                self.wfile.write(text.encode())
                self.wfile.flush()
            except OSError:
                return

    def _next(self) -> str | None:
        try:
            return self.news.get(timeout=0.2) or None
        except Empty:
            return ": nothing new\n\n"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def served() -> Iterator[Callable[[str], tuple[str, Queue[str]]]]:
    servers: list[tuple[ThreadingHTTPServer, Queue[str]]] = []

    def serve(page: str) -> tuple[str, Queue[str]]:
        news: Queue[str] = Queue()
        handler = type("Handler", (Stream,), {"page": page, "news": news})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append((server, news))
        return f"http://127.0.0.1:{server.server_port}/", news

    yield serve
    for server, news in servers:
        news.put("")
        server.shutdown()
        server.server_close()


@pytest.mark.says("the browser itself reports the stream that ends with the test")
def test_a_served_page_follows_events_and_tells_when_the_server_is_away(
    open_page: Callable[..., Opened], served: Callable[[str], tuple[str, Queue[str]]]
) -> None:
    model = model_of(everything())
    delta = delta_after(model)
    options = PageOptions(panels=PANELS, live=Live(events="/events"))
    address, news = served(page_html(model, options))
    hello = json.dumps({"revision": delta["from"]})
    news.put(f"event: hello\ndata: {hello}\n\n")
    seen = open_page(address)
    seen.until("s.live === 'live'")
    before = chosen_before(seen)
    news.put(f"event: delta\ndata: {json.dumps(delta)}\n\n")
    seen.until("s.revision === 'after'")
    check_after(seen, before)
    news.put("")
    seen.until("s.live === 'away'")
    assert "server is away" in seen.page.locator("#vm-hint").inner_text()
    seen.until("s.live === 'live'")
