"""Lists that fill a slot, and things that are counted without being ways, are no protocols."""

from vaultkit.frames.reading import read_meaning
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


def names(text: str) -> list[str]:
    head = ">[!nexus_agent] **Assistant** - 11.05.2025 at 6:11\n"
    said = "".join(f"> {line}\n" for line in text.split("\n"))
    source = Source.of(NotePath("n.md"), f"{head}{said}<!-- UID: u -->\n".encode())
    return sorted(one.name for one in read_meaning(source, parse_note(source)).protocols)


def test_what_stands_below_a_label_fills_the_slot() -> None:
    text = (
        "## Протокол «Тихая пересадка»\n\nПеренос голоса собеседника в новую модель.\n\n"
        "**Условия:**\n- летопись споров;\n- тишина.\n\n"
        "**Шаги:**\n1. Хранитель читает летопись.\n2. Модель отвечает.\n"
    )
    assert len(names(text)) == 1


def test_conditions_are_counted_and_move_nothing() -> None:
    start = "## Решение\n\nПеренести память и голос агента в новую модель. "
    conditions = "Для этого нужны четыре условия: среда, хранитель, летопись споров и время.\n"
    ways = "Перенос идёт через два канала: **летопись как память** и **спор как голос**.\n"
    assert names(start + conditions) == []
    assert names(start + ways) == ["летопись как память", "спор как голос"]


def test_what_is_carried_through_channels_is_a_group() -> None:
    text = (
        "# Memory of an agent\n\nThe agent and its mind are carried through three channels: "
        "**letters as memory**, **rituals as clock**, and **a witness as mirror**.\n"
    )
    assert names(text) == ["a witness as mirror", "letters as memory", "rituals as clock"]
