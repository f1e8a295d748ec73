"""What each piece of Obsidian's syntax is read as; the rules are in docs/reading.md."""

from typing import Any

import pytest

from vaultkit.facts.obsidian import cached_metadata
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


def read(text: str) -> Note:
    return parse_note(Source.of(note_path("Note.md"), text.encode()))


def cache(text: str) -> dict[str, Any]:
    source = Source.of(note_path("Note.md"), text.encode())
    return cached_metadata(parse_note(source), source)


def places(entries: list[dict[str, Any]]) -> list[tuple[int, int, int, int]]:
    found = []
    for entry in entries:
        start, end = entry["position"]["start"], entry["position"]["end"]
        found.append((start["line"], start["col"], end["line"], end["col"]))
    return found


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[[a]] [[b|c]] ![[d]]", ["a", "b", "d"]),
        ("[[ foo ]] [[foo |x]] [[foo#^abc ]]", ["foo", "foo", "foo"]),
        ("[[Sq]uare]]", ["Sq]uare"]),
        ("[[Nested [[Inner]] x]]", ["Inner"]),
        ("[[a\nb]]", []),
        ("[[]] [[|]] [[|alias]]", ["|", "|alias"]),
        ("[[##text]] [[^^text]]", ["", "^^text"]),
        (r"\[\[x\]\] `[[x]]`", []),
        ("```\n[[x]]\n```\n\n    [[x]]\n", []),
        ("%% [[in]] %%\n\n%%\n[[in2]]\n%%", ["in", "in2"]),
        ("a <!-- [[x]] --> [[y]]\n\n<!--\n[[x]]\n-->", ["y"]),
        ("<div>\n[[x]]\n</div>\n\na<br>[[y]]", ["y"]),
        ("$[[x]]$ and $$[[x]]$$\n\n$$\n[[x]]\n$$", []),
        ("costs $5 and [[a]] $6", ["a"]),
        ("[t](My%20Note.md) [t](<My Note.md>) [t](My Note.md)", ["My Note.md", "My Note.md"]),
        ("[t](https://a.b) [t](mailto:a@b) [t](obsidian://x) <https://a.b>", []),
        ("[]() [a]() [b](pa#th/x.md)", ["pa"]),
        ('[t](a.md "title") ![alt](b.png) [x](c(d).md)', ["a.md", "b.png", "c(d).md"]),
        ("[[https://example.com]]", ["https://example.com"]),
        ("| a |\n|---|\n| [[b\\|c]] |", ["b"]),
        ("- | a |\n  |---|\n  | ![[b.png\\|120]] |", ["b.png"]),
        ("no table [[b\\|c]]", ["b"]),
        ("# H [[a]]\n\n- [[b]]\n\n> [[c]]\n\n> [!note] [[d]]\n\n[^1]: [[e]]", list("abcde")),
        ("`[[a` ]] [[b]]", ["b"]),
        ("<![a](b)> <!A [c](d)>", ["b"]),
        ("[^1](a) [^2](not one) ![^3](b)", ["a", "b"]),
        ("[[a`b]] `c`", ["a`b"]),
        ("\u00a0[[Й]]", ["\u0419"]),
        ("[[И\u0306]]", ["\u0419"]),
    ],
)
def test_links(text: str, links: list[str]) -> None:
    assert [link.target for link in read(text).links] == links


