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
