"""One file's bytes to a `Note`: what Obsidian's metadata cache holds of it."""

import re
from typing import Any

from vaultkit.findings import Finding
from vaultkit.notes.block_ids import BlockIds, give_ids
from vaultkit.notes.block_reader import BlockReader
from vaultkit.notes.callout_head import parse_callout_head
from vaultkit.notes.inline_reader import InlineReader
from vaultkit.notes.linktext import parse_destination, parse_wikilink
from vaultkit.notes.note import (
    Block,
    BlockId,
    Callout,
    Footnote,
    FootnoteRef,
    Link,
    ListItem,
    Note,
    PropertyLink,
    ReferenceLink,
    Tag,
)
from vaultkit.notes.properties import (
    InvalidPropertiesError,
    PropertyBlock,
    find_block,
    parse_properties,
)
from vaultkit.notes.property_links import (
    find_property_links,
    may_hold_links,
    property_aliases,
    property_tags,
)
from vaultkit.notes.root_blocks import read_root
from vaultkit.notes.source import Source, Span, as_span, merged

MAX_BYTES = 16 * 1024 * 1024
"""What lies behind this many bytes of a note is not read."""


_OPEN_PROPERTIES = re.compile(rb"---[ \t]*+\r?\n[A-Za-z][\w -]*+:[ \t\r\n]").match
_CLOSED_BY = {
    "comment": ((b"%%", b"%%", "unclosed-comment"),),
    "html": ((b"<!--", b"-->", "unclosed-comment"),),
    "math": ((b"$$", b"$$", "unclosed-math"),),
}
"""By the type of a block: what opens it, what closes it, and what it is called otherwise."""


def parse_note(source: Source, *, legacy_properties: bool = False) -> Note:
    """Read one Markdown file on its own; no input raises.

    *legacy_properties* also reads ``tag``, ``alias`` and several tags in one text, which Obsidian
    has not done since version 1.9.
    """
    return _NoteReading(source, legacy=legacy_properties).note()


