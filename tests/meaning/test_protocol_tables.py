"""Tables whose rows are ways, and where else a note names a protocol."""

import time

import pytest

from tests.meaning.reading import EN, RU, meaning

TABLES = [
    (
        EN + "| Way | Medium | Carries |\n|---|---|---|\n| Letters | paper; ink | tone |\n",
        ("Letters", "proposed", ("paper", "ink"), ("tone",)),
    ),
    (
        EN + "| # | Route | Travels by | What it brings |\n|---|---|---|---|\n"
        "| 1 | Long walks | talk | habits |\n",
        ("Long walks", "proposed", ("talk",), ("habits",)),
    ),
    (
        EN + "| Approach | Vehicle | Verdict |\n|---|---|---|\n| The dump | a file | rejected |\n",
        ("The dump", "rejected", ("a file",), ()),
    ),
    (
        EN + "| Way | Paper | Voice | Code |\n|---|---|---|---|\n| Evening talk | – | ✓ | |\n",
        ("Evening talk", "proposed", ("Voice",), ()),
    ),
    (
        RU + "| Способ | Носитель | Что переносит |\n|---|---|---|\n| Письма | бумага | тон |\n",
        ("Письма", "proposed", ("бумага",), ("тон",)),
    ),
    (
        RU
        + "| № | Путь | На чём | Что доедет |\n|---|---|---|---|\n| 1 | Прогулки | речь | шаг |\n",
        ("Прогулки", "proposed", ("речь",), ()),
    ),
    (
        RU + "| Приём | Чем | Что унесём |\n|---|---|---|\n| Пение вслух | голос | ритм |\n",
        ("Пение вслух", "proposed", ("голос",), ("ритм",)),
    ),
]

NO_WAYS = [
    EN + "| Plugin | Medium | Version |\n|---|---|---|\n| Letters | paper | 1 |\n",
    EN + "| Way | Length | Age |\n|---|---|---|\n| Baker Street | 1 km | 90 |\n",
    RU + "| Кто | Носитель | Возраст |\n|---|---|---|\n| Аня | диалект | 60 |\n",
    "| Way | Medium | Carries |\n|---|---|---|\n| Letters | paper | tone |\n",
]


@pytest.mark.parametrize(("text", "wanted"), TABLES)
def test_rows_of_ways_are_protocols(text: str, wanted: tuple[object, ...]) -> None:
    (one,) = meaning(text).protocols
    assert (one.name, one.status, one.medium, one.payload) == wanted


@pytest.mark.parametrize("text", NO_WAYS)
def test_rows_of_other_things_are_none(text: str) -> None:
    assert meaning(text).protocols == ()


def test_a_protocol_is_not_named_by_a_longer_number() -> None:
    text = (
        RU + "## Протокол 1\n\n**Кто ведёт:** сторож\n1. Слушаем.\n\n## Протокол 10\n\n"
        "**Кто ведёт:** врач\n1. Молчим.\n\nВ протоколе 1 тише.\n\nО протоколе 1.5 молчим.\n"
    )
    lines = [[place.line for place in one.evidence] for one in meaning(text).protocols]
    assert lines == [[5, 15], [10]]


def test_thousands_of_names_alike_take_linear_time() -> None:
    def spent(count: int) -> float:
        one = "## Протокол «Перенос вахты{}»\n\n**Кто ведёт:** сторож\n1. Слушаем.\n\n"
        text = RU + "".join(one.format(at) for at in range(count))
        start = time.process_time()
        assert len(meaning(text).protocols) == count
        return time.process_time() - start

    spent(10)
    assert spent(1600) < 12 * spent(400)
