"""The law: after any run of changes the vault equals one that was read afresh."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from vaultkit.config import Config
from vaultkit.index.store import Index
from vaultkit.live_vault import LiveVault
from vaultkit.notes.sync_conflict import ConflictOptions
from vaultkit.snapshot import Snapshot

FOLDERS = st.sampled_from(["", "a", "b", "a/c", "Часть", ".hidden"])
NAMES = st.sampled_from(["A.md", "B.md", "a.md", "Ёж.md", "Еж.md", "pic.png", "A.md.md"])
TEXTS = st.lists(
    st.sampled_from(
        [
            "[[A]]",
            "[[a/A|имя]]",
            "![[pic.png]]",
            "[[Ёж#часть]]",
            "[b](b/B.md)",
            "# Протокол",
            "---\nalias: x\n---",
            "[^1]: [[B]] потому что",
            "слово[^1]",
        ]
    ),
    max_size=4,
).map("\n\n".join)


class Vault(RuleBasedStateMachine):
    """A real folder under random operations, told to a live vault in the way events tell it."""

    light = False

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.folder = self.root / "vault"
        self.outside = self.root / "outside"
        self.folder.mkdir()
        self.outside.mkdir()
        self.live = self._open()
        self.told: list[str] = []
        self.moved = 0

    def teardown(self) -> None:
        self.live.close()
        shutil.rmtree(self.root)

    def _open(self) -> LiveVault:
        index = Index(self.root / "index.db", {})
        return LiveVault(self.folder, Config(), index, light=self.light)

    @rule(folder=FOLDERS, name=NAMES, text=TEXTS)
    def write(self, folder: str, name: str, text: str) -> None:
        file = self._at(folder, name)
        if not file.is_dir():
            file.write_text(text, encoding="utf-8")
            self._tell(file)

    @rule(folder=FOLDERS, name=NAMES, text=TEXTS)
    def save_by_rename(self, folder: str, name: str, text: str) -> None:
        file = self._at(folder, name)
        if not file.is_dir():
            new = file.with_name(f".{name}.tmp")
            new.write_text(text, encoding="utf-8")
            new.replace(file)
            self._tell(new, file)

    @rule(folder=FOLDERS, name=NAMES, text=TEXTS)
    def append(self, folder: str, name: str, text: str) -> None:
        file = self._at(folder, name)
        if file.is_file():
            with file.open("a", encoding="utf-8") as handle:
                handle.write(f"\n\n{text}")
            self._tell(file)

    @rule(folder=FOLDERS, name=NAMES, to=FOLDERS, new=NAMES)
    def rename(self, folder: str, name: str, to: str, new: str) -> None:
        file, target = self._at(folder, name), self._at(to, new)
        if file.is_file() and not target.is_dir():
            file.replace(target)
            self._tell(file, target)

    @rule(folder=FOLDERS, name=NAMES)
    def delete(self, folder: str, name: str) -> None:
        file = self._at(folder, name)
        if file.is_file():
            file.unlink()
            self._tell(file)

    @rule(folder=FOLDERS)
    def remove_folder(self, folder: str) -> None:
        if folder and (self.folder / folder).is_dir():
            shutil.rmtree(self.folder / folder)
            self._tell(self.folder / folder)

    @rule(folder=FOLDERS, new=st.sampled_from(["d", "a", "B.md"]))
    def rename_folder(self, folder: str, new: str) -> None:
        old, target = self.folder / folder, self.folder / new
        if folder and old.is_dir() and not target.exists():
            old.rename(target)
            self._tell(old, target)

    @rule(folder=FOLDERS)
    def move_folder_out(self, folder: str) -> None:
        if folder and (self.folder / folder).is_dir():
            self.moved += 1
            shutil.move(self.folder / folder, self.outside / str(self.moved))
            self._tell(self.folder / folder)

    @rule(new=st.sampled_from(["d", "a", "e"]))
    def move_folder_in(self, new: str) -> None:
        waiting = sorted(self.outside.iterdir())
        if waiting and not (self.folder / new).exists():
            shutil.move(waiting[0], self.folder / new)
            self._tell(self.folder / new)

    @rule(folder=FOLDERS, names=st.sets(NAMES), text=TEXTS)
    def make_tree(self, folder: str, names: set[str], text: str) -> None:
        top = self.folder / folder / "new" / "tree"
        top.mkdir(parents=True, exist_ok=True)
        for name in names:
            (top / name).write_text(text, encoding="utf-8")
        self._tell(top.parent)

    @rule(folder=FOLDERS, name=NAMES)
    def link_out(self, folder: str, name: str) -> None:
        file = self._at(folder, name)
        if not file.exists() and not file.is_symlink():
            file.symlink_to(self.outside)
            self._tell(file)

    @rule()
    def lose_events(self) -> None:
        self.told.clear()
        self.live.refresh()

    @rule()
    def restart(self) -> None:
        self.live.close()
        self.told.clear()
        self.live = self._open()

    @rule()
    def damage_the_index(self) -> None:
        self.live.close()
        self.told.clear()
        (self.root / "index.db").write_bytes(b"SQLite format 3\0 no more")
        self.live = self._open()

    @invariant()
    def equals_a_fresh_read(self) -> None:
        if self.told:
            self.live.update(dict.fromkeys(self.told))
            self.told.clear()
        fresh = LiveVault(self.folder, Config(), light=self.light).snapshot
        assert self.live.snapshot == fresh
        assert not [one for one in fresh.findings if one.kind == "vaultkit-fault"]

    def _at(self, folder: str, name: str) -> Path:
        (self.folder / folder).mkdir(parents=True, exist_ok=True)
        return self.folder / folder / name

    def _tell(self, *files: Path) -> None:
        names = (file.relative_to(self.folder).as_posix() for file in files)
        self.told.extend(name for name in names if not name.startswith(".") and "/." not in name)


Vault.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
TestLaw = Vault.TestCase


class WatchedVault(Vault):
    """The same as `vaultkit watch` holds it in memory."""

    light = True


WatchedVault.TestCase.settings = Vault.TestCase.settings
TestLawOfAWatchedVault = WatchedVault.TestCase


def snapshot_of(folder: Path) -> Snapshot:
    return LiveVault(folder, Config()).snapshot


def test_most_files_do_not_vanish_unless_confirmed(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"{number}.md").write_text(f"[[{number + 1}]]")
    live = LiveVault(tmp_path, Config())
    before = live.snapshot
    for number in range(60):
        (tmp_path / f"{number}.md").unlink()
    assert live.refresh().held == 60
    assert live.update([f"{number}.md" for number in range(60)]).held == 60
    assert live.snapshot is before
    assert len(live.refresh(confirmed=True).removed) == 60
    assert live.snapshot == snapshot_of(tmp_path)


def test_a_rename_is_recognised_by_inode_and_by_content(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("один")
    (tmp_path / "two.md").write_text("два")
    live = LiveVault(tmp_path, Config())
    (tmp_path / "one.md").rename(tmp_path / "один.md")
    (tmp_path / "copy.md").write_text("два")
    (tmp_path / "two.md").unlink()
    assert live.refresh().renamed == (("one.md", "один.md"), ("two.md", "copy.md"))


def test_a_rename_is_one_change_even_when_only_the_new_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("один")
    live = LiveVault(tmp_path, Config())
    (tmp_path / "one.md").rename(tmp_path / "new.md")
    changes = live.update(["new.md"])
    assert changes.renamed == (("one.md", "new.md"),)
    assert list(live.files) == ["new.md"]


def test_names_that_differ_in_normalization_only_are_one_note(tmp_path: Path) -> None:
    (tmp_path / "\u0419.md").write_text("[[composed]]")
    live = LiveVault(tmp_path, Config())
    (tmp_path / "\u0418\u0306.md").write_text("[[decomposed]]")
    live.update(["\u0418\u0306.md"])
    assert live.snapshot == snapshot_of(tmp_path)
    assert len(live.snapshot.readings) == 1
    (tmp_path / "\u0418\u0306.md").unlink()
    live.update(["\u0418\u0306.md"])
    assert live.snapshot == snapshot_of(tmp_path)
    assert len(live.snapshot.readings) == 1


def test_a_copy_of_a_sync_tool_is_told_and_is_no_note(tmp_path: Path) -> None:
    copy = "note.sync-conflict-20260102-030405-ABC2DEF.md"
    (tmp_path / "note.md").write_text("ours")
    (tmp_path / copy).write_text("theirs")
    live = LiveVault(tmp_path, Config())
    assert list(live.snapshot.readings) == ["note.md"]
    assert [(one.path, one.kind) for one in live.snapshot.findings] == [(copy, "sync-conflict")]
    kept = LiveVault(tmp_path, Config(conflict_copies=ConflictOptions(in_graph=True)))
    assert len(kept.snapshot.readings) == 2
    (tmp_path / "note.md").unlink()
    live.update(["note.md"])
    assert list(live.snapshot.readings) == [copy]


def test_what_is_no_regular_file_is_no_note(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "note.md").write_text("text")
    live = LiveVault(tmp_path, Config())
    live.update(["pipe.md", "link.md"])
    assert list(live.snapshot.readings) == ["note.md"]


def test_a_name_that_is_not_utf8_is_read_and_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("text")
    live = LiveVault(tmp_path, Config())
    assert list(live.snapshot.readings) == ["caf\ufffd.md"]
    assert live.source(next(iter(live.files))).text == "text"
