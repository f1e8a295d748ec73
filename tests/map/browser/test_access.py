"""The map without a mouse and without eyes: axe finds nothing, and every act has a key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import PANELS, everything

SEED = "n:seed/Seed of the double.md"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("access"), model_of(everything()), PANELS)


def faults(seen: Opened) -> list[str]:
    found = Axe().run(seen.page, options=RULES).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(
    ("scheme", "tabs"), [("light", ("text", "cites", "frames", "links")), ("dark", ("cites",))]
)
def test_axe_finds_nothing_on_the_map(
    file: Path, open_page: Callable[..., Opened], scheme: str, tabs: tuple[str, ...]
) -> None:
    seen = open_page(file, color_scheme=scheme, reduced_motion="reduce")
    seen.page.get_by_role("button", name="Filters").first.click()
    assert faults(seen) == []
    seen.page.keyboard.press("Escape")
    seen.page.evaluate("id => vaultmap.open(id)", SEED)
    for tab in tabs:
        seen.page.locator(f"#vm-tab-{tab}").click()
        assert faults(seen) == [], tab


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_other_views(
    file: Path, open_page: Callable[..., Opened], width: int
) -> None:
    seen = open_page(file, viewport={"width": width, "height": 800}, hash_="#v=flow")
    assert faults(seen) == []
    seen.page.locator("#vm-view-list").click()
    assert faults(seen) == []


def test_the_map_can_be_walked_by_keys(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file)
    seen.page.locator("#vm-stage").focus()
    seen.page.keyboard.press("Enter")
    first = seen.state()["selected"]
    assert first is not None
    seen.page.locator("#vm-stage").focus()
    seen.page.keyboard.press("Shift+ArrowRight")
    second = seen.state()["selected"]
    assert second not in {None, first}
    status = seen.page.locator("#vm-status").inner_text()
    assert "link" in status
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.closest('#vm-reading') !== null")
    seen.page.keyboard.press("Escape")
    assert seen.state()["selected"] is None
    assert seen.page.evaluate("document.activeElement.id") == "vm-stage"


def test_keys_move_and_zoom(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file)
    seen.page.locator("#vm-stage").focus()
    start = seen.state()["camera"]
    seen.page.keyboard.press("ArrowRight")
    assert seen.state()["camera"]["x"] > start["x"]
    seen.page.keyboard.press("+")
    seen.still()
    assert seen.state()["camera"]["zoom"] > start["zoom"] * 1.3
    seen.page.keyboard.press("0")
    seen.still()
    assert seen.state()["camera"]["zoom"] == pytest.approx(1, abs=0.02)


def test_tab_reaches_every_control_and_each_has_a_name(
    file: Path, open_page: Callable[..., Opened]
) -> None:
    seen = open_page(file)
    seen.select(SEED)
    seen.page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(70):
        seen.page.keyboard.press("Tab")
        reached.add(
            seen.page.evaluate(
                "(e => e.id || e.getAttribute('aria-label') || e.textContent.trim())"
                "(document.activeElement)"
            )
        )
    wanted = {"vm-skip", "vm-stage", "vm-view-flow", "vm-export", "vm-theme", "vm-language"}
    assert wanted | {"Open in Obsidian", "Copy wikilink", "vm-tab-text", "Closer"} <= reached


def test_the_skip_link_leads_to_the_list(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file)
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.until("s.view === 'list'")


def test_keys_work_on_a_russian_keyboard(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file, locale="ru-RU")
    assert seen.state()["lang"] == "ru"
    seen.page.keyboard.insert_text("")
    seen.page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'д', bubbles: true}))")
    assert seen.state()["view"] == "list"
