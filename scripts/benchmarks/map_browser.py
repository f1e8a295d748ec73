"""The map in headless Chromium beside pyvis's own page of the same graph, in the same run.

CPU is what all processes of the browser use, so that a renderer in software pays its full price;
the main thread is measured apart, because that is what a reader with a GPU pays.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from scripts.benchmarks.generated_map import generated
from vaultkit.map.model import MapOptions, place_drawing
from vaultkit.map.page import page_html
from vaultkit.map.page_data import PageOptions
from vaultkit.map.record import MapModel

STEPS = 40
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
OURS_READY = "() => window.vaultmap && window.vaultmap.ready.then(() => true)"
PYVIS_READY = (
    "() => window.network && new Promise(drawn => {"
    " network.once('afterDrawing', () => requestAnimationFrame(() => drawn(true)));"
    " network.redraw(); })"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one page costs; seconds to be usable, milliseconds a step."""

    ready: float
    pan: float
    pan_main: float
    zoom: float
    hover_main: float
    size: int


def pyvis_page(model: MapModel) -> str:
    """Return pyvis's own page with physics off; its tables are filled directly, see map.md 1.1."""
    net = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    drawing = model.drawing
    net.nodes = [
        {"id": at, "label": node.label, "shape": "dot", "size": 8, "x": place.x * 10}
        | {"y": place.y * 10}
        for at, (node, place) in enumerate(zip(drawing.nodes, model.places, strict=True))
    ]
    net.edges = [{"from": edge.source, "to": edge.target} for edge in drawing.edges]
    net.toggle_physics(False)
    return str(net.generate_html())


def cpu(browser: Browser) -> float:
    """Return the CPU seconds of all processes of the browser so far."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return float(sum(process["cpuTime"] for process in found))


def main_thread(session: Any) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


def frame(page: Page) -> None:
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => done()))")


def measure(browser: Browser, file: Path, ready: str) -> Figures:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_function(ready, timeout=240_000)
    opened = time.perf_counter() - start
    page.wait_for_timeout(800)
    # What waiting for frames costs by itself is taken off the figures.
    idle, idle_main = steps(page, browser, session, lambda _: None)
    # Over 500 pixels, farther than what is drawn beside the window: it must be drawn anew.
    page.mouse.move(720, 120)
    page.mouse.down()
    pan, pan_main = steps(
        page, browser, session, lambda at: page.mouse.move(720 + 14 * at, 120 + 3 * at)
    )
    page.mouse.up()
    zoom, _ = steps(page, browser, session, lambda at: page.mouse.wheel(0, -30 if at % 2 else 30))
    page.wait_for_timeout(400)
    _, hover = steps(
        page, browser, session, lambda at: page.mouse.move(400 + 15 * at, 300 + 9 * at)
    )
    context.close()
    return Figures(
        ready=opened,
        pan=max(0.01, pan - idle),
        pan_main=max(0.01, pan_main - idle_main),
        zoom=max(0.01, zoom - idle),
        hover_main=max(0.01, hover - idle_main),
        size=file.stat().st_size,
    )


def steps(page: Page, browser: Browser, session: Any, act: Any) -> tuple[float, float]:
    """Return CPU milliseconds a step: of all processes, and of the main thread."""
    before, main_before = cpu(browser), main_thread(session)
    for at in range(STEPS):
        act(at)
        frame(page)
    after, main_after = cpu(browser), main_thread(session)
    return (after - before) / STEPS * 1000, (main_after - main_before) / STEPS * 1000


def show(name: str, figures: Figures) -> None:
    print(
        f"{name:24s} ready {figures.ready:7.2f} s   pan {figures.pan:7.1f} ms "
        f"(main {figures.pan_main:6.1f})   zoom {figures.zoom:7.1f} ms   "
        f"hover main {figures.hover_main:5.2f} ms   page {figures.size / 1e6:5.1f} MB",
        flush=True,
    )


def compare(folder: Path, browser: Browser, notes: int, with_pyvis: bool) -> None:
    model = place_drawing(generated(notes), MapOptions(name=f"Generated {notes}"))
    print(f"{len(model.drawing.nodes):,} nodes, {len(model.drawing.edges):,} edges", flush=True)
    ours_file = folder / "map.html"
    ours_file.write_text(page_html(model, PageOptions()), encoding="utf-8")
    ours = measure(browser, ours_file, OURS_READY)
    show("vaultkit", ours)
    if not with_pyvis:
        return
    pyvis_file = folder / "pyvis.html"
    pyvis_file.write_text(pyvis_page(model), encoding="utf-8")
    theirs = measure(browser, pyvis_file, PYVIS_READY)
    show("pyvis, physics off", theirs)
    print(
        f"pyvis / vaultkit: ready {theirs.ready / ours.ready:.1f} x, "
        f"pan {theirs.pan / ours.pan:.1f} x, "
        f"pan on the main thread {theirs.pan_main / ours.pan_main:.1f} x, "
        f"zoom {theirs.zoom / ours.zoom:.1f} x",
        flush=True,
    )


def main(_vault: Path, options: argparse.Namespace) -> None:
    """Compare at 10,000 notes; with --large also measure 100,000, which pyvis does not finish."""
    executable = os.environ.get("VAULTKIT_CHROMIUM") or shutil.which("chromium")
    if executable is None:
        sys.exit("needs Chromium: apt-get install chromium, or name one in VAULTKIT_CHROMIUM")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        compare(Path(folder), browser, 10_000, with_pyvis=True)
        if options.large:
            compare(Path(folder), browser, 100_000, with_pyvis=False)
        browser.close()
