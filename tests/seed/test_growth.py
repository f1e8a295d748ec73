import pytest
from msgspec import structs

from tests.seed.contents import ACT
from vaultkit.seed.growth import (
    Growth,
    GrowthError,
    Told,
    growth_text,
    left,
    next_act,
    parse_growth,
    submit,
)
from vaultkit.seed.record import Check

FIRST = structs.replace(ACT, id="a1", position=1, checks=("q1", "q2"))
SECOND = structs.replace(
    ACT, id="a2", position=2, needs=("a1",), checks=("q3",), on_fail="return-to:a1"
)
HUMAN = structs.replace(ACT, id="a3", position=3, needs=("a2",), mode="human", checks=())
ACTS = (SECOND, FIRST, HUMAN)
CHECKS = (
    Check(id="q1", type="cloze", prompt="Среда как …", act="a1", accept=("матка",)),
    Check(id="q2", type="decoy", prompt="Сколько весит?", act="a1"),
    Check(id="q3", type="cloze", prompt="…", act="a2", accept=("ДНК",)),
)
FRESH = Growth(seed="sha256:00", name="rost", target="vault")
RIGHT = {"q1": "Матка", "q2": "нет в семени"}


def test_acts_come_when_what_they_need_is_done() -> None:
    assert next_act(FRESH, ACTS) == FIRST
    after = submit(FRESH, FIRST, CHECKS, RIGHT).growth
    assert next_act(after, ACTS) == SECOND
    after = submit(after, SECOND, CHECKS, {"q3": "днк"}).growth
    after = submit(after, HUMAN, CHECKS, {}, Told(by="садовник")).growth
    assert next_act(after, ACTS) is None
    assert left(after, ACTS) == 0


def test_a_wrong_answer_keeps_the_act_open_and_counts_the_try() -> None:
    outcome = submit(FRESH, FIRST, CHECKS, {**RIGHT, "q1": "файл"})
    assert not outcome.passed
    assert outcome.growth.receipts["a1"].tries == 1
    assert next_act(outcome.growth, ACTS) == FIRST


def test_an_answer_made_up_for_a_decoy_fails_the_act() -> None:
    outcome = submit(FRESH, FIRST, CHECKS, {**RIGHT, "q2": "три килограмма"})
    assert not outcome.passed
    assert outcome.growth.receipts["a1"].false_accepts == 1.0


def test_a_failure_may_lead_back() -> None:
    after = submit(FRESH, FIRST, CHECKS, RIGHT).growth
    failed = submit(after, SECOND, CHECKS, {"q3": "РНК"}).growth
    assert next_act(failed, ACTS) == SECOND
    again = submit(failed, SECOND, CHECKS, {"q3": "РНК"})
    assert again.back == FIRST.id
    assert next_act(again.growth, ACTS) == FIRST


def test_an_act_cannot_be_done_before_its_needs() -> None:
    with pytest.raises(GrowthError, match="needs a1"):
        submit(FRESH, SECOND, CHECKS, {})


def test_silence_does_not_pass_an_act_without_checks() -> None:
    after = submit(FRESH, FIRST, CHECKS, RIGHT).growth
    after = submit(after, SECOND, CHECKS, {"q3": "ДНК"}).growth
    assert not submit(after, HUMAN, CHECKS, {}).passed


def test_growing_goes_on_where_it_stopped() -> None:
    after = submit(FRESH, FIRST, CHECKS, RIGHT, Told(by="человек")).growth
    assert parse_growth(growth_text(after), "sha256:00") == after


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"seed": 1}'])
def test_a_damaged_file_is_refused_in_one_line(text: bytes) -> None:
    with pytest.raises(GrowthError, match=r"growth\.json"):
        parse_growth(text, "sha256:00")


def test_the_growth_of_another_seed_is_refused() -> None:
    with pytest.raises(GrowthError, match="another seed"):
        parse_growth(growth_text(FRESH), "sha256:11")
