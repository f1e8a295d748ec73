"""Versions of one seed: what they withdraw, merging them, and upgrading an installed one."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from typer.testing import CliRunner, Result

from tests.seed.contents import CONTENT, SEED
from vaultkit import package_disk
from vaultkit.cli import app
from vaultkit.cli.seed_opening import open_seed
from vaultkit.seed.lineage import seed_of, withdrawn
from vaultkit.seed.merge import without_loose_ends
from vaultkit.seed.package import seed_files
from vaultkit.seed.record import Content
from vaultkit.seed.seed import Seed

PLAIN = structs.replace(CONTENT, conflicts=())
BASE = seed_of(SEED.about, PLAIN)


def vaultkit(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def written(seed: Seed, folder: Path) -> Path:
    package_disk.write_folder(folder / seed.about.name, seed_files(seed))
    return folder / seed.about.name


def with_text(content: Content, key: str, text: str) -> Content:
    claims = (
        structs.replace(claim, text=text) if claim.id == key else claim for claim in content.claims
    )
    return structs.replace(content, claims=tuple(claims))


def without(content: Content, key: str) -> Content:
    claims = tuple(claim for claim in content.claims if claim.id != key)
    return without_loose_ends(structs.replace(content, claims=claims))


def test_a_version_withdraws_what_is_gone_and_keeps_older_tombstones() -> None:
    first = withdrawn(BASE, without(PLAIN, "c-5"), "1.1.0")
    assert [(stone.id, stone.table, stone.since) for stone in first] == [
        ("c-5", "claims", "1.1.0")
    ]
    second = withdrawn(replace(BASE, tombstones=first), without(PLAIN, "c-5"), "1.2.0")
    assert second == first
    assert withdrawn(replace(BASE, tombstones=first), PLAIN, "1.3.0") == ()


def test_tombstones_are_written_and_read(tmp_path: Path) -> None:
    stones = withdrawn(BASE, without(PLAIN, "c-5"), "1.1.0")
    folder = written(seed_of(SEED.about, without(PLAIN, "c-5"), stones), tmp_path)
    assert open_seed(folder).tombstones == stones


def test_merging_brings_both_sides_and_tells_a_clash(tmp_path: Path) -> None:
    base = written(BASE, tmp_path / "base")
    ours = with_text(with_text(PLAIN, "c-5", "наше"), "c-4", "код")
    theirs = with_text(without(PLAIN, "c-3"), "c-5", "их")
    sides = [
        written(seed_of(SEED.about, one), tmp_path / name)
        for name, one in (("ours", ours), ("theirs", theirs))
    ]
    went = vaultkit("seed", "merge", base, *sides, "-o", tmp_path / "merged")
    assert went.exit_code == 1, went.output
    assert "before  ничья" in went.output
    assert "наше   (kept)" in went.output
    assert "theirs  их" in went.output
    merged = open_seed(tmp_path / "merged" / "rost")
    texts = {claim.id: claim.text for claim in merged.content.claims}
    assert texts["c-5"] == "наше"
    assert texts["c-4"] == "код"
    assert "c-3" not in texts
    assert [stone.id for stone in merged.tombstones] == ["c-3"]
    assert merged.about.previous is not None


def test_an_older_seed_cannot_bring_a_withdrawn_claim_back(tmp_path: Path) -> None:
    stones = withdrawn(BASE, without(PLAIN, "c-5"), "1.1.0")
    ours = written(seed_of(SEED.about, without(PLAIN, "c-5"), stones), tmp_path / "ours")
    empty = written(seed_of(SEED.about, without(PLAIN, "c-5")), tmp_path / "base")
    old = written(BASE, tmp_path / "old")
    went = vaultkit("seed", "merge", empty, ours, old, "-o", tmp_path / "merged")
    assert went.exit_code == 0, went.output
    merged = open_seed(tmp_path / "merged" / "rost")
    assert "c-5" not in {claim.id for claim in merged.content.claims}


def test_upgrading_keeps_what_was_edited(tmp_path: Path) -> None:
    installed = written(BASE, tmp_path / "skills")
    skill = installed / "SKILL.md"
    skill.write_text(skill.read_text(encoding="utf-8") + "моё\n", encoding="utf-8")
    about = structs.replace(SEED.about, version="1.1.0")
    new = written(seed_of(about, with_text(PLAIN, "c-5", "новое")), tmp_path / "new")
    went = vaultkit("seed", "upgrade", installed, new)
    assert went.exit_code == 1, went.output
    assert "SKILL.md: changed or added by hand" in went.output
    assert open_seed(installed).about.version == "1.1.0"
    kept = tmp_path / "skills" / ".rost.before-1.1.0" / "SKILL.md"
    assert "моё" in kept.read_text(encoding="utf-8")


def test_upgrading_an_untouched_seed_is_quiet(tmp_path: Path) -> None:
    installed = written(BASE, tmp_path / "skills")
    about = structs.replace(SEED.about, version="1.1.0")
    new = written(seed_of(about, PLAIN), tmp_path / "new")
    assert vaultkit("seed", "upgrade", installed, new).exit_code == 0


@pytest.mark.parametrize("name", ["other"])
def test_another_seed_is_no_upgrade(tmp_path: Path, name: str) -> None:
    installed = written(BASE, tmp_path / "skills")
    other = written(seed_of(structs.replace(SEED.about, name=name), PLAIN), tmp_path / "new")
    before = sorted(path.name for path in installed.iterdir())
    assert vaultkit("seed", "upgrade", installed, other).exit_code != 0
    assert sorted(path.name for path in installed.iterdir()) == before
