"""A message that corrects an earlier one, in Russian and English, and words that only look so."""

import pytest

from vaultkit.frames.reading import read_meaning
from vaultkit.frames.record import Conflict
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

HEADS = {"u": ">[!nexus_user] **User**", "a": ">[!nexus_agent] **Assistant**"}


def conflicts_of(*messages: tuple[str, str]) -> tuple[Conflict, ...]:
    parts = []
    for number, (role, text) in enumerate(messages):
        body = "".join(f"> {line}\n" for line in text.split("\n"))
        parts.append(f"{HEADS[role]} - 11.05.2025 at 6:1{number}\n{body}<!-- UID: u{number} -->\n")
    source = Source.of(NotePath("n.md"), "\n".join(parts).encode())
    return read_meaning(source, parse_note(source)).conflicts


CORRECTED = [
    (
        ("a", "Семя хранит веса модели. Оно растёт быстро."),
        ("u", "Продолжай."),
        ("a", "Поправка: семя не хранит веса модели, оно хранит её историю."),
        "Семя хранит веса модели.",
    ),
    (
        ("u", "Расскажи о памяти."),
        ("a", "Вступление.\n\nПамять двойника лежит в одном файле на диске."),
        ("u", "Нет, это не так. Память двойника не лежит в файле, она в диалоге."),
        "Память двойника лежит в одном файле на диске.",
    ),
    (
        ("a", "The bridge carries twelve people."),
        ("u", "Are you sure the bridge carries so many?"),
        ("a", "You're right, the bridge carries ten people at most."),
        "The bridge carries twelve people.",
    ),
    (
        ("a", "Ключ подходит ко всем дверям."),
        ("u", "Точно?"),
        ("a", "Я ошибся."),
        "Ключ подходит ко всем дверям.",
    ),
    (
        ("a", "Moss grows north."),
        ("u", "I disagree."),
        ("a", "Why?"),
        "Moss grows north.",
    ),
]


@pytest.mark.parametrize("case", CORRECTED, ids=lambda case: case[2][1][:20])
def test_a_correction_is_kept_beside_what_it_corrects(case: tuple[object, ...]) -> None:
    *messages, against = case
    (conflict,) = conflicts_of(*messages)  # type: ignore[arg-type]  # three messages and a text
    assert conflict.kind == "correction"
    assert conflict.against == against
    assert [quote.quote for quote in conflict.evidence] == [against, conflict.statement]
    assert conflict.evidence[0].line < conflict.line


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Перенос прост.", "Это не так просто, как кажется."),
        ("Перенос прост.", "А это не так?"),
        ("Перенос прост.", "Первое. Второе. Третье. Это неверно."),
        ("It works.", "Good. Then. Yes. That's wrong when it rains."),
        ("It works.", "```\nI was wrong\n```"),
        ("I was wrong about moss.", "Tell me more."),
        ("Перенос прост.", "Пусть следующий видит, где я ошибся."),
        ("It works.", "Tell me whether I was wrong."),
    ],
)
def test_what_corrects_nothing(first: str, second: str) -> None:
    assert conflicts_of(("a", first), ("u", second)) == ()


def test_a_note_without_messages_corrects_nothing() -> None:
    source = Source.of(NotePath("n.md"), "Поправка: я ошибся.\n".encode())
    assert read_meaning(source, parse_note(source)).conflicts == ()
