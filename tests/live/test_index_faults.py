"""What could not be written to the index gets there later, whatever happened meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vaultkit import disk, live_vault
from vaultkit.config import Config
from vaultkit.index.faults import IndexCorruptError, IndexUnavailableError
from vaultkit.index.store import Index
from vaultkit.live_vault import LiveVault
from vaultkit.notes.note_path import NotePath


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LiveVault:
    monkeypatch.setattr(live_vault, "_RETRY", 0.0)
    (tmp_path / "vault").mkdir()
    return LiveVault(tmp_path / "vault", Config(), Index(tmp_path / "index.db", {}))


@contextmanager
def full(index: Index) -> Iterator[None]:
    """Let nothing be written."""
    write = index.write

    def refuse(*_args: object) -> None:
        raise IndexUnavailableError("disk full")

    index.write = refuse  # type: ignore[method-assign, assignment]  # a disk that errs
    try:
        yield
    finally:
        index.write = write  # type: ignore[method-assign]


def test_a_note_that_is_read_twice_before_it_can_be_written(live: LiveVault) -> None:
    with full(live.index):
        (live.folder / "n.md").write_text("[[A]]", "utf-8")
        live.update(["n.md"])
        live.update(["n.md"])  # the same content: nothing new, and nothing to forget
    live.catch_up()
    assert _links(live) == ["A"]


def test_a_note_that_errs_before_it_can_be_written(
    live: LiveVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def err(*_args: object) -> None:
        raise OSError(5, "Input/output error")

    with full(live.index):
        (live.folder / "n.md").write_text("[[A]]", "utf-8")
        live.update(["n.md"])
        with monkeypatch.context() as faulty:
            faulty.setattr(disk, "read_whole", err)
            live.update(["n.md"])
    live.catch_up()
    live.refresh()
    live.refresh()  # what was written a moment ago is read twice
    assert _links(live) == ["A"]


def test_an_index_that_turns_out_to_be_damaged_leaves_no_gap(live: LiveVault) -> None:
    for name in "abc":
        (live.folder / f"{name}.md").write_text(f"[[{name}]]", "utf-8")
    live.refresh()
    write = live.index.write

    def fail(*_args: object) -> None:
        live.index.write = write  # type: ignore[method-assign]  # only this once
        raise IndexCorruptError("damaged")

    live.index.write = fail  # type: ignore[method-assign, assignment]
    (live.folder / "n.md").write_text("[[A]]", "utf-8")
    live.update(["n.md"])
    assert len(live.snapshot.readings) == 4
    assert _links(live) == ["A"]


def _links(live: LiveVault) -> list[str]:
    """Return the links of ``n.md`` as the next run will know them."""
    file = live.index.file
    live.close()
    again = LiveVault(live.folder, Config(), Index(file, {}))
    reading = again.snapshot.readings[NotePath("n.md")]
    again.close()
    return [link.target for link in reading.note.links]
