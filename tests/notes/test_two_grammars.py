"""The index and the reading panel see the same headings, links and footnotes.

Notes are indexed by the grammar of `vaultkit.notes`, shown by markdown-it-py with the rules of
`vaultkit.map.obsidian_syntax`, and read here a third time by pyromark. On a whole real vault the
three must agree but for what is explained below.
"""

import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pyromark
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from vaultkit.map.obsidian_syntax import Wikilink, add_obsidian_syntax
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

EVERY = 5
"""The panel's slower grammar reads one note in so many: enough to meet every kind of note."""

PANEL_DIFFERS = {
    # `aliases: ` over `- `: CommonMark takes a dash with spaces behind it for a line that makes
    # a heading, Obsidian's grammar wants the line to end there.
    "How to get the most out of the Breadcrumbs plugin.md",
    "Breadcrumbs for Comparative Law.md",
    # Several lines over dashes are one heading to CommonMark; to Obsidian's grammar a heading has
    # one line, so they are a paragraph and a rule.
    "test_add_footer.test_end_of_line_added_if_missing.approved.md",
}
PYROMARK_DIFFERS = {
    # Comments of whole lines (`%%`) are Obsidian's own; pyromark reads headings in them.
    "Zektor.md",
    # What stands between two rules further down is a block of properties to pyromark.
    "Alternate Checkboxes (SlRvb).md",
    "DnD Character Sheet.md",
    "test_add_footer.test_end_of_line_added_if_missing.approved.md",
    "test_add_footer.test_footer_added_if_missing.approved.md",
    "test_add_footer.test_footer_updated_if_present.approved.md",
}

OPTIONS = (
    pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)


@pytest.fixture(scope="session")
def hub(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub")
    with tarfile.open(shared / "data" / "vaults" / "obsidian-hub.tar.xz") as archive:
        members = [one for one in archive if one.name.endswith(".md")]
        # Python 3.11.4 brought the filter; the archive is ours.
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(folder, members[::EVERY], **safe)  # type: ignore[arg-type]  # noqa: S202
    return folder


def sources(folder: Path) -> Iterator[Source]:
    for file in sorted(folder.rglob("*.md")):
        yield Source.of(note_path(file.relative_to(folder).as_posix()), file.read_bytes())


def reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True})
    made.enable(["table"])
    made.use(front_matter_plugin).use(footnote_plugin)
    add_obsidian_syntax(made)
    return made


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from inline(token.children or [])


def shown_links(tokens: list[Token]) -> Counter[str]:
    found: Counter[str] = Counter()
    for token in inline(tokens):
        if token.type == "wikilink":
            link: Wikilink = token.meta["link"]
            found[link.target] += 1
        elif token.type in {"link_open", "image"}:
            target = unquote(str(token.attrGet("href") or token.attrGet("src") or ""))
            if target and ":" not in target:
                found[target.partition("#")[0]] += 1
    return found


def indexed_links(note: Note) -> Counter[str]:
    """The links that a reader sees: those in comments are indexed and not shown."""
    return Counter(
        link.target
        for link in note.links
        if not any(start <= link.span.start < end for start, end in note.opaque)
        and not (link.markdown and ":" in link.target)
    )


def shown_footnotes(tokens: list[Token]) -> Counter[str]:
    found = [token.meta for token in inline(tokens) if token.type == "footnote_ref"]
    return Counter(str(meta["label"]) for meta in found if meta and "label" in meta)


def defined_footnotes(note: Note) -> Counter[str]:
    """References that a reader sees as such: those that have a footnote."""
    defined = {footnote.id for footnote in note.footnotes}
    return Counter(ref.id for ref in note.footnote_refs if ref.id in defined)


def test_the_panel_shows_what_is_indexed(hub: Path) -> None:
    shown = reader()
    different = {}
    footnotes = 0
    for source in sources(hub):
        note = parse_note(source)
        tokens = shown.parse(source.text)
        headings = [
            (token.map[0] + 1, int(token.tag[1]))
            for token in tokens
            if token.type == "heading_open" and token.level == 0 and token.map
        ]
        indexed = [(heading.line, heading.level) for heading in note.headings]
        seen = headings, shown_links(tokens), shown_footnotes(tokens)
        known = indexed, indexed_links(note), defined_footnotes(note)
        footnotes += known[2].total()
        if seen != known:
            different[source.path] = (seen, known)
    assert {path.rpartition("/")[2] for path in different} <= PANEL_DIFFERS, different
    assert footnotes


def test_pyromark_sees_the_same(hub: Path) -> None:
    different = {}
    for source in sources(hub):
        note = parse_note(source)
        links = Counter(
            link.target for link in note.links if not (link.markdown and ":" in link.target)
        )
        notes = Counter(one.id for one in note.footnotes if not one.id.startswith("[inline"))
        known = (
            [(head.line, head.level) for head in note.headings],
            links,
            Counter(ref.id for ref in note.footnote_refs),
            notes,
        )
        seen = pyromark_facts(source)
        if seen != known:
            different[source.path.rpartition("/")[2]] = seen, known
    assert set(different) <= PYROMARK_DIFFERS, different


def pyromark_facts(
    source: Source,
) -> tuple[list[tuple[int, int]], Counter[str], Counter[str], Counter[str]]:
    """Headings at the root, targets of internal links, references to footnotes, footnotes."""
    headings: list[tuple[int, int]] = []
    links, calls, notes = Counter[str](), Counter[str](), Counter[str]()
    depth = 0
    for event, place in pyromark.events_with_range(source.text, options=OPTIONS):
        if not isinstance(event, dict):
            continue
        start = event.get("Start")
        if isinstance(start, dict):
            ((kind, what),) = start.items()
            if kind == "Heading" and depth == 0:
                headings.append((source.line_at(place["start"]), int(str(what["level"])[1])))
            elif kind in {"Link", "Image"}:
                target = unquote(what["dest_url"])
                wikilink = isinstance(what["link_type"], dict)
                if wikilink or (what["link_type"] == "Inline" and ":" not in target):
                    links[target.partition("#")[0]] += 1
            elif kind == "FootnoteDefinition":
                notes[what] += 1
        elif "FootnoteReference" in event:
            calls[event["FootnoteReference"]] += 1
        depth += ("Start" in event) - ("End" in event)
    return headings, links, calls, notes
