"""An open map in a real browser while its vault is watched, edited, and the watch goes away."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.live.conftest import PATIENCE, Watching
from tests.map.browser.conftest import FLAGS, _executable

MS = PATIENCE * 1000
CAMERA = "() => { const { x, y, k } = window.vaultmap.state().camera; return [x, y, k]; }"
"""Where one looks; ``zoom`` is to the size of the whole map, which grows."""


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_open_page_takes_an_edit_and_outlives_its_server(
    watching: Callable[..., Watching], tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "130_д.md").write_text("# Часть\n[[134_д]]\n", encoding="utf-8")
    port = free_port()
    watch = watching("--port", str(port))
    watch.ready()
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=_executable(), args=FLAGS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_function("() => window.vaultmap && window.vaultmap.state().live === 'live'")
        page.evaluate("() => { window.notReloaded = true }")
        before = page.evaluate(CAMERA)
        (vault / "Новая.md").write_text("# Новая\n[[130_д]] потому что\n", encoding="utf-8")
        page.wait_for_function("() => window.vaultmap.search('Новая').length > 0", timeout=MS)
        assert page.evaluate("() => window.notReloaded")
        assert page.evaluate(CAMERA) == before
        page.evaluate("() => window.vaultmap.open('n:Новая.md')")
        page.get_by_text("потому что").first.wait_for(timeout=MS)
        watch.stop()
        page.wait_for_function("() => window.vaultmap.state().live === 'away'", timeout=MS)
        (vault / "Вторая.md").write_text("[[Новая]]", encoding="utf-8")
        watching("--port", str(port)).ready()
        page.wait_for_function(
            "() => window.vaultmap && window.vaultmap.search('Вторая').length > 0", timeout=MS
        )
        assert page.evaluate("() => window.vaultmap.state().selected") == "n:Новая.md"
        browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
