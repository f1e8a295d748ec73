"""One note as the rules look at it: lines, voices, sections, links, footnotes, tables, words."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from vaultkit.frames.blocks import Block, read_blocks
from vaultkit.frames.containers import Container
from vaultkit.frames.folding import fold
from vaultkit.frames.footnotes import Footnotes
from vaultkit.frames.link_records import PlacedLink
from vaultkit.frames.packs.key_words import HEAD
from vaultkit.frames.packs.lexicon import Lexicon
from vaultkit.frames.page import Page
from vaultkit.frames.record import Evidence, Section, Table
from vaultkit.frames.said import Said
from vaultkit.notes.kept import kept
from vaultkit.notes.note import Note

_MARKS = re.compile(r"[*_`~=\s]+")
_QUOTED = 3
"""Lines that a quote may run on after its first."""

_QUOTE = 200
"""Characters of the longest quote."""


class Manuscript(msgspec.Struct, frozen=True, dict=True):
    """Everything exact about one note, and the lexicon to read it with."""

    note: Note
    text: str
    page: Page
    containers: Sequence[Container]
    sections: Sequence[Section]
    """With their roles."""

    owner: Sequence[Section | None]
    """The section of each line, by line number minus one."""

    links: Sequence[PlacedLink]
    footnotes: Footnotes
    tables: Sequence[Table]
    lexicon: Lexicon
    said: Said
    """What the note may say: asked before a rule walks it."""

    _by_container: dict[str, tuple[Block, ...]] = {}

    @property
    def folded(self) -> str:
        """All lines without quote marks, folded, for questions on what is in them."""
        return self.page.folded_text

    @kept
    def section_by_id(self) -> Mapping[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.sections}

    @kept
    def _parts(self) -> Mapping[str, Sequence[Section]]:
        found: dict[str, list[Section]] = {}
        for section in self.sections:
            found.setdefault(section.parent or "", []).append(section)
        return found

    def parts_of(self, section: Section) -> Sequence[Section]:
        """Return the sections right under *section*, in the order of the text."""
        return self._parts.get(section.id, ())

    @kept
    def container_by_id(self) -> Mapping[str, Container]:
        """Containers by id."""
        return {container.id: container for container in self.containers}

    @kept
    def links_by_line(self) -> Mapping[int, Sequence[PlacedLink]]:
        """Links by the line they stand on."""
        found: dict[int, list[PlacedLink]] = {}
        for link in self.links:
            found.setdefault(link.line, []).append(link)
        return found

    @kept
    def is_of_genre(self) -> bool:
        """Whether the note speaks of minds and of moving them, in enough different words.

        A dialogue does by being one, a note that declares a protocol by saying so.
        """
        if any(container.message for container in self.containers) or self.declares_protocol:
            return True
        labelled, roles = self._has_labelled_part, {one.role for one in self.sections}
        weight = 2 * labelled
        if any(_DECLARED.match(section.title) for section in self.sections):
            weight += 3
        if roles >= _DIGEST:
            weight += 2
        if "exclusion" in roles:  # what cannot be carried over: few other notes have a part of it
            weight += 2 + (not roles.isdisjoint(_ARGUED))
        if len(self.text) >= _VERY_LONG and not (labelled or roles >= _DIGEST):
            return False
        wanted = _GENRE_WEIGHT if len(self.text) < _LONG else _LONG_WEIGHT
        words = 2 * self.said.most("genre") + self.said.most("genre_weak")
        if weight + words + 1 + 2 * self.has_hyphened_capitals < wanted:
            return False
        if self.has_hyphened_capitals and _MODULE.search(self.text):
            weight += 2
        weight += self._weight_of_words
        if weight and self.speaks_of_transfer:
            weight += 1
        return weight >= wanted

    @property
    def _weight_of_words(self) -> int:
        weight = 0
        for name, worth in (("genre", 2), ("genre_weak", 1)):
            cues = self.lexicon.lex(name)
            lines = map(self._own_words, self.said.lines(name))
            weight += worth * len({word[:HEAD] for line in lines for word in cues.distinct(line)})
        return weight

    @property
    def _has_labelled_part(self) -> bool:
        loose = self.lexicon.numbering.loose
        return any(
            section.role == "principle" and section.label and fold(section.label) not in loose
            for section in self.sections
        )

    @kept
    def has_hyphened_capitals(self) -> bool:
        """Whether capitals stand after a hyphen anywhere, as in the name of a module."""
        return _HYPHEN.search(self.text) is not None

    @kept
    def speaks_of_transfer(self) -> bool:
        """Whether a word for moving something stands anywhere in the note."""
        cues = self.lexicon.lex("transfer")
        return any(cues.occurs(self._own_words(line)) for line in self.said.lines("transfer"))

    def _own_words(self, line: int) -> str:
        """Return a line, folded, without links to the web: «Copy this page» is not the note's."""
        folded = self.page.folded(line)
        return _WEB.sub(" ", folded) if "://" in folded else folded

    @kept
    def declares_protocol(self) -> bool:
        """Whether the properties or a callout say that this is a protocol."""
        kind = self.note.properties.get("type", self.note.properties.get("тип"))
        if isinstance(kind, str) and self.lexicon.callouts.get(fold(kind)) == "protocol":
            return True
        return "[!protocol]" in self.folded or "[!протокол]" in self.folded

    def is_part_label(self, word: str) -> bool:
        """Return whether *word* (folded) is a word for parts, in any case: «Части», «главе»."""
        return self.lexicon.numbering.is_label(word)

    def evidence(self, line: int, quote: str) -> Evidence:
        """Return *quote* on *line* of this note as evidence.

        A quote that links or footnotes were taken out of becomes the line as it stands.
        """
        text = "\n".join(self.page.text[line - 1 : line + _QUOTED])
        if _MARKS.sub("", quote) not in _MARKS.sub("", text):
            quote = self.page.line(line).strip()[:_QUOTE]
        return Evidence(note=self.note.path, line=line, quote=quote)

    def section_at(self, line: int) -> Section | None:
        """Return the innermost section that holds *line*."""
        return self.owner[line - 1]

    @kept
    def _container_of(self) -> Sequence[Container]:
        found = [self.containers[0]] * len(self.page.raw)
        for container in self.containers[1:]:
            for at in range(container.span.first - 1, min(container.span.last, len(found))):
                found[at] = container
        return found

    def container_at(self, line: int) -> Container:
        """Return the container that holds *line*."""
        return self._container_of[line - 1]

    def blocks(self, container: Container) -> tuple[Block, ...]:
        """Return the blocks of *container*."""
        found = self._by_container.get(container.id)
        if found is None:
            span = container.span
            found = read_blocks(self.page, span.first, span.last, container.depth)
            self._by_container[container.id] = found
        return found


_GENRE_WEIGHT = 4
_VERY_LONG = 20_000
"""Characters from which a note without dialogue is a list of all and sundry, if it argues nothing:
what words of the genre it has by the way tell nothing of the other entries."""

_WEB = re.compile(r"\[[^\]\n]{0,200}\]\(<?[a-z]{3,8}://[^)\n]{0,400}\)|[a-z]{3,8}://\S{1,400}")
_LONG, _LONG_WEIGHT = 8_000, 7
"""Characters from which a note has many words of any genre, and what it must weigh then."""

_DIGEST = frozenset(("problem", "consequence", "solution"))
_ARGUED = _DIGEST | {"definition", "metaphor", "corollary", "thesis", "protocol"}
_HYPHEN = re.compile("-[A-ZА-ЯЁ]{2}")
_DECLARED = re.compile(
    r"\W*(?:протокол|protocol)(?:\s*[:«“\"`№—–]|\s+(?:of|переноса|пересадки|передачи)\b)",
    re.IGNORECASE,
)
"""A heading that says what follows is a protocol."""

_MODULE = re.compile(r"(?<![\w/-])[A-ZА-Я]{3,20}-[A-ZА-Я]{3,20}(?![\w/-])")