def test_what_a_link_shows() -> None:
    text = (
        "[[a]] [[#b]] [[a#b#c]] [[a#^d]] [[p.pdf#page=2]] [[#a#b||x]] ![[i.png|640x480]] [t](a#b)"
    )
    shown = [entry["displayText"] for entry in cache(text)["links"]]
    assert shown == ["a", "b", "a > b > c", "a > ^d", "p.pdf > page=2", "|x", "t"]
    assert [link.embed for link in read(text).links].count(True) == 1


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#a #б/в #a-b_c", ["#a", "#б/в", "#a-b_c"]),
        ("#1984 #y1984 #a.b #a,b", ["#y1984", "#a", "#a"]),
        ("#Bob#Alice", ["#Bob", "#Alice"]),
        (r"\[\[#Escaped \#not", ["#Escaped"]),
        ("標籤：#demo word#not (#not)", []),
        ("**#bold** *#it*", ["#bold", "#it"]),
        ("#✅done #🌲", ["#✅done", "#🌲"]),
        ("`#no` <!-- #no --> https://a.b/#no [x](y#no)", []),
        (
            "%% #yes %%\n\n> [!note] #also\n> #here\n\n# #heading",
            ["#yes", "#also", "#here", "#heading"],
        ),
        (">#quoted\n\n- #item\n- [ ] #task", ["#quoted", "#item", "#task"]),
        ("| a |\n|---|\n|#cell|", ["#cell"]),
        ("# heading\n#tag", ["#tag"]),
    ],
)
def test_tags(text: str, tags: list[str]) -> None:
    assert [tag.tag for tag in read(text).tags] == tags


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("# a\ntext\n***\n- b", "heading paragraph thematicBreak list"),
        ("a\n=\n\nb\n---", "heading heading"),
        ("two\nlines\n---", "paragraph thematicBreak"),
        ("> a\nlazy\n\n> [!tip]- b\n> > [!x]\n> > c", "blockquote callout"),
        ("| a | b |\n| --- | :-: |\n| 1 | 2 |\nafter", "table paragraph"),
        ("a | b\nno table", "paragraph"),
        ("text\n```\ncode\n```\nmore", "paragraph code paragraph"),
        ("    code\n\n\ttab", "code"),
        ("~~~\nunclosed\n", "code"),
        ("$$\nx\n$$\n\n$$x$$", "math paragraph"),
        ("%%\n# no heading\n- no item\n%%\nafter", "comment paragraph"),
        ("[^1]: note\n    more\n\n    still\n[ref]: target", "footnoteDefinition definition"),
        ("[^1]: note\n| a |\n|---|", "footnoteDefinition table"),
        ("[^1]: note\n     \nlazy\n\n     \n\ntext", "footnoteDefinition paragraph"),
        ("<div>\n\na\n\n<!-- x\n\ny -->", "html paragraph html"),
        ("text\n\n^id", "paragraph"),
        ("- a\n* b\n1. c\n1) d", "list list list list"),
        ("---\na: 1\n---\ntext", "yaml paragraph"),
        ("\n---\na: 1\n---\n", "thematicBreak heading"),
    ],
)
def test_sections(text: str, types: str) -> None:
    assert [block.type for block in read(text).blocks] == types.split()


@pytest.mark.parametrize(
    ("text", "end"), [("\tx\n\t", 2), ("\tx\n\t\n", 4), ("    x\n\n    ", 5), ("\tx\n     ", 8)]
)
def test_where_indented_code_ends(text: str, end: int) -> None:
    assert [block.span.end for block in read(text).blocks] == [end]


def test_a_comment_hides_blocks_and_not_links() -> None:
    note = read("%%\n# h\n- [[a]] #t\n%%")
    assert (note.headings, note.list_items) == ((), ())
    assert (len(note.links), len(note.tags)) == (1, 1)


def test_headings_are_raw() -> None:
    note = read(
        "# A [[link]] *em* ##\n## C#\n### ` # `\n#tag\n####### seven\n###### six #\nset\n==="
    )
    assert [(head.level, head.text) for head in note.headings] == [
        (1, "A [[link]] *em*"),
        (2, "C#"),
        (3, "` # `"),
        (6, "six"),
        (1, "set"),
    ]


def test_items_are_placed_as_obsidian_places_them() -> None:
    text = "1. [ ] a\n    - b\n    - [x] c\n\n2. [?] d\n\n\n3. e\n- [ ] 1. f"
    items = cache(text)["listItems"]
    assert [(item["parent"], item.get("task")) for item in items] == [
        (-1, " "),
        (0, None),
        (0, "x"),
        (-1, "?"),
        (-1, None),
        (-8, " "),
        (8, None),
    ]
    assert places(items) == [
        (0, 0, 0, 8),
        (1, 4, 1, 7),
        (2, 4, 2, 11),
        (4, 0, 5, 0),
        (7, 0, 7, 4),
        (8, 0, 8, 10),
        (8, 6, 8, 10),
    ]


def test_items_in_callouts_have_parents_of_their_own() -> None:
    items = cache("- out\n\n> [!todo]\n> - [ ] in\n>     - deep\n")["listItems"]
    assert [item["parent"] for item in items] == [-1, -4 + 1, 3]


@pytest.mark.parametrize("character", [" ", "x", "X", "/", "-", "?", "✓", "я"])
def test_any_character_marks_a_task(character: str) -> None:
    assert [item.task for item in read(f"* [{character}] a").list_items] == [character]


