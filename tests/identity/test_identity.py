"""Ids hold through what does not change who a record is, and tell apart what does."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultkit.frames.identity import anchor_id, citation_anchor, folded, normalised, revision


def test_an_id_is_twelve_characters_of_base32() -> None:
    made = anchor_id("m:1", "definition", "бинарный экспорт")
    assert len(made) == 12
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz234567")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Бинарный экспорт", "**бинарный экспорт**"),
        ("«Семя»", "“Семя”"),
        ("I.3 — Принцип", "I.3\u00a0– принцип:"),
        ("Её путь", "Ее путь"),
        ("Й", "И\u0306"),
    ],
)
def test_spelling_does_not_change_an_id(one: str, other: str) -> None:
    assert anchor_id("m:1", "frame", one) == anchor_id("m:1", "frame", other)


def test_each_part_of_the_key_tells_records_apart() -> None:
    made = {
        anchor_id("m:1", "frame", "a"),
        anchor_id("m:2", "frame", "a"),
        anchor_id("m:1", "thesis", "a"),
        anchor_id("m:1", "frame", "b"),
        anchor_id("m:1", "frame", "a", 1),
        anchor_id("m:1", "citation", citation_anchor("problem", "a")),
        anchor_id("m:1", "citation", citation_anchor("solution", "a")),
    }
    assert len(made) == 7


def test_a_revision_is_the_same_in_and_out_of_a_quote() -> None:
    assert revision("> one\n> > two  three") == revision("one two three")
    assert revision("one two") != revision("one, two")


@given(st.text(max_size=60))
@example("\x1f>")
@example(">\x0b> a")
def test_folding_and_normalising_are_stable(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert normalised(normalised(text)) == normalised(text)
