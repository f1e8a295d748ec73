"""Notes made to be hard: each is read in bounded time, whatever it says.

No test here looks at a clock. A reader that takes quadratic time on one of these would need
minutes, which is what the whole suite's limit is for.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.facts.obsidian import cached_metadata
from vaultkit.notes.block_reader import BlockReader
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import MAX_BYTES, parse_note
from vaultkit.notes.root_blocks import lines_between, read_root
from vaultkit.notes.source import Source

MANY = 20_000


def read(text: str) -> Note:
    return parse_note(Source.of(note_path("Note.md"), text.encode("utf-8", "surrogatepass")))


HOSTILE = {
    "quotes": ">" * 10_000 + " [[in]]",
    "spaced quotes": "> " * 10_000,
    "brackets": "[" * 50_000,
    "embeds": "![" * MANY,
    "wikilinks in wikilinks": "[[" * MANY,
    "wikilinks without ends": "[[a|" * MANY,
    "closing brackets": "]" * 50_000,
    "destinations": "](" * MANY,
    "titles": '](a "' * MANY,
    "backticks": "`" * 50_000,
    "backticks of every length": " ".join("`" * n for n in range(300)),
    "dollars": "$a " * MANY,
    "double dollars": "$$a " * MANY,
    "footnotes": "[^" * MANY,
    "footnote references": "[^a] " * MANY,
    "footnote definitions": "".join(f"[^{n}]: x\n" for n in range(MANY)),
    "inline footnotes": "^[" * MANY,
    "tags": "#a" * 50_000,
    "quoted tags": ">#" * MANY,
    "comments": "%%" * MANY + "%",
    "html comments": "<!--" * MANY,
    "html comments in text": "a " + "<!-- " * MANY,
    "instructions": "a " + "<? " * MANY,
    "declarations": "a " + "<!a " * MANY,
    "tags of html": "a " + "<a " * MANY,
    "attributes": "a <a " + "b " * MANY,
    "quoted attributes": 'a <a b="' * 5_000,
    "autolinks": "a " + "<http:" * MANY,
    "definition": "[a]: <" + "b" * 100_000,
    "deep lists": "".join("  " * n + "- a\n" for n in range(500)),
    "items on one line": "- " * 5_000 + "a",
    "ordered items on one line": "1. " * 5_000 + "a",
    "items": "- a\n" * MANY,
    "blank lines in a list": "- a\n" + "\n" * MANY + "- b",
    "tasks": "- [ ] " * 3_000,
    "numbers": "9" * 50_000 + ". a",
    "table": "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n" + "|a|\n" * 5_000,
    "pipes": "|" * 50_000,
    "headings": "# " * MANY,
    "closed heading": "# a" + " #" * MANY,
    "fences": "```\n" * 5_001,
    "rules": "* " * MANY,
    "underlines": "a\n" + "=" * 50_000 + "b",
    "block ids": "a ^b\n\n" * MANY,
    "carets": "^" * 50_000,
    "escapes": "\\" * 50_001,
    "callouts": "> [!" * MANY,
    "properties without end": "---\n" + "a: b\n" * MANY,
    "rules of properties": "---\n" * MANY,
    "NUL": "\0" * 50_000 + "[[a]]",
    "carriage returns": "\r" * 50_000,
    "other line ends": "\u2028\u0085\v\f" * 10_000,
    "combining": "e" + "\u0301" * 50_000,
    "lone surrogate": "\ud800 [[a]]",
    "one long line": "word " * 400_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_notes_are_read(name: str) -> None:
    note = read(f"{HOSTILE[name]}\n\n# After\n\n[[after]]\n")
    assert note.size > 0
    again = read(f"# Before\n\n[[before]]\n\n{HOSTILE[name]}\n")
    assert "Before" in [heading.text for heading in again.headings]
    assert "before" in [link.target for link in again.links]


def test_nesting_beyond_bounds_is_told() -> None:
    (finding,) = read("a\n\n" + "> " * 200 + "b").findings
    assert (finding.kind, finding.line) == ("too-deep", 3)


def test_size_beyond_bounds_is_told_and_what_comes_before_is_read() -> None:
    note = read("[[first]]\n\n" + "line\n" * (MAX_BYTES // 5) + "\n[[last]]\n")
    assert [finding.kind for finding in note.findings] == ["too-large"]
    assert [link.target for link in note.links] == ["first"]


MARKS = (
    "- /1. /> /    /\t/\n/\n\n/# /```/$$/%%/<div>/<!--/-->/[[a]]/[^1]/[^1]: /#t/---/***/=/a/я"
    "/🌲/^id/[ ] /[x](y)/`/\r\n/* /[!note]/ /  - /    1. /2. /+ /  > /|/| a |\n|---|\n"
)
BITS = st.lists(st.sampled_from(MARKS.split("/")), max_size=30)


@settings(deadline=None)
@given(BITS)
def test_the_short_way_reads_what_the_long_way_does(bits: list[str]) -> None:
    source = Source.of(note_path("a.md"), "".join(bits).replace("\r", "").encode())
    short, long = BlockReader(source), BlockReader(source)
    end = len(source.data)
    read_root(short, 0, end)
    long.read(lines_between(source, 0, end), long.root)
    assert (short.root, short.headings) == (long.root, long.headings)
    assert (short.items, short.texts, short.opaque) == (long.items, long.texts, long.opaque)


@settings(deadline=None)
@given(BITS)
def test_every_span_lies_in_the_note_and_in_its_order(bits: list[str]) -> None:
    source = Source.of(note_path("a.md"), "".join(bits).encode())
    note = parse_note(source)
    ends = [0]
    for block in note.blocks:
        assert ends[-1] <= block.span.start <= block.span.end <= len(source.data)
        ends.append(block.span.end)
    for records in (note.links, note.tags, note.list_items, note.footnote_refs):
        starts = [record.span.start for record in records]
        assert starts == sorted(starts)
    for link in note.links:
        assert source.slice(link.span).startswith(("[", "!["))
    cached_metadata(note, source)
