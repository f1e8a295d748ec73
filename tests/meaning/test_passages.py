"""Passages: every link stands in one, at its offset, and none is longer than rules can read."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.frames.reading import read_meaning
from vaultkit.frames.record import Citation
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

BEGINNINGS = st.sampled_from(["", "- ", "## ", "> ", "1. "])
PIECES = st.lists(
    st.sampled_from(
        ["[[A]] ", "[[A b|c]]", "[d](E.md) ", "word ", "[^1] ", ". Then ", "\n", "x" * 300, ", "]
    ),
    min_size=40,
    max_size=400,
)


def citations_of(text: str) -> tuple[Citation, ...]:
    source = Source.of(NotePath("n.md"), text.encode())
    return read_meaning(source, parse_note(source)).citations


@settings(max_examples=60, deadline=None)
@given(BEGINNINGS, PIECES)
def test_every_link_is_cited_once_with_a_claim_of_bounded_length(
    beginning: str, pieces: list[str]
) -> None:
    text = f"{beginning}{''.join(pieces)}\n\n[^1]: a remark\n"
    source = Source.of(NotePath("n.md"), text.encode())
    meaning = read_meaning(source, parse_note(source))
    links = Counter((link.line, link.col) for link in meaning.wikilinks)
    cited = Counter({(one.line, one.col) for one in meaning.citations if one.target[0] == "A"})
    assert cited == links
    assert all(len(one.claim) <= 2000 for one in meaning.citations)


def test_a_list_without_stop_is_cut_between_words_and_in_no_link() -> None:
    names = [f"[[Note number {number}]]" for number in range(500)]
    found = citations_of("See " + ", ".join(names))
    assert [one.target for one in found] == [name[2:-2] for name in names]
    claims = {one.claim for one in found}
    assert len(claims) == 10
    assert not any("[[" in claim or "]]" in claim for claim in claims)


def test_an_item_that_is_cut_is_an_item_only_at_its_beginning() -> None:
    found = citations_of("- [[A]] — describes it, " + "and more " * 300 + "than [[B]] holds")
    assert [(one.target, one.acts) for one in found] == [
        ("A", ("describes",)),
        ("B", ("mentions",)),
    ]


def test_sources_repeat_only_what_the_text_cites() -> None:
    text = "[[A]] is here.\n\n## Sources\n- [[A]] first\n- [[«B»]] second\n- [[B]] third\n"
    assert [one.target for one in citations_of(text)] == ["A", "«B»", "B"]
