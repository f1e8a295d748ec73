"""The vocabulary of one file as Obsidian reads it. Nothing here is resolved against other files.

Field names follow Obsidian's ``CachedMetadata`` (obsidian.d.ts) where that has a word. Every span
is a byte range in the file (`vaultkit.notes.source`); every ``line`` is counted from 1.

The records are msgspec's and not dataclasses: a vault has millions of them, and msgspec makes one
in a sixth of the time. ``gc=False``: they hold nothing that could lead back to them.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from vaultkit.findings import Finding
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.source import Span


class NoteOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How notes are read; what is off by default goes beyond Obsidian."""

    legacy_properties: bool = False
    """Whether ``tag``, ``alias`` and several tags in one text are read, as before Obsidian 1.9."""


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An internal link or embed as written: a wikilink, or a Markdown link without a scheme."""

    target: str
    """Link path before ``#``, percent-decoded, NFC; empty for a link into the same file."""

    subpath: str = ""
    """From the first ``#`` on, with it; empty where there is none."""

    display: str | None = None
    """The text after ``|``, or between the brackets of a Markdown link, as written."""

    embed: bool = False
    markdown: bool = False
    """Whether it is written ``[text](target)`` and not ``[[target]]``."""

    line: int
    span: Span


class PropertyLink(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link in a property."""

    key: str
    """Dotted path of the property: ``related.0``."""

    target: str
    subpath: str = ""
    display: str | None = None
    original: str
    """The link as written."""

    line: int = 1


class Tag(msgspec.Struct, frozen=True, gc=False):
    """A tag in the body, with its ``#``, case kept."""

    tag: str
    span: Span


class Heading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A heading; its text is raw (links and emphasis kept)."""

    text: str
    level: int
    """1 to 6."""

    line: int
    span: Span


class Block(msgspec.Struct, frozen=True, gc=False):
    """A block at the root of the file: what Obsidian calls a section."""

    type: str
    """yaml, heading, paragraph, list, blockquote, callout, code, table, math, html, comment,
    footnoteDefinition, thematicBreak."""

    span: Span
    id: str | None = None
    """Block id without ``^``."""


class ListItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A list item, or a task."""

    span: Span
    line: int
    parent: int
    """Line (from 1) of the parent item, or minus the line of the list's first item."""

    task: str | None = None
    """The character between the brackets of a task."""

    id: str | None = None


class Callout(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``> [!type|metadata]± title``, at any depth."""

    type: str
    """Lower case."""

    title: str
    fold: str = ""
    """``+`` open, ``-`` closed, or empty."""

    metadata: str = ""
    depth: int = 1
    line: int
    span: Span


class Footnote(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A footnote's definition, or an inline footnote (id ``[inlineN``)."""

    id: str
    line: int
    span: Span


class FootnoteRef(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``[^id]`` in the text."""

    id: str
    line: int
    span: Span


class ReferenceLink(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``[id]: target``."""

    id: str
    target: str
    line: int
    span: Span


class BlockId(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``^id`` and the block that carries it."""

    id: str
    line: int
    span: Span


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One file, read on its own: equal bytes and path give an equal note."""

    path: NotePath
    digest: str
    """BLAKE2b-128 of the bytes, in hex."""

    size: int
    """Bytes."""

    properties: Mapping[str, Any] = msgspec.field(default_factory=dict)
    properties_span: Span | None = None
    """The block with its ``---`` lines; None where there is none or it is empty."""

    links: tuple[Link, ...] = ()
    """Links and embeds in the body, in the order of the text."""

    property_links: tuple[PropertyLink, ...] = ()
    tags: tuple[Tag, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    list_items: tuple[ListItem, ...] = ()
    callouts: tuple[Callout, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    footnote_refs: tuple[FootnoteRef, ...] = ()
    reference_links: tuple[ReferenceLink, ...] = ()
    block_ids: tuple[BlockId, ...] = ()
    opaque: tuple[tuple[int, int], ...] = ()
    """Code, comments, HTML and math, in order: where nothing written is meant as prose."""

    aliases: tuple[str, ...] = ()
    all_tags: tuple[str, ...] = ()
    """Tags of the properties, then of the body, each with ``#``, duplicates kept."""

    findings: tuple[Finding, ...] = ()
