import hashlib
import json
from dataclasses import replace

import pytest
from msgspec import structs

from tests.seed.contents import ACT, CONTENT, SEED
from vaultkit.seed.record import Check
from vaultkit.seed.targets.character_card import character_card
from vaultkit.seed.targets.memfs import memfs
from vaultkit.seed.targets.memory_bundle import memory_bundle
from vaultkit.seed.targets.prompt import (
    BudgetError,
    keys_document,
    memory_text,
    prompt_document,
)
from vaultkit.seed.targets.tokens import token_estimate


def test_the_document_holds_every_act_and_as_many_quotes_as_fit() -> None:
    whole = prompt_document(SEED, 10_000).text
    assert f"Акт 1. {ACT.title}" in whole
    assert "> [1] сказано: «Не A, а B ^id»" in whole
    assert "> [2] сказано: «100 % [[ссылка]] <b>x</b> %%»" in whole
    assert "Копия" in whole
    least = token_estimate(whole) - 5
    tight = prompt_document(SEED, least)
    assert token_estimate(tight.text) == tight.tokens <= least
    assert f"Акт 1. {ACT.title}" in tight.text
    assert tight.quotes < 2
    assert "(Сюда не вошло: 1 цитата.)" in tight.text or "2 цитаты" in tight.text
    assert "Цитат в семени 5, здесь" in tight.text


ASKED = replace(
    SEED,
    acts=(structs.replace(ACT, checks=("q-001", "q-002")),),
    checks=tuple(
        Check(id=key, type="cloze", prompt=f"{key}: пропущено (…)", act=ACT.id, accept=("x",))
        for key in ("q-001", "q-002")
    ),
)


def test_questions_go_after_quotes_and_the_way_to_the_rest_is_told() -> None:
    whole = prompt_document(ASKED, 10_000)
    assert (whole.checks, whole.quotes) == (2, 2)
    assert "шаг 5" in whole.text
    budgets = range(whole.tokens, 0, -1)
    fewer = next(
        found
        for budget in budgets
        if (found := prompt_document(ASKED, budget)).checks < 2 or found.quotes < 2
    )
    assert "Чего здесь нет" in fewer.text
    none = next(found for b in budgets if not (found := prompt_document(ASKED, b)).checks)
    assert "q-001" not in none.text
    assert "шаг 5" not in none.text
    assert "Вопросов в семени 2, здесь 0" in none.text


def test_keys_are_beside_the_document_and_not_in_it() -> None:
    assert "**q-002** «x»" in keys_document(ASKED)
    assert "«x»" not in prompt_document(ASKED, 10_000).text


def test_a_budget_below_the_acts_is_refused_with_what_it_takes() -> None:
    with pytest.raises(BudgetError, match=r"--budget \d+"):
        prompt_document(SEED, 10)


def test_memories_are_one_dated_line_each() -> None:
    lines = memory_text(SEED).splitlines()
    assert len(lines) == len(CONTENT.claims)
    assert lines[1] == "[2025-05-11] - сказано: «Не A, а B ^id»"


def test_the_memory_bundle_lists_every_file_with_its_hash() -> None:
    files = memory_bundle(SEED)
    manifest = json.loads(files["manifest.json"])
    listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    assert listed == {
        path: hashlib.sha256(data).hexdigest()
        for path, data in files.items()
        if path not in {"CHECKSUMS", "manifest.json"}
    }
    assert manifest["counts"]["episode"] == len(CONTENT.claims)


def test_a_rejected_protocol_is_a_procedure_that_is_switched_off() -> None:
    lines = memory_bundle(SEED)["items/procedure.jsonl"].decode().splitlines()
    enabled = {entry["name"]: entry["enabled"] for entry in map(json.loads, lines)}
    assert enabled["Копия"] is False
    assert enabled["Перенос"] is True


def test_memory_files_have_only_a_name_and_a_description_and_the_seed_stays_whole() -> None:
    files = memfs(SEED, {"SKILL.md": b"skill"})
    assert files["skills/rost/SKILL.md"] == b"skill"
    assert not files["frames/MEMORY.md"].startswith(b"---")
    heads = [
        [line.split(":")[0] for line in text.decode().split("---")[1].strip().splitlines()]
        for path, text in files.items()
        if path.startswith("frames/") and not path.endswith("MEMORY.md")
    ]
    assert heads == [["name", "description"]] * 4


def test_the_card_has_an_entry_for_each_frame() -> None:
    card = json.loads(character_card(SEED))
    entries = card["data"]["character_book"]["entries"]
    assert card["spec"] == "chara_card_v3"
    assert [entry["name"] for entry in entries] == [frame.title for frame in CONTENT.frames]
    assert all(entry["keys"] for entry in entries)
