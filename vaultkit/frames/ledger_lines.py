"""A ledger brought up to date line by line, so that only what changed is held in memory.

A vault of 100,000 notes has 600,000 entries, and after an edit all but a few are as they were. The
result is that of `vaultkit.frames.ledger.reconcile`, id for id and byte for byte.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from vaultkit.errors import LedgerError
from vaultkit.frames.ledger import (
    HEAD,
    TAIL,
    Entry,
    Tracked,
    is_same,
    ledger_text,
    pair,
    parse_ledger,
    reconcile,
    text_of_lines,
)

_SEPARATOR = ",\n"


@dataclass(frozen=True, slots=True)
class Renewed:
    """What `renewed` found."""

    text: str
    """The new ledger; the same object where nothing has changed."""

    ids: Mapping[str, str]
    """As in `vaultkit.frames.ledger.Reconciled`."""


@dataclass(slots=True)
class _Lines:
    """The lines of a ledger: those that tell of records as they are, and the others."""

    same: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    """Id and place of the line, by the id of the record."""

    others: list[Entry] = field(default_factory=list)


def renewed(text: str, records: Iterable[Tracked]) -> Renewed:
    """Pair *records* with what the ledger *text* knows, as `reconcile` does.

    Raises:
        LedgerError: It is not a ledger, or one of a later format.
    """
    found = {record.id: record for record in records}
    lines = _sorted_out(text, found)
    if lines is None:
        whole = reconcile(parse_ledger(text), found.values())
        new = ledger_text(whole.ledger)
        return Renewed(text if new == text else new, whole.ids)
    ids = {anchor: line[0] for anchor, line in lines.same.items() if line[0] != anchor}
    rest = {anchor: record for anchor, record in found.items() if anchor not in lines.same}
    if not rest and all(entry.gone for entry in lines.others):
        return Renewed(text, ids)
    made = pair(lines.others, rest, (line[0] for line in lines.same.values()))
    return Renewed(text_of_lines(_merged(text, lines, made.ledger.entries)), ids | {**made.ids})


def _sorted_out(text: str, found: Mapping[str, Tracked]) -> _Lines | None:
    """Return the lines of *text*; None where it is to be read as a whole."""
    if not text.startswith(HEAD) or not text.endswith(TAIL):
        return None
    lines = _Lines()
    decoder = msgspec.json.Decoder(Entry)
    last = ""
    for start, end in _places(text):
        try:
            entry = decoder.decode(text[start:end])
        except msgspec.DecodeError as error:
            raise LedgerError(str(error)) from error
        if entry.id <= last:
            return None  # somebody has been at it
        last = entry.id
        record = found.get(entry.anchor)
        if record is None or not is_same(entry, record):
            lines.others.append(entry)
        elif record.id in lines.same:
            return None
        else:
            lines.same[record.id] = (entry.id, start, end)
    if any(entry.anchor in lines.same for entry in lines.others):
        return None  # two entries of one anchor: which one is meant takes all of them
    return lines


def _places(text: str) -> Iterator[tuple[int, int]]:
    start, stop = len(HEAD), len(text) - len(TAIL)
    while start < stop:
        end = text.find(_SEPARATOR, start, stop)
        end = stop if end < 0 else end
        yield start, end
        start = end + len(_SEPARATOR)


def _merged(text: str, lines: _Lines, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines of the new ledger in the order of their ids."""
    places = {number: (start, end) for number, start, end in lines.same.values()}
    new = {entry.id: entry for entry in entries}
    for number in sorted({*places, *new}):
        if number in new:
            yield msgspec.json.encode(new[number]).decode()
        else:
            start, end = places[number]
            yield text[start:end]
