"""Notes in the shape of Obsidian's own metadata cache (obsidian.d.ts, ``CachedMetadata``).

Lines and columns count from 0; columns and offsets are in UTF-16 units, as in JavaScript.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

from vaultkit.graph.vault_graph import ResolvedLink, VaultGraph
from vaultkit.notes.linktext import parse_destination, parse_wikilink, shown
from vaultkit.notes.note import Link, ListItem, Note, PropertyLink
from vaultkit.notes.note_path import NotePath, is_note
from vaultkit.notes.property_links import property_tags
from vaultkit.notes.source import Source, Span

Json = dict[str, Any]


class Utf16:
    """Byte offsets of one file to Obsidian's positions."""

    def __init__(self, source: Source) -> None:
        """Count the units before each line."""
        self._source = source
        self._ascii = source.data.isascii()
        self._before = [0]
        if not self._ascii:
            for start, end in pairwise(source.line_starts):
                self._before.append(self._before[-1] + self._units(start, end))

    def _units(self, start: int, end: int) -> int:
        return (
            len(self._source.data[start:end].decode("utf-8", "replace").encode("utf-16-le")) // 2
        )

    def place(self, byte: int) -> Json:
        """Return line, column and offset of *byte*."""
        line = self._source.line_at(byte) - 1
        start = self._source.line_starts[line]
        if self._ascii:
            return {"line": line, "col": byte - start, "offset": byte}
        column = self._units(start, byte)
        return {"line": line, "col": column, "offset": self._before[line] + column}

    def range(self, span: Span) -> Json:
        """Return start and end of *span*."""
        return {"start": self.place(span.start), "end": self.place(span.end)}


def obsidian_facts(
    notes: Iterable[Note], source: Callable[[NotePath], Source], graph: VaultGraph
) -> Json:
    """Return the metadata of every file, and which links are resolved and which are not.

    Args:
        notes: All files that hold links.
        source: Gives the text of a note by its path.
        graph: What their links mean.
    """
    files = {
        note.path: cached_metadata(note, source(note.path)) for note in notes if is_note(note.path)
    }
    return {"files": files, **link_maps(graph)}


def link_maps(graph: VaultGraph) -> dict[str, dict[str, dict[str, int]]]:
    """Return Obsidian's ``resolvedLinks`` and ``unresolvedLinks`` as *graph* has them."""
    resolved: dict[str, dict[str, int]] = {}
    unresolved: dict[str, dict[str, int]] = {}
    for path, links in graph.links.items():
        resolved[path], unresolved[path] = link_counts(links)
    return {"resolvedLinks": resolved, "unresolvedLinks": unresolved}


def link_counts(links: Iterable[ResolvedLink]) -> tuple[dict[str, int], dict[str, int]]:
    """Return how often a file links to each file, and to each link path that means no file."""
    resolved: Counter[str] = Counter()
    unresolved: Counter[str] = Counter()
    for link in links:
        if link.target is not None:
            resolved[link.target] += 1
        else:
            # A canvas names files by their path from the root; no link path starts so.
            unresolved[link.link.target.removeprefix("/")] += 1
    return dict(resolved), dict(unresolved)


def all_tags(note: Note) -> list[str] | None:
    """Return what Obsidian's ``getAllTags`` does: those of the properties, then of the text."""
    return list(note.all_tags)


def frontmatter_tags(note: Note) -> list[str] | None:
    """Return what Obsidian's ``parseFrontMatterTags`` does."""
    return property_tags(note.properties)


def cached_metadata(note: Note, source: Source) -> Json:
    """Return the ``CachedMetadata`` of *note*; a field that would be empty is left out."""
    where = Utf16(source)
    found: Json = {
        "headings": [
            {"heading": head.text, "level": head.level, "position": where.range(head.span)}
            for head in note.headings
        ],
        "links": [_reference(link, source, where) for link in note.links if not link.embed],
        "embeds": [_reference(link, source, where) for link in note.links if link.embed],
        "tags": [{"tag": tag.tag, "position": where.range(tag.span)} for tag in note.tags],
        "sections": [
            {"type": block.type, "position": where.range(block.span), **_id(block.id)}
            for block in note.blocks
        ],
        "listItems": [_item(item, where) for item in note.list_items],
        "footnotes": [
            {"id": footnote.id, "position": where.range(footnote.span)}
            for footnote in note.footnotes
        ],
        "footnoteRefs": [
            {"id": ref.id, "position": where.range(ref.span)} for ref in note.footnote_refs
        ],
        "referenceLinks": [
            {"id": entry.id, "link": entry.target, "position": where.range(entry.span)}
            for entry in note.reference_links
        ],
        "blocks": {
            entry.id: {"id": entry.id, "position": where.range(entry.span)}
            for entry in reversed(note.block_ids)
        },
    }
    return {**{key: value for key, value in found.items() if value}, **_properties(note, where)}


def _id(name: str | None) -> Json:
    return {} if name is None else {"id": name}


def _item(item: ListItem, where: Utf16) -> Json:
    # The first line of a file is 0, which has no minus: Obsidian writes -1 for it too.
    parent = item.parent - 1 if item.parent > 0 else min(item.parent + 1, -1)
    task = {} if item.task is None else {"task": item.task}
    return {"parent": parent, **task, "position": where.range(item.span), **_id(item.id)}


def _reference(link: Link, source: Source, where: Utf16) -> Json:
    original = source.slice(link.span)
    inner = original.removeprefix("!")
    if link.markdown:
        written = inner[inner.rfind("](") + 2 : -1].strip()
        destination = (
            written.split("> ")[0].strip("<>") if written[:1] == "<" else written.split()[0]
        )
        text = parse_destination(destination, link.display or "").link
    else:
        text = parse_wikilink(inner[2:-2]).link
    return {
        "link": text,
        "original": original,
        "displayText": link.display or shown(text),
        "position": where.range(link.span),
    }


def _properties(note: Note, where: Utf16) -> Json:
    if note.properties_span is None:
        return {}
    return {
        "frontmatter": _plain(note.properties),
        "frontmatterLinks": [_property_link(link) for link in note.property_links],
        "frontmatterPosition": where.range(note.properties_span),
    }


def _property_link(link: PropertyLink) -> Json:
    text = link.target + link.subpath
    return {
        "key": link.key,
        "link": text,
        "original": link.original,
        "displayText": link.display or shown(text),
    }


def _plain(value: Any) -> Any:
    """Return *value* as JavaScript would write it: a whole number has no fraction."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
