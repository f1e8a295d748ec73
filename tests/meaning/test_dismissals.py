"""Ways that a note names first and waves aside after, and what only sounds so."""

import pytest

from tests.meaning.reading import EN, RU, meaning

DISMISSED = [
    (EN + "A bigger model? Nope. It forgets what it never lived.\n", "bigger model"),
    (EN + "Export the whole brain? Not an option.\n", "Export the whole brain"),
    (EN + "What about fine-tuning? No: the voice is gone.\n", "fine-tuning"),
    (EN + "A memory dump?\nForget it.\n", "memory dump"),
    (EN + "So, copying the weights — no. Just no.\n", "copying the weights"),
    (EN + "A longer prompt is off the table: nobody reads it.\n", "longer prompt"),
    (EN + "- Freezing it? Hard pass.\n", "Freezing it"),
    (RU + "Выгрузка памяти? Нет. Она ничего не переживёт.\n", "Выгрузка памяти"),
    (RU + "А если просто выгрузить веса? Нет.\n", "выгрузить веса"),
    (RU + "Слепок личности? Мимо.\n", "Слепок личности"),
    (RU + "Пересылка архива — нет, спасибо.\n", "Пересылка архива"),
    (RU + "Тонкая настройка отпадает: голос стирается.\n", "Тонкая настройка"),
    (RU + "Большой промпт отметаем сразу.\n", "Большой промпт"),
]

NOT_DISMISSED = [
    RU + "Сомнение отпадает. Необходимость в этом отпала.\n",
    RU + "Двойник говорит? Нет. Двойник ли это? Нет.\n",
    RU + "Память? Нет, спасибо.\n",
    RU + "Можно ли унести дружбу? Или целую модель? Нет.\n",
    RU + "Если большая модель отпадает, что останется?\n",
    EN + "Is the twin alive? No. The twin remembers? Never.\n",
    EN + "He was there — no doubt. New York? No.\n",
]


@pytest.mark.parametrize(("text", "name"), DISMISSED)
def test_what_is_waved_aside_is_a_rejected_way(text: str, name: str) -> None:
    (protocol,) = meaning(text).protocols
    assert (protocol.name, protocol.status) == (name, "rejected")


@pytest.mark.parametrize("text", NOT_DISMISSED)
def test_a_no_to_something_else_rejects_no_way(text: str) -> None:
    assert meaning(text).protocols == ()


def test_one_word_is_a_way_beside_another() -> None:
    text = RU + "Полный дамп отпадает. Видео? Мимо.\n"
    assert [one.name for one in meaning(text).protocols] == ["Видео", "Полный дамп"]
    assert meaning(RU + "Видео? Мимо.\n").protocols == ()
