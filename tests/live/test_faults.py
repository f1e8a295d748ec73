"""What goes wrong under a watch that runs for weeks; each ends where a fresh read would."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live.conftest import Watching, program, until
from tests.live.storm import storm
from tests.live.test_watch import rows
from vaultkit.config import Config
from vaultkit.first_read import read_many
from vaultkit.live_vault import LiveVault

Start = Callable[..., Watching]
AS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not AS_ROOT, reason="only root may mount")


def oracle(vault: Path) -> set[tuple[str, str]]:
    """Return path and digest of every note, read in the plainest way."""
    return {
        (file.relative_to(vault).as_posix(), digest(file))
        for file in vault.rglob("*.md")
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(vault).parts)
    }


def digest(file: Path) -> str:
    return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()


def indexed(watch: Watching) -> set[tuple[str, str]]:
    return {(str(path), str(of)) for path, of in rows(watch, "SELECT path, digest FROM notes")}


def agrees(watch: Watching) -> None:
    """Wait until the index is what is on disk."""
    missing = until(
        lambda: indexed(watch) ^ oracle(watch.vault), lambda difference: not difference
    )
    assert not missing


def filled(vault: Path, count: int = 30) -> Path:
    for number in range(count):
        note = vault / f"d{number % 5}" / f"{number}.md"
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"# {number}\n[[{number + 1}]]\n", encoding="utf-8")
    return vault


def test_killed_again_and_again_in_a_storm(watching: Start, tmp_path: Path) -> None:
    vault = filled(tmp_path / "vault")
    chance = random.Random(5)  # noqa: S311 - no secret
    with storm(vault, tmp_path / "outside", seed=5, seconds=4.0) as is_over:
        watch = watching()
        while not is_over():
            time.sleep(chance.uniform(0.2, 0.8))
            watch.stop(signal.SIGKILL)
            watch = watching()
    watch.ready()
    agrees(watch)
    watch.stop()
    assert watch.run("doctor", str(vault), "--verify").returncode == 0


def test_suspended_while_the_kernel_loses_events(watching: Start, tmp_path: Path) -> None:
    vault = filled(tmp_path / "vault")
    watch = watching()
    watch.ready()
    watch.process.send_signal(signal.SIGSTOP)
    for number in range(12_000):  # two events each; the kernel keeps 16,384
        (vault / f"d{number % 5}" / f"{number}.txt").touch()
    (vault / "d1" / "new").mkdir()
    (vault / "d1" / "new" / "last.md").write_text("[[0]]")
    watch.process.send_signal(signal.SIGCONT)
    agrees(watch)
    until(watch.status, lambda status: status["overflows"] > 0 and status["files"] == 12_031)
    (vault / "d1" / "new" / "later.md").write_text("still heard")
    watch.wait_for("added", "d1/new/later.md")


def test_a_slow_writer_is_read_when_it_is_done(watching: Start, tmp_path: Path) -> None:
    vault = filled(tmp_path / "vault")
    watch = watching()
    watch.ready()
    with (vault / "d0" / "0.md").open("w", encoding="utf-8") as note:
        for piece in range(6):
            assert ("d0/0.md", digest_of("")) not in indexed(watch)
            note.write(f"piece {piece}\n")
            note.flush()
            time.sleep(0.05)
    watch.wait_for("changed", "d0/0.md")
    agrees(watch)


def digest_of(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def test_a_folder_that_is_not_there_for_a_while_loses_nothing(
    watching: Start, tmp_path: Path
) -> None:
    vault = filled(tmp_path / "vault", 80)
    watch = watching()
    watch.ready()
    before = indexed(watch)
    vault.rename(tmp_path / "away")
    until(watch.status, lambda status: status["missing"])
    vault.mkdir()  # what an unmounted folder looks like
    until(watch.status, lambda status: status["held"] == 80)
    assert indexed(watch) == before
    vault.rmdir()
    (tmp_path / "away").rename(vault)
    until(watch.status, lambda status: not status["missing"] and not status["held"])
    (vault / "d0" / "new.md").write_text("heard again")
    watch.wait_for("added", "d0/new.md")
    agrees(watch)


def test_what_is_really_deleted_goes_in_the_end(watching: Start, tmp_path: Path) -> None:
    vault = filled(tmp_path / "vault", 80)
    watch = watching()
    watch.ready()
    for folder in list(vault.iterdir()):
        shutil.rmtree(folder)
    agrees(watch)


@needs_root
def test_a_full_disk_is_waited_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(home)], check=True)
    try:
        vault = filled(tmp_path / "vault")
        watch = Watching(vault, home, "-o", str(home / "map.html"))
        watch.ready()
        page = (home / "map.html").read_bytes()
        ballast = ["dd", "if=/dev/zero", f"of={home}/ballast", "bs=4k"]
        assert subprocess.run(ballast, capture_output=True, check=False).returncode == 1
        for number in range(40):
            (vault / "d0" / f"big{number}.md").write_text(f"слово{number} " * 300)
        watch.wait_for("added", "d0/big39.md")
        assert watch.process.poll() is None
        assert (home / "map.html").read_bytes()[:15] == page[:15]
        (home / "ballast").unlink()
        agrees(watch)
        assert watch.stop() == 0
    finally:
        watch.end()
        subprocess.run(["umount", "-l", str(home)], check=True)


@pytest.fixture
def unprivileged(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """What to put before a command so that file modes count."""
    if not AS_ROOT:
        yield ()
        return
    if not shutil.which("setpriv"):
        pytest.skip("setpriv is needed to give up root's rights")
    # Workers of pytest-xdist put one more folder between a test's and the system's.
    ours = (folder for folder in tmp_path.parents if "pytest-" in folder.as_posix())
    for folder in (tmp_path, *ours):
        folder.chmod(0o755)
    without = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if subprocess.run(
        [*without, *program(), "--help"], capture_output=True, check=False
    ).returncode:
        pytest.skip(f"{sys.executable} lies where only root may run it")
    yield without


def test_notes_without_permission_are_kept_and_told(
    tmp_path: Path, unprivileged: tuple[str, ...]
) -> None:
    vault = filled(tmp_path / "vault")
    (tmp_path / "home").mkdir()
    if AS_ROOT:
        subprocess.run(
            ["chown", "-R", "65534:65534", str(vault), str(tmp_path / "home")], check=True
        )
    watch = Watching(vault, tmp_path / "home", "--no-serve", prefix=unprivileged)
    try:
        watch.ready()
        before = indexed(watch)
        (vault / "d0" / "0.md").write_text("secret")
        (vault / "d0" / "0.md").chmod(0)
        (vault / "d1").chmod(0)
        (vault / "d2" / "new.md").write_text("new")
        watch.wait_for("added", "d2/new.md")
        assert {path for path, _ in indexed(watch)} >= {path for path, _ in before}
        (vault / "d0" / "0.md").chmod(0o644)
        (vault / "d1").chmod(0o755)
        (vault / "d0" / "0.md").write_text("open")
        agrees(watch)
    finally:
        watch.end()


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare (util-linux)")
def test_where_the_system_allows_few_watches_it_compares(watching: Start, tmp_path: Path) -> None:
    vault = filled(tmp_path / "vault")
    script = 'echo 3 > /proc/sys/user/max_inotify_watches || exit 99; exec "$@"'
    watch = watching(vault=vault, prefix=("unshare", "-Ur", "sh", "-c", script, "sh"))
    if watch.process.poll() == 99:
        pytest.skip("user namespaces are not allowed here")
    assert "sysctl" in watch.ready()["polling"]
    (vault / "d4" / "new.md").write_text("new")
    watch.wait_for("added", "d4/new.md")
    agrees(watch)


FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


@pytest.mark.skipif(FAKETIME is None, reason="needs libfaketime")
def test_a_clock_that_jumps_changes_nothing(
    watching: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = filled(tmp_path / "vault")
    clock = tmp_path / "clock"
    clock.write_text("+0\n")
    monkeypatch.setenv("LD_PRELOAD", str(FAKETIME))
    monkeypatch.setenv("FAKETIME_TIMESTAMP_FILE", str(clock))
    monkeypatch.setenv("FAKETIME_NO_CACHE", "1")
    monkeypatch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    watch = watching()
    monkeypatch.delenv("LD_PRELOAD")
    watch.environment.pop("LD_PRELOAD")
    watch.ready()
    for number, jump in enumerate(("-6y", "+9y", "-27y", "+0")):
        clock.write_text(f"{jump}\n")
        (vault / "d0" / f"jump{number}.md").write_text(jump)
        watch.wait_for("added", f"d0/jump{number}.md")
    agrees(watch)
    assert watch.status()["comparisons"] < 10


@needs_root
@pytest.mark.skipif(not shutil.which("bindfs"), reason="needs bindfs")
def test_a_folder_behind_fuse_is_compared(watching: Start, tmp_path: Path) -> None:
    back = filled(tmp_path / "back")
    front = tmp_path / "vault"
    front.mkdir()
    if subprocess.run(["bindfs", str(back), str(front)], check=False).returncode:
        pytest.skip("FUSE is not allowed here")
    try:
        watch = watching(vault=front)
        assert "fuse" in watch.ready()["polling"]
        (back / "d0" / "behind.md").write_text("no event comes for this")
        watch.wait_for("added", "d0/behind.md")
        agrees(watch)
        watch.stop()
    finally:
        subprocess.run(["umount", "-l", str(front)], check=True)


def test_a_note_that_kills_its_reader_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = filled(tmp_path / "vault", 200)
    listed = [known.listed for known in LiveVault(vault, Config()).files.values()]
    deadly = tmp_path / "python"
    deadly.write_text(
        f"#!{sys.executable} -P\nimport os, vaultkit.reading_process as p\nread = p.read_file\n"
        "p.read_file = lambda v, path, name, c: "
        "os.abort() if path.endswith('/77.md') else read(v, path, name, c)\np.main()\n"
    )
    deadly.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(deadly))
    read = {one.path: one for one in read_many(vault, listed, Config())}
    assert len(read) == 200
    assert [path for path, one in read.items() if one.deadly] == ["d2/77.md"]
