"""Ids of a vault hold from run to run, in a ledger outside of the vault."""

from pathlib import Path

import pytest

from vaultkit.cli.opening import steady_snapshot
from vaultkit.config import load_config, parse_config
from vaultkit.frames.ledger import Entry, Ledger, ledger_text, parse_ledger, reconcile
from vaultkit.frames.record import Frame, Lines, Meaning, Protocol, Relation
from vaultkit.index.place import data_folder
from vaultkit.live_vault import LiveVault
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Reading, take_snapshot, tracked_records, with_kept_ids
from vaultkit.steady_ids import ledger_file

NOTE = NotePath("n.md")


def test_the_ledger_lies_where_the_config_says() -> None:
    vault = Path("/vault")
    assert ledger_file(vault, parse_config("")) == data_folder(vault) / "ledger.json"
    assert ledger_file(vault, parse_config('[identity]\nledger = "x.json"')) == vault / "x.json"
    assert ledger_file(vault, parse_config('[identity]\nledger = "off"')) is None


def test_a_run_writes_the_ledger_and_the_next_one_reads_it(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "config.toml").write_text('[identity]\nledger = "../ids.json"\n', "utf-8")
    (vault / "n.md").write_text("# A note\n", "utf-8")
    live = LiveVault(vault, load_config(vault))
    assert steady_snapshot(live) == live.snapshot
    written = parse_ledger((tmp_path / "ids.json").read_text("utf-8"))
    assert [entry.id for entry in written.entries] == [
        frame.id for frames in live.snapshot.frames.values() for frame in frames
    ]


def test_a_ledger_that_cannot_be_written_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    config = parse_config('[identity]\nledger = "file/ids.json"\n')
    (tmp_path / "n.md").write_text("# A note\n", "utf-8")
    live = LiveVault(tmp_path, config)
    assert steady_snapshot(live) == live.snapshot
    assert "not remembered" in caplog.text


def test_a_kept_id_stands_wherever_the_record_is_named() -> None:
    parent = Frame(id="new", rev="r", kind="principle", title="Seed", span=Lines(1, 9))
    child = Frame(id="c", rev="s", kind="thesis", parent="new", span=Lines(2, 2))
    meaning = Meaning(
        frames=(parent, child),
        relations=(Relation(source="new", type="has_part", target="c"),),
        protocols=(
            Protocol(
                id="p",
                rev="",
                name="Seed transfer",
                line=3,
                span=Lines(3, 3),
                role="protocol",
                status="proposed",
                quote="x",
            ),
        ),
    )
    snapshot = take_snapshot([Reading(Note(path=NOTE, digest="", size=0), meaning)], [NOTE])
    known = Entry(id="old", anchor="before", kind="principle", note=NOTE, rev="r")
    reconciled = reconcile(Ledger(entries=(known,)), tracked_records(snapshot))
    kept = with_kept_ids(snapshot, reconciled.ids)
    assert [(frame.id, frame.parent) for frame in kept.frames[NOTE]] == [
        ("old", None),
        ("c", "old"),
    ]
    assert kept.readings[NOTE].meaning.relations[0].source == "old"
    assert [entry.id for entry in reconciled.ledger.entries] == sorted(
        ["old", "c", kept.protocols[0].id]
    )
    assert ledger_text(reconciled.ledger).count("\n") == 5
