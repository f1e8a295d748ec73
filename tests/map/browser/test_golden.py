"""The page looks as it was seen to look.

What is kept lies in ``pictures/``. After a change that is meant to be seen, write it anew and look
at it: ``VAULTKIT_PICTURES=write scripts/test tests/map/browser/test_golden.py``. A test that
fails names the full screenshot.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.map.browser import golden
from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import PANELS, everything
from vaultkit.config import Config
from vaultkit.live_vault import LiveVault
from vaultkit.map.page import page_html
from vaultkit.map.page_data import PageOptions, json_text, page_data
from vaultkit.map.positions import Positions
from vaultkit.map.record import Drawing
from vaultkit.whole_map import map_of

KEPT = golden.FOLDER / "sample.json"
SAMPLE = Path(__file__).parents[3] / "vault_sample"
SEED = "n:seed/Seed of the double.md"
PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True}


class View(NamedTuple):
    """One thing to look at: which page, how it is opened, what is done there."""

    page: str
    context: Mapping[str, Any] = MappingProxyType({})
    script: str = ""


VIEWS = {
    "sample-light": View("sample"),
    "sample-dark": View("sample", {"color_scheme": "dark"}),
    "region": View("drawn", {}, "document.querySelector('#vm-zoom button').click()"),
    "note": View("drawn", {}, f"vaultmap.open('{SEED}')"),
    "note-dark": View("drawn", {"color_scheme": "dark"}, f"vaultmap.open('{SEED}')"),
    "flow": View("drawn", {}, "document.querySelector('#vm-view-flow').click()"),
    "phone": View("drawn", PHONE),
    "phone-note": View("drawn", PHONE, f"vaultmap.open('{SEED}')"),
}


def sample_page(folder: Path) -> Path:
    """Write the page of the sample vault as it once was: what rules find in it changes."""
    if golden.WRITING:
        live = LiveVault(SAMPLE, Config())
        model = map_of(live, live.snapshot, Positions())
        KEPT.write_text(json_text(page_data(model, PageOptions(lang="ru"))) + "\n", "utf-8")
    page = page_html(model_of(Drawing()), PageOptions(lang="ru"))
    opening = '<script type="application/json" id="vaultmap-data">'
    before, _, rest = page.partition(opening)
    data = KEPT.read_text("utf-8").strip()
    file = folder / "map.html"
    file.write_text(before + opening + data + rest[rest.index("</script>") :], "utf-8")
    return file


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of the sample vault, and one of a drawing with every kind of node and edge."""
    drawn = write_page(tmp_path_factory.mktemp("drawn"), model_of(everything()), PANELS)
    return {"sample": sample_page(tmp_path_factory.mktemp("sample")), "drawn": drawn}


def look(seen: Opened, script: str) -> bytes:
    """Return a screenshot after *script* has run and the page has come to rest."""
    if script:
        seen.page.evaluate(f"{{ {script} }}")
    seen.still()
    seen.page.mouse.move(2, 2)
    seen.page.wait_for_timeout(300)
    return seen.page.screenshot(animations="disabled", caret="hide")


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_looks_as_it_did(
    name: str,
    pages: dict[str, Path],
    open_page: Callable[..., Opened],
    launch: Callable[..., Browser],
    tmp_path: Path,
) -> None:
    if golden.other_fonts(launch()):
        pytest.skip("this machine has other fonts than those of the pictures")
    view = VIEWS[name]
    png = look(open_page(pages[view.page], **view.context), view.script)
    (tmp_path / f"{name}.png").write_bytes(png)
    picture = golden.tiles(launch(), png)
    if golden.WRITING:
        golden.keep(name, picture)
    differs = golden.difference(golden.kept(name), picture)
    assert not differs, f"{name} looks different ({differs}); it is now {tmp_path / name}.png"


def test_what_is_kept_tells_views_apart() -> None:
    names = [name for name in VIEWS if not name.startswith("phone")]
    alike = [
        (one, other)
        for at, one in enumerate(names)
        for other in names[:at]
        if not golden.difference(golden.kept(one), golden.kept(other))
    ]
    assert alike == []


def test_a_missing_part_of_the_page_is_seen(
    pages: dict[str, Path], open_page: Callable[..., Opened], launch: Callable[..., Browser]
) -> None:
    if golden.other_fonts(launch()):
        pytest.skip("this machine has other fonts than those of the pictures")
    seen = open_page(pages["drawn"])
    for part in ("#vm-legend", "#vm-reading", ".ink"):
        png = look(
            seen, f"vaultmap.open('{SEED}'); document.querySelector('{part}').hidden = true"
        )
        assert golden.difference(golden.kept("note"), golden.tiles(launch(), png)), part
        seen.page.evaluate(f"document.querySelector('{part}').hidden = false")
