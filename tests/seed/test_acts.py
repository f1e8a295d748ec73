"""The chain of acts: what an act needs comes first, and circles are broken and told."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.seed.gold_meaning import Gold, snapshot_of
from tests.seed.hand_made import LOG, frame, garden, packed, protocol
from vaultkit.seed.act_mode import find_mode
from vaultkit.seed.acts import build_chain
from vaultkit.seed.making import Making
from vaultkit.seed.record import (
    Content,
    Place,
    SeedClaim,
    SeedFrame,
    SeedProtocol,
    SeedRelation,
    SeedSource,
)
from vaultkit.seed.selection import Selection
from vaultkit.seed.unit import LIMIT

PLACE = Place(note="n-1", lines=(1, 2))


def content_of(count: int, before: list[tuple[int, int]]) -> Content:
    """Return *count* frames of one claim each; each pair leads from one to another."""
    frames, claims = [], []
    for at in range(count):
        place = Place(note="n-1", lines=(at * 10 + 1, at * 10 + 5))
        claim = SeedClaim(
            id=f"c-{at}", text=f"claim {at}", kind="statement", place=place, frame=f"f-{at}"
        )
        frames.append(
            SeedFrame(id=f"f-{at}", kind="thesis", title=f"F{at}", place=place, claims=(claim.id,))
        )
        claims.append(claim)
    return Content(
        language="en",
        sources=(SeedSource(id="n-1", title="Note", path="Note.md"),),
        frames=tuple(frames),
        claims=tuple(claims),
        relations=tuple(
            SeedRelation(source=f"f-{a}", type="leads_to", target=f"f-{b}") for a, b in before
        ),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 12).flatmap(
        lambda count: st.tuples(
            st.just(count),
            st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
        )
    )
)
def test_needs_always_come_before(case: tuple[int, list[tuple[int, int]]]) -> None:
    count, before = case
    chain = build_chain(content_of(count, before))
    place = {act.id: act.position for act in chain.acts}
    assert sorted(place.values()) == list(range(1, count + 2))
    for act in chain.acts:
        assert all(place[need] < act.position for need in act.needs)


def test_circle_loses_one_need_and_tells_it() -> None:
    chain = build_chain(content_of(3, [(0, 1), (1, 2), (2, 0)]))
    assert [act.title for act in chain.acts[:-1]] == ["F0", "F1", "F2"]
    assert len(chain.left_out) == 1


def test_relation_turns_the_order_of_the_text_around() -> None:
    chain = build_chain(content_of(2, [(1, 0)]))
    assert [act.title for act in chain.acts[:-1]] == ["F1", "F0"]


def test_last_act_needs_every_end_of_the_chain() -> None:
    chain = build_chain(content_of(4, [(0, 1), (2, 3)]))
    ends = {act.id for act in chain.acts if act.title in ("F1", "F3")}
    assert set(chain.acts[-1].needs) == ends


def test_parts_follow_by_number_whatever_their_files_are_called() -> None:
    def part(number: str, title: str) -> Gold:
        return {
            "frames": [
                frame(
                    f"f{number}",
                    "principle",
                    title,
                    [1, 9],
                    number=number,
                    key=f"сказанное в части {title} важно",
                )
            ]
        }

    snapshot = snapshot_of(
        ("а.md", "", part("I.10", "Десятая")),
        ("б.md", "", part("I.2", "Вторая")),
        ("в.md", "", part("I.1", "Первая")),
    )
    titles = [act.title for act in packed(snapshot).seed.acts]
    assert titles[:3] == ["Первая", "Вторая", "Десятая"]


def test_protocol_comes_after_the_frame_that_holds_it() -> None:
    acts = {act.title: act for act in packed(garden()).seed.acts}
    wanted = acts["Протокол «Пересадка по дневнику»"]
    home = acts["Как пересадить сад"]
    assert home.id in wanted.needs
    assert wanted.on_fail == f"return-to:{home.id}"


def test_steps_are_told_in_order_and_gaps_are_asked() -> None:
    act = next(act for act in packed().seed.acts if act.protocol == "p-" + act_protocol_id())
    steps = ["Прочесть дневник", "Выписать всё", "Спросить садовника"]
    places = [act.prompt.index(step) for step in steps]
    assert all(a < b for a, b in pairwise(places))
    assert "новый садовник называет три весенних дела без подсказки" in act.sign
    assert any("Какая среда" in question for question in act.questions)
    assert not any("Какие шаги" in question for question in act.questions)


def act_protocol_id() -> str:
    found = [one for one in packed().seed.content.protocols if one.steps]
    return found[0].id.removeprefix("p-")


@pytest.mark.parametrize(
    ("medium", "actor", "mode"),
    [
        (("документацию",), (), "read"),
        (("API и модули",), (), "code"),
        (("диалог", "код"), (), "dialogue"),
        (("работу нейроядра",), (), "human"),
        ((), ("садовник и человек",), "human"),
        (("the running scripts",), (), "code"),
        (("conversation",), (), "dialogue"),
        ((), (), "read"),
    ],
)
def test_mode_is_what_the_means_ask_for(
    medium: tuple[str, ...], actor: tuple[str, ...], mode: str
) -> None:
    told = SeedProtocol(
        id="p",
        name="Передача",
        role="protocol",
        status="described",
        place=PLACE,
        medium=medium,
        actor=actor,
    )
    assert find_mode(told) == mode


def test_large_vault_is_read_by_folders() -> None:
    notes = [
        (
            f"Part {at % 3}/Note {at}.md",
            "",
            {"frames": [frame(f"f{at}", "thesis", f"Thesis {at}", [1, 3], key=f"said {at} so")]},
        )
        for at in range(LIMIT * 3)
    ]
    package = packed(snapshot_of(*notes), making=Making(title="Large"))
    assert [act.title for act in package.seed.acts][:3] == ["Part 0", "Part 1", "Part 2"]
    assert len(package.files["SKILL.md"].splitlines()) <= 200
    assert all(act.more_claims == LIMIT - 24 for act in package.seed.acts[:3])


def test_many_acts_still_fit_the_skill() -> None:
    notes = [
        (
            f"N{at}.md",
            "",
            {"frames": [frame(f"f{at}", "thesis", f"T{at}", [1, 3], key=f"said {at}")]},
        )
        for at in range(150)
    ]
    package = packed(snapshot_of(*notes), making=Making(title="Many", grain="frame"))
    assert len(package.seed.acts) == 151
    assert len(package.files["SKILL.md"].splitlines()) <= 200


def test_english_note_speaks_english() -> None:
    package = packed(
        snapshot_of(
            ("Log.md", "", {**LOG, "protocols": [protocol("k", "Handover", 3, medium=["talk"])]})
        ),
        Selection(),
        Making(title="Log"),
    )
    text = package.files["SKILL.md"].decode()
    assert "## Acts in order" in text
    assert not any("\u0400" <= one <= "\u04ff" for one in text)
