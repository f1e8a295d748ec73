"""``vaultkit seed grow`` as its user runs it, on a seed of the sample vault."""

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from tests.endpoint.chat import Chat, answer
from vaultkit import disk
from vaultkit.cli import app
from vaultkit.cli.seed_opening import open_seed
from vaultkit.endpoint import EndpointError
from vaultkit.seed.grading import letter
from vaultkit.seed.record import FINAL_ACT, Check

SAMPLE = Path(__file__).parents[2] / "vault_sample"


def vaultkit(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seed of the sample vault."""
    folder = tmp_path_factory.mktemp("seeds")
    made = vaultkit("export-seed", SAMPLE, "-o", folder, "--title", "sample")
    assert made.exit_code == 0, made.output
    return folder / "sample"


def test_what_grew_gives_the_same_seed_again_and_again(package: Path, tmp_path: Path) -> None:
    before = open_seed(package)
    for generation in ("first", "second"):
        grown = tmp_path / f"{generation} vault"
        assert vaultkit("seed", "grow", package, "--into", grown).exit_code == 0
        out = tmp_path / generation
        made = vaultkit("export-seed", grown, "-o", out, "--title", "sample")
        assert made.exit_code == 0, made.output
        package = out / "sample"
        after = open_seed(package)
        assert after.content == before.content
        assert after.structure_digest == before.structure_digest
        assert after.claims_digest == before.claims_digest


def test_the_sample_note_grows_twice_into_the_same_seed(shared: Path, tmp_path: Path) -> None:
    vault = tmp_path / "note"
    vault.mkdir()
    shutil.copy(shared / "data" / "seed-note" / "note.md", vault)
    seeds = []
    for generation in range(3):
        out = tmp_path / f"seed {generation}"
        made = vaultkit("export-seed", vault, "-o", out, "--title", "note")
        assert made.exit_code == 0, made.output
        seeds.append(out / "note")
        vault = tmp_path / f"vault {generation}"
        assert vaultkit("seed", "grow", seeds[-1], "--into", vault).exit_code == 0
    told = [json.loads((one / "data/seed.json").read_text(encoding="utf-8")) for one in seeds]
    for digest in ("structureDigest", "claimsDigest", "contentDigest"):
        assert len({one[digest] for one in told}) == 1
    assert vaultkit("seed", "verify", seeds[0], "--against", vault).exit_code == 0


def right_answers(package: Path, act: str) -> dict[str, str]:
    """Return the keys of an act's checks, as someone would give them."""
    seed = open_seed(package)
    return {check.id: key_of(check) for check in seed.checks if act in (check.act, FINAL_ACT)}


def key_of(check: Check) -> str:
    if check.type == "decoy":
        return "нет в семени"
    if check.order:
        return "; ".join(check.order)
    if check.key is not None:
        return letter(check.key)
    return check.accept[0] if check.accept else "что угодно"


def test_acts_are_done_one_by_one_and_the_growth_goes_on_where_it_stopped(
    package: Path, tmp_path: Path
) -> None:
    into = tmp_path / "new"
    first = vaultkit("seed", "grow", package, "--into", into)
    assert "# Акт 1 из" in first.output
    seed = open_seed(package)
    answers = tmp_path / "answers.json"
    for act in seed.acts:
        answers.write_text(json.dumps(right_answers(package, act.id)), encoding="utf-8")
        went = vaultkit("seed", "grow", package, "--into", into, "--answers", answers, "--by", "я")
        assert went.exit_code == 0, went.output
    assert "Пройдены все акты" in vaultkit("seed", "grow", package, "--into", into).output
    receipts = json.loads((into / "growth.json").read_text(encoding="utf-8"))["receipts"]
    assert {receipt["tries"] for receipt in receipts.values()} == {1}
    schema = json.loads((package / "data/schema/receipt-1.0.schema.json").read_bytes())
    for receipt in receipts.values():
        jsonschema.validate(receipt, schema)


def test_one_file_may_answer_many_acts(package: Path, tmp_path: Path) -> None:
    into, answers = tmp_path / "new", tmp_path / "answers.json"
    answers.write_text(json.dumps(right_answers(package, FINAL_ACT)), encoding="utf-8")
    vaultkit("seed", "grow", package, "--into", into)
    went = vaultkit("seed", "grow", package, "--into", into, "--answers", answers, "--by", "я")
    assert went.exit_code == 0, went.output
    assert "Пройдены все акты" in went.output


def test_a_wrong_answer_is_told_and_the_act_stays(package: Path, tmp_path: Path) -> None:
    into = tmp_path / "new"
    answers = tmp_path / "answers.txt"
    answers.write_text("q-001: это неправда\n", encoding="utf-8")
    went = vaultkit("seed", "grow", package, "--into", into, "--answers", answers)
    assert went.exit_code == 1
    assert "ещё нет" in went.output
    assert "# Акт 1 из" in vaultkit("seed", "grow", package, "--into", into).output


def test_answers_to_nothing_are_remarked_on_and_are_no_try(package: Path, tmp_path: Path) -> None:
    into, answers = tmp_path / "new", tmp_path / "answers.txt"
    answers.write_text("q-9999: это неправда\n", encoding="utf-8")
    went = vaultkit("seed", "grow", package, "--into", into, "--answers", answers)
    assert went.exit_code != 0
    assert "q-9999" in went.output
    assert "ничего не записано" in str(went.exception)
    assert "receipts" not in json.loads((into / "growth.json").read_text(encoding="utf-8"))


def test_a_no_keeps_the_act_open_and_a_skip_goes_on(package: Path, tmp_path: Path) -> None:
    into, answers = tmp_path / "new", tmp_path / "answers.json"
    first = open_seed(package).acts[0]
    answers.write_text(json.dumps(right_answers(package, first.id)), encoding="utf-8")
    grow = ("seed", "grow", package, "--into", into)
    refused = vaultkit(*grow, "--answers", answers, "--no", "пересказ неверен")
    assert refused.exit_code == 1
    assert "# Акт 1 из" in vaultkit(*grow).output
    assert vaultkit(*grow, "--no", "и второй раз").exit_code == 1
    skipped = vaultkit(*grow, "--skip", "не знаю ответа", "--by", "я")
    assert skipped.exit_code == 0
    assert "# Акт 2 из" in skipped.output
    receipts = json.loads((into / "growth.json").read_text(encoding="utf-8"))["receipts"]
    assert receipts[first.id]["note"] == "не знаю ответа"
    assert receipts[first.id]["tries"] == 3
    assert (receipts[first.id]["passed"], receipts[first.id]["skipped"]) == (False, True)


@pytest.mark.parametrize("target", ["vault", "prompt"])
def test_growing_that_was_cut_off_at_any_file_goes_on(
    package: Path, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow = ("seed", "grow", package, "--target", target, "--into")
    assert vaultkit(*grow, tmp_path / "whole").exit_code == 0
    wanted = written(tmp_path / "whole")
    write = disk.write_if_changed
    for cut in {0, 1, len(wanted) // 2, len(wanted)}:
        left = cut

        def falter(file: Path, data: bytes) -> bool:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            return write(file, data)

        into = tmp_path / f"cut {cut}"
        with monkeypatch.context() as patched:
            patched.setattr(disk, "write_if_changed", falter)
            vaultkit(*grow, into)
        assert written(into) != wanted
        went = vaultkit(*grow, into)
        assert went.exit_code == 0, went.output
        assert written(into) == wanted


def written(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_an_endpoint_that_fails_leaves_what_was_done(
    package: Path, tmp_path: Path, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultkit.endpoint.time.sleep", lambda _seconds: None)
    keys = right_answers(package, FINAL_ACT)
    asked_for = right_answers(package, open_seed(package).acts[0].id)
    said = [answer("Готово."), *(answer(keys[key]) for key in sorted(asked_for))]
    chat.answers = [
        *((200, one) for one in said),
        (429, b""),
        (500, b"<html>"),
        (200, b"no json at all"),
        (200, b'{"choices": []}'),
    ]
    into = tmp_path / "new"
    grow = ("seed", "grow", package, "--into", into, "--endpoint", chat.url, "--model", "m")
    went = vaultkit(*grow)
    assert isinstance(went.exception, EndpointError)
    receipts = json.loads((into / "growth.json").read_text(encoding="utf-8"))["receipts"]
    assert [receipt["passed"] for receipt in receipts.values()] == [True]
    chat.reply = lambda _asked: "не знаю"
    assert vaultkit(*grow).exit_code == 1
    receipts = json.loads((into / "growth.json").read_text(encoding="utf-8"))["receipts"]
    assert max(receipt["tries"] for receipt in receipts.values()) == 3


def test_an_endpoint_can_drive_the_growth(package: Path, tmp_path: Path, chat: Chat) -> None:
    keys = {check.id: key_of(check) for check in open_seed(package).checks}

    def reply(asked: str) -> str:
        found = re.search(r"q-\d+", asked)
        return keys.get(found.group(), "") if found and len(asked) < 2000 else "Готово."

    chat.reply = reply
    into = tmp_path / "new"
    options = ("--endpoint", chat.url, "--model", "m")
    went = vaultkit("seed", "grow", package, "--into", into, *options)
    assert went.exit_code == 0, went.output
    done = json.loads((into / "growth.json").read_text(encoding="utf-8"))["receipts"]
    asked = [act for act in open_seed(package).acts if act.mode != "human"]
    assert set(done) >= {act.id for act in asked[:1]}
    assert all(receipt["model"] == "m" for receipt in done.values())
    assert "Bearer" not in (into / "growth.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "target", ["skill", "prompt", "okf", "mem", "letta-memfs", "character-card"]
)
def test_every_target_is_written(package: Path, tmp_path: Path, target: str) -> None:
    into = tmp_path / "new"
    went = vaultkit("seed", "grow", package, "--into", into, "--target", target)
    assert went.exit_code == 0, went.output
    assert [path for path in into.rglob("*") if path.is_file() and path.name != "growth.json"]


def test_a_folder_with_something_else_is_left_alone(package: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    went = vaultkit("seed", "grow", package, "--into", tmp_path)
    assert went.exit_code != 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


def test_another_target_in_the_same_place_is_refused(package: Path, tmp_path: Path) -> None:
    into = tmp_path / "new"
    vaultkit("seed", "grow", package, "--into", into)
    assert vaultkit("seed", "grow", package, "--into", into, "--target", "mem").exit_code != 0


def test_a_seed_that_is_not_whole_does_not_grow(package: Path, tmp_path: Path) -> None:
    broken = tmp_path / "sample"
    shutil.copytree(package, broken)
    claims = broken / "data" / "claims.jsonl"
    claims.write_bytes(claims.read_bytes().replace(b"a", b"b", 1))
    went = vaultkit("seed", "grow", broken, "--into", tmp_path / "new")
    assert went.exit_code != 0
    assert not (tmp_path / "new").exists()
