"""What is carried besides quotes only when asked for: paragraphs, and other names for messages."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vaultkit import package_disk
from vaultkit.cli import app
from vaultkit.cli.seed_opening import open_seed
from vaultkit.seed.excerpts import without_comments
from vaultkit.seed.package import seed_files

UID = "6f286626-1e8c-4a5b-9e2d-ec4f249b722c"
NOTE = f"""\
>[!nexus_user] **User** - 11.05.2025 at 6:11
> Как хранить спор?
<!-- UID: bbb21da9-d452-426d-bcbf-5496a6991505 -->

>[!nexus_agent] **Assistant** - 11.05.2025 at 6:12
> ## Принцип I.1 — Спор хранят целиком
>
> Спор хранят целиком, **потому что вывод без довода ничего не держит**.
> Рядом стоит ещё одна строка. %%личная пометка%%
>
> Совсем другой абзац, из которого ничего не взято, про погоду и про рыбу.
>
> <!-- рабочая
> заметка --> Вывод: - [[Сторож]] — объясняет, почему записи без автора перестают работать.
<!-- UID: {UID} -->
"""


def run(*arguments: object, status: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == status, result.output + repr(result.exception)
    return result


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "Спор.md").write_text(NOTE, encoding="utf-8")
    return folder


def whole(folder: Path) -> str:
    return "\n".join(
        f"{file}\n{file.read_text(encoding='utf-8')}"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    )


def digests(seed: Path) -> tuple[str, str]:
    told = json.loads((seed / "data" / "seed.json").read_text(encoding="utf-8"))
    return told["structureDigest"], told["claimsDigest"]


def test_paragraphs_are_carried_only_when_asked_for(vault: Path, tmp_path: Path) -> None:
    run("export-seed", vault, "-o", tmp_path / "plain")
    assert "Рядом стоит" not in whole(tmp_path / "plain")
    run("export-seed", vault, "-o", tmp_path / "more", "--with-excerpts")
    seed = tmp_path / "more" / "archive"
    (page,) = (seed / "data" / "sources").glob("spor*.md")
    text = page.read_text(encoding="utf-8")
    assert "Рядом стоит ещё одна строка." in text
    assert "строки 8–9:" in text
    assert "личная пометка" not in whole(seed)
    assert "рабочая" not in whole(seed)
    assert "про рыбу" not in whole(seed)
    run("seed", "verify", seed)
    assert digests(seed) == digests(tmp_path / "plain" / "archive")


def test_what_is_hidden_in_quotes_is_hidden_in_paragraphs(vault: Path, tmp_path: Path) -> None:
    note = vault / "Спор.md"
    told = note.read_text(encoding="utf-8").replace("ещё одна строка", "anna@example.org")
    note.write_text(told, encoding="utf-8")
    out = tmp_path / "out"
    refused = run("export-seed", vault, "-o", out, "--with-excerpts", status=1)
    assert "1 e-mail in 1 file" in refused.output
    assert "anna@" not in refused.output
    assert not out.exists()
    run("export-seed", vault, "-o", out, "--with-excerpts", "--redact")
    assert "anna@" not in whole(out)
    assert "Рядом стоит [e-mail]" in whole(out)


def test_ids_of_messages_can_get_other_names(vault: Path, tmp_path: Path) -> None:
    run("export-seed", vault, "-o", tmp_path / "plain")
    assert UID in whole(tmp_path / "plain")
    run("export-seed", vault, "-o", tmp_path / "other", "--pseudonymise-uids")
    seed = tmp_path / "other" / "archive"
    assert UID not in whole(seed)
    assert '"uid": "u-' in whole(seed)
    assert digests(seed) == digests(tmp_path / "plain" / "archive")
    run("seed", "verify", seed, "--against", vault)


def test_config_can_ask_for_other_names_always(vault: Path, tmp_path: Path) -> None:
    (vault / "config.toml").write_text("[seed]\npseudonymise_uids = true\n", encoding="utf-8")
    run("export-seed", vault, "-o", tmp_path / "out")
    assert UID not in whole(tmp_path / "out")


def test_paragraphs_and_other_names_come_through_growth(vault: Path, tmp_path: Path) -> None:
    asked = ("--with-excerpts", "--pseudonymise-uids", "--title", "archive")
    run("export-seed", vault, "-o", tmp_path / "one", *asked)
    seed = tmp_path / "one" / "archive"
    run("seed", "grow", seed, "--into", tmp_path / "grown")
    run("export-seed", tmp_path / "grown", "-o", tmp_path / "two", *asked)
    pages = [
        next((tmp_path / which / "archive/data/sources").glob("spor*.md")).read_bytes()
        for which in ("one", "two")
    ]
    assert pages[0] == pages[1]
    assert digests(seed) == digests(tmp_path / "two" / "archive")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- b --> c", "a  c"),
        ("a <!-- b", "a "),
        ("%%a%% b", " b"),
        ("a\r\n%%b\r\nc%%\r\nd", "a\r\n\r\n\r\nd"),
        ("100 % и 5%", "100 % и 5%"),
    ],
)
def test_comments_are_taken_out_and_lines_stay(text: str, left: str) -> None:
    assert without_comments(text) == left


def test_who_read_it_is_noted(vault: Path, tmp_path: Path) -> None:
    run("export-seed", vault, "-o", tmp_path, "--name", "spor", "--reviewed-by", "Анна")
    told = json.loads((tmp_path / "spor/data/seed.json").read_text(encoding="utf-8"))
    assert told["privacy"]["reviewedBy"] == "Анна"
    assert {one["role"] for one in told["files"]} >= {"act", "frame", "source", "claims", "index"}
    assert all("needs" in frame for frame in told["frames"])


def test_a_wrong_path_makes_no_row_of_folders(vault: Path, tmp_path: Path) -> None:
    for output in ("no/such/folder", "no/such/file.seed.zip"):
        went = CliRunner().invoke(app, ["export-seed", str(vault), "-o", str(tmp_path / output)])
        assert went.exit_code != 0
        assert "no folder" in str(went.exception)
    assert not (tmp_path / "no").exists()


def test_what_is_no_seed_is_left_alone_and_the_way_out_told(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "archive").mkdir(parents=True)
    (tmp_path / "out" / "archive" / "mine.md").write_text("mine", encoding="utf-8")
    went = CliRunner().invoke(app, ["export-seed", str(vault), "-o", str(tmp_path / "out")])
    assert "-o" in str(went.exception)
    assert "--name" in str(went.exception)
    assert (tmp_path / "out" / "archive" / "mine.md").read_text(encoding="utf-8") == "mine"


def test_a_newer_minor_format_is_read_with_a_remark(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("export-seed", vault, "-o", tmp_path / "old")
    monkeypatch.setattr("vaultkit.seed.manifest.FORMAT_VERSION", "1.7.0")
    files = seed_files(open_seed(tmp_path / "old" / "archive"))
    package_disk.write_folder(tmp_path / "newer" / "archive", files)
    went = run("seed", "show", tmp_path / "newer" / "archive")
    assert "format 1.7.0" in went.output
