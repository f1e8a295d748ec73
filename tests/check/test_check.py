"""`vaultkit check`, `facts --format obsidian` and `verify-obsidian` on a small vault, by use."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import vaultkit
from vaultkit.cli import app
from vaultkit.facts.kinds import KINDS, UnknownKindError, diagnostic_findings
from vaultkit.facts.report import report_github
from vaultkit.findings import Finding
from vaultkit.frames.record import Diagnostic
from vaultkit.notes.note_path import NotePath

NOTES = {
    "Links.md": (
        "[[Kapitel]] and ![[Nirgends.png]]\n[[Target#Real heading]] [[Target#Wrong heading]]\n"
        "[[Target#^id]] [[Target#^none]] [[Twin]] [[Links]] [[#Links]] %% [[Hidden]] %%\n"
    ),
    "Target.md": "# Real heading\n\npara ^id\n\n# Wrong title of a heading\n\n[[Links]]\n",
    "Kapitel 1.md": (
        '---\nup: "[[Gone]]"\n---\na[^1] b[^2]\n\n[^1]: one\n[^1]: again\n[^3]: alone\n'
    ),
    "x/Twin.md": "[[Links]]",
    "y/Twin.md": "[[Links]]",
    "Alone.md": "nobody",
    "Excluded/Alone too.md": "nobody",
    "Bad.md": "---\na: b: c\n---\n[[Links]]",
    "Odd #1.md": "[[Links]]",
    "Й.md".replace("Й", "И\u0306"): "[[Links]]",
    "Board.canvas": json.dumps(
        {
            "nodes": [
                {"type": "file", "file": "Alone.md"},
                {"type": "file", "file": "zz.md"},
                {"type": "text", "text": "[[Lost]]"},
            ]
        }
    ),
    "Broken.canvas": "{",
    ".obsidian/app.json": '{"userIgnoreFilters": ["excluded/"]}',
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "vault"
    for name, text in NOTES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    return result.exit_code, result.stdout


def found(vault: Path, *options: str) -> list[dict[str, Any]]:
    _, out = run("check", vault, "--json", *options)
    findings: list[dict[str, Any]] = json.loads(out)["findings"]
    return findings


def test_everything_that_is_wrong_is_told_where_it_is(vault: Path) -> None:
    told = {(one["kind"], one["path"], one["line"], one["column"]) for one in found(vault)}
    wanted = {
        ("broken-link", "Links.md", 1, 1),
        ("broken-link", "Links.md", 1, 17),
        ("broken-heading", "Links.md", 2, 25),
        ("broken-block", "Links.md", 3, 16),
        ("ambiguous-link", "Links.md", 3, 33),
        ("self-link", "Links.md", 3, 42),
        ("broken-heading", "Links.md", 3, 52),
        ("broken-link-in-comment", "Links.md", 3, 66),
        ("broken-link", "Kapitel 1.md", 2, 6),
        ("dangling-footnote", "Kapitel 1.md", 4, 8),
        ("duplicate-footnote", "Kapitel 1.md", 7, 1),
        ("unused-footnote", "Kapitel 1.md", 8, 1),
        ("duplicate-name", "x/Twin.md", 1, 1),
        ("unlinkable-name", "Odd #1.md", 1, 1),
        ("non-nfc-name", "Й.md", 1, 1),
        ("invalid-properties", "Bad.md", 2, 1),
        ("broken-link", "Board.canvas", 1, 1),
        ("invalid-canvas", "Broken.canvas", 1, 1),
        ("orphan", "Kapitel 1.md", 1, 1),
    }
    assert wanted <= told
    assert not [one for one in told if one[0] == "orphan" and one[1] != "Kapitel 1.md"]


def test_the_likely_target_is_named(vault: Path) -> None:
    messages = {one["message"] for one in found(vault)}
    assert "no file is called `Kapitel`; perhaps Kapitel 1.md" in messages
    assert "no file is called `zz.md`" in messages  # a canvas's file node, without a slash
    wrong = "Target.md has no heading `Wrong heading`; perhaps `Wrong title of a heading`"
    assert wrong in messages


def test_kinds_and_paths_are_left_out(vault: Path) -> None:
    (vault / "config.toml").write_text(
        '[check]\nignore = ["orphan", "broken-link:Board*"]\n', encoding="utf-8"
    )
    left = found(vault, "--ignore", "self-link")
    kinds = {one["kind"] for one in left}
    assert not kinds & {"orphan", "self-link"}
    assert {one["path"] for one in left if one["kind"] == "broken-link"} == {
        "Links.md",
        "Kapitel 1.md",
    }
    assert {one["kind"] for one in found(vault, "--only", "orphan")} == set()


def test_a_kind_that_there_is_not_is_refused(vault: Path) -> None:
    for option in (("--only", "broken-links"), ("--ignore", "orphans:a/*")):
        result = CliRunner().invoke(app, ["check", str(vault), *option])
        assert isinstance(result.exception, UnknownKindError)
        assert "did you mean" in str(result.exception)
        assert "duplicate-name" in str(result.exception)


def test_every_kind_that_is_told_is_known() -> None:
    told = set()
    for file in Path(vaultkit.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Finding":
                told |= {one.value for one in call.args[2:3] if isinstance(one, ast.Constant)}
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Diagnostic":
                codes = [one.value for one in call.keywords if one.arg == "code"]
                told |= {
                    finding.kind
                    for one in codes
                    if isinstance(one, ast.Constant)
                    for finding in diagnostic_findings(
                        NotePath("a.md"), [Diagnostic(code=str(one.value), at=1, detail="")]
                    )
                }
    assert len(told) > 20
    assert told <= set(KINDS)


def test_one_fault_is_told_once_and_in_the_order_of_the_text(vault: Path) -> None:
    (vault / "Feet.md").write_text("[[B]] [[A]] a[^1] b[^2]\n\n[^2]: x\n[^2]: y\n[^3]: z\n")
    told = [one for one in found(vault) if one["path"] == "Feet.md"]
    places = [(one["line"], one["column"]) for one in told]
    assert places == sorted(places)
    assert [one["kind"] for one in told if one["kind"].endswith("footnote")] == [
        "dangling-footnote",
        "duplicate-footnote",
        "unused-footnote",
    ]


def test_exit_status_says_what_was_found(vault: Path, tmp_path: Path) -> None:
    assert run("check", vault)[0] == 1
    clean = tmp_path / "clean"
    clean.mkdir()
    (clean / "a.md").write_text("[[b]]", encoding="utf-8")
    (clean / "b.md").write_text("[[a]]", encoding="utf-8")
    assert run("check", clean) == (0, "0 findings in 2 notes\n")
    assert run("check", tmp_path / "none")[0] != 0


def test_sarif_names_rules_and_places(vault: Path) -> None:
    _, out = run("check", vault, "--format", "sarif")
    (log,) = json.loads(out)["runs"]
    rules = [rule["id"] for rule in log["tool"]["driver"]["rules"]]
    assert log["results"]
    for result in log["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert " " not in place["artifactLocation"]["uri"]


def test_annotations_and_text_stay_on_their_line() -> None:
    evil = Finding("a:b,c\n.md", 1, "broken-link", "x\n::error::y%\x1b[31m")
    (line,) = report_github([evil])
    assert line == (
        "::warning file=a%3Ab%2Cc%0A.md,line=1,col=1,title=broken-link::"
        "x%0A::error::y%25\ufffd[31m"
    )


def test_obsidian_s_maps_are_written_and_compared(vault: Path, tmp_path: Path) -> None:
    code, out = run("facts", "--format", "obsidian", vault)
    facts = json.loads(out)
    assert code == 0
    assert facts["resolvedLinks"]["Board.canvas"] == {"Alone.md": 1}
    assert facts["unresolvedLinks"]["Kapitel 1.md"] == {"Gone": 1}
    assert facts["files"]["Target.md"]["blocks"]["id"]["position"]["start"]["line"] == 2
    dump = tmp_path / "dump.json"
    dump.write_text(json.dumps(facts), encoding="utf-8")
    assert run("verify-obsidian", vault, "--dump", dump)[0] == 0
    facts["resolvedLinks"]["Links.md"]["Target.md"] += 1
    dump.write_text(json.dumps(facts), encoding="utf-8")
    code, out = run("verify-obsidian", vault, "--dump", dump, "--json")
    (one,) = json.loads(out)["differences"]
    assert (code, one["source"], one["obsidian"] - one["vaultkit"]) == (1, "Links.md", 1)


def test_a_note_s_metadata_is_written(vault: Path) -> None:
    _, out = run("facts", "--format", "obsidian", vault / "Target.md")
    assert json.loads(out)["headings"][0]["heading"] == "Real heading"
    result = CliRunner().invoke(
        app, ["facts", "--format", "obsidian", str(vault / "Board.canvas")]
    )
    assert "is no note" in str(result.exception)
