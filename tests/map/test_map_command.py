"""``vaultkit map`` on real folders: bad vaults, kept places, one file that needs nothing."""

import base64
import json
import os
import re
import struct
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from vaultkit.cli import app

HOSTILE = "</script><script>top.hacked=1</script><img src=x onerror=top.hacked=1>"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep caches and data of these runs apart from the user's own."""
    folder = tmp_path / "home"
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / ".obsidian").mkdir(parents=True)
    return folder


def run(*arguments: str | Path, status: int = 0) -> str:
    result = CliRunner().invoke(app, ["map", *map(str, arguments)])
    assert result.exit_code == status, result.output
    return result.stdout


class Scripts(HTMLParser):
    """The script elements of a page by id, and every address that it names."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: dict[str, tuple[dict[str, str | None], str]] = {}
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self._open: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.addresses += [found[name] or "" for name in ("src", "href") if name in found]
        if tag == "script":
            self._open = found

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            key = self._open.get("id") or f"script {len(self.blocks)}"
            self.blocks[key] = (self._open, self.blocks.get(key, ({}, ""))[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = None


def scripts_of(file: Path) -> Scripts:
    found = Scripts()
    found.feed(file.read_text(encoding="utf-8"))
    return found


def data_of(file: Path, block: str = "vaultmap-data") -> dict[str, Any]:
    facts, text = scripts_of(file).blocks[block]
    if facts.get("data-encoding") == "deflate":
        text = zlib.decompress(base64.b64decode(text)).decode()
    data: dict[str, Any] = json.loads(text)
    return data


def drawn(vault: Path, *options: str | Path) -> dict[str, Any]:
    file = vault.parent / "map.html"
    assert run(vault, "-o", file, *options).strip() == str(file)
    return data_of(file)


def places_of(data: dict[str, Any]) -> dict[str, tuple[float, float]]:
    nodes = data["nodes"]
    x, y = (
        struct.unpack(f"<{nodes['count']}f", base64.b64decode(nodes[axis])) for axis in ("x", "y")
    )
    return dict(zip(nodes["id"], zip(x, y, strict=True), strict=True))


def test_an_empty_vault_gives_an_empty_map(vault: Path) -> None:
    assert drawn(vault)["nodes"]["count"] == 0


def test_one_note_gives_one_node(vault: Path) -> None:
    (vault / "a.md").write_text("text")
    assert drawn(vault)["nodes"]["id"] == ["n:a.md"]


def test_no_folder_is_one_clear_line(vault: Path) -> None:
    result = CliRunner().invoke(app, ["map", str(vault / "none")])
    assert result.exit_code != 0
    assert "none" in str(result.exception)


def test_the_page_asks_for_nothing_and_prints_its_path(vault: Path, home: Path) -> None:
    (vault / "a.md").write_text("[site](https://example.org) ![x](http://example.org/x.png)")
    printed = Path(run(vault).strip())
    assert printed.is_file()
    assert home in printed.parents
    found = scripts_of(printed)
    assert all(address.startswith("#") for address in found.addresses)
    assert not {"link", "img", "iframe"} & set(found.tags)
    assert sorted(path.name for path in vault.iterdir()) == [".obsidian", "a.md"]


def test_hostile_text_stays_data(vault: Path) -> None:
    name = re.sub(r"[/\\]", "_", HOSTILE)
    fields = f"---\ntitle: '{HOSTILE}'\naliases: ['{HOSTILE}']\ntags: ['{HOSTILE}']\n---\n"
    text = f"{fields}# {HOSTILE}\n\n[[{HOSTILE}|{HOSTILE}]] #tag{HOSTILE}\n\n- {HOSTILE}\n"
    try:
        (vault / f"{name}.md").write_text(text)
    except OSError:
        (vault / "a.md").write_text(text)
    (vault / "b <!--vaultmap:data--> &amp;.md").write_text("<!--vaultmap:scripts-->" + HOSTILE)
    drawn(vault)
    found = scripts_of(vault.parent / "map.html")
    assert "img" not in found.tags
    own = {"vaultmap-data", "vaultmap-words", "vaultmap-panels-0"}
    assert len(found.blocks) == len(own) + 1
    assert own < found.blocks.keys()
    panels = data_of(vault.parent / "map.html", "vaultmap-panels-0")
    assert not any(
        "<script" in panel["html"] or "<img" in panel["html"] for panel in panels.values()
    )


@pytest.mark.parametrize(
    "title", ["עברית שלום", "\u202eevil", "🗺️ карта 👩‍👩‍👧", "a" * 200, "__proto__", "й" * 100]
)
def test_odd_names_are_kept(vault: Path, title: str) -> None:
    (vault / f"{title}.md").write_text(f"# {title}\n[[{title}]] [[{'x' * 10_000}]]")
    data = drawn(vault)
    assert f"n:{title}.md" in data["nodes"]["id"]
    assert all(len(label or "") < 300 for label in data["nodes"]["label"])


def test_what_lay_somewhere_lies_there_again(vault: Path) -> None:
    for at in range(30):
        (vault / f"{at}.md").write_text(f"[[{(at + 1) % 10}]] [[{at // 3}]]")
    before = places_of(drawn(vault))
    (vault / "new.md").write_text("[[1]] [[2]]")
    (vault / "5.md").unlink()
    after = places_of(drawn(vault))
    kept = before.keys() & after.keys()
    assert "n:new.md" in after
    assert all(after[node] == pytest.approx(before[node], abs=0.02) for node in kept)
    anew = places_of(drawn(vault, "--relayout"))
    assert any(anew[node] != pytest.approx(after[node], abs=0.1) for node in after)


def test_equal_vaults_give_equal_bytes(vault: Path) -> None:
    for at in range(20):
        (vault / f"{at}.md").write_text(f"[[{at * 7 % 20}]]")
        os.utime(vault / f"{at}.md", (1e9, 1e9))
    file = vault.parent / "map.html"
    pages = set()
    for _ in range(2):
        run(vault, "-o", file, "--relayout")
        pages.add(file.read_bytes())
    assert len(pages) == 1


def test_groups_and_languages_are_taken(vault: Path) -> None:
    for folder in ("Фреймы", "Диалоги"):
        (vault / folder).mkdir()
        for at in range(6):
            (vault / folder / f"{at}.md").write_text(f"[[{(at + 1) % 6}]]")
    data = drawn(vault, "--group", "folder")
    assert {region["name"] for region in data["regions"]} == {"Фреймы", "Диалоги"}
    assert data["vault"]["lang"] == "en"
    assert drawn(vault, "--lang", "ru")["vault"]["lang"] == "ru"


def test_pyvis_draws_what_is_asked_for(vault: Path) -> None:
    (vault / "a.md").write_text("[[b]]")
    (vault / "b.md").write_text(HOSTILE)
    (vault / "far.md").write_text("")
    file = vault.parent / "near.html"
    run(vault, "--engine", "pyvis", "--around", "a", "-o", file)
    data = data_of(file, "pyvis-data")
    assert [node["id"] for node in data["nodes"]] == ["n:a.md", "n:b.md"]
    result = CliRunner().invoke(app, ["map", str(vault), "--engine", "pyvis", "--around", "no"])
    assert "'no'" in str(result.exception)


def test_an_output_that_cannot_be_written_is_one_clear_line(vault: Path) -> None:
    (vault.parent / "file").write_text("")
    result = CliRunner().invoke(app, ["map", str(vault), "-o", str(vault.parent / "file" / "x")])
    assert result.exit_code != 0
    assert "cannot write" in str(result.exception)
