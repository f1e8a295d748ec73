"""Renamed, split and mended: what is the same thing in two versions keeps its id."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.seed.hand_made import packed
from vaultkit.cli import app
from vaultkit.cli.seed_opening import open_seed
from vaultkit.seed.continuity import continued, same_things, with_ids
from vaultkit.seed.seed import Seed

SAMPLE = Path(__file__).parents[2] / "vault_sample"
STEPS = "Протоколы/Семь вечеров.md"
DISPUTE = "Спор о памяти.md"


def run(*arguments: object, status: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == status, result.output + repr(result.exception)
    return result


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("base")
    run("export-seed", SAMPLE, "-o", out, "--title", "echo")
    return out / "echo"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "vault"))


def exported(vault: Path, *options: str) -> Path:
    out = vault.with_name("out")
    run("export-seed", vault, "-o", out, "--title", "echo", *options)
    return out / "echo"


def test_a_version_that_changed_nothing_is_the_same_thing() -> None:
    content = packed().seed.content
    assert continued(content, content) is content


def test_every_mention_of_an_id_is_replaced() -> None:
    content = packed().seed.content
    ids = {one.id: f"{one.id}x" for one in content.sources}
    ids |= {one.id: f"{one.id}x" for one in content.claims}
    ids |= {one.id: f"{one.id}x" for one in content.frames}
    other = with_ids(content, ids)
    assert other != content
    assert with_ids(other, {new: old for old, new in ids.items()}) == content
    back = same_things(other, content)
    assert back.items() <= {new: old for old, new in ids.items()}.items()
    assert set(back) >= {f"{one.id}x" for one in content.claims}


def test_a_renamed_note_and_a_mended_step_are_told_as_such(base: Path, vault: Path) -> None:
    edit(vault / STEPS, "# Семь вечеров", "# Семь ночей")
    edit(vault / STEPS, "которую предложит среда, и не поправлять", "и не поправлять её вовсе")
    (vault / STEPS).rename(vault / "Протоколы/Семь ночей.md")
    told = run("seed", "diff", base, exported(vault), status=1).output
    assert "~ note “Семь вечеров” → “Семь ночей”" in told
    assert "~ protocol “Семь вечеров” → “Семь ночей”" in told
    assert "~ claim “Выслушать развязку, которую предложит среда, и не поправлять” →" in told
    assert "- claim" not in told
    assert "- frame" not in told
    assert "--all" in told
    assert "edge " not in told


def test_a_split_note_moves_its_claims(base: Path, vault: Path) -> None:
    head, tail = (vault / DISPUTE).read_text(encoding="utf-8").split("Открытый вопрос")
    (vault / DISPUTE).write_text(head, encoding="utf-8")
    (vault / "Открытое.md").write_text(f"# Открытое\n\nОткрытый вопрос{tail}", encoding="utf-8")
    told = run("seed", "diff", base, exported(vault), status=1).output
    assert "+ note Открытое" in told
    assert "Обещано вернуться: 187_обещание_вернуться (place" in told
    assert "- claim Обещано вернуться" not in told


def test_a_line_taken_away_is_a_claim_that_is_gone(base: Path, vault: Path) -> None:
    file = vault / "Словарь.md"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("**Рамка**")]
    file.write_text("\n".join(kept), encoding="utf-8")
    told = run("seed", "diff", base, exported(vault), status=1).output
    assert "- claim способ увидеть вопрос" in told


def test_both_sides_of_a_rename_meet_in_one_clash(base: Path, vault: Path, tmp_path: Path) -> None:
    theirs = Path(shutil.copytree(SAMPLE, tmp_path / "theirs" / "vault"))
    edit(vault / STEPS, "которую предложит среда, и не поправлять", "и не поправлять её вовсе")
    (vault / STEPS).rename(vault / "Протоколы/Семь ночей.md")
    edit(theirs / STEPS, "которую предложит среда, и не", "записать её и не")
    edit(theirs / STEPS, "Спросить, что в рамке надо изменить", "Спросить, что надо изменить")
    merged = tmp_path / "merged"
    went = run("seed", "merge", base, exported(vault), exported(theirs), "-o", merged, status=1)
    assert went.output.count("both changed it") == 1
    assert "ours    Выслушать развязку, и не поправлять её вовсе   (kept)" in went.output
    assert "theirs  Выслушать развязку, записать её и не поправлять" in went.output
    run("seed", "verify", merged / "echo")
    seed: Seed = open_seed(merged / "echo")
    (protocol,) = (one for one in seed.content.protocols if len(one.steps) == 7)
    steps = [seed.claims[key].text for key in protocol.steps]
    assert steps[2] == "Выслушать развязку, и не поправлять её вовсе"
    assert steps[4] == "Спросить, что надо изменить"


def test_the_next_version_keeps_the_ids_of_the_one_before(base: Path, vault: Path) -> None:
    (vault / STEPS).rename(vault / "Протоколы/Семь ночей.md")
    before = open_seed(base)
    after = open_seed(exported(vault, "--previous", str(base), "--seed-version", "1.1.0"))
    assert {one.id for one in before.content.claims} == {one.id for one in after.content.claims}
    assert [stone.table for stone in after.tombstones if stone.table == "claims"] == []


def test_words_that_changed_are_lost_words(base: Path, vault: Path) -> None:
    edit(vault / STEPS, "которую предложит среда, и не поправлять", "и не поправлять её вовсе")
    told = run("seed", "verify", base, "--against", vault, status=1).output
    assert "и не поправлять» (Семь вечеров, 31) is now «Выслушать развязку, и" in told
