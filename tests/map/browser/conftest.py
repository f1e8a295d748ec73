"""A real Chromium, and pages of the map made by the package itself."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.map.browser import drawings
from vaultkit.map.model import MapOptions, place_drawing
from vaultkit.map.page import page_html
from vaultkit.map.page_data import Live, PageOptions
from vaultkit.map.record import Drawing, MapModel

CHROMIUM = os.environ.get("VAULTKIT_CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, and keep it in one worker: one browser serves it all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def _executable() -> str:
    if CHROMIUM is None:
        reason = "needs Chromium: apt-get install chromium, or name one in VAULTKIT_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return CHROMIUM


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start Chromium with further flags; each set of flags once."""
    executable = _executable()
    with sync_playwright() as playwright:
        started: dict[tuple[str, ...], Browser] = {}

        def start(*flags: str) -> Browser:
            if flags not in started:
                started[flags] = playwright.chromium.launch(
                    executable_path=executable, args=[*FLAGS, *flags]
                )
            return started[flags]

        yield start
        for browser in started.values():
            browser.close()


@dataclass(slots=True)
class Opened:
    """An open page of the map, and all that it said and asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    """Console errors and uncaught exceptions."""

    asked: list[str] = field(default_factory=list)
    """Addresses of requests."""

    def state(self) -> Any:
        return self.page.evaluate("window.vaultmap.state()")

    def until(self, condition: str) -> None:
        """Wait until *condition*, over ``s`` (the state), holds."""
        self.page.wait_for_function(
            f"() => {{ const s = window.vaultmap.state(); return {condition}; }}", timeout=8000
        )

    def still(self) -> None:
        """Wait until the map has come to rest and is drawn."""
        self.until("!s.moving")
        self.page.wait_for_timeout(260)

    def click_node(self, id_: str) -> None:
        place = self.page.evaluate("id => window.vaultmap.screen(id)", id_)
        self.page.mouse.click(place["x"], place["y"])

    def select(self, id_: str) -> None:
        self.page.evaluate("id => window.vaultmap.open(id)", id_)
        self.still()


def listen(seen: Opened) -> None:
    """Write down all that a page says and asks for."""

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.said.append(message.text)

    seen.page.on("console", heard)
    seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
    seen.page.on("request", lambda asked: seen.asked.append(asked.url))


def model_of(drawing: Drawing, name: str = "Garden") -> MapModel:
    return place_drawing(drawing, MapOptions(name=name))


def write_page(
    folder: Path,
    model: MapModel,
    panels: Mapping[str, Mapping[str, Any]] | None = None,
    live: Live | None = None,
) -> Path:
    file = folder / "map.html"
    options = PageOptions(panels=panels or {}, live=live or Live())
    file.write_text(page_html(model, options), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of four hundred notes."""
    return write_page(tmp_path_factory.mktemp("many"), model_of(drawings.many()))


@pytest.fixture(scope="session")
def busy() -> str:
    """Id of a note with many links on that page."""
    return drawings.many().nodes[20].id


@pytest.fixture
def open_page(
    launch: Callable[..., Browser], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Opened]]:
    """Open a page's address in a fresh context; at the end nothing may have gone wrong in it."""
    opened: list[Opened] = []

    def open_(
        address: Path | str, *flags: str, hash_: str = "", query: str = "", **context: Any
    ) -> Opened:
        options: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US"}
        window = launch(*flags).new_context(**(options | context))
        seen = Opened(window.new_page())
        listen(seen)
        where = address.as_uri() if isinstance(address, Path) else address
        seen.page.goto(where + query + hash_)
        seen.page.evaluate("window.vaultmap.ready.then(() => true)")
        opened.append(seen)
        return seen

    yield open_
    allowed = request.node.get_closest_marker("says") is not None
    for seen in opened:
        seen.page.context.close()
        assert allowed or seen.said == [], f"the page complained: {seen.said}"
