"""The page opens, shows the vault, asks for nothing, and says nothing wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import PANELS, everything


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


def test_a_click_on_a_node_opens_it(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file)
    seen.click_node("n:field/Field of memory.md")
    seen.until("s.selected === 'n:field/Field of memory.md'")
    assert seen.page.locator("#vm-reading h2").inner_text() == "Field of memory"
