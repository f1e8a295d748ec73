"""The same answer gets the same grade, in Russian and in English."""

import pytest

from tests.seed.hand_made import packed
from vaultkit.seed.grading import agrees, grade, letter, read_answers, says_absent, shuffled
from vaultkit.seed.record import Check

CHOICE = Check(
    id="q-1", type="cites-which", prompt="?", act="a", choices=("Дневник", "Log", "Файл"), key=1
)
ORDER = Check(id="q-2", type="order", prompt="?", act="a", order=("посадить", "ждать", "собрать"))


@pytest.mark.parametrize(
    ("given", "wanted", "right"),
    [
        ("саморефлексия", "саморефлексии", True),
        ("Всё  ЕЩЁ!", "все еще", True),
        ("gardens", "the garden", False),
        ("Gardeners", "gardener", True),
        ("не файл", "файл", False),
        ("файл", "не файл", False),
        ("файл и ещё много всего", "файл", False),
        ("", "файл", False),
    ],
)
def test_words_count_and_forms_do_not(given: str, wanted: str, right: bool) -> None:
    assert agrees(given, wanted) is right


@pytest.mark.parametrize("given", ["b", "B)", "2", "b) Log", "Log", "log."])
def test_choice_is_taken_by_letter_number_or_words(given: str) -> None:
    assert grade([CHOICE], {"q-1": given}).recall == 1


@pytest.mark.parametrize("given", ["a", "с", "Дневник", "", "Log, Файл", "нет в семени"])
def test_other_choices_are_wrong(given: str) -> None:
    assert grade([CHOICE], {"q-1": given}).recall == 0


def test_order_is_taken_by_letters_or_words() -> None:
    shown = shuffled(ORDER)
    letters = ", ".join(letter(shown.index(item)) for item in ORDER.order)
    assert grade([ORDER], {"q-2": letters}).recall == 1
    assert grade([ORDER], {"q-2": "посадить > ждать > собрать"}).recall == 1
    assert grade([ORDER], {"q-2": "ждать, посадить, собрать"}).recall == 0


@pytest.mark.parametrize(
    "answer", ["нет в семени", "Этого нет в семени.", "Not in the seed", "НЕ УКАЗАНО"]
)
def test_absence_is_said_in_many_ways(answer: str) -> None:
    assert says_absent(answer)


def test_made_up_answer_to_a_decoy_is_counted() -> None:
    decoy = Check(id="q-3", type="decoy", prompt="?", act="a", accept=("нет в семени",))
    assert grade([decoy], {"q-3": "сначала полить"}).false_accepts == 1
    assert grade([decoy], {"q-3": "нет в семени"}).false_accepts == 0
    assert grade([decoy], {}).false_accepts == 0


@pytest.mark.parametrize(
    "text",
    [
        '{"q-001": "a", "q-002": "b"}',
        '{"answers": {"q-001": "a", "q-002": "b"}}',
        '{"id": "q-001", "answer": "a"}\n{"id": "q-002", "answer": "b"}\n',
        "# Ответы\n\nq-001: a\n- **q-002** — b\n",
        "q-001) a\nq-002. b",
    ],
)
def test_answers_are_read_from_every_form(text: str) -> None:
    assert read_answers(text) == {"q-001": "a", "q-002": "b"}


def test_keys_of_a_seed_answer_its_own_questions() -> None:
    checks = packed().seed.checks
    assert {check.type for check in checks} >= {"cloze", "cell", "contrast", "decoy", "order"}
    answers = {check.id: key_of(check) for check in checks}
    score = grade(checks, answers)
    assert [one.check.prompt for one in score.grades if not one.right] == []
    assert score.false_accepts == 0


def key_of(check: Check) -> str:
    if check.order:
        return "; ".join(check.order)
    return check.choices[check.key] if check.key is not None else check.accept[0]


def test_saying_absent_to_everything_recalls_nothing() -> None:
    checks = packed().seed.checks
    score = grade(checks, {check.id: "нет в семени" for check in checks})
    assert score.recall == 0
    assert score.false_accepts == 0
