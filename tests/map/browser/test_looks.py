"""What is drawn: something, readable, in both themes, in every window, with and without a GPU."""

import io
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import PANELS, everything
from tests.map.browser.picture import colors_in
from vaultkit.map.record import Drawing

SEED = "n:seed/Seed of the double.md"
CANVAS, WEBGL = "?painter=canvas", "?painter=webgl"
SOFTWARE_GL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("looks"), model_of(everything()), PANELS)


def middle(seen: Opened) -> io.BytesIO:
    """Return a picture of the middle of the map."""
    return io.BytesIO(seen.page.screenshot(clip={"x": 400, "y": 200, "width": 420, "height": 320}))


def drawn(seen: Opened) -> int:
    """Return how many colours the map shows: few where nothing is drawn."""
    return len(colors_in(middle(seen)))


def overlapping(labels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (a["text"], b["text"])
        for a, b in combinations(labels, 2)
        if a["x"] < b["x"] + b["w"]
        and b["x"] < a["x"] + a["w"]
        and a["y"] < b["y"] + b["h"]
        and b["y"] < a["y"] + a["h"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_theme_draws_the_map(
    file: Path, open_page: Callable[..., Opened], scheme: str
) -> None:
    seen = open_page(file, color_scheme=scheme)
    assert seen.state()["theme"] == scheme
    assert drawn(seen) > 60
    ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(n) for n in ground[4:-1].split(",")) > 380) == (scheme == "light")


@pytest.mark.parametrize("zoom", [1, 3, 9])
def test_labels_never_lie_on_each_other(
    many: Path, open_page: Callable[..., Opened], zoom: int
) -> None:
    seen = open_page(many, hash_=f"#c=500,500,{zoom}")
    seen.still()
    labels = seen.state()["labels"]
    assert len(labels) > 5
    assert overlapping(labels) == []


def test_labels_of_a_choice_never_lie_on_others(
    many: Path, open_page: Callable[..., Opened], busy: str
) -> None:
    seen = open_page(many)
    seen.select(busy)
    labels = seen.state()["labels"]
    assert len(labels) > 5
    assert overlapping(labels) == []


def test_without_webgl_a_canvas_serves(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file, "--disable-3d-apis")
    assert seen.state()["painter"] == "canvas"
    assert drawn(seen) > 60
    seen.click_node(SEED)
    assert seen.state()["selected"] == SEED


def test_a_gpu_in_software_is_found_out(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file, *SOFTWARE_GL)
    assert seen.page.evaluate("!!document.createElement('canvas').getContext('webgl2')")
    assert seen.state()["painter"] == "canvas"


def test_webgl_draws_the_same_map(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file, *SOFTWARE_GL, query=WEBGL)
    seen.still()
    other = open_page(file, query=CANVAS)
    other.still()
    assert (seen.state()["painter"], other.state()["painter"]) == ("webgl", "canvas")
    first, second = (colors_in(middle(each), step=48) for each in (seen, other))
    common = sum(min(first[color], second[color]) for color in first)
    assert common > 0.97 * sum(first.values())


def test_a_lost_context_comes_back(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file, *SOFTWARE_GL, query=WEBGL)
    seen.still()
    before = drawn(seen)
    lost = seen.page.evaluate(
        """async () => {
          const gl = document.querySelector('canvas.picture').getContext('webgl2');
          if (!gl) return false;
          const loss = gl.getExtension('WEBGL_lose_context');
          loss.loseContext();
          await new Promise(done => setTimeout(done, 200));
          loss.restoreContext();
          await new Promise(done => setTimeout(done, 400));
          return !gl.isContextLost();
        }"""
    )
    assert lost
    seen.page.mouse.wheel(0, -50)
    seen.still()
    assert drawn(seen) > before * 0.6
    seen.click_node(SEED)
    assert seen.state()["selected"] == SEED


def test_reduced_motion_jumps(file: Path, open_page: Callable[..., Opened]) -> None:
    seen = open_page(file, reduced_motion="reduce")
    moving = seen.page.evaluate(f"vaultmap.open('{SEED}') && vaultmap.state().moving")
    assert moving is False
    place = seen.page.evaluate(f"vaultmap.screen('{SEED}')")
    assert 0 < place["x"] < 1280


def test_a_phone_shows_all_without_scrolling_sideways(
    file: Path, open_page: Callable[..., Opened]
) -> None:
    seen = open_page(file, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    place = seen.page.evaluate("id => vaultmap.screen(id)", SEED)
    seen.page.touchscreen.tap(place["x"], place["y"])
    seen.until(f"s.selected === '{SEED}'")
    seen.still()
    panel = seen.page.locator("#vm-reading").bounding_box()
    assert panel is not None
    assert panel["width"] == 390
    place = seen.page.evaluate("id => vaultmap.screen(id)", SEED)
    assert place["y"] < panel["y"], "the panel hides what was chosen"
    seen.page.locator("#vm-reading").get_by_role("button", name="Close").tap()
    for view in ("Flow", "List"):
        seen.page.get_by_role("button", name=view).tap()
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (390, 844)])
def test_panels_never_cover_the_bar(
    file: Path, open_page: Callable[..., Opened], size: tuple[int, int]
) -> None:
    seen = open_page(file, viewport={"width": size[0], "height": size[1]}, hash_=f"#n={SEED}")
    bar = seen.page.locator("#vm-bar").bounding_box()
    panel = seen.page.locator("#vm-reading").bounding_box()
    assert bar is not None
    assert panel is not None
    assert panel["y"] >= bar["y"] + bar["height"] - 1
    assert panel["x"] + panel["width"] <= size[0] + 0.5
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_an_empty_vault_says_so(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    seen = open_page(write_page(tmp_path, model_of(Drawing())))
    assert seen.state()["nodes"] == 0
    assert "no notes yet" in seen.page.locator("#vm-empty").inner_text()


def test_one_note_is_drawn(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    seen = open_page(write_page(tmp_path, model_of(Drawing(nodes=everything().nodes[:1]))))
    assert [label["text"] for label in seen.state()["labels"]] == ["Seed of the double"]
    seen.click_node(SEED)
    assert seen.state()["selected"] == SEED


def test_filters_that_hide_everything_offer_the_way_back(
    file: Path, open_page: Callable[..., Opened]
) -> None:
    seen = open_page(file, hash_="#t=%23nothing")
    assert seen.state()["shown"] == 0
    seen.page.locator("#vm-empty").get_by_role("button").click()
    assert seen.state()["shown"] == len(everything().nodes)
