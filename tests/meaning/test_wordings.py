"""Ordinary wordings that notes of other authors brought up."""

import pytest

from tests.meaning.reading import EN, RU, meaning

WAYS = [
    (
        EN + "## What I suggest\n\nI know of two paths for this, and only two:\n\n"
        "1. Sailing by ear — you listen.\n2. Sailing by hand — you sit with the crew.\n",
        ["Sailing by ear", "Sailing by hand"],
    ),
    (
        RU + "## Решение\n\nЕсть два пути:\n\n1. Вечерний круг — сидим вместе.\n"
        "2. Ночной обход — ходим вместе.\n",
        ["Вечерний круг", "Ночной обход"],
    ),
]
REFUSED = [
    (EN + "## What we dropped\n\nA bigger disk? It only grew heavier.\n", "bigger disk"),
    (EN + "## What we tried and gave up\n\nScans of the logs: we gave them up.\n", "Scans of"),
    (RU + "## От чего отказались\n\nДиск побольше? Он только тяжелее.\n", "Диск побольше"),
]
NOTHING = [
    (
        EN + "## What we cannot send\n\nThere is no box for the smell of oil, for the pause, "
        "or for the trust.\n",
        ["the smell of oil", "the pause", "the trust"],
    ),
    (
        RU + "## Чего не отправить\n\nНет такого ящика для запаха масла и для паузы.\n",
        ["запаха масла", "паузы"],
    ),
]


@pytest.mark.parametrize(("text", "names"), WAYS)
def test_counted_ways_are_protocols(text: str, names: list[str]) -> None:
    assert [one.name for one in meaning(text).protocols] == names


@pytest.mark.parametrize(("text", "name"), REFUSED)
def test_what_stands_under_a_refusal_was_given_up(text: str, name: str) -> None:
    (protocol,) = meaning(text).protocols
    assert protocol.name.startswith(name)
    assert protocol.status == "rejected"


@pytest.mark.parametrize(("text", "items"), NOTHING)
def test_what_nothing_is_made_for_stays_behind(text: str, items: list[str]) -> None:
    assert [one.item for one in meaning(text).exclusions] == items


def test_a_routine_with_slots_is_a_protocol() -> None:
    text = EN + "### The tide routine\n\nYou need: a log, a bell.\n\nFirst, listen. Then, wait.\n"
    (protocol,) = meaning(text).protocols
    assert (protocol.medium, len(protocol.steps)) == (("a log", "a bell"), 2)


def test_a_line_of_links_has_a_level() -> None:
    text = RU + "**Шире:** [[A]]\n**Уже:** [[B]], [[C]]\n**Рядом:** [[D]]\n"
    found = [(one.relation, one.claim, one.acts) for one in meaning(text).citations]
    levels = ("broader", "narrower", "narrower", "related")
    assert found == [(level, "", ("mentions",)) for level in levels]


def test_a_letter_may_be_numbered_beside_its_name() -> None:
    text = EN + "My next letter, number 4, is about *the empty chair*.\n"
    (pointer,) = meaning(text).pointers
    assert (pointer.number, pointer.title) == ("4", "the empty chair")


def test_a_callout_is_what_a_numbered_part_says() -> None:
    text = "# Chapter 7. The bed\n\n> [!abstract] In short\n> The agent's memory is a river.\n\n"
    found = meaning(text + "## The trouble\n\nThe twin keeps the map and its mind is gone.\n")
    assert [one.number for one in found.frames if one.kind == "principle"] == ["7"]


def test_an_obstacle_that_is_none_is_a_rejected_reason() -> None:
    text = EN + "> Could we snapshot it?\n\nNo. The snag is not size. The snag is that it ends.\n"
    frame = next(one for one in meaning(text).frames if one.kind == "question_answer")
    assert [one.value for one in frame.slots["rejected_reason"]] == ["The snag is not size."]
    assert [one.value for one in frame.slots["reason"]] == ["it ends"]


def test_an_entry_of_the_sources_that_says_something_is_a_citation_of_its_own() -> None:
    text = (
        RU
        + "Мы спорим с [[A]].\n\n## Источники\n\n- [[A]] — показано, что память молчит\n- [[A]]\n"
    )
    assert [one.line for one in meaning(text).citations] == [5, 9]


def test_what_the_first_sentence_calls_a_problem_is_one() -> None:
    text = EN + "## What is at stake\n\nThe trouble is that the twin repeats the map.\n"
    assert [one.kind for one in meaning(text).frames] == ["problem"]


def test_a_chapter_of_parts_alone_is_a_principle() -> None:
    text = "# Часть 7. Русло\n\n## Проблема\n\nДвойник помнит карту, а память агента молчит.\n"
    assert [one.kind for one in meaning(text).frames][:2] == ["principle", "problem"]


def test_nobody_is_harmed_by_what_one_is_left_with() -> None:
    text = RU + "## Последствия\n\nЭто подорвёт доверие, испортит слух и оставит нас с картой.\n"
    frame = next(one for one in meaning(text).frames if one.kind == "consequence")
    assert [one.value for one in frame.slots["affects"]] == ["доверие", "слух"]


def test_the_same_noun_twice_sets_one_against_the_other() -> None:
    text = EN + "The barrier is not size. The barrier is that nobody asks.\n"
    (one,) = meaning(text).oppositions
    assert (one.rejected, one.asserted) == ("is not size", "nobody asks")


def test_this_with_a_verb_of_effect_is_no_other_side() -> None:
    text = RU + "Это не спор о памяти. Это затрагивает доверие экипажа.\n"
    assert meaning(text).oppositions == ()
