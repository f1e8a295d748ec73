from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.config import Config
from vaultkit.index.search import QueryError, matching_lines, search
from vaultkit.index.store import Index
from vaultkit.live_vault import LiveVault

NOTES = {
    "ёлка.md": "Ёлки стояли в лесу.",
    "Й.md": "и\u0306од и заметки о переносе",
    "cpp.md": "I write C++ and node_js, on 2026-01-05, café",
    "two.md": "# Architecture\nHidden modules of the architectures; running.",
    "phrase.md": "вторая важная часть",
    "part.md": "вторая часть",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("vault")
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    vault = LiveVault(folder, Config())
    yield vault.index
    vault.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("елка", ["ёлка.md"]),
        ("ЁЛКА", ["ёлка.md"]),
        ("йод", ["Й.md"]),
        ("и\u0306од", ["Й.md"]),
        ("заметка", ["Й.md"]),
        ("перенос", ["Й.md"]),
        ("C++", ["cpp.md"]),
        ("node_js", ["cpp.md"]),
        ("2026-01-05", ["cpp.md"]),
        ("cafe", ["cpp.md"]),
        ("module", ["two.md"]),
        ("run", ["two.md"]),
        ("архит*", []),
        ("архит* OR", []),
        ("мод*", []),
        ("част*", ["part.md", "phrase.md"]),
        ('"вторая часть"', ["part.md"]),
        ("часть -важная", ["part.md"]),
        ("AND", ["cpp.md"]),
        ("нет-такого", []),
        ('module "', ["two.md"]),
        ("title:module", []),
        ("module)", ["two.md"]),
    ],
)
def test_a_word_finds_its_forms(index: Index, query: str, found: list[str]) -> None:
    assert sorted(hit.path for hit in search(index, query)) == found


@pytest.mark.parametrize("query", ["", "   ", '"', "*", "-x", "()", "+++"])
def test_a_query_without_a_word_is_refused(index: Index, query: str) -> None:
    with pytest.raises(QueryError):
        search(index, query)


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_nothing_a_user_types_is_syntax(index: Index, query: str) -> None:
    try:
        search(index, query)
    except QueryError:
        assert not any(character.isalnum() for word in query.split() for character in word) or (
            "-" in query or '"' in query
        )


def test_the_lines_with_most_of_the_words_come_first() -> None:
    text = "одна заметка\nничего\nвторая заметка о переносе\n"
    assert matching_lines(text, "заметки переноса") == [
        (3, "вторая заметка о переносе"),
        (1, "одна заметка"),
    ]


def many(folder: Path, count: int = 150) -> Path:
    for number in range(count):
        (folder / f"{number}.md").write_text(f"слово{number % 3} заметка", encoding="utf-8")
    return folder


def waiting(index: Index) -> int:
    return int(index.select("SELECT count(*) FROM waiting", ())[0][0])


def test_words_of_a_first_read_wait_until_somebody_asks(tmp_path: Path) -> None:
    vault = LiveVault(many(tmp_path), Config())
    assert waiting(vault.index) == 150
    assert len(search(vault.index, "заметки", 200)) == 150
    assert waiting(vault.index) == 0
    vault.close()


def test_words_that_wait_change_with_their_note(tmp_path: Path) -> None:
    vault = LiveVault(many(tmp_path), Config())
    (tmp_path / "0.md").write_text("иначе", encoding="utf-8")
    (tmp_path / "3.md").unlink()
    vault.update(["0.md", "3.md"])
    found = {hit.path for hit in search(vault.index, "слово0", 200)}
    assert found == {f"{number}.md" for number in range(6, 150, 3)}
    assert [hit.path for hit in search(vault.index, "иначе")] == ["0.md"]
    assert vault.index.faults() == []
    vault.close()


def test_words_are_taken_in_by_parts(tmp_path: Path) -> None:
    vault = LiveVault(many(tmp_path), Config())
    assert vault.index.take_in_words(100)
    assert waiting(vault.index) == 50
    assert vault.index.take_in_words(100)
    assert not vault.index.take_in_words(100)
    vault.close()
