"""`vaultkit watch` as its user meets it: a process, a folder, a browser's requests."""

import json
import os
import signal
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.live.conftest import PATIENCE, Watching, until

Start = Callable[..., Watching]


def test_an_edit_reaches_the_index_and_the_open_page(watching: Start) -> None:
    watch = watching()
    stream = Stream(watch.ready()["address"])
    stream.next("hello")
    (watch.vault / "Заметка.md").write_text("[[Другая]] заметки", encoding="utf-8")
    watch.wait_for("added", "Заметка.md")
    assert rows(watch, "SELECT target FROM links") == [("Другая",)]
    assert json.loads(stream.next("delta"))["revision"]
    (watch.vault / "Заметка.md").rename(watch.vault / "Новая.md")
    watch.wait_for("renamed", "Новая.md")
    assert "Новая.md" in watch.run("search", "--vault", str(watch.vault), "заметка").stdout
    assert stream.next("delta")


def test_a_vault_is_watched_once(watching: Start) -> None:
    first = watching()
    pid = first.ready()["pid"]
    second = watching()
    assert second.process.wait(PATIENCE) == 75
    until(lambda: second.said, bool)
    assert str(pid) in second.said[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_well(watching: Start, number: int) -> None:
    watch = watching()
    watch.ready()
    assert watch.stop(number) == 0
    assert watch.status()["running"] is False


def test_after_a_kill_it_goes_on_where_the_disk_is(watching: Start) -> None:
    watch = watching()
    watch.ready()
    (watch.vault / "one.md").write_text("one")
    watch.wait_for("added", "one.md")
    watch.stop(signal.SIGKILL)
    assert watch.status()["running"] is False
    (watch.vault / "one.md").unlink()
    (watch.vault / "two.md").write_text("[[one]]")
    again = watching()
    again.ready()
    assert rows(again, "SELECT path FROM notes") == [("two.md",)]


def test_only_its_own_page_may_ask(watching: Start) -> None:
    watch = watching()
    assert watch.get("/")[0] == 200
    assert watch.get("/", Host="evil.example")[0] == 421
    assert watch.get("/", Origin="http://evil.example")[0] == 403
    assert watch.get("/status", Sec_Fetch_Site="cross-site")[0] == 403
    assert watch.get("/../etc/passwd")[0] == 404
    assert watch.get("/note?id=n:nothing")[0] == 404
    status, said = watch.get("/status")
    assert (status, json.loads(said)["vault"]) == (200, str(watch.vault))


def test_the_stream_has_room_for_so_many_pages(watching: Start) -> None:
    address = watching().ready()["address"]
    streams = [Stream(address) for _ in range(16)]
    for stream in streams:
        stream.next("hello")
    assert Stream(address).status == 503


def test_it_writes_files_without_a_server(watching: Start, tmp_path: Path) -> None:
    page = tmp_path / "out" / "map.html"
    watch = watching("--no-serve", "-o", str(page))
    assert watch.ready()["address"] == ""
    before = page.read_bytes()
    (watch.vault / "new.md").write_text("new")
    until(page.read_bytes, lambda now: now != before)


def test_the_words_of_a_first_read_are_taken_in(watching: Start, tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    for number in range(150):
        (tmp_path / "vault" / f"{number}.md").write_text("слово")
    watch = watching()
    watch.ready()
    until(lambda: rows(watch, "SELECT count(*) FROM waiting"), lambda found: found == [(0,)])


def test_once_reads_and_ends(watching: Start, tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "one.md").write_text("one")
    watch = watching("--once", "-o", str(tmp_path / "map.html"))
    assert watch.process.wait(PATIENCE) == 0
    assert (tmp_path / "map.html").is_file()
    assert rows(watch, "SELECT path FROM notes") == [("one.md",)]


def test_what_cannot_be_watched_is_one_line(watching: Start, tmp_path: Path) -> None:
    file = tmp_path / "file.md"
    file.write_text("text")
    for target in (file, tmp_path / "nowhere"):
        said = watching().run("watch", str(target))
        assert said.returncode == 2
        assert said.stderr.count("\n") == 1


def test_bad_notes_do_not_stop_it(watching: Start) -> None:
    watch = watching()
    watch.ready()
    (watch.vault / "binary.md").write_bytes(os.urandom(20_000))
    (watch.vault / "broken.md").write_text("---\na: [\n---\n")
    (watch.vault / "nul.md").write_bytes(b"a\0b\n" * 10)
    os.mkfifo(watch.vault / "pipe.md")
    (watch.vault / "good.md").write_text("good")
    watch.wait_for("added", "good.md")
    watch.stop()
    again = watching()
    assert again.ready()["errors"] == 0
    assert len(rows(again, "SELECT path FROM notes")) == 4


def test_it_tells_the_one_who_started_it(
    watching: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(PATIENCE)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        watch = watching()
        for wanted in (b"READY=1", b"WATCHDOG=1"):
            while listener.recv(100) != wanted:
                pass  # it is alive before it is ready
        watch.stop()
        heard = [listener.recv(100)]
        while heard[-1] != b"STOPPING=1":
            heard.append(listener.recv(100))


def rows(watch: Watching, query: str) -> list[tuple[object, ...]]:
    (file,) = (watch.home / "cache").rglob("index.db")
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


class Stream:
    """An open page's event stream, read by hand."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._socket = socket.create_connection((place.hostname, place.port), timeout=PATIENCE)
        self._socket.sendall(f"GET /events HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        self._file = self._socket.makefile("r", encoding="utf-8")
        self.status = int(self._file.readline().split()[1])

    def next(self, name: str) -> str:
        """Return the data of the next event called *name*."""
        event = ""
        for line in self._file:
            key, _, value = line.strip().partition(": ")
            event = value if key == "event" else event
            if key == "data" and event == name:
                return value
        raise AssertionError("the stream ended")

    def __del__(self) -> None:
        self._file.close()
        self._socket.close()


def test_its_page_searches_the_texts_in_all_forms_of_a_word(watching: Start) -> None:
    watch = watching()
    watch.ready()
    (watch.vault / "one.md").write_text("# One\n\n> о **заметках** и ёлках\n", encoding="utf-8")
    watch.wait_for("added", "one.md")

    def found(words: str) -> list[dict[str, object]]:
        answer: list[dict[str, object]] = json.loads(watch.get(f"/search?q={quote(words)}")[1])[
            "rows"
        ]
        return answer

    row = {"id": "n:one.md", "line": 3, "text": "о заметках и ёлках"}
    assert found("заметка елки") == [row]
    assert found("замет") == [row]
    assert found("nowhere") == found("") == found('"') == []
