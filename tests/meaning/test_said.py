"""Asking first hides nothing: a cue that a rule would find is on a line that is told to it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.frames.containers import find_containers
from vaultkit.frames.definitions import lines_that_define, read_definition
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.footnotes import find_footnotes
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.key_words import HEAD
from vaultkit.frames.packs.lexicon import ASKED, ASKED_OF_GENRE
from vaultkit.frames.packs.shipped import default_lexicon
from vaultkit.frames.page import CALLOUT, PARAGRAPH, read_page, split_lines
from vaultkit.frames.said import Said
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

NOTES = sorted(Path(__file__).parent.glob("gold/*.md"))
LEXICON = default_lexicon()
PIECES = st.sampled_from((
    "перенос архитектуры", "Не переносятся", "**Пере**нос", "_transfer_", "[[model|агент]]ов",
    "чат-бот", "языковая **модель**", "let's **move** on to", "ready to", "next", "[part](a/b)s",
    "три пути", "three ways", "it `cannot`", "будет утрачено", "шаг", "модуль", "далее", "ии",
    "**A**rchitecture", "self-assembly", "copy[^1]", "ре[икс](a)порт", "экс~~порт~~",
    "re**[[x|ady]]** to", "~~export~~", "==разум==", "да", "Нет", "AGI",
    "для", "to", "of", "и", "не", ":", "—", ".", "\n", "\n> ", "(", ")", "«", "»", "1.", "*", "#",
))  # fmt: skip


DEFINING = st.sampled_from((
    "**Фрейм** — это рамка смысла.", "Перенос есть рост.", "«Двойник» — набор привычек",
    "Под переносом мы понимаем рост", "By frame we mean a shape of sense", "Snapshot means copy.",
    "Такой рост мы называем **переносом**.", "We call this a **graft**: a slow move.", "ЭТО", "—",
    "A model, as engineers use the word, refers to a map.", "`core` is the part that stays", "is",
    "Frame stands for a shape", "A twin is defined as a voice", "it denotes one", "именуем",
))  # fmt: skip


def manuscript_of(text: str) -> Manuscript:
    """Return a text as a note of one body, without sections and links."""
    source = Source.of(NotePath("n.md"), text.encode())
    note, raw = parse_note(source), split_lines(source)
    containers = find_containers(note, (), len(raw), 1)
    page = read_page(raw, containers, set())
    footnotes = find_footnotes(page, ())
    said = Said(page.folded_words, LEXICON.asked, LEXICON.asked_of_genre)
    return Manuscript(
        note, text, page, containers, (), [None] * len(raw), (), footnotes, (), LEXICON, said
    )


def _check(text: str) -> None:
    lines = text.split("\n")
    folded = [fold(line) for line in lines]
    said = Said(folded, LEXICON.asked, LEXICON.asked_of_genre)
    for name in ASKED + ASKED_OF_GENRE:
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
        assert len(words) <= most, name


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_no_cue_of_a_note_is_hidden(note: Path) -> None:
    _check(note.read_text("utf-8"))


@given(st.lists(PIECES, max_size=30), st.sampled_from(("", " ", "  ")))
@settings(max_examples=200, deadline=None)
def test_no_cue_of_a_composed_text_is_hidden(pieces: list[str], glue: str) -> None:
    _check(glue.join(pieces))


def test_many_different_words_are_found_as_few_are() -> None:
    _check("\n".join(f"перенос{number} архитектуры\u3000{number}" for number in range(200)))


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_no_definition_is_hidden(note: Path) -> None:
    manuscript = manuscript_of(note.read_text("utf-8"))
    _defines_where_told(manuscript)


@given(st.lists(DEFINING, max_size=8), st.sampled_from(("", " ", "\n", "\n\n")))
@settings(max_examples=100, deadline=None)
def test_no_definition_of_a_composed_text_is_hidden(pieces: list[str], glue: str) -> None:
    _defines_where_told(manuscript_of(glue.join(pieces)))


def _defines_where_told(manuscript: Manuscript) -> None:
    told = lines_that_define(manuscript)
    for number, kind in enumerate(manuscript.page.kind, 1):
        if kind in (PARAGRAPH, CALLOUT):
            defined = read_definition(manuscript, manuscript.page.line(number), number)
            assert defined is None or number in told


def test_a_note_without_cues_says_nothing() -> None:
    lines = ["the weather was fine all week", "сад цвел до самой осени"]
    said = Said(lines, LEXICON.asked, LEXICON.asked_of_genre)
    assert [name for name in ASKED + ASKED_OF_GENRE if said.may(name) or said.lines(name)] == []
