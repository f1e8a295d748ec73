"""Questions that a text asks itself and answers at once."""

import pytest

from tests.meaning.reading import EN, RU, meaning

ANSWERED = [
    (RU + "Двойник молчит. Почему так? Потому что он помнит. И всё.\n", "Потому что он помнит"),
    (RU + "- Зачем фреймы? Чтобы было куда расти.\n", "Чтобы было куда расти"),
    (RU + "Отчего так? Оттого, что спор не записан.\n", "Оттого, что спор не записан"),
    (RU + "**Кто это решает?** Сторож с ночной сменой.\n", "Сторож с ночной сменой"),
    (EN + "> Could we not upload it?\n\nWe could. It would not help.\n", "We could"),
    (RU + "> Хватит ли архива?\n\nВряд ли. Он молчит.\n", "Вряд ли"),
    (EN + "The twin is silent. Why? Because it remembers.\n", "Because it remembers"),
    (EN + "Why bother? So that the voice survives.\n", "So that the voice survives"),
    (EN + "**Who decides?** The keeper of the night shift.\n", "The keeper of the night shift"),
]

UNANSWERED = [
    RU + "**Готов перейти к части 4?** Скажи слово.\n",
    RU + "Кто спорит? Двойник молчит. Что дальше? Увидим.\n",
    EN + "Who argues? The twin is silent. What now? We shall see.\n",
    "The kettle is on. Why? Because it is five.\n",
]


@pytest.mark.parametrize(("text", "answer"), ANSWERED)
def test_a_question_is_answered_on_the_spot(text: str, answer: str) -> None:
    (frame,) = (one for one in meaning(text).frames if one.kind == "question_answer")
    assert [filler.value for filler in frame.slots["answer"]] == [answer]


@pytest.mark.parametrize("text", UNANSWERED)
def test_what_goes_on_otherwise_answers_nothing(text: str) -> None:
    assert [one for one in meaning(text).frames if one.kind == "question_answer"] == []


def test_a_number_is_an_answer() -> None:
    (frame,) = meaning(EN + "How many seats were there?\n\nAnswer: 42\n").frames
    assert [one.value for one in frame.slots["answer"]] == ["42"]
