"""Everything that a reader does with the map, by clicks and keys."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.map.browser.conftest import Opened, model_of, write_page
from tests.map.browser.drawings import PANELS, everything

OpenPage = Callable[..., Opened]
SEED = "n:seed/Seed of the double.md"
FIELD = "n:field/Field of memory.md"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("use"), model_of(everything()), PANELS)


@pytest.fixture
def seen(file: Path, open_page: Callable[..., Opened]) -> Opened:
    return open_page(file, permissions=["clipboard-read", "clipboard-write"])


def test_search_finds_as_one_types_and_enter_goes_there(seen: Opened) -> None:
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("MEMory")
    options = seen.page.locator("#vm-find [role=option]")
    assert "Field of memory" in options.first.inner_text()
    seen.page.keyboard.press("Enter")
    seen.until(f"s.selected === '{FIELD}'")


def test_search_takes_e_for_yo_and_arrows_choose(seen: Opened) -> None:
    found = seen.page.evaluate("vaultmap.search('еще О СЕМЕНИ')")
    assert found[0] == "n:seed/Ещё о семени.md"
    found = seen.page.evaluate("vaultmap.search('part')")
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    assert seen.state()["selected"] == found[1]


def test_search_finds_other_names_headings_and_protocols_by_kind(seen: Opened) -> None:
    assert seen.page.evaluate("vaultmap.search('мнемо')") == [FIELD]
    assert "Мнемосфера" in seen.page.locator("#vm-find .found").inner_text()
    assert seen.page.evaluate("vaultmap.search('TRACE kept')") == [FIELD]
    row = seen.page.locator("#vm-find [role=option]")
    assert row.locator("mark").all_inner_texts() == ["trace", "kept"]
    assert "line 4" in row.inner_text()
    seen.page.evaluate("vaultmap.search('transfer')")
    assert seen.page.locator("#vm-find .found-group").first.inner_text().lower() == "protocols"


def test_search_finds_what_the_texts_say_and_goes_to_the_line(seen: Opened) -> None:
    seen.page.evaluate("vaultmap.search('self assembly')")
    found = seen.page.locator("#vm-find [role=option]", has_text="Self-assembly.")
    found.wait_for()
    assert "carries the text of 1 of 10 notes" in seen.page.locator("#vm-find").inner_text()
    found.click()
    seen.until(f"s.selected === '{SEED}'")
    assert seen.page.locator(".note-text .here").inner_text() == "Self-assembly."


def test_search_finds_claims(seen: Opened) -> None:
    seen.page.evaluate("vaultmap.search('not a store')")
    seen.page.locator("#vm-find [role=option]", has_text="memory is a field").wait_for()


def test_search_that_finds_nothing_says_so(seen: Opened) -> None:
    seen.page.evaluate("vaultmap.search('qqqqq')")
    seen.page.locator("#vm-find .found-more").first.wait_for()
    assert "Nothing found" in seen.page.locator("#vm-find .found").inner_text()


def test_the_panel_shows_text_citations_frames_and_links(seen: Opened) -> None:
    seen.select(SEED)
    panel = seen.page.locator("#vm-reading")
    assert "It grows" in panel.inner_text()
    panel.get_by_role("tab", name="Citations").click()
    assert "memory is a field and not a store" in panel.inner_text()
    assert "a seed is still a copy" in panel.inner_text()
    panel.get_by_role("tab", name="Frames").click()
    assert "dead copies" in panel.inner_text()
    assert "gardener" in panel.inner_text()
    panel.get_by_role("tab", name="Links").click()
    assert panel.locator(".link-group").count() >= 3
    panel.get_by_role("button", name="Critique of copies").first.click()
    assert seen.state()["selected"] == "n:field/Critique of copies.md"


def test_a_line_of_a_citation_leads_to_the_text(seen: Opened) -> None:
    seen.select(SEED)
    seen.page.get_by_role("tab", name="Citations").click()
    seen.page.get_by_role("button", name="line 9").click()
    assert seen.page.locator(".note-text .here").inner_text() == "Self-assembly."


def test_each_panel_is_found_in_its_block(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultkit.map.page_panels.PANEL_BLOCK", 100)
    model = model_of(everything())
    notes = [node.id for node in model.drawing.nodes if node.kind == "note"]
    panels = {id_: {"id": id_, "html": f"<p>Text of {id_}</p>"} for id_ in notes[:-1]}
    seen = open_page(write_page(tmp_path, model, panels))
    for id_ in (notes[4], notes[-2], notes[0]):
        seen.select(id_)
        seen.page.locator(".note-text", has_text=f"Text of {id_}").wait_for()
    # Of the one that the page does not carry it says why, and what to do.
    seen.select(notes[-1])
    said = seen.page.locator("#vm-reading .pane-text").inner_text()
    assert "carries the 9 most important texts only" in said
    assert "vaultkit watch" in said
    seen.select("f:frame3")
    assert "Read it in" in seen.page.locator("#vm-reading .pane-text").inner_text()


def test_a_link_in_the_text_opens_its_note(seen: Opened) -> None:
    seen.select(SEED)
    seen.page.get_by_role("button", name="the field").click()
    assert seen.state()["selected"] == FIELD


def test_leads_to_obsidian_and_copies_the_wikilink(seen: Opened) -> None:
    seen.select("n:seed/Ещё о семени.md")
    address = seen.page.get_by_role("link", name="Open in Obsidian").get_attribute("href")
    expected = (
        "obsidian://open?vault=Garden&file=seed%2F%D0%95%D1%89%D1%91%20%D0%BE%20%D1%81%D0%B5"
    )
    assert str(address).startswith(expected)
    seen.page.get_by_role("button", name="Copy wikilink").click()
    seen.page.wait_for_selector("#vm-hint:not([hidden])")
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert copied == "[[seed/Ещё о семени]]"


def test_the_legend_counts_and_filters(seen: Opened) -> None:
    switch = seen.page.locator("#vm-legend").get_by_role("switch", name="Messages")
    assert "1" in switch.inner_text()
    before = seen.state()["shown"]
    switch.click()
    assert switch.get_attribute("aria-checked") == "false"
    assert seen.state()["shown"] == before - 1
    seen.page.get_by_role("button", name="Show everything").click()
    assert seen.state()["shown"] == before


def test_filters_by_tag_folder_and_function(seen: Opened) -> None:
    seen.page.get_by_role("button", name="Filters").first.click()
    drawer = seen.page.locator("#vm-drawer")
    drawer.get_by_role("checkbox", name="#seed", exact=False).first.check()
    # A tag holds the tags nested in it, and a note brings its parts along.
    assert seen.state()["shown"] == 6
    drawer.get_by_role("button", name="Show everything").click()
    drawer.get_by_role("checkbox", name="field").check()
    assert seen.state()["shown"] == 6
    drawer.get_by_role("button", name="Show everything").click()
    drawer.get_by_role("checkbox", name="critiques").uncheck()
    seen.page.keyboard.press("Escape")
    found = seen.page.evaluate("new URLSearchParams(location.hash.slice(1)).getAll('e')")
    assert found == ["cites:critiques"]


def test_time_holds_back_and_keeps_the_undated_apart(seen: Opened) -> None:
    slider = seen.page.locator(".time-from")
    slider.focus()
    seen.page.keyboard.press("End")
    later = seen.state()["shown"]
    assert later < len(everything().nodes)
    seen.page.locator("#vm-time input[type=checkbox]").uncheck()
    assert 0 < seen.state()["shown"] < later


def test_neighbourhood_of_some_depth(seen: Opened) -> None:
    seen.select(FIELD)
    seen.page.locator("#vm-stage").focus()
    seen.page.keyboard.press("1")
    near = seen.state()
    seen.page.keyboard.press("2")
    assert near["depth"] == 1
    assert near["shown"] == 5
    assert seen.state()["shown"] > near["shown"]
    seen.page.keyboard.press("Escape")
    assert seen.state()["shown"] == len(everything().nodes)


def test_the_way_between_two_notes(seen: Opened) -> None:
    seen.select(SEED)
    seen.page.get_by_role("button", name="Path to").click()
    seen.page.keyboard.type("evidence")
    seen.page.keyboard.press("Enter")
    seen.still()
    way = seen.state()["way"]
    assert way[0][0] == SEED
    assert way[-1][1] == "n:field/Evidence.md"
    assert [end for _, end in way[:-1]] == [start for start, _ in way[1:]]
    assert "Path of 3 steps" in seen.page.locator("#vm-reading .way").inner_text()
    seen.page.get_by_role("button", name="clear").click()
    assert seen.state()["way"] == []


def test_the_way_may_keep_to_the_arrows(seen: Opened, file: Path, open_page: OpenPage) -> None:
    seen.select(SEED)
    seen.page.get_by_role("button", name="Path to").click()
    seen.page.get_by_role("checkbox", name="Along the arrows only").check()
    seen.page.locator("#vm-reading .find-input").fill("harvest")
    seen.page.keyboard.press("Enter")
    seen.still()
    seen.until("s.way.length === 4")
    address = seen.page.evaluate("location.hash")
    assert "along=1" in address
    assert open_page(file, hash_=address).state()["way"] == seen.state()["way"]
    # Against the arrows there is none: what is shown stays, and it is said.
    seen.select("n:seed/Part 3 - harvest.md")
    seen.page.get_by_role("button", name="clear").click()
    seen.page.get_by_role("button", name="Path to").click()
    seen.page.get_by_role("checkbox", name="Along the arrows only").uncheck()
    seen.page.locator("#vm-reading .find-input").fill("seed of the double")
    seen.page.keyboard.press("Enter")
    seen.until("s.way.length > 0")
    back = seen.state()["way"]
    seen.page.get_by_role("checkbox", name="Along the arrows only").click()
    assert seen.page.locator("#vm-hint").inner_text().endswith("along the arrows")
    assert seen.state()["way"] == back != []


def test_no_way_is_said(seen: Opened) -> None:
    seen.select(SEED)
    seen.page.get_by_role("button", name="Path to").click()
    seen.page.keyboard.type("Alone")
    seen.page.keyboard.press("Enter")
    assert "No path" in seen.page.locator("#vm-hint").inner_text()


def test_a_preview_follows_the_pointer(seen: Opened) -> None:
    place = seen.page.evaluate("id => vaultmap.screen(id)", FIELD)
    seen.page.mouse.move(place["x"], place["y"])
    seen.page.wait_for_selector("#vm-preview:not([hidden])")
    assert "Field of memory" in seen.page.locator("#vm-preview").inner_text()
    assert seen.state()["hover"] == FIELD
    seen.page.mouse.move(640, 90)
    assert seen.page.locator("#vm-preview").is_hidden()


def test_back_and_forward_walk_through_choices(seen: Opened) -> None:
    for id_ in (SEED, FIELD):
        seen.select(id_)
    seen.page.go_back()
    seen.until(f"s.selected === '{SEED}'")
    seen.page.go_back()
    seen.until("s.selected === null")
    seen.page.go_forward()
    seen.until(f"s.selected === '{SEED}'")


def test_a_permalink_brings_back_the_view(
    seen: Opened, file: Path, open_page: Callable[..., Opened]
) -> None:
    seen.page.locator("#vm-legend").get_by_role("switch", name="Files").click()
    seen.select(FIELD)
    seen.page.locator("#vm-stage").focus()
    seen.page.keyboard.press("+")
    seen.still()
    seen.page.wait_for_timeout(500)
    before = seen.state()
    address = seen.page.evaluate("location.hash")
    again = open_page(file, hash_=address)
    again.still()
    after = again.state()
    assert after["selected"] == FIELD
    assert after["shown"] == before["shown"]
    for axis in ("x", "y", "zoom"):
        assert after["camera"][axis] == pytest.approx(before["camera"][axis], rel=0.01, abs=0.5)


@pytest.mark.parametrize(("what", "ending"), [("png", ".png"), ("svg", ".svg")])
def test_pictures_are_saved(seen: Opened, what: str, ending: str, tmp_path: Path) -> None:
    seen.page.locator("#vm-export").click()
    with seen.page.expect_download() as waiting:
        seen.page.locator(f"#vm-export-{what}").click()
    saved = tmp_path / "saved"
    waiting.value.save_as(saved)
    assert waiting.value.suggested_filename == "Garden" + ending
    start = saved.read_bytes()
    assert start.startswith(b"\x89PNG" if what == "png" else b"<svg")
    if what == "svg":
        assert "Ещё о семени" in start.decode()
        assert 'fill-opacity=".7"' in start.decode(), "links have arrow heads"
    assert len(start) > 2000


def test_the_choice_is_saved_as_a_canvas(seen: Opened, tmp_path: Path) -> None:
    seen.select(FIELD)
    seen.page.locator("#vm-export").click()
    with seen.page.expect_download() as waiting:
        seen.page.locator("#vm-export-canvas").click()
    waiting.value.save_as(tmp_path / "x.canvas")
    canvas = json.loads((tmp_path / "x.canvas").read_text(encoding="utf-8"))
    files = {node["file"] for node in canvas["nodes"] if node["type"] == "file"}
    assert {"field/Field of memory.md", "field/Память поля.md"} <= files
    ids = {node["id"] for node in canvas["nodes"]}
    assert canvas["edges"]
    assert all({edge["fromNode"], edge["toNode"]} <= ids for edge in canvas["edges"])


def test_the_flow_shows_protocols_in_order(seen: Opened) -> None:
    seen.page.get_by_role("button", name="Flow").click()
    lanes = seen.page.locator(".lane")
    assert lanes.count() == 2
    titles = lanes.first.locator(".box-title").all_inner_texts()
    assert titles == ["An open ground", "Sow the frames", "It answers back"]
    assert "Spoken of" in lanes.first.inner_text()
    assert "critiques" in lanes.first.inner_text()
    assert seen.page.locator(".named li.rejected").inner_text().startswith("Binary copy")
    seen.page.get_by_role("button", name="Sow the frames").click()
    assert seen.state()["selected"] == "p:seed"


def test_the_list_holds_what_the_map_shows(seen: Opened) -> None:
    seen.page.keyboard.press("l")
    rows = seen.page.locator("#vm-list-view .row-name").all_inner_texts()
    notes = {node.label for node in everything().nodes if node.parent is None}
    assert set(rows) == notes
    seen.page.locator("#vm-list-view").get_by_role("button", name="Evidence").click()
    assert seen.state()["selected"] == "n:field/Evidence.md"


def test_the_map_lies_where_it_lay_after_the_list(seen: Opened) -> None:
    seen.select(FIELD)
    seen.still()
    before = seen.state()["camera"]
    seen.page.keyboard.press("l")
    seen.page.evaluate("dispatchEvent(new Event('resize'))")  # as a panel's opening does
    seen.page.locator("#vm-view-map").click()
    seen.still()
    after = seen.state()["camera"]
    for axis in before:
        assert after[axis] == pytest.approx(before[axis], rel=0.01, abs=0.5)


def test_language_and_theme_can_be_changed(seen: Opened) -> None:
    seen.page.get_by_role("button", name="Русский").click()
    assert seen.page.locator("#vm-view-map").inner_text() == "Карта"
    assert seen.page.locator("html").get_attribute("lang") == "ru"
    seen.page.get_by_role("button", name="Тёмная").click()
    assert seen.state()["theme"] == "dark"


def test_help_opens_and_closes(seen: Opened) -> None:
    seen.page.keyboard.press("?")
    assert seen.page.locator("#vm-help").is_visible()
    seen.page.keyboard.press("Escape")
    assert seen.page.locator("#vm-help").is_hidden()


def test_wheel_zooms_about_the_pointer_and_a_drag_moves(seen: Opened) -> None:
    place = seen.page.evaluate("id => vaultmap.screen(id)", SEED)
    before = seen.state()["camera"]
    seen.page.mouse.move(place["x"], place["y"])
    seen.page.mouse.wheel(0, -300)
    seen.page.wait_for_timeout(300)
    after = seen.page.evaluate("id => vaultmap.screen(id)", SEED)
    assert seen.state()["camera"]["k"] > before["k"] * 1.5
    assert after["x"] == pytest.approx(place["x"], abs=1)
    seen.page.mouse.move(600, 120)
    seen.page.mouse.down()
    seen.page.mouse.move(700, 180, steps=4)
    seen.page.mouse.up()
    moved = seen.page.evaluate("id => vaultmap.screen(id)", SEED)
    assert moved["x"] == pytest.approx(after["x"] + 100, abs=6)
    assert seen.state()["selected"] is None


def test_two_fingers_zoom_about_their_middle(file: Path, open_page: OpenPage) -> None:
    seen = open_page(file, has_touch=True)
    before = seen.state()["camera"]["k"]
    place = seen.page.evaluate("id => vaultmap.screen(id)", SEED)
    touch = seen.page.context.new_cdp_session(seen.page)

    def fingers(kind: str, apart: float) -> None:
        points = [{"x": place["x"] + side * apart, "y": place["y"]} for side in (-1, 1)]
        touched = [] if kind == "touchEnd" else points
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    fingers("touchStart", 40)
    for apart in (50, 60, 70, 80):
        fingers("touchMove", apart)
    fingers("touchEnd", 80)
    seen.page.wait_for_timeout(300)
    after = seen.page.evaluate("id => vaultmap.screen(id)", SEED)
    assert seen.state()["camera"]["k"] == pytest.approx(2 * before, rel=0.1)
    assert after == pytest.approx(place, abs=4)


def test_nothing_lies_over_the_time_slider_beside_an_open_note(seen: Opened) -> None:
    seen.select(SEED)
    time = seen.page.locator("#vm-time").bounding_box()
    assert time is not None
    for other in ("#vm-zoom", "#vm-legend", "#vm-reading"):
        box = seen.page.locator(other).bounding_box()
        assert box is not None
        apart = box["x"] >= time["x"] + time["width"] or time["x"] >= box["x"] + box["width"]
        assert apart, other
