"""Asking first hides nothing: a cue that a rule would find is on a line that is told to it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.frames.folding import fold, plain
from vaultkit.frames.packs.beginnings import HEAD
from vaultkit.frames.packs.lexicon import ASKED
from vaultkit.frames.packs.shipped import default_lexicon
from vaultkit.frames.said import Said

NOTES = sorted(Path(__file__).parent.glob("gold/*.md"))
LEXICON = default_lexicon()
PIECES = st.sampled_from((
    "перенос архитектуры", "Не переносятся", "**Пере**нос", "_transfer_", "[[model|агент]]ов",
    "чат-бот", "языковая **модель**", "let's **move** on to", "ready to", "next", "[part](a/b)s",
    "три пути", "three ways", "it `cannot`", "будет утрачено", "шаг", "модуль", "далее", "ии",
    "**A**rchitecture", "self-assembly", "copy[^1]", "~~export~~", "==разум==", "да", "Нет", "AGI",
    "для", "to", "of", "и", "не", ":", "—", ".", "\n", "\n> ", "(", ")", "«", "»", "1.", "*", "#",
))  # fmt: skip


def _check(text: str) -> None:
    lines = text.split("\n")
    folded = [fold(line) for line in lines]
    said = Said("\n".join(folded), folded, LEXICON.beginnings)
    for name in ASKED:
        cues = LEXICON.lex(name)
        spoken = {
            number
            for number, line in enumerate(lines, 1)
            if cues.find(fold(line)) or cues.find(fold(plain(line)))
        }
        told = said.lines(name)
        assert spoken <= set(told), name
        assert list(told) == sorted(set(told))
        across = plain("\n".join(lines))
        assert said.begins(name, 1, len(lines)) or not cues.find(fold(across)), name
        assert all(said.begins(name, line, line) for line in told)
        assert said.may(name) or not told
        most = said.most(name)
        words = {word[:HEAD] for line in folded for word in cues.distinct(line)}
        assert most is None or len(words) <= most, name


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_no_cue_of_a_note_is_hidden(note: Path) -> None:
    _check(note.read_text("utf-8"))


@given(st.lists(PIECES, max_size=30), st.sampled_from(("", " ", "  ")))
@settings(max_examples=200, deadline=None)
def test_no_cue_of_a_composed_text_is_hidden(pieces: list[str], glue: str) -> None:
    _check(glue.join(pieces))


def test_a_note_without_cues_says_nothing() -> None:
    lines = ["the weather was fine all week", "сад цвел до самой осени"]
    said = Said("\n".join(lines), lines, LEXICON.beginnings)
    assert [name for name in ASKED if said.may(name) or said.lines(name)] == []
