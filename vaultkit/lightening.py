"""Readings without what only one note on its own is asked for, and with what is equal kept once.

A vault that is watched is held in memory whole, for months. Most of what a reading weighs are
small things that stand in many places: the same few ranges of lines, the words that records are
made of, a link's target in the link and in the citation. What each note costs decides how large a
vault can be, so a reading goes through here once, when it is woken.
"""

from collections.abc import Mapping
from dataclasses import replace
from sys import intern
from typing import Any

from msgspec import structs

from vaultkit.frames.record import Citation, Frame, Lines, Meaning, Opposition, Section
from vaultkit.notes.note import Heading, Link, Note
from vaultkit.notes.source import Span
from vaultkit.snapshot import Reading

_NOWHERE = Span(0, 0)
"""Of what has no use for its place in the file: nobody looks there without the file's text."""

_NO_PROPERTIES: Mapping[str, Any] = {}

_Words = dict[str, str]
"""The texts of one note, each once."""


class Lightening:
    """Makes readings light; those of one vault share what is equal in them."""

    def __init__(self) -> None:
        """Share nothing yet."""
        self._lines: dict[Lines, Lines] = {}
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def light(self, reading: Reading) -> Reading:
        """Return *reading* with less in it, and equal in all that map, seed and server ask of it.

        Blocks, list items, callouts, footnotes, places of links and headings, sections without a
        number and the links as records are left out, and so are relations that say what citations
        say.
        """
        words: _Words = {}
        note = self._note(reading.note, words)
        return Reading(note, self._meaning(reading.meaning, words))

    def _note(self, note: Note, words: _Words) -> Note:
        return structs.replace(
            note,
            properties=note.properties or _NO_PROPERTIES,
            links=tuple(_link(link, words) for link in note.links),
            headings=tuple(_heading(heading, words) for heading in note.headings),
            all_tags=self._shared(note.all_tags),
            tags=(),
            blocks=(),
            list_items=(),
            callouts=(),
            footnotes=(),
            footnote_refs=(),
            reference_links=(),
            block_ids=(),
            opaque=(),
        )

    def _meaning(self, meaning: Meaning, words: _Words) -> Meaning:
        return replace(
            meaning,
            wikilinks=(),
            footnote_refs=(),
            footnote_defs=(),
            relations=tuple(one for one in meaning.relations if one.type != "cites"),
            sections=tuple(self._section(one, words) for one in meaning.sections if one.number),
            citations=tuple(self._citation(one, words) for one in meaning.citations),
            frames=tuple(map(self._frame, meaning.frames)),
            oppositions=tuple(self._opposition(one, words) for one in meaning.oppositions),
        )

    def _section(self, section: Section, words: _Words) -> Section:
        return structs.replace(
            section,
            span=self._range(section.span),
            body_span=self._range(section.body_span),
            title=words.setdefault(section.title, section.title),
            title_raw=words.setdefault(section.title_raw, section.title_raw),
            container=intern(section.container),
        )

    def _citation(self, citation: Citation, words: _Words) -> Citation:
        return structs.replace(
            citation,
            target=words.setdefault(citation.target, citation.target),
            claim=words.setdefault(citation.claim, citation.claim),
            quote=words.setdefault(citation.quote, citation.quote),
            claim_span=self._range(citation.claim_span),
            acts=self._shared(citation.acts),
            section=citation.section and intern(citation.section),
            section_role=citation.section_role and intern(citation.section_role),
            subject=intern(citation.subject),
            cito=intern(citation.cito),
            polarity=intern(citation.polarity),
            via=intern(citation.via),
            container=intern(citation.container),
        )

    def _frame(self, frame: Frame) -> Frame:
        return replace(
            frame,
            kind=intern(frame.kind),
            subkind=frame.subkind and intern(frame.subkind),
            container=intern(frame.container),
            confidence=intern(frame.confidence),
            span=self._range(frame.span),
            rules=self._shared(frame.rules),
        )

    def _opposition(self, one: Opposition, words: _Words) -> Opposition:
        return replace(
            one,
            type=intern(one.type),
            span=self._range(one.span),
            rejected=words.setdefault(one.rejected, one.rejected),
            asserted=words.setdefault(one.asserted, one.asserted),
            quotes=tuple(words.setdefault(quote, quote) for quote in one.quotes),
        )

    def _range(self, lines: Lines) -> Lines:
        return self._lines.setdefault(lines, lines)

    def _shared(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return self._names.setdefault(names, names)


def _link(link: Link, words: _Words) -> Link:
    return structs.replace(link, target=words.setdefault(link.target, link.target), span=_NOWHERE)


def _heading(heading: Heading, words: _Words) -> Heading:
    return structs.replace(
        heading, text=words.setdefault(heading.text, heading.text), span=_NOWHERE
    )
