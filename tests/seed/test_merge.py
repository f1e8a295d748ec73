from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.seed.merge import merge
from vaultkit.seed.record import (
    Content,
    Place,
    SeedClaim,
    SeedFrame,
    SeedRelation,
    SeedSource,
)

PLACE = Place(note="n1", lines=(1, 1))


def claim(key: str, text: str = "text", kind: str = "statement") -> SeedClaim:
    return SeedClaim(id=key, text=text, kind=kind, place=PLACE)


def content(*claims: SeedClaim, frames: tuple[SeedFrame, ...] = ()) -> Content:
    source = SeedSource(id="n1", title="Note")
    return Content(language="en", sources=(source,), claims=claims, frames=frames)


def test_each_side_brings_what_it_changed() -> None:
    base = content(claim("a"), claim("b"))
    ours = content(claim("a", "ours"), claim("b"), claim("c"))
    theirs = content(claim("a"), claim("b", "theirs"), claim("d"))
    merged = merge(base, ours, theirs)
    assert merged.clashes == ()
    texts = {record.id: record.text for record in merged.content.claims}
    assert texts == {"a": "ours", "b": "theirs", "c": "text", "d": "text"}


def test_a_field_changed_on_both_sides_is_shown_with_both_texts_and_ours_is_kept() -> None:
    merged = merge(content(claim("a")), content(claim("a", "ours")), content(claim("a", "theirs")))
    (clash,) = merged.clashes
    assert (clash.table, clash.id, clash.field) == ("claims", "a", "text")
    assert (clash.base, clash.ours, clash.theirs) == ('"text"', '"ours"', '"theirs"')
    assert merged.content.claims[0].text == "ours"


def test_different_fields_of_one_record_meet_without_a_clash() -> None:
    base, ours = content(claim("a")), content(claim("a", "ours"))
    theirs = content(claim("a", kind="step"))
    merged = merge(base, ours, theirs)
    assert merged.clashes == ()
    assert merged.content.claims == (claim("a", "ours", "step"),)


def test_taking_away_meets_a_change_as_a_clash_that_loses_nothing() -> None:
    merged = merge(content(claim("a")), content(), content(claim("a", "theirs")))
    assert [clash.field for clash in merged.clashes] == ["record"]
    assert [record.text for record in merged.content.claims] == ["theirs"]


def test_what_was_withdrawn_cannot_come_back() -> None:
    frame = SeedFrame(id="f", kind="thesis", title="T", place=PLACE, claims=("a", "b"))
    old = content(claim("a"), claim("b"), frames=(frame,))
    merged = merge(content(), content(), old, tombstones=["a"])
    assert [record.id for record in merged.content.claims] == ["b"]
    assert merged.content.frames[0].claims == ("b",)
    assert merged.withdrawn == ("a",)


def test_an_edge_taken_away_stays_away_and_a_loose_one_is_dropped() -> None:
    edge = SeedRelation(source="a", type="supports", target="b")
    loose = SeedRelation(source="a", type="supports", target="nowhere")
    base = Content(language="en", claims=(claim("a"), claim("b")), relations=(edge,))
    ours = Content(language="en", claims=(claim("a"), claim("b")))
    theirs = Content(language="en", claims=(claim("a"), claim("b")), relations=(edge, loose))
    assert merge(base, ours, theirs).content.relations == ()


contents = st.lists(
    st.builds(claim, st.sampled_from("abcd"), st.sampled_from(["x", "y"])),
    unique_by=lambda record: record.id,
    max_size=4,
).map(lambda claims: content(*claims))


@settings(max_examples=60, deadline=None)
@given(contents, contents)
def test_a_side_that_changed_nothing_gives_way(base: Content, other: Content) -> None:
    merged = merge(base, base, other)
    assert merged.clashes == ()
    assert set(merged.content.claims) == set(other.claims)
    mirrored = merge(base, other, base)
    assert set(mirrored.content.claims) == set(other.claims)


@settings(max_examples=60, deadline=None)
@given(contents, contents, contents)
def test_sides_may_be_swapped_but_for_who_wins_a_clash(
    base: Content, ours: Content, theirs: Content
) -> None:
    one, two = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {record.id for record in one.content.claims} == {
        record.id for record in two.content.claims
    }
    assert [(clash.id, clash.ours) for clash in one.clashes] == [
        (clash.id, clash.theirs) for clash in two.clashes
    ]
