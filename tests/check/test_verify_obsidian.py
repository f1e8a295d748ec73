"""`vaultkit verify-obsidian` against a program that stands in for Obsidian's command line."""

import json
import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vaultkit.cli import app, verify_obsidian
from vaultkit.errors import VaultkitError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")

MAPS = {"resolvedLinks": {"a.md": {"b.md": 1}, "b.md": {}}, "unresolvedLinks": {"a.md": {"Ж": 1}}}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    (tmp_path / "bin").mkdir()
    folder = tmp_path / "My vault"
    folder.mkdir()
    (folder / "a.md").write_text("[[b]] [[Ж]]", encoding="utf-8")
    (folder / "b.md").write_text("", encoding="utf-8")
    return folder


def install(vault: Path, script: str) -> None:
    program = vault.parent / "bin" / "obsidian"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def answers(vault: Path, text: str) -> None:
    (vault.parent / "answer").write_text(text, encoding="utf-8")
    install(vault, f'echo "$@" > "{vault.parent}/asked"; cat "{vault.parent}/answer"')


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["verify-obsidian", *map(str, arguments)])


def refusal(*arguments: object) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, VaultkitError), result.output
    message = str(result.exception)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    "shown",
    [
        "{}",
        "=> {}",
        "Loading…\n{}\n(took 3 ms)\n",
    ],
)
def test_the_running_app_is_asked(vault: Path, shown: str) -> None:
    for written in (json.dumps(MAPS), json.dumps(json.dumps(MAPS))):
        answers(vault, shown.replace("{}", written))
        result = run(vault)
        assert (result.exit_code, result.stdout) == (0, "0 differences in the links of 2 files\n")
    asked = (vault.parent / "asked").read_text()
    assert asked.startswith("vault=My vault eval code=JSON.stringify(")


def test_differences_are_listed(vault: Path) -> None:
    answers(vault, json.dumps({**MAPS, "unresolvedLinks": {"a.md": {"Ж": 2}}}))
    result = run(vault)
    assert result.exit_code == 1
    assert "unresolvedLinks: a.md -> Ж: Obsidian 2, vaultkit 1\n1 difference " in result.stdout


def test_a_missing_program_is_told(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(vault))
    assert "name a --dump" in refusal(vault)


def test_what_the_program_says_against_it_is_told(vault: Path) -> None:
    install(vault, "echo 'Vault not found.' >&2; exit 3")
    message = refusal(vault)
    assert "exit status 3: Vault not found." in message
    assert "'My vault'" in message


@pytest.mark.parametrize("answer", ["", "Error: no such command", "{", '"{"', "[[[", "\x1b[31m{"])
def test_garbage_is_refused(vault: Path, answer: str) -> None:
    answers(vault, answer)
    message = refusal(vault)
    assert "not JSON" in message
    assert "\x1b" not in message


def test_bytes_that_are_no_text_are_refused(vault: Path) -> None:
    install(vault, "printf '\\377\\376{'")
    assert "not JSON" in refusal(vault)


@pytest.mark.parametrize("answer", ["{}", '{"resolvedLinks": []}', '{"resolvedLinks": {"a": 1}}'])
def test_another_document_is_refused(vault: Path, answer: str) -> None:
    answers(vault, answer)
    assert "resolvedLinks" in refusal(vault)


def test_a_program_that_hangs_is_given_up(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_obsidian, "_PATIENCE", 0.2)
    install(vault, "exec sleep 30")
    assert "did not answer within 0.2 seconds" in refusal(vault)


def test_a_dump_is_read(vault: Path, tmp_path: Path) -> None:
    dump = tmp_path / "dump.json"
    dump.write_text("\ufeff" + json.dumps(MAPS), encoding="utf-8")
    assert run(vault, "--dump", dump).exit_code == 0
    assert "cannot read" in refusal(vault, "--dump", tmp_path / "none.json")
    assert "cannot read" in refusal(vault, "--dump", tmp_path)
    dump.write_bytes(b"\x00\xff")
    assert "is not JSON" in refusal(vault, "--dump", dump)