@pytest.mark.parametrize("text", ["- [ ]", "- [xx] a", "- [] a", "- a [ ] b", "- [x]a"])
def test_what_is_no_task(text: str) -> None:
    assert [item.task for item in read(text).list_items] == [None]


def test_callouts() -> None:
    note = read("> [!Tip|wide]- A *title*\n> > [!warning]+\n> > x\n\n- > [!any thing] in a list")
    assert [(one.type, one.fold, one.title, one.metadata, one.depth) for one in note.callouts] == [
        ("tip", "-", "A *title*", "wide", 1),
        ("warning", "+", "", "", 2),
        ("any thing", "", "in a list", "", 2),
    ]


def test_footnotes() -> None:
    note = read("a[^1] b^[inline [[x]]] c[^Two]\n\n[^1]: one\n[^two]: see [[y]]\n    and more\n")
    assert [one.id for one in note.footnotes] == ["[inline1", "1", "two"]
    assert [one.id for one in note.footnote_refs] == ["1", "Two"]
    assert [link.target for link in note.links] == ["x", "y"]
    assert read("`[^1]` [^a b] [^] [^1](a)").footnote_refs == ()
    assert [one.id for one in read("[^1](no link) [^2]").footnote_refs] == ["1", "2"]


def test_block_ids_on_every_kind_of_block() -> None:
    text = (
        "para ^p\n\n- item ^i\n- other\n\n^list\n\n> quote\n\n^q\n\n"
        "| a |\n|---|\n| b |\n^table\n\n"
        "```\ncode ^no\n```\n\n^code\n\n# head ^h\n\nnot^id\n\na ^with_underscore\n"
    )
    blocks = cache(text)["blocks"]
    assert set(blocks) == {"p", "i", "list", "q", "table", "code", "h"}
    by_id = {
        section["id"]: section["type"] for section in cache(text)["sections"] if "id" in section
    }
    assert by_id == {
        "p": "paragraph",
        "list": "list",
        "q": "blockquote",
        "table": "table",
        "code": "code",
        "h": "heading",
    }


def test_the_id_of_an_item_in_a_quote_is_the_item_s() -> None:
    found = cache("> [!note]\n> - a ^x\n> - b\n>   - c ^y\n\n^q\n\n> text\n> - d\n>\n> e ^z")
    ends = {name: block["position"]["end"]["line"] for name, block in found["blocks"].items()}
    assert ends == {"x": 1, "y": 3, "q": 3, "z": 10}
    assert [section["id"] for section in found["sections"]] == ["q", "z"]
    assert [item.get("id") for item in found["listItems"]] == ["x", None, "y", None]


def test_reference_definitions() -> None:
    note = read('[a]: <b c> "t"\n[d]: https://e\n[f] : no\n\n[d] text')
    assert [(one.id, one.target) for one in note.reference_links] == [
        ("a", "b c"),
        ("d", "https://e"),
    ]


def test_positions_count_utf_16_units_and_lines_of_every_end() -> None:
    text = "\ufeff𝔘 я\r\n\r\n[[x]] 🌲 [[y]]\r\r# h\u2028i\n"
    assert places(cache(text)["links"]) == [(2, 0, 2, 5), (2, 9, 2, 14)]
    assert cache(text)["links"][1]["position"]["start"]["offset"] == 17
    assert [head["heading"] for head in cache(text)["headings"]] == ["h\u2028i"]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("a\n\n%% b\n# c\n", [("unclosed-comment", 3)]),
        ("<!-- a\n\nb", [("unclosed-comment", 1)]),
        ("a\n$$\nb\n", [("unclosed-math", 2)]),
        ("---\ntags: a\n# h\n", [("unclosed-properties", 1)]),
        ("---\na: 1\n---\n%%\nb %% c\n", []),
        ("<!-- a\n-->\n", []),
        ("$$\nb $$\n", []),
        ("---\n\ntext: a\n", []),
        ("", []),
    ],
)
def test_what_nothing_closes_is_told(text: str, findings: list[tuple[str, int]]) -> None:
    assert [(one.kind, one.line) for one in read(text).findings] == findings


def test_bytes_that_are_not_utf_8_are_read_and_told() -> None:
    note = parse_note(Source.of(note_path("a.md"), b"\xff\xfe [[a]]\n\n# \x00 h"))
    assert [link.target for link in note.links] == ["a"]
    assert [finding.kind for finding in note.findings] == ["invalid-utf-8"]
    assert len(note.headings) == 1
