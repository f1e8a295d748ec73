"""What the acts of a seed ask."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vaultkit.cli import app

NOTES = {
    "Board.md": "# Board\n\nThe quiet board waits for the first guess of every pupil.\n",
    "Rule.md": "# Rule\n\nThe frame of waiting pupils goes with [[Board]] and [[Bell]].\n",
    "Bell.md": "# Bell\n\nThe bell rings for nobody, says [[Board]] to the whole school.\n",
    "Yard.md": "# Yard\n\nOutside the school nothing is asked at all, unlike [[Rule]].\n",
    "Hall.md": "# Hall\n\nThe long hall carries every question further, see [[Yard]] there.\n",
}


@pytest.fixture
def questions(tmp_path: Path) -> list[dict[str, object]]:
    vault = tmp_path / "school"
    vault.mkdir()
    for name, text in NOTES.items():
        (vault / name).write_text(text, encoding="utf-8")
    out = tmp_path / "seeds"
    made = CliRunner().invoke(app, ["export-seed", str(vault), "-o", str(out), "--name", "school"])
    assert made.exit_code == 0, made.output
    lines = (out / "school/data/checks/quiz.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_choice_has_one_right_answer(questions: list[dict[str, object]]) -> None:
    about_both = [
        one
        for one in questions
        if one["type"] == "cites-which" and "waiting" in str(one["prompt"])
    ]
    assert about_both
    for one in about_both:
        choices = one["choices"]
        assert isinstance(choices, list)
        assert len({"Board", "Bell"} & set(choices)) == 1


def test_no_act_asks_the_same_twice(questions: list[dict[str, object]]) -> None:
    asked = [(one["act"], one["prompt"]) for one in questions]
    assert len(set(asked)) == len(asked)
