"""The page opens, shows the vault, asks for nothing, and says nothing wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import PANELS, everything
from vaultkit.map.record import Drawing


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("page"), model_of(everything()), PANELS)


def test_opens_with_everything_and_asks_for_nothing(
    file: Path, open_page: Callable[..., Opened]
) -> None:
    seen = open_page(file)
    assert seen.state()["nodes"] == len(everything().nodes)
    assert seen.asked == [file.as_uri()]
    assert seen.page.title() == "Map of Garden"


def test_no_page_shows_what_a_program_says_instead_of_words(
    file: Path, many: Path, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    alone = write_page(tmp_path, model_of(Drawing(nodes=everything().nodes[:1])))
    for page in (file, many, alone):
        seen = open_page(page)
        seen.page.get_by_role("button", name="Filters").first.click()
        words = seen.page.locator("body").inner_text()
        for view in ("flow", "list"):
            seen.page.locator(f"#vm-view-{view}").click()
            words += seen.page.locator("body").inner_text()
        assert not {"null", "undefined", "NaN", "Invalid"} & set(words.split())


def test_a_click_on_a_node_opens_it(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file)
    seen.click_node("n:field/Field of memory.md")
    seen.until("s.selected === 'n:field/Field of memory.md'")
    assert seen.page.locator("#vm-reading h2").inner_text() == "Field of memory"
