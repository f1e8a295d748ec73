import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from vaultkit.config import Config
from vaultkit.first_read import read_many
from vaultkit.index.entry import decoded, entry_of
from vaultkit.index.faults import IndexCorruptError
from vaultkit.index.store import Index
from vaultkit.live_vault import LiveVault
from vaultkit.map.positions import Positions
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.source import Source
from vaultkit.reader import read_one
from vaultkit.whole_map import map_of

SAMPLE = Path(__file__).parents[2] / "vault_sample"


def copied(folder: Path, count: int) -> Path:
    for number in range(count):
        note = folder / f"{number % 7}" / f"{number}.md"
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"# {number}\n\n[[{number + 1}]] #tag\n", encoding="utf-8")
    return folder


def test_a_reading_comes_out_of_the_index_as_it_went_in() -> None:
    for file in sorted(SAMPLE.rglob("*.md")):
        path = NotePath(file.relative_to(SAMPLE).as_posix())
        source = Source.of(path, file.read_bytes())
        reading = read_one(source, Config())
        assert decoded(entry_of(source, reading).facts) == reading


def test_a_second_start_reads_no_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = copied(tmp_path / "vault", 30)
    for file in vault.rglob("*.md"):
        os.utime(file, (1_700_000_000, 1_700_000_000))  # long ago, so nothing is racy
    first = LiveVault(vault, Config(), Index(tmp_path / "index.db", {}))
    before = first.snapshot
    first.close()
    monkeypatch.setattr("vaultkit.stale_files.read_now", None)
    second = LiveVault(vault, Config(), Index(tmp_path / "index.db", {}))
    assert second.snapshot == before
    second.close()


def test_other_rules_read_everything_again(tmp_path: Path) -> None:
    vault = copied(tmp_path / "vault", 3)
    LiveVault(vault, Config(), Index(tmp_path / "index.db", {"reader": "1"})).close()
    index = Index(tmp_path / "index.db", {"reader": "2"})
    assert list(index.files()) == []
    index.close()


@pytest.mark.parametrize("damage", ["truncate", "header", "middle", "foreign", "newer"])
def test_a_damaged_index_is_set_aside_and_built_anew(tmp_path: Path, damage: str) -> None:
    vault = copied(tmp_path / "vault", 40)
    file = tmp_path / "index.db"
    LiveVault(vault, Config(), Index(file, {})).close()
    spoil(file, damage)
    live = LiveVault(vault, Config(), Index(file, {}))
    assert live.snapshot == LiveVault(vault, Config()).snapshot
    live.refresh()
    assert live.snapshot == LiveVault(vault, Config()).snapshot
    assert live.index.faults() == []
    live.close()


def spoil(file: Path, damage: str) -> None:
    data = file.read_bytes()
    if damage == "truncate":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "header":
        file.write_bytes(b"x" * 100 + data[100:])
    elif damage == "middle":
        file.write_bytes(data[:4096] + os.urandom(len(data) - 4096))
    elif damage == "foreign":
        file.unlink()
        with sqlite3.connect(file) as db:
            db.execute("CREATE TABLE theirs (x)")
        db.close()
    else:
        with sqlite3.connect(file) as db:
            db.execute("PRAGMA user_version = 999")
        db.close()


def test_other_programs_read_the_views(tmp_path: Path) -> None:
    vault = copied(tmp_path / "vault", 3)
    live = LiveVault(vault, Config(), Index(tmp_path / "index.db", {}))
    with closing(sqlite3.connect(f"file:{tmp_path}/index.db?mode=ro", uri=True)) as db:
        assert db.execute("SELECT path, title FROM notes ORDER BY path").fetchall() == [
            ("0/0.md", "0"),
            ("1/1.md", "1"),
            ("2/2.md", "2"),
        ]
        (vault / "0" / "0.md").write_text("[[new]]")
        live.update(["0/0.md"])
        links = db.execute("SELECT target FROM links WHERE path = '0/0.md'").fetchall()
        assert links == [("new",)]
        for view in ("files", "tags", "headings", "citations", "frames", "protocols"):
            db.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608 - names of ours
    db.close()
    live.close()


def test_helpers_read_what_this_process_would(tmp_path: Path) -> None:
    vault = copied(tmp_path / "vault", 150)
    (vault / "Ёж.md").write_text("[[Ёлка]]", encoding="utf-8")
    listed = [known.listed for known in LiveVault(vault, Config()).files.values()]
    read = {one.path: one for one in read_many(vault, listed, Config())}
    assert read.keys() == {one.path for one in listed}
    for one in read.values():
        source = Source.of(one.path, (vault / one.path).read_bytes())
        assert one.entry == entry_of(source, read_one(source, Config()))


def test_a_light_vault_draws_the_same_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    full, light = LiveVault(SAMPLE, Config()), LiveVault(SAMPLE, Config(), light=True)
    assert light.snapshot.citations == full.snapshot.citations
    assert light.snapshot.findings == full.snapshot.findings
    assert not any(one.note.blocks for one in light.snapshot.readings.values())
    models = [map_of(live, live.snapshot, Positions()) for live in (full, light)]
    assert models[0] == models[1]


def test_a_light_vault_resolves_again_what_means_something_else_now(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text("It follows [[b]], because [[c]] and [[a]] say so.", "utf-8")
    (vault / "b.md").write_text("b", "utf-8")
    light = LiveVault(vault, Config(), light=True)
    told = []
    for name, text in (("c.md", "c"), ("sub/b.md", "other"), ("b.md", None), ("c.md", None)):
        file = vault / name
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        light.refresh(confirmed=True)
        fresh = LiveVault(vault, Config()).snapshot
        assert light.snapshot.citations == fresh.citations
        assert light.snapshot.relations == fresh.relations
        told.append([one.to_note for one in light.snapshot.citations[NotePath("a.md")]])
    assert told[0] == ["b.md", "c.md", "a.md"]
    assert told[-1] == ["sub/b.md", None, "a.md"]


def test_what_is_gone_is_not_kept_awake(tmp_path: Path) -> None:
    vault = copied(tmp_path / "vault", 5)
    live = LiveVault(vault, Config())
    assert len(live.snapshot.readings) == 5
    for number in range(4):
        (vault / f"{number}" / f"{number}.md").unlink()
    live.refresh(confirmed=True)
    assert list(live.snapshot.readings) == ["4/4.md"]
    assert len(live._archive._awake) == 1


def test_rows_of_the_layout_before_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "index.db"
    LiveVault(copied(tmp_path / "vault", 3), Config(), Index(file, {})).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("DROP TABLE waiting")
        db.execute("PRAGMA user_version = 1")
    index = Index(file, {})
    assert index.rebuilt == ""
    assert len(list(index.files())) == 3
    assert not index.take_in_words()
    index.close()


@pytest.mark.parametrize("damaged", ["X'C1'", "'a text'", "7"])
def test_readings_asked_for_together_leave_out_what_is_damaged(
    tmp_path: Path, damaged: str
) -> None:
    vault = copied(tmp_path / "vault", 600)
    live = LiveVault(vault, Config(), Index(tmp_path / "index.db", {}))
    places = [row.facts for row in live.index.files() if row.facts is not None]
    live.index.select(f"UPDATE facts SET data = {damaged} WHERE id = ?", (places[7],))  # noqa: S608
    with pytest.raises(IndexCorruptError):
        live.index.reading(places[7])
    found = dict(live.index.readings([*places, 10_000]))
    assert set(found) == set(places) - {places[7]}
    assert all(found[place] == live.index.reading(place) for place in found)
    live.close()
