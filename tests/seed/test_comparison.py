"""Two seeds beside each other: what is lost, what came back under another name."""

from dataclasses import replace

import pytest
from msgspec import structs

from tests.seed.hand_made import packed
from vaultkit.seed.alignment import align, compare_renamed
from vaultkit.seed.claim_check import compare_claims, compare_with_texts, shown
from vaultkit.seed.difference import difference
from vaultkit.seed.seed import Seed
from vaultkit.seed.structure import compare_structure

SEED = packed().seed


def renamed(seed: Seed, key: str, title: str | None = None) -> Seed:
    """Give the frame *key* another id, and another title where one is given."""
    frames = tuple(
        structs.replace(one, id="f-new", title=title or one.title) if one.id == key else one
        for one in seed.content.frames
    )
    return replace(seed, content=structs.replace(seed.content, frames=frames))


def test_seed_is_equal_to_itself() -> None:
    nodes, edges = compare_structure(SEED, SEED)
    assert nodes.f1 == edges.f1 == compare_claims(SEED, SEED).recall == 1
    assert compare_renamed(SEED, SEED) is None
    assert difference(SEED, SEED).hint == "none"


@pytest.mark.parametrize("title", [None, "Совсем другое имя"])
def test_frame_under_another_id_is_found_by_title_or_claims(title: str | None) -> None:
    frame = next(one for one in SEED.content.frames if one.claims)
    other = renamed(SEED, frame.id, title)
    assert compare_structure(SEED, other)[0].recall < 1
    assert align(SEED, other) == {frame.id: "f-new"}


def test_lost_frame_is_named_and_asks_for_a_major_version() -> None:
    frame = SEED.content.frames[0]
    frames = SEED.content.frames[1:]
    other = replace(SEED, content=structs.replace(SEED.content, frames=frames))
    nodes, _ = compare_structure(SEED, other)
    assert any(frame.title in lost for lost in nodes.lost)
    assert difference(SEED, other).hint == "major"
    assert difference(other, SEED).hint == "minor"


def test_claim_told_in_other_case_and_dashes_is_still_told() -> None:
    claim = SEED.content.claims[0]
    told = structs.replace(claim, id="c-new", text=claim.text.upper().replace(" ", " — ", 1))
    claims = (told, *SEED.content.claims[1:])
    other = replace(SEED, content=structs.replace(SEED.content, claims=claims))
    assert compare_claims(SEED, other).lost == ()
    assert difference(SEED, other).hint == "minor"


def test_lines_that_moved_are_no_change() -> None:
    claims = tuple(
        structs.replace(one, place=structs.replace(one.place, lines=(90, 91)))
        for one in SEED.content.claims
    )
    other = replace(SEED, content=structs.replace(SEED.content, claims=claims))
    assert difference(SEED, other).changes == ()


def test_claims_are_sought_as_a_reader_sees_the_note() -> None:
    assert shown("> > a [[b|c]] [d](e.md)[^1] ![[f]]\n> g ^id-1") == "a c d f\ng "
    texts = dict.fromkeys((one.path or "" for one in SEED.content.sources), "nothing of it")
    lost = compare_with_texts(SEED, texts).lost
    assert len(lost) == len(SEED.content.claims)
