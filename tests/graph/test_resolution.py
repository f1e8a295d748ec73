"""Which file a link means: Obsidian's rule as a table (docs/reading.md, "What a link means")."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.graph.memory import GraphMemory
from vaultkit.graph.resolution import Names, asks_for, fold, index_names, link_text, resolve
from vaultkit.graph.vault_graph import LinkOptions, build_graph
from vaultkit.notes.note_path import NotePath, file_name, note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

FILES = (
    "Note.md",
    "a/Note.md",
    "a/b/Note.md",
    "c/long name/Note.md",
    "c/d/Only.md",
    "c/Note.1.md",
    "media/image.png",
    "image.png.md",
    "Ext.md",
    "x/Twin.md",
    "y/Twin.md",
    "xy/Café.md",
    "deep/er/Far.md",
    "much/deeper/than/Far.md",
    "ab/tail.md",
    "Board.canvas",
    "Ордер/Й.md",
    "ΟΔΟΣ.md",
)


def names(*files: str) -> Names:
    return index_names(map(note_path, files))


@pytest.mark.parametrize(
    ("target", "source", "meant"),
    [
        ("", "c/d/Only.md", ["c/d/Only.md"]),
        ("Only", "Note.md", ["c/d/Only.md"]),
        ("only", "Note.md", ["c/d/Only.md"]),
        ("ONLY.MD", "Note.md", ["c/d/Only.md"]),
        ("None", "Note.md", []),
        ("Note.1", "Note.md", ["c/Note.1.md"]),
        ("image.png", "Note.md", ["media/image.png"]),
        ("image", "Note.md", []),
        ("image.png.md", "Note.md", ["image.png.md"]),
        ("Ext.MD", "Note.md", ["Ext.md"]),
        ("Board", "Note.md", []),
        ("Board.canvas", "Note.md", ["Board.canvas"]),
        # A file whose whole path is the link comes first, even from a folder with its own.
        ("Note", "a/Other.md", ["Note.md"]),
        ("a/Note", "c/d/Only.md", ["a/Note.md"]),
        ("/Note", "a/b/Other.md", ["Note.md"]),
        ("/b/Note", "Note.md", []),
        # A folder in the link is the end of a path, and a whole part of it.
        ("b/Note", "Note.md", ["a/b/Note.md"]),
        ("b/tail", "Note.md", []),
        ("long name/Note", "Note.md", ["c/long name/Note.md"]),
        ("d/None", "Note.md", []),
        # Own folder and below, then the shortest path.
        ("Twin", "y/Other.md", ["y/Twin.md"]),
        ("Twin", "x/deep/Other.md", ["x/Twin.md", "y/Twin.md"]),
        ("Far", "Note.md", ["deep/er/Far.md"]),
        ("Far", "much/Other.md", ["much/deeper/than/Far.md"]),
        # Relative links are relative to the folder of the note.
        ("./Note", "a/b/Other.md", ["a/b/Note.md"]),
        ("../Note", "a/b/Other.md", ["a/Note.md"]),
        ("../../c/d/Only", "a/b/Other.md", ["c/d/Only.md"]),
        ("../../../Note", "a/b/Other.md", ["Note.md"]),
        ("cafe\u0301", "Note.md", ["xy/Café.md"]),
        ("й", "Note.md", ["Ордер/Й.md"]),
        ("οδος", "Note.md", ["ΟΔΟΣ.md"]),
        ("../../etc/passwd", "Note.md", []),
    ],
)
def test_what_a_link_means(target: str, source: str, meant: list[str]) -> None:
    found = resolve(
        note_path(target) if "\u0301" in target else target, NotePath(source), names(*FILES)
    )
    assert list(found) == meant


def test_a_root_note_wins_over_its_namesakes_only_by_its_whole_path() -> None:
    found = resolve("Note", NotePath("c/Other.md"), names("a/Note.md", "c/x/Note.md"))
    assert found == ("c/x/Note.md",)


def test_aliases_mean_nothing_unless_asked_for() -> None:
    source = Source.of(note_path("a.md"), b"---\naliases: [Other]\n---\n[[other]]")
    note = parse_note(source)
    (link,) = build_graph([note], [note.path]).links[note.path]
    assert link.target is None
    options = LinkOptions(resolve_by_alias=True)
    (link,) = build_graph([note], [note.path], options).links[note.path]
    assert link.target == "a.md"


def test_what_to_write_for_a_link() -> None:
    known = names(*FILES)
    assert link_text(note_path("c/d/Only.md"), known) == "Only"
    assert link_text(note_path("a/Note.md"), known) == "a/Note"
    assert link_text(note_path("media/image.png"), known) == "image.png"


PARTS = st.sampled_from(["a", "b", "A", "a.md", "b.png", "B.md", "c.1.md", "c.1"])
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join).map(note_path)


@settings(deadline=None)
@given(st.sets(PATHS, max_size=8), PATHS, st.sampled_from(["", "./", "../", "/"]), PATHS)
def test_only_names_that_were_asked_for_decide(
    files: set[NotePath], source: NotePath, start: str, target: NotePath
) -> None:
    """What `asks_for` does not name can come and go without changing what a link means."""
    keys = set(asks_for(start + target))
    others = {path for path in files if fold(file_name(path)) not in keys}
    everything = resolve(start + target, source, index_names(files))
    assert everything == resolve(start + target, source, index_names(files - others))
    assert set(everything) <= files
    assert len(set(everything)) == len(everything)


@settings(deadline=None)
@given(st.lists(st.sets(PATHS, max_size=6), min_size=2, max_size=4), st.booleans())
def test_remembered_graphs_are_as_fresh_ones(rounds: list[set[NotePath]], by_alias: bool) -> None:
    options = LinkOptions(resolve_by_alias=by_alias)
    memory = GraphMemory(options)
    for files in rounds:
        notes = [
            parse_note(
                Source.of(
                    path, f"---\naliases: [c, b]\n---\n[[{path}]] [[b]] [[c]] [[a]]".encode()
                )
            )
            for path in sorted(files)
        ]
        assert memory.build(notes, files).links == build_graph(notes, files, options).links
