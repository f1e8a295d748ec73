"""The ledger keeps ids through what anchors cannot carry, and says what is gone."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.errors import LedgerError
from vaultkit.frames.identity import anchor_id, revision
from vaultkit.frames.ledger import (
    Ledger,
    Reconciled,
    Tracked,
    ledger_text,
    parse_ledger,
    reconcile,
    similarity,
    sketch,
    text_of_lines,
)
from vaultkit.frames.ledger_lines import renewed

BODY = "архитектура растёт из конфликтов а не из весов и потому её нельзя выгрузить целиком"


def record(title: str, text: str = BODY, *, kind: str = "thesis", note: str = "a.md") -> Tracked:
    return Tracked(
        id=anchor_id(note, kind, title),
        kind=kind,
        note=note,
        rev=revision(title + text),
        text=text,
    )


def run(*records: Tracked, after: Reconciled | None = None) -> Reconciled:
    return reconcile(after.ledger if after else Ledger(), records)


def test_the_first_run_takes_ids_from_anchors() -> None:
    first = run(record("one"), record("two"))
    assert not first.ids
    assert {entry.id for entry in first.ledger.entries} == {record("one").id, record("two").id}


def test_a_reworded_title_keeps_its_id_and_leaves_an_alias() -> None:
    first = run(record("old title"))
    second = run(record("new title"), after=first)
    assert second.ids == {record("new title").id: record("old title").id}
    assert second.ledger.entries[0].aliases == (record("new title").id,)
    third = run(record("new title", "now with another text altogether"), after=second)
    assert third.ids == second.ids


def test_an_edited_text_is_the_same_record() -> None:
    first = run(record("title"))
    second = run(record("title", BODY.replace("весов", "кода")), after=first)
    assert not second.ids
    assert not second.gone


def test_title_and_text_edited_at_once_are_still_alike() -> None:
    first = run(record("old"), record("else", "совсем другая мысль о среде и её устройстве"))
    second = run(record("new", BODY.replace("весов", "кода")), after=first)
    assert second.ids == {record("new").id: record("old").id}
    assert len(second.gone) == 1


def test_a_record_that_moves_to_another_note_keeps_its_id() -> None:
    first = run(record("title"))
    second = run(record("title", note="b.md"), after=first)
    assert second.ids == {record("title", note="b.md").id: record("title").id}


def test_what_is_not_found_is_a_tombstone_and_is_known_again() -> None:
    first = run(record("title"))
    second = run(after=first)
    assert second.gone == (record("title").id,)
    assert second.ledger.entries[0].gone
    assert run(after=second).gone == ()
    third = run(record("title"), after=second)
    assert not third.ledger.entries[0].gone


def test_unlike_texts_are_never_paired() -> None:
    first = run(record("old"))
    second = run(record("new", "рецепт борща со свёклой"), after=first)
    assert not second.ids
    assert second.gone == (record("old").id,)


def test_a_kind_is_never_paired_with_another() -> None:
    first = run(record("old"))
    assert not run(record("new", kind="metaphor"), after=first).ids


def test_an_anchor_that_is_the_id_of_a_renamed_record_makes_a_new_id() -> None:
    first = run(record("old"))
    second = run(record("new"), after=first)
    third = run(record("new"), record("old", "рецепт борща со свёклой"), after=second)
    assert third.ids[record("new").id] == record("old").id
    again = third.ids[record("old").id]
    assert again not in {record("old").id, record("new").id}
    assert len(again) == 12


def test_a_ledger_comes_back_from_its_text() -> None:
    ledger = run(record("one"), record("two", note="b.md")).ledger
    assert parse_ledger(ledger_text(ledger)) == ledger
    assert parse_ledger("") == Ledger()


@pytest.mark.parametrize("text", ["{", '{"format":2,"entries":[]}', '{"entries":[1]}', "[]"])
def test_a_ledger_that_cannot_be_read_is_not_written_over(text: str) -> None:
    with pytest.raises(LedgerError, match="move it away"):
        parse_ledger(text)


def test_a_ledger_holds_no_text() -> None:
    text = ledger_text(run(record("title")).ledger)
    assert "архитектура" not in text


TITLES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@settings(max_examples=40)
@given(first=TITLES, second=TITLES)
def test_laws(first: list[str], second: list[str]) -> None:
    """Ids are unique, equal input gives equal output, and a repeated run changes nothing."""
    words = BODY.split()
    before = run(*(record(t, " ".join(words[: 3 + ord(t) % 7]) + t) for t in first))
    found = [record(t, " ".join(words[: 3 + ord(t) % 5])) for t in second]
    after = reconcile(before.ledger, found)
    kept = [after.ids.get(one.id, one.id) for one in found]
    assert len(set(kept)) == len(kept)
    turned = tuple(reversed(before.ledger.entries))
    assert reconcile(Ledger(entries=turned), found) == after
    again = reconcile(after.ledger, found)
    assert (again.ledger, again.ids, again.gone) == (after.ledger, after.ids, ())


EDITS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["x", "y", "z"]), st.sampled_from("12")),
    max_size=8,
    unique_by=lambda edit: (edit[0], edit[2]),
)


@given(runs=st.lists(EDITS, min_size=1, max_size=4), by_hand=st.booleans())
@settings(deadline=None)
def test_line_by_line_is_as_a_whole(runs: list[list[tuple[str, str, str]]], by_hand: bool) -> None:
    """The ledger that is brought up to date line by line is that of `reconcile`, byte for byte."""
    text, whole = "", Ledger()
    for edits in runs:
        found = [
            record(title, f"{BODY} {words}", note=f"{note}.md") for title, words, note in edits
        ]
        after = reconcile(whole, found)
        now = renewed(text, found)
        assert now.ids == after.ids
        if found or text:
            assert now.text == ledger_text(after.ledger)
        assert renewed(now.text, found).text == now.text
        text, whole = now.text, after.ledger
        if by_hand:
            entries = tuple(reversed(whole.entries))
            lines = [msgspec.json.encode(entry).decode() for entry in entries]
            text, whole = text_of_lines(lines), Ledger(entries=entries)


def test_similarity_is_of_words_up_to_their_endings() -> None:
    assert similarity(sketch("перенос семени"), sketch("Перенос «семени».")) == 1
    assert similarity(sketch("one two"), sketch("three")) == 0
    assert similarity(sketch(""), sketch("")) == 0