class _NoteReading:
    """One note while it is read."""

    def __init__(self, source: Source, *, legacy: bool) -> None:
        self.source = source
        self.data = source.data
        self.legacy = legacy
        self.findings: list[Finding] = []
        self.block = find_block(self.data)
        self.properties = self._properties(self.block)
        self.blocks = BlockReader(source)
        read_root(self.blocks, *self._blocks_from())
        self.inline = InlineReader(self.data)
        self.inline.read(self.blocks.texts, self.blocks.tables and set(self.blocks.tables))

    def note(self) -> Note:
        source, properties = self.source, self.properties
        self._find_limits()
        self._find_unclosed()
        tags = tuple([Tag(tag, as_span((start, end))) for start, end, tag in self.inline.tags])
        in_properties = property_tags(properties, legacy=self.legacy) if properties else None
        ids = give_ids(self.data, self.blocks.root, self.blocks.items, self.blocks.texts)
        return Note(
            path=source.path,
            digest=source.digest,
            size=len(self.data),
            properties=properties,
            properties_span=self._properties_span(),
            links=self._links() if self.inline.links else (),
            property_links=self._property_links(),
            tags=tags,
            headings=tuple(self.blocks.headings),
            blocks=self._blocks(ids),
            list_items=self._list_items() if self.blocks.items else (),
            callouts=self._callouts() if self.blocks.quotes else (),
            footnotes=self._footnotes() if self.blocks.footnotes or self.inline.notes else (),
            footnote_refs=self._footnote_refs() if self.inline.calls else (),
            reference_links=self._reference_links() if self.blocks.definitions else (),
            block_ids=tuple(
                [
                    BlockId(id=name, line=source.line_at(start), span=as_span((start, end)))
                    for name, start, end in ids.found
                ]
            ),
            opaque=merged(self.blocks.opaque, self.inline.opaque, self.inline.comments),
            aliases=tuple(property_aliases(properties, legacy=self.legacy)) if properties else (),
            all_tags=(*(in_properties or ()), *[tag.tag for tag in tags]),
            findings=tuple(sorted(self.findings)) if self.findings else (),
        )

    def _properties(self, block: PropertyBlock | None) -> dict[str, Any]:
        if block is None:
            return {}
        text = self.data[slice(*block.inner)].decode("utf-8", errors="replace")
        try:
            return parse_properties(text)
        except InvalidPropertiesError as error:
            self._find(2 + error.line, "invalid-properties", f"properties cannot be read: {error}")
            return {}

    def _properties_span(self) -> Span | None:
        if self.block is None or not self.properties:
            return None
        return Span(0, self.block.end)

    def _property_links(self) -> tuple[PropertyLink, ...]:
        if self.block is None or not may_hold_links(self.data, *self.block.inner):
            return ()
        return tuple(find_property_links(self.properties))

    def _find(self, line: int, kind: str, message: str) -> None:
        self.findings.append(Finding(self.source.path, line, kind, message))

    def _find_limits(self) -> None:
        if len(self.data) > MAX_BYTES:
            line = self.source.line_at(MAX_BYTES)
            message = f"larger than {MAX_BYTES >> 20} MiB: what follows is not read"
            self._find(line, "too-large", message)
        if self.blocks.too_deep >= 0:
            line = self.source.line_at(self.blocks.too_deep)
            self._find(line, "too-deep", "lists and quotes nested this deep are read as text")
        if self.source.lossy:
            self._find(1, "invalid-utf-8", "some bytes are not UTF-8 and are read as U+FFFD")

    def _find_unclosed(self) -> None:
        """Tell what hides all that follows: only the last block can run to the end."""
        if self.block is None and _OPEN_PROPERTIES(self.data):
            self._find(
                1, "unclosed-properties", "no line `---` ends the properties: they are text"
            )
        last = self.blocks.root[-1] if self.blocks.root else None
        if last is not None and last.type in _CLOSED_BY:
            text = self.data[slice(*last.span)].lstrip()
            for opens, closes, kind in _CLOSED_BY[last.type]:
                if text.startswith(opens) and text.find(closes, len(opens)) < 0:
                    message = f"no `{closes.decode()}` ends this: all that follows belongs to it"
                    self._find(self.source.line_at(last.span.start), kind, message)

    def _blocks_from(self) -> tuple[int, int]:
        """Return the bytes between which blocks are read."""
        source, end = self.source, len(self.data)
        start = (
            source.line_starts[source.line_at(self.block.end)]
            if self.block and self.block.end < end
            else (self.block.end if self.block else 0)
        )
        if end > MAX_BYTES:
            end = source.line_starts[source.line_at(MAX_BYTES) - 1]
        return start, end

    def _links(self) -> tuple[Link, ...]:
        links = self.inline.links
        links.sort()
        line_at = self.source.line_at
        found = []
        for start, end, written, text, embed in links:
            span, line = as_span((start, end)), line_at(start)
            target = written.decode("utf-8", "replace")
            if text is None:
                _, path, subpath, display = parse_wikilink(target)
            else:
                shown = text.decode("utf-8", "replace")
                _, path, subpath, display = parse_destination(target, shown)
            found.append(
                Link(
                    target=path,
                    subpath=subpath,
                    display=display,
                    embed=embed,
                    markdown=text is not None,
                    line=line,
                    span=span,
                )
            )
        return tuple(found)

    def _blocks(self, ids: BlockIds) -> tuple[Block, ...]:
        blocks = self.blocks.root
        if ids.sections or ids.alone:
            blocks = [
                Block(block.type, block.span, ids.sections[block.span.start])
                if block.span.start in ids.sections
                else block
                for block in blocks
                if block.span.start not in ids.alone
            ]
        if self.block is not None:
            blocks = [Block("yaml", Span(0, self.block.end)), *blocks]
        return tuple(blocks)

    def _list_items(self) -> tuple[ListItem, ...]:
        line_at = self.source.line_at
        found = []
        held = list_line = -1
        for item in self.blocks.items:
            start, parent = item.start, item.parent
            if parent < 0 and held != item.list_start:
                held = item.list_start
                list_line = line_at(held)
            found.append(
                ListItem(
                    span=as_span((start, item.end)),
                    line=line_at(start),
                    parent=line_at(parent) if parent >= 0 else -list_line,
                    task=item.task,
                    id=item.id,
                )
            )
        return tuple(found)

    def _callouts(self) -> tuple[Callout, ...]:
        found = []
        for quote in self.blocks.quotes:
            line = self.data[slice(*quote.head)].decode("utf-8", errors="replace")
            head = parse_callout_head(line)
            if head is not None:
                found.append(
                    Callout(
                        type=head.type,
                        title=head.title,
                        fold=head.fold,
                        metadata=head.metadata,
                        depth=quote.depth,
                        line=self.source.line_at(quote.start),
                        span=as_span((quote.start, quote.end)),
                    )
                )
        return tuple(found)

    def _footnotes(self) -> tuple[Footnote, ...]:
        found = [
            (note.start, note.end, note.label.decode("utf-8", errors="replace"))
            for note in self.blocks.footnotes
        ]
        found += [(start, end, f"[inline{count}") for start, end, count in self.inline.notes]
        return tuple(
            Footnote(id=name, line=self.source.line_at(start), span=as_span((start, end)))
            for start, end, name in sorted(found)
        )

    def _footnote_refs(self) -> tuple[FootnoteRef, ...]:
        return tuple(
            FootnoteRef(
                id=self.data[start + 2 : end - 1].decode("utf-8", errors="replace"),
                line=self.source.line_at(start),
                span=as_span((start, end)),
            )
            for start, end in self.inline.calls
        )

    def _reference_links(self) -> tuple[ReferenceLink, ...]:
        return tuple(
            ReferenceLink(
                id=entry.label.decode("utf-8", errors="replace"),
                target=entry.target.decode("utf-8", errors="replace"),
                line=self.source.line_at(entry.start),
                span=as_span((entry.start, entry.end)),
            )
            for entry in self.blocks.definitions
        )
