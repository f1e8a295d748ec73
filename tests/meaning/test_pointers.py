"""Where a part says what comes next, with and without a word for it."""

import pytest

from tests.meaning.reading import meaning

RU = "## Часть 3. Голос без хозяина\n\nГолос двойника держится на памяти агента.\n\n"
EN = "## Part 3. A voice without its owner\n\nThe twin's voice rests on the agent's memory.\n\n"

POINTED = [
    (RU + "Дальше — **IV. Кто отвечает**.\n", "IV", "Кто отвечает"),
    (RU + "Об этом речь пойдёт в части 4.\n", "4", ""),
    (RU + "Хочешь, разберём **I.4 — Кто отвечает**?\n", "I.4", "Кто отвечает"),
    (RU + "→ Часть 4. Кто отвечает\n", "4", "Кто отвечает"),
    (RU + "Следом идёт § 5 — «Кто молчит».\n", "5", "Кто молчит"),
    (EN + "Part 4 turns to **the silence**.\n", "4", "the silence"),
    (EN + "Chapter 4, “Who answers”, takes this up.\n", "4", "Who answers"),
    (EN + "Want me to open **IV.2: Who answers**?\n", "IV.2", "Who answers"),
    (EN + "Who answers for silence is the subject of Chapter 4. Enough.\n", "4", ""),
]

COUNTED = [
    (
        (
            "## Letter V — The voice\n\nThe twin's voice rests on memory.\n\n"
            "Letter VI turns to **the silence**.\n"
        ),
        ("Letter", "V", "The voice"),
        ("VI", "the silence"),
    ),
    (
        (
            "# Part the fourth. The voice\n\nThe twin's voice rests on the agent's memory.\n\n"
            "Next: part the fifth, “Silence”.\n"
        ),
        ("Part", "4", "The voice"),
        ("5", "Silence"),
    ),
    (
        (
            "# The second session: The voice\n\nThe twin's voice rests on the agent's memory.\n\n"
            "The third session is for silence.\n"
        ),
        ("session", "2", "The voice"),
        ("3", ""),
    ),
    (
        (
            "# Часть четвёртая. Голос\n\nГолос двойника держится на памяти.\n\n"
            "В пятой части поговорим о молчании.\n"
        ),
        ("Часть", "4", "Голос"),
        ("5", ""),
    ),
    (
        (
            "# Тетрадь 3. Голос\n\nГолос двойника держится на памяти.\n\n"
            "Дальше — тетрадь четвёртая, «Молчание».\n"
        ),
        ("Тетрадь", "3", "Голос"),
        ("4", "Молчание"),
    ),
    (
        (
            "# Вечер второй: Голос\n\nГолос двойника держится на памяти агента.\n\n"
            "Об этом — третий вечер.\n"
        ),
        ("Вечер", "2", "Голос"),
        ("3", ""),
    ),
]

UNPOINTED = [
    RU + "Далее см. с. 12–14 журнала.\n",
    RU + "Дальше 3 недели мы молчали.\n",
    RU + "В части 2 мы говорили о памяти.\n",
    EN + "See pp. 41–42 next.\n",
    EN + "In Part 2 we spoke of memory; 4 days passed.\n",
]


@pytest.mark.parametrize(("text", "number", "title"), POINTED)
def test_the_part_that_follows_is_pointed_at(text: str, number: str, title: str) -> None:
    assert [(one.number, one.title) for one in meaning(text).pointers] == [(number, title)]


@pytest.mark.parametrize("text", UNPOINTED)
def test_other_numbers_point_at_nothing(text: str) -> None:
    assert meaning(text).pointers == ()


@pytest.mark.parametrize(("text", "part", "pointed"), COUNTED)
def test_letters_and_evenings_are_parts_and_words_count_them(
    text: str, part: tuple[str, str, str], pointed: tuple[str, str]
) -> None:
    found = meaning(text)
    (section,) = found.sections
    assert (section.label, section.number, section.title) == part
    assert section.role == "principle"
    assert [(one.number, one.title) for one in found.pointers] == [pointed]


def test_an_evening_is_a_part_in_notes_of_the_genre_only() -> None:
    (section,) = meaning("# Session 2 — Minutes\n\nWe met at nine. Cake was served.\n").sections
    assert (section.number, section.role) == ("2", None)


def test_an_ordinal_before_another_noun_counts_no_part() -> None:
    (section,) = meaning("# Первая часть пути\n\nДвойник и память агента.\n").sections
    assert section.number is None
