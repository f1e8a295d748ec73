"""The live map: records keep their ids through a restart, acts follow when it is quiet."""

import shutil
from pathlib import Path

import pytest

from vaultkit.config import Config
from vaultkit.live_map import LiveMap
from vaultkit.live_vault import LiveVault
from vaultkit.map.drawing import draw
from vaultkit.map.positions import Positions
from vaultkit.whole_map import map_of

SAMPLE = Path(__file__).parents[2] / "vault_sample"
BEFORE = "# Seed\n\n## I.3. The principle of growth\n\nA seed is grown, never copied.\n"
AFTER = BEFORE.replace("I.3", "I.4")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))


def test_a_renumbered_frame_keeps_its_place_in_links_to_the_map(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "n.md").write_text(BEFORE, "utf-8")
    first = LiveVault(vault, Config())
    before = drawn(LiveMap(first))
    assert before
    (vault / "n.md").write_text(AFTER, "utf-8")
    again = LiveMap(LiveVault(vault, Config()))
    assert drawn(again) == before
    # Without the ledger it would be another one.
    plain = LiveVault(vault, Config())
    model = map_of(plain, plain.snapshot, Positions())
    assert {node.id for node in model.drawing.nodes if node.kind == "frame"} != before


def test_an_edit_is_drawn_at_once_and_settled_later(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(SAMPLE, vault)
    live = LiveVault(vault, Config())
    live_map = LiveMap(live)
    before = live_map._model.drawing
    (vault / "n.md").write_text(BEFORE, "utf-8")
    live.update(["n.md"])
    assert live_map.renew() is not None
    assert draw(live.snapshot, before=before) == draw(live.snapshot)
    live_map.settle()
    fresh = LiveMap(LiveVault(vault, Config()))
    assert drawn(live_map) == drawn(fresh)
    assert live_map.data() is not None
    assert live_map.settle() is None
    assert live_map.renew() is None


def test_a_large_map_takes_an_edit_without_being_drawn_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultkit.live_map._SHORT", -1.0)
    vault = tmp_path / "vault"
    shutil.copytree(SAMPLE, vault)
    live = LiveVault(vault, Config(), light=True)
    live_map = LiveMap(live)
    (vault / "n.md").write_text(f"{BEFORE}\n[[an unheard name]]\n", "utf-8")
    live.update(["n.md"])
    with monkeypatch.context() as patched:
        patched.setattr("vaultkit.live_map.map_of", None)
        event = live_map.renew()
    assert event is not None
    assert "an unheard name" in event.data
    assert live_map.revision == event.revision
    nodes = live_map._model.drawing.nodes
    assert {"n:n.md", "g:an unheard name"} <= {node.id for node in nodes}
    assert live_map.note("n:n.md") is not None
    settled = live_map.settle()
    assert settled is not None
    assert settled.revision == live_map.revision != event.revision
    assert drawn(live_map) == drawn(LiveMap(LiveVault(vault, Config())))


def test_a_map_that_changes_on_and_on_is_drawn_whole_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultkit.live_map._SHORT", -1.0)
    monkeypatch.setattr("vaultkit.live_map._OLD", 0.0)
    monkeypatch.setattr("vaultkit.live_map._RARE", 0.0)
    monkeypatch.setattr("vaultkit.live_map.amend", None)
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "n.md").write_text(BEFORE, "utf-8")
    live = LiveVault(vault, Config())
    live_map = LiveMap(live)
    (vault / "m.md").write_text("[[n]]", "utf-8")
    live.update(["m.md"])
    assert live_map.renew() is not None


def drawn(live_map: LiveMap) -> set[str]:
    nodes = live_map._model.drawing.nodes
    return {node.id for node in nodes if node.kind == "frame"}
