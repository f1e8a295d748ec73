"""The commands as people use them, over notes on disk and the real rules."""

import json
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vaultkit.cli import app
from vaultkit.cli.seed_opening import read_seed_files
from vaultkit.errors import VaultkitError

NOTE = """\
---
created: 2024-05-06
---
# Почему архив молчит

### В чём проблема

Проблема заключается в том, что архив хранит выводы и **теряет доводы**. Он не память, а склад.

- [[Сторож]] — объясняет, почему записи без автора перестают работать [^1].

### Как решить

Решение — записывать спор целиком.

| Признак | Склад | Память |
|---|---|---|
| Доводы | потеряны | записаны дословно |
| Автор | неизвестен | отвечает за запись |

[^1]: [[Сторож]]
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "Архив.md").write_text(NOTE, encoding="utf-8")
    return folder


def run(*arguments: object, status: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == status, result.output + repr(result.exception)
    return result


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def seed(vault: Path, tmp_path: Path) -> Path:
    run("export-seed", vault, "-o", tmp_path / "seeds")
    return tmp_path / "seeds" / "archive"


def test_export_twice_gives_the_same_bytes(vault: Path, seed: Path, tmp_path: Path) -> None:
    run("export-seed", vault, "-o", tmp_path / "again")
    assert files_of(seed) == files_of(tmp_path / "again" / "archive")
    for name in ("a.seed.zip", "b.seed.zip"):
        run("export-seed", vault, "-o", tmp_path / name, "--store")
    assert (tmp_path / "a.seed.zip").read_bytes() == (tmp_path / "b.seed.zip").read_bytes()


def test_coreutils_agree_with_the_manifests(seed: Path) -> None:
    for manifest in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
        subprocess.run(["sha512sum", "--check", "--quiet", manifest], cwd=seed, check=True)


def test_unchanged_seed_is_replaced_and_a_changed_one_is_not(vault: Path, seed: Path) -> None:
    run("export-seed", vault, "-o", seed.parent)
    (seed / "data" / "log.md").write_text("my own words\n", encoding="utf-8")
    run("export-seed", vault, "-o", seed.parent, status=1)
    assert (seed / "data" / "log.md").read_text(encoding="utf-8") == "my own words\n"


def test_folder_of_the_user_is_never_replaced(vault: Path, tmp_path: Path) -> None:
    mine = tmp_path / "out" / "archive"
    mine.mkdir(parents=True)
    (mine / "diary.txt").write_text("mine", encoding="utf-8")
    run("export-seed", vault, "-o", tmp_path / "out", status=1)
    assert files_of(mine) == {"diary.txt": b"mine"}


def test_secret_stops_the_export_and_writes_nothing(vault: Path, tmp_path: Path) -> None:
    note = vault / "Архив.md"
    note.write_text(NOTE.replace("записаны дословно", "anna@example.org"), encoding="utf-8")
    result = run("export-seed", vault, "-o", tmp_path / "seeds", status=1)
    assert "Архив.md: e-mail" in result.output
    assert "anna@" not in result.output
    assert not (tmp_path / "seeds").exists()
    run("export-seed", vault, "-o", tmp_path / "seeds", "--redact")


def test_options_of_the_vault_hold_without_being_typed(vault: Path, tmp_path: Path) -> None:
    options = '[seed]\nname = "my-archive"\nprivate_words = ["дословно"]\nlicense = "CC-BY-4.0"\n'
    (vault / "config.toml").write_text(options, encoding="utf-8")
    run("export-seed", vault, "-o", tmp_path, status=1)
    run("export-seed", vault, "-o", tmp_path, "--allow", "own-word")
    assert "CC-BY-4.0" in (tmp_path / "my-archive" / "SKILL.md").read_text(encoding="utf-8")


def test_verify_tells_levels_and_finds_a_change(seed: Path) -> None:
    levels = json.loads(run("seed", "verify", seed, "--json").output)["levels"]
    assert [level["level"] for level in levels] == ["V0", "V1"]
    claims = seed / "data" / "claims.jsonl"
    claims.write_bytes(claims.read_bytes().replace("дословно".encode(), "вчерне".encode(), 1))
    result = run("seed", "verify", seed, status=1)
    assert "data/claims.jsonl was changed" in result.output


def test_verify_against_the_vault_finds_what_the_notes_no_longer_say(
    vault: Path, seed: Path
) -> None:
    run("seed", "verify", seed, "--against", vault)
    note = vault / "Архив.md"
    note.write_text(NOTE.replace("отвечает за запись", "ушёл"), encoding="utf-8")
    result = run("seed", "verify", seed, "--against", vault, status=1)
    assert "«отвечает за запись»" in result.output


def test_recall_is_graded_with_lift(seed: Path, tmp_path: Path) -> None:
    lines = (seed / "data" / "checks" / "quiz.jsonl").read_text(encoding="utf-8").splitlines()
    checks = [json.loads(line) for line in lines]
    keys = {
        one["id"]: one["choices"][one["key"]]
        if "key" in one
        else one["accept"][0]
        if "accept" in one
        else "; ".join(one["order"])
        for one in checks
    }
    right, wrong = tmp_path / "right.json", tmp_path / "wrong.txt"
    right.write_text(json.dumps(keys, ensure_ascii=False), encoding="utf-8")
    wrong.write_text("".join(f"{key}: не знаю\n" for key in keys), encoding="utf-8")
    told = json.loads(
        run("seed", "verify", seed, "--answers", right, "--baseline", wrong, "--json").output
    )
    numbers = told["levels"][-1]["numbers"]
    assert numbers["recall"] == numbers["lift"] == 1
    run("seed", "verify", seed, "--answers", wrong, status=1)


def test_diff_names_what_changed_and_the_next_version(
    vault: Path, seed: Path, tmp_path: Path
) -> None:
    run("seed", "diff", seed, seed)
    note = vault / "Архив.md"
    note.write_text(NOTE.replace("отвечает за запись", "подписан"), encoding="utf-8")
    run("export-seed", vault, "-o", tmp_path / "new")
    result = run("seed", "diff", seed, tmp_path / "new" / "archive", status=1)
    assert "+ claim подписан" in result.output
    assert "- claim отвечает за запись" in result.output
    assert "1.0.0 -> 1.1.0" in result.output


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen of OpenSSH")
def test_signature_is_told_from_that_of_another(seed: Path, tmp_path: Path) -> None:
    for name in ("mine", "other"):
        made = [
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            "",
            "-f",
            f"{tmp_path / name}",
        ]
        subprocess.run(made, check=True)
        key = (tmp_path / f"{name}.pub").read_text(encoding="utf-8")
        (tmp_path / f"{name}.signers").write_text(f"me@example.org {key}", encoding="utf-8")
    run("seed", "verify", seed, "--signers", tmp_path / "mine.signers", status=1)
    run("seed", "sign", seed, "--key", tmp_path / "mine")
    run("seed", "verify", seed, "--signers", tmp_path / "mine.signers")
    result = run("seed", "verify", seed, "--signers", tmp_path / "other.signers", status=1)
    assert "signature" in result.output


@pytest.mark.parametrize("command", [["seed", "show"], ["seed", "verify"]])
def test_what_is_no_seed_is_said_in_one_line(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    for path in (tmp_path / "nothing", tmp_path / "x.zip", tmp_path):
        result = run(*command, path, status=1)
        assert result.exception is not None
        assert "\n" not in str(result.exception)


def test_a_zip_that_was_damaged_anywhere_is_refused_with_a_reason(
    vault: Path, tmp_path: Path
) -> None:
    run("export-seed", vault, "-o", tmp_path / "whole.seed.zip")
    data = (tmp_path / "whole.seed.zip").read_bytes()
    whole = read_seed_files(tmp_path / "whole.seed.zip")
    rng = random.Random(6)  # noqa: S311  # a fixed draw, not a secret
    damaged = tmp_path / "damaged.seed.zip"
    refused = 0
    for _ in range(150):
        changed = bytearray(data)
        changed[rng.randrange(len(data))] ^= rng.randrange(1, 256)
        damaged.write_bytes(bytes(changed))
        try:
            assert read_seed_files(damaged) == whole  # dates and the like carry nothing
        except VaultkitError:
            refused += 1
    assert refused > 100


def test_a_link_in_a_zip_is_refused(vault: Path, tmp_path: Path) -> None:
    run("export-seed", vault, "-o", tmp_path / "a.seed.zip")
    link = zipfile.ZipInfo("archive/data/link.md")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.seed.zip", "a") as archive:
        archive.writestr(link, "/etc/passwd")
    refused = CliRunner().invoke(app, ["seed", "show", str(tmp_path / "a.seed.zip")])
    assert "is a link" in str(refused.exception)


@pytest.mark.parametrize("name", ["manifest-sha512.txt", "tagmanifest-sha512.txt", "bagit.txt"])
def test_a_bag_without_its_papers_is_no_seed(seed: Path, name: str) -> None:
    (seed / name).unlink()
    told = run("seed", "verify", seed, status=1).output
    assert name in told
