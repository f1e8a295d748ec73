"""Properties: YAML 1.2 core scalars or JSON, within bounds, and what Obsidian takes from them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.notes.note import Note
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.plain_properties import read_plain
from vaultkit.notes.properties import InvalidPropertiesError, _load_yaml, parse_properties
from vaultkit.notes.source import Source


def read(text: str, *, legacy: bool = False) -> Note:
    source = Source.of(note_path("Note.md"), text.encode())
    return parse_note(source, legacy_properties=legacy)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-07-21", "2024-07-21"),
        ("12:30:45", "12:30:45"),
        ("yes", "yes"),
        ("true", True),
        ("", None),
        ("~", None),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("1.50", 1.5),
        ("1_000", "1_000"),
        ("'5'", "5"),
        ("[[Note]]", [["Note"]]),
        ('"[[Note]]"', "[[Note]]"),
        ("#not a tag", None),
        ("{a: 1}", {"a": 1}),
        ("!!python/object/apply:os.system [x]", ["x"]),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("&x [1]", [1]),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert parse_properties(f"key: {text}\n") == {"key": value}


def test_keys_are_text_and_may_be_any_word() -> None:
    found = parse_properties("1: a\nnull: b\ncontent: c\nhandler: d\nself: e\n<<: f\n")
    assert list(found) == ["1", "null", "content", "handler", "self", "<<"]


def test_json_is_read() -> None:
    note = read('---\n{\n\t"tags": ["a"],\n\t"up": "[[b]]"\n}\n---\n# h\n')
    assert note.properties == {"tags": ["a"], "up": "[[b]]"}
    assert note.all_tags == ("#a",)
    assert [(link.key, link.target) for link in note.property_links] == [("up", "b")]


BOMBS = {
    "deep flow": "a: " + "[" * 30_000,
    "deep block": "- " * 30_000,
    "aliases": "a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(9)),
    "merges": "a: &a {x: 1}\n" + "".join(f"b{n}: {{<<: [*a, *a]}}\n" for n in range(20)),
    "recursive alias": "a: &a [*a]\n",
    "long": "".join(f"k{n}: v\n" for n in range(20_000)),
    "many": "a: [" + "1," * 8000 + "]",
    "colon": "title: a: b\n",
    "tab": "a:\n\t- b\n",
    "at sign": "a: @x\n",
    "unclosed": 'a: "b\n',
    "twice": "a: 1\na: 2\n",
    "a list": "- a\n",
    "a text": "words\n",
    "control": "a: \x01\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_cannot_be_read_is_told_and_the_rest_read(name: str) -> None:
    note = read(f"---\n{BOMBS[name]}\n---\n# [[body]]\n")
    assert note.properties == {}
    assert [finding.kind for finding in note.findings] == ["invalid-properties"]
    assert [link.target for link in note.links] == ["body"]


def test_a_fault_is_told_on_its_line() -> None:
    (finding,) = read("---\nok: 1\nbad: a: b\n---\n").findings
    assert finding.line == 3


def test_an_empty_block_gives_no_properties() -> None:
    note = read("---\n---\ntext")
    assert (note.properties, note.properties_span, note.findings) == ({}, None, ())
    assert [block.type for block in note.blocks] == ["yaml", "paragraph"]


@pytest.mark.parametrize(
    ("text", "tags", "legacy"),
    [
        ("tags: one", ["#one"], ["#one"]),
        ("Tags: [a, '#b', 1, null, 'c d']", ["#a", "#b"], ["#a", "#b", "#c", "#d"]),
        ("tags: a, b", [], ["#a", "#b"]),
        ("tag: a", [], ["#a"]),
        ("tags:", [], []),
    ],
)
def test_tags_of_properties(text: str, tags: list[str], legacy: list[str]) -> None:
    assert list(read(f"---\n{text}\n---\n").all_tags) == tags
    assert list(read(f"---\n{text}\n---\n", legacy=True).all_tags) == legacy


def test_aliases() -> None:
    assert read("---\naliases: a, b\n---\n").aliases == ("a, b",)
    assert read("---\naliases: [a, b]\n---\n").aliases == ("a", "b")
    assert read("---\nalias: a, b\n---\n").aliases == ()
    assert read("---\nalias: a, b\n---\n", legacy=True).aliases == ("a", "b")


def test_links_of_properties_have_dotted_keys() -> None:
    note = read(
        "---\nup: '[[A#b|c]]'\nall: ['[[B]]', '[t](C%20d.md)', text]\nno: see [[D]]\n"
        "deep: {x: ['[[E]]']}\nself: '[[#H]]'\nweb: '[t](https://x.y)'\n---\n"
    )
    assert [
        (link.key, link.target, link.subpath, link.display) for link in note.property_links
    ] == [
        ("up", "A", "#b", "c"),
        ("all.0", "B", "", None),
        ("all.1", "C d.md", "", "t"),
        ("deep.x.0", "E", "", None),
        ("self", "", "#H", None),
    ]


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "a:",
                "b: x y",
                "  - z",
                "- 1",
                "c: true",
                'd: "q"',
                "- ",
                "e: 1.0",
                "f: true  ",
                "g: https://a.b/c?d=e&f",
                "- Ёж и é",
                "- 12:30:05",
                "h: it's, so!",
                "i: null ",
            ]
        ),
        st.text(alphabet="abc:- #'\"&*[]{}|>0.~\\", max_size=8),
        st.text(alphabet="ab:- ,%=?;!/éЖ٣🪝\u2028\x85", max_size=8).map("k: ".__add__),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(LINES)
def test_the_short_way_reads_what_yaml_does(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    short = read_plain(text)
    if short is None:
        return
    try:
        long = _load_yaml(text)
    except InvalidPropertiesError as error:
        raise AssertionError(f"{short} of what is not YAML: {error}") from error
    assert short == (long or {})
