"""Folders that move about while they are watched: later edits in them are still heard."""

import os
import time
from pathlib import Path

import pytest

from tests.live.conftest import until
from vaultkit.config import Config
from vaultkit.listing import Listing, list_folder
from vaultkit.live_vault import LiveVault
from vaultkit.watching import Pace, Watch

NEVER = Pace(reconcile=3600.0, confirm=0.2)
"""What is not heard is not found by the comparison that comes now and then."""


def test_an_edit_in_a_folder_that_came_back_under_another_name(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    (vault / "a" / "b").mkdir(parents=True)
    outside.mkdir()
    live = LiveVault(vault, Config())
    watch = Watch(live, lambda _changes: None, pace=NEVER)
    watch.start()
    until(lambda: watch.seen.reconciles, bool)
    # A folder comes in again while the one that it was in is renamed twice.
    moves = [
        (vault / "a" / "b", outside / "b"),
        (vault / "a", vault / "one"),
        (outside / "b", vault / "here"),
        (vault / "one", vault / "two"),
    ]
    for old, new in moves:
        os.rename(old, new)  # noqa: PTH104 - as a program does it
        time.sleep(0.05)
    for _ in range(30):
        time.sleep(0.1)
        watch.tick()
    (vault / "here" / "n.md").write_text("new", "utf-8")
    until(lambda: ticked(watch), lambda paths: "here/n.md" in paths)
    assert watch.stop(5.0)


def ticked(watch: Watch) -> set[str]:
    watch.tick()
    return set(watch.vault.files)


def test_a_busy_machine_does_not_put_off_the_comparison(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = list_folder(tmp_path)

    def slow(*_args: object) -> Listing:
        time.sleep(0.2)  # as if others had the processor
        return listing

    monkeypatch.setattr("vaultkit.live_vault.list_folder", slow)
    live = LiveVault(tmp_path, Config())
    assert live.scan_waited >= 0.2
    assert live.scan_seconds < 0.1
