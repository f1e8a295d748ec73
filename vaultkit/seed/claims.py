"""Claims: what the notes say, word for word, each with its place."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import structs

from vaultkit.frames.record import Citation, Frame, Lines, Opposition, Table
from vaultkit.notes.note_path import NotePath
from vaultkit.seed.folding import folded
from vaultkit.seed.markdown_text import plain
from vaultkit.seed.places import Places
from vaultkit.seed.record import SeedClaim
from vaultkit.seed.slug import short_hash


class ClaimBook:
    """Claims by id: one text of one note (or message) is one claim, however often it is found."""

    def __init__(self, places: Places, clean: Callable[[str, str], str]) -> None:
        """Take where *places* come from; *clean* hides what must not leave the vault."""
        self._places = places
        self._clean = clean
        self._claims: dict[str, SeedClaim] = {}
        self._cells: set[tuple[NotePath, int, str]] = set()

    @property
    def claims(self) -> tuple[SeedClaim, ...]:
        """Every claim in the order of notes and lines; on one line as they were entered."""
        return tuple(
            sorted(self._claims.values(), key=lambda claim: (claim.place.note, claim.place.lines))
        )

    def add(
        self, path: NotePath, lines: Lines, text: str, kind: str, **fields: str | int | None
    ) -> str | None:
        """Enter a claim and return its id; None where nothing is left of the text.

        The *fields* are those of `SeedClaim`. A claim that is there already keeps what it has
        and takes over what it has not; a plain statement becomes the more telling kind.
        """
        said = self.said(text, path)
        if not said:
            return None
        place = self._places.place(path, lines)
        told = {
            name: self.said(value, path) if isinstance(value, str) and name in _TEXTS else value
            for name, value in fields.items()
            if value is not None
        }
        key = f"c-{short_hash(place.uid or place.note, folded(said), *_apart(kind, told))}"
        here = self._claims.get(key)
        if here is None:
            new = SeedClaim(id=key, text=said, kind=kind, place=place, **told)  # type: ignore[arg-type]  # checked by name below
        else:
            new = _merged(here, kind, told)
        self._claims[key] = new
        if kind == "cell":
            self._cells.add((path, lines.first, said))
        return key

    def has_cell(self, path: NotePath, line: int, text: str) -> bool:
        """Return whether *text* is a cell of a table on *line*."""
        return (path, line, self.said(text, path)) in self._cells

    def said(self, text: str, path: NotePath) -> str:
        """Return *text* as a seed says it: cleaned, in NFC, on one line."""
        return plain(self._clean(text, path))


_TEXTS = {"row", "column", "against"}


def _apart(kind: str, told: Mapping[str, object]) -> tuple[str, ...]:
    """Equal words say different things in different cells, and of different notes."""
    if kind == "cell":
        return (str(told.get("row")), str(told.get("column")))
    return (str(told["target"]),) if kind == "citation" else ()


def _merged(here: SeedClaim, kind: str, told: Mapping[str, object]) -> SeedClaim:
    fields = {name: value for name, value in told.items() if getattr(here, name) is None}
    return structs.replace(here, kind=kind if here.kind == "statement" else here.kind, **fields)


def slot_claims(book: ClaimBook, path: NotePath, frame: Frame, key: str) -> Iterator[str]:
    """Enter what fills the slots of *frame*, but not what a rule assumed; yield the ids."""
    for slot, fillers in frame.slots.items():
        for filler in fillers:
            if filler.origin == "default" or slot in _NAMING:
                continue
            lines = Lines(filler.line, filler.line)
            found = book.add(path, lines, filler.value, "statement", frame=key, slot=slot)
            if found is not None:
                yield found


_NAMING = {"number", "label", "subjects", "criteria"}
"""Slots that name a frame or a table's sides; they say nothing on their own."""


def cell_claims(book: ClaimBook, path: NotePath, table: Table, key: str | None) -> Iterator[str]:
    """Enter every cell of *table* that has a criterion and a subject; yield the ids."""
    for row in table.rows:
        for column, cell in zip(table.header[1:], row.cells[1:], strict=False):
            if not (row.cells[0].strip() and column.strip()):
                continue
            lines = Lines(row.line, row.line)
            fields = {"frame": key, "row": row.cells[0], "column": column}
            found = book.add(path, lines, cell, "cell", **fields)
            if found is not None:
                yield found


def citation_claim(
    book: ClaimBook, path: NotePath, citation: Citation, key: str | None, target: str
) -> str | None:
    """Enter what *citation* says of the note with the id *target*."""
    fields = {"frame": key, "relation": citation.cito, "target": target}
    return book.add(path, citation.claim_span, citation.claim, "citation", **fields)


def opposition_claims(
    book: ClaimBook,
    path: NotePath,
    oppositions: Iterable[Opposition],
    frame_at: Callable[[int], str | None],
) -> Iterator[tuple[str | None, str]]:
    """Enter what is put in the place of what; yield frame and claim ids."""
    for one in oppositions:
        if book.has_cell(path, one.line, one.asserted):
            continue
        key = frame_at(one.line)
        found = book.add(
            path, one.span, one.asserted, "opposition", frame=key, against=one.rejected
        )
        if found is not None:
            yield key, found
