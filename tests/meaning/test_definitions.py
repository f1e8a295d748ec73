"""The ordinary ways to say what a term means, and sentences that only look like them."""

import pytest

from tests.meaning.reading import EN, RU, meaning

# Text, and what it defines as (term, definiens).
DEFINED = [
    (
        RU + "Мы опираемся на **след**, то есть устойчивую привычку отвечать одним ходом.\n",
        [("след", "устойчивую привычку отвечать одним ходом")],
    ),
    (
        RU
        + "**Отпечаток**, то есть набор привычек, который переживает смену, собирают полгода.\n",
        [("Отпечаток", "набор привычек, который переживает смену")],
    ),
    (
        RU + "**Ритм паузы** — иначе говоря, время между репликами — не записан нигде.\n",
        [("Ритм паузы", "время между репликами")],
    ),
    (
        RU + "**Немой наставник** (собеседник, который отвечает вопросами) нужен поначалу.\n",
        [("Немой наставник", "собеседник, который отвечает вопросами")],
    ),
    (
        RU + "Назовём *ростком* двойника, который впервые возразил хозяину.\n",
        [("ростком", "двойника, который впервые возразил хозяину")],
    ),
    (
        RU + "Ростком будем называть двойника, который впервые возразил хозяину.\n",
        [("Ростком", "двойника, который впервые возразил хозяину")],
    ),
    (
        RU + "Под «ростком» будем понимать двойника, который впервые возразил хозяину.\n",
        [("ростком", "двойника, который впервые возразил хозяину")],
    ),
    (
        RU + "Когда мы говорим «росток», мы имеем в виду двойника, который возразил хозяину.\n",
        [("росток", "двойника, который возразил хозяину")],
    ),
    (
        RU + "Об этом потом. Росток представляет собой двойника, который возразил хозяину.\n",
        [("Росток", "двойника, который возразил хозяину")],
    ),
    (
        RU
        + "## Словарь\n\nРосток — двойник, который возразил.\n\nПомета: знак на полях; их три.\n",
        [("Росток", "двойник, который возразил"), ("Помета", "знак на полях")],
    ),
    (
        RU + "## Слова\n\n| Термин | Смысл |\n|---|---|\n| Росток | двойник, что возразил |\n",
        [("Росток", "двойник, что возразил")],
    ),
    (
        RU + "### Понятие следа\n\nСлед — привычка отвечать одним ходом. Он растёт с годами.\n",
        [("След", "привычка отвечать одним ходом")],
    ),
    (
        EN
        + "We rely on the **trace**, that is, a steady habit of answering with the same move.\n",
        [("trace", "a steady habit of answering with the same move")],
    ),
    (
        EN + "The **trace** (i.e. a steady habit of answering) is never written down.\n",
        [("trace", "a steady habit of answering")],
    ),
    (
        EN
        + "A **mute mentor** (a companion who answers only with questions) is needed at first.\n",
        [("mute mentor", "a companion who answers only with questions")],
    ),
    (
        EN + "Let us call a *sprout* a twin that has argued with its owner.\n",
        [("sprout", "a twin that has argued with its owner")],
    ),
    (
        EN + 'When we say "sprout" we mean a twin that has argued with its owner.\n',
        [("sprout", "a twin that has argued with its owner")],
    ),
    (
        EN + "By *sprout* we mean a twin that has argued. A **graft** is a copy that took.\n",
        [("sprout", "a twin that has argued"), ("graft", "a copy that took")],
    ),
    (
        EN + "The **trace**, or the habit of answering with one move, is never written down.\n",
        [("trace", "the habit of answering with one move")],
    ),
    (
        EN + 'The word "trace" here stands for the habit of answering with one move.\n',
        [("trace", "the habit of answering with one move")],
    ),
    (
        EN + "### The notion of a trace\n\nA trace is a habit of answering. It grows.\n",
        [("A trace", "a habit of answering")],
    ),
]

UNDEFINED = [
    RU + "Для меня это означает, что пора. Он часто означает конец.\n",
    RU + "Три года человек, которого зовут **садовником**, молчал.\n",
    RU + "**Вера** — ведёт передачу. **Перенос** (через архив) начали весной.\n",
    EN + "We left the **twin** (see the log of March) alone. What is **it** for?\n",
]


@pytest.mark.parametrize(("text", "wanted"), DEFINED)
def test_what_is_defined_is_found(text: str, wanted: list[tuple[str, str]]) -> None:
    frames = [one for one in meaning(text).frames if one.kind == "definition"]
    found = [
        (one.slots["term"][0].value, one.slots["definiens"][0].value)
        for one in frames
        if "term" in one.slots
    ]
    assert found == wanted


@pytest.mark.parametrize("text", UNDEFINED)
def test_what_is_not_defined_is_left_alone(text: str) -> None:
    assert [one.slots for one in meaning(text).frames if one.kind == "definition"] == []
