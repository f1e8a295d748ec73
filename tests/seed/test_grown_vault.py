from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.seed.contents import CONTENT, PLACE, SEED
from vaultkit.seed.grown_note import (
    GrownRecords,
    escaped,
    grown_content,
    read_grown_note,
    records_block,
    unescaped,
)
from vaultkit.seed.record import Content, SeedClaim
from vaultkit.seed.targets.vault import grown_vault


def regrown(files: dict[str, bytes]) -> Content | None:
    notes = (
        read_grown_note(text.decode()) for path, text in files.items() if path.endswith(".md")
    )
    return grown_content(records for records in notes if records is not None)


def test_what_grew_carries_the_whole_content_back() -> None:
    assert regrown(grown_vault(SEED)) == CONTENT


def test_growing_twice_gives_the_same_bytes() -> None:
    files = grown_vault(SEED)
    again = regrown(files)
    assert again is not None
    assert grown_vault(replace(SEED, content=again)) == files


def test_an_edited_line_is_an_edited_claim_and_a_missing_one_a_lost_claim() -> None:
    files = grown_vault(replace(SEED, acts=()))
    path = next(path for path, text in files.items() if b"^c-1" in text)
    edited = files[path].decode().replace("Не A, а B", "Не A, а C")
    files[path] = "\n".join(
        line for line in edited.split("\n") if not line.endswith("^c-2")
    ).encode()
    after = regrown(files)
    assert after is not None
    texts = {claim.id: claim.text for claim in after.claims}
    assert texts["c-1"] == "Не A, а C ^id"
    assert "c-2" not in texts


def test_names_differ_in_more_than_case_and_hold_nothing_that_breaks_links() -> None:
    names = [path.rsplit("/", 1)[-1] for path in grown_vault(SEED)]
    assert len({name.casefold() for name in names}) == len(names)
    assert not any(set('[]#^|"<>:?*\\') & set(name) for name in names)


def test_quoted_words_cannot_become_markup() -> None:
    text = b"\n".join(grown_vault(SEED).values()).decode()
    body = text.replace("%%\nvaultkit-seed-records", "")
    assert "<b>" not in [line for line in body.split("\n") if line.startswith("- ")]
    assert r"\[\[ссылка\]\]" in body


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60))
def test_any_words_come_back_as_they_were(text: str) -> None:
    assert unescaped(escaped(text)) == text
    claim = SeedClaim(id="c-9", text=text, kind="statement", place=PLACE)
    records = GrownRecords(claims=(claim,))
    note = f"# T\n\n- {escaped(text)} ^c-9\n\n{records_block(records)}\n"
    read = read_grown_note(note)
    assert read is not None
    assert read.claims == (claim,)


def test_a_damaged_block_is_no_block() -> None:
    note = records_block(GrownRecords(sources=CONTENT.sources))
    assert read_grown_note(note.replace('"sources"', '"sources')) is None
    assert read_grown_note("# just a note") is None
    assert read_grown_note(note) == structs.replace(GrownRecords(sources=CONTENT.sources))
