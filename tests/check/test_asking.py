"""What a person may say on the command line, and what is said back when it cannot be."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vaultkit.cli import app
from vaultkit.terminal import counted, visible


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "130_д.md").write_text("---\naliases: [Первая лампа]\n---\n[[Ось]]\n", "utf-8")
    (tmp_path / "Ось.md").write_text("[[Край]]\n", "utf-8")
    (tmp_path / "Край.md").write_text("", "utf-8")
    return tmp_path


def test_a_note_is_found_by_its_alias(vault: Path) -> None:
    way = run("path", "первая лампа", "Край", "--vault", vault)
    assert (way.exit_code, len(way.output.splitlines())) == (0, 3)
    assert "cites 1" in run("cites", "Первая лампа", "--vault", vault).output
    page = vault / "near.html"
    assert run("map", vault, "--around", "Первая лампа", "-o", page).exit_code == 0
    assert "130_\\u0434" in page.read_text("utf-8")


def test_what_only_pyvis_draws_is_drawn_by_it(vault: Path) -> None:
    page = vault / "near.html"
    assert run("map", vault, "--around", "Ось", "-o", page).exit_code == 0
    assert "vis-network" in page.read_text("utf-8")
    refused = run("map", vault, "--engine", "atlas", "--around", "Ось")
    assert refused.exit_code == 2
    assert "--around" in refused.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("watch", "--port", "99999"), "less than or equal to 65535"),
        (("service", "--port", "0"), "greater than or equal to 1"),
        (("chekc",), "Did you mean 'check'"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_one_is_one(vault: Path) -> None:
    (vault / "Ось.md").unlink()
    (vault / "Край.md").unlink()
    (vault / "130_д.md").write_text("[[nowhere]]\n", "utf-8")
    assert "1 finding in 1 note\n" in run("check", vault, "--only", "broken-link").output
    assert counted(2, "note") == "2 notes"


def test_joined_emoji_stay_and_commands_of_terminals_go() -> None:
    assert visible("👨\u200d👩 \x1b[2J\u202e\udcff") == "👨\u200d👩 \ufffd[2J\ufffd\ufffd"
