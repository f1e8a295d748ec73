"""A file that was read, in the form in which the index keeps it."""

from functools import cache

import msgspec

from vaultkit.index.words import folded
from vaultkit.notes.note import Link, Note
from vaultkit.notes.note_path import stem
from vaultkit.notes.source import Source
from vaultkit.snapshot import Reading

_INDEXED_BYTES = 2 * 1024 * 1024
"""So much of a note's text can be searched."""

Rows = dict[str, list[tuple[str | int | None, ...]]]
"""Rows by table of `vaultkit.index.schema.OF_NOTE`, without the file's id."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """Everything that the index holds of one file's content."""

    digest: str
    title: str
    facts: bytes
    """The `Reading`, for `decoded`."""

    rows: Rows
    words: tuple[str, str, str]
    """Title, headings and body, folded."""


def entry_of(source: Source, reading: Reading) -> Entry:
    """Return what the index keeps of *reading*, which was read from *source*."""
    note = reading.note
    title = stem(note.path)
    names = " ".join((title, *note.aliases))
    headings = " ".join(heading.text for heading in note.headings)
    body = source.data[:_INDEXED_BYTES].decode("utf-8", "replace")
    return Entry(
        note.digest,
        title,
        _encoder().encode(reading),
        _rows(reading),
        (folded(names), folded(headings), folded(body)),
    )


def decoded(facts: bytes) -> Reading:
    """Return the reading that was kept.

    Raises:
        ValueError: They are not the bytes of a reading of this version.
    """
    try:
        return _decoder().decode(facts)
    except TypeError as error:  # a damaged file may hold a text where bytes were
        raise ValueError("no bytes") from error


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


@cache
def _decoder() -> msgspec.msgpack.Decoder[Reading]:
    return msgspec.msgpack.Decoder(Reading)


def _rows(reading: Reading) -> Rows:
    note, meaning = reading.note, reading.meaning
    return {
        "link": [_link(link) for link in note.links] + _property_links(note),
        "tag": [(tag,) for tag in note.all_tags],
        "heading": [(heading.line, heading.level, heading.text) for heading in note.headings],
        "citation": [
            (one.line, one.target, one.cito, one.polarity, one.claim) for one in meaning.citations
        ],
        "frame": [
            (frame.span.first, frame.span.last, frame.id, frame.kind, frame.title)
            for frame in meaning.frames
        ],
        "protocol": [
            (one.line, one.id, one.name, one.role, one.status) for one in meaning.protocols
        ],
    }


def _link(link: Link) -> tuple[str | int | None, ...]:
    kind = "embed" if link.embed else "link"
    return link.line, kind, link.target, link.subpath, link.display


def _property_links(note: Note) -> list[tuple[str | int | None, ...]]:
    return [
        (link.line, "property", link.target, link.subpath, link.display)
        for link in note.property_links
    ]
