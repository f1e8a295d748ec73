"""Who was who: keeps ids through what an anchor cannot carry, run after run.

The ledger remembers each record's id, its anchor, a hash and a sketch of its text. What the next
run finds is paired with it, the surest sign first: same anchor and text; same text in the same
note; same anchor; same text elsewhere; similar text. A record paired under another anchor keeps
its old id, and the new anchor becomes an alias. What is not found again becomes a tombstone, so
that it is known again when it comes back.

A ledger holds no text of the user's: a sketch is the smallest hashes of a text's words.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeVar

import msgspec

from vaultkit.errors import LedgerError
from vaultkit.frames.identity import anchor_id, folded

FORMAT = 1

_SKETCH = 32
"""Hashes in a sketch: bottom-k MinHash, exact for texts of up to so many words."""

_SIMILAR = 0.5
"""Jaccard similarity from which two texts are one edited text."""

_NO_SKETCH = msgspec.Raw(b"[]")
_STEM = 6
_MOST = 400
"""Unpaired records of one kind that are compared with one another by text."""


class IdentityOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The ``[identity]`` table of config.toml."""

    ledger: str = "auto"
    """``auto``: in the user's data folder; ``off``: ids come from anchors alone; or a file, from
    the vault's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A record as the ledger sees it."""

    id: str
    """From its anchor (`vaultkit.frames.identity.anchor_id`)."""

    kind: str
    note: str
    rev: str
    text: str
    """What is compared when everything else fails: title, fillers, claim."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record through all runs."""

    id: str
    anchor: str
    """The anchor id under which it was found last."""

    kind: str
    note: str
    rev: str
    sketch: msgspec.Raw = _NO_SKETCH
    """As it stands in the file: few of them are ever asked for, and a vault has a million hashes.
    """

    aliases: tuple[str, ...] = ()
    gone: bool = False
    """Whether the last run did not find it."""

    @property
    def hashes(self) -> tuple[str, ...]:
        """The hashes of the sketch; none where somebody has written something else there."""
        try:
            return msgspec.json.decode(self.sketch, type=tuple[str, ...])
        except msgspec.DecodeError:
            return ()


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """All entries, in the order of their ids."""

    format: int = FORMAT
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """A new ledger, and the ids that differ from those of the anchors."""

    ledger: Ledger
    ids: Mapping[str, str]
    """Anchor id to the id that is kept; anchors that are the id are left out."""

    gone: tuple[str, ...] = ()
    """Ids that this run was the first not to find."""


One = TypeVar("One")


@dataclass(slots=True)
class _Pairing:
    """What is not paired yet, in order."""

    entries: dict[str, Entry]
    records: dict[str, Tracked]
    pairs: dict[str, str] = field(default_factory=dict)
    """Anchor id of a record to the id of its entry."""

    def pair(self, record: Tracked, entry: Entry) -> None:
        self.pairs[record.id] = entry.id
        del self.records[record.id], self.entries[entry.id]

    def by_key(
        self, of_record: Callable[[Tracked], Hashable], of_entry: Callable[[Entry], Hashable]
    ) -> None:
        """Pair records and entries whose key is the same and stands on each side once."""
        entries = _unique(self.entries.values(), of_entry)
        for key, record in _unique(self.records.values(), of_record).items():
            if key in entries:
                self.pair(record, entries[key])


def reconcile(ledger: Ledger, records: Iterable[Tracked]) -> Reconciled:
    """Pair what a run found with what the last one knew.

    *records* come in the order of the vault; that order breaks ties. Equal input gives equal
    output, whatever the order of the ledger's entries.
    """
    return pair(ledger.entries, {record.id: record for record in records}, ())


def pair(
    entries: Iterable[Entry], found: Mapping[str, Tracked], taken: Iterable[str]
) -> Reconciled:
    """Pair *found*, by id, with *entries*; ids that are *taken* are nobody's."""
    known = {entry.id: entry for entry in sorted(entries, key=lambda one: one.id)}
    pairing = _Pairing({**known}, {**found})
    pairing.by_key(lambda one: (one.id, one.rev), lambda one: (one.anchor, one.rev))
    pairing.by_key(
        lambda one: (one.kind, one.note, one.rev),
        lambda one: None if one.gone else (one.kind, one.note, one.rev),
    )
    pairing.by_key(lambda one: one.id, lambda one: one.anchor)
    _pair_aliases(pairing)
    pairing.by_key(
        lambda one: (one.kind, one.rev), lambda one: None if one.gone else (one.kind, one.rev)
    )
    _pair_similar(pairing, lambda one: (one.kind, one.note))
    _pair_similar(pairing, lambda one: one.kind)
    return _result(known, found, pairing, {*taken, *known})


def ledger_text(ledger: Ledger) -> str:
    """Return *ledger* as JSON, one entry a line, in the order of their ids."""
    entries = sorted(ledger.entries, key=lambda one: one.id)
    return text_of_lines(msgspec.json.encode(entry).decode() for entry in entries)


HEAD = f'{{"format":{FORMAT},"entries":[\n'
TAIL = "\n]}\n"


def text_of_lines(lines: Iterable[str]) -> str:
    """Return the text of a ledger whose entries are these *lines* of JSON."""
    return HEAD + ",\n".join(lines) + TAIL


def parse_ledger(text: str) -> Ledger:
    """Read what `ledger_text` wrote; an empty text is an empty ledger.

    Raises:
        LedgerError: It is not a ledger, or one of a later format.
    """
    if not text.strip():
        return Ledger()
    try:
        ledger = msgspec.json.decode(text, type=Ledger)
    except msgspec.DecodeError as error:
        raise LedgerError(str(error)) from error
    if ledger.format > FORMAT:
        raise LedgerError(f"its format is {ledger.format}, this vaultkit knows {FORMAT}")
    return ledger


def sketch(text: str) -> tuple[str, ...]:
    """Return the smallest hashes of the words of *text*, up to their endings."""
    words = {word[:_STEM] for word in folded(text).split()}
    hashes = sorted(blake2b(word.encode(), digest_size=4).hexdigest() for word in words)
    return tuple(hashes[:_SKETCH])


def _raw(hashes: tuple[str, ...]) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(hashes)) if hashes else _NO_SKETCH


def similarity(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return the Jaccard similarity of two texts by their sketches, 0 to 1."""
    both = sorted({*one, *other})[:_SKETCH]
    shared = {*one} & {*other}
    return sum(value in shared for value in both) / len(both) if both else 0.0


def _pair_aliases(pairing: _Pairing) -> None:
    known = {
        anchor: entry
        for entry in pairing.entries.values()
        for anchor in (*entry.aliases, entry.id)
    }
    for record in list(pairing.records.values()):
        entry = known.get(record.id)
        if entry is not None and entry.id in pairing.entries and entry.kind == record.kind:
            pairing.pair(record, entry)


def _pair_similar(pairing: _Pairing, group: Callable[[Tracked | Entry], Hashable]) -> None:
    entries: dict[Hashable, list[Entry]] = {}
    for entry in pairing.entries.values():
        if not entry.gone and entry.hashes:
            entries.setdefault(group(entry), []).append(entry)
    records: dict[Hashable, list[Tracked]] = {}
    for record in pairing.records.values():
        if group(record) in entries:
            records.setdefault(group(record), []).append(record)
    for key, found in records.items():
        _pair_group(pairing, found[:_MOST], entries[key][:_MOST])


def _pair_group(pairing: _Pairing, records: list[Tracked], entries: list[Entry]) -> None:
    sketches = [sketch(record.text) for record in records]
    theirs = [entry.hashes for entry in entries]
    scored = [
        (-score, at, other)
        for at, mine in enumerate(sketches)
        for other, known in enumerate(theirs)
        if (score := similarity(mine, known)) >= _SIMILAR
    ]
    for _, at, other in sorted(scored):
        record, entry = records[at], entries[other]
        if record.id in pairing.records and entry.id in pairing.entries:
            pairing.pair(record, entry)


def _result(
    known: Mapping[str, Entry],
    found: Mapping[str, Tracked],
    pairing: _Pairing,
    taken: set[str],
) -> Reconciled:
    entries: dict[str, Entry] = {}
    ids: dict[str, str] = {}
    for record in found.values():
        number = pairing.pairs.get(record.id) or _free(record.id, taken)
        taken.add(number)
        entries[number] = _entry(record, number, known.get(number))
        if number != record.id:
            ids[record.id] = number
    missing = {number: entry for number, entry in known.items() if number not in entries}
    for number, entry in missing.items():
        entries[number] = entry if entry.gone else msgspec.structs.replace(entry, gone=True)
    return Reconciled(
        ledger=Ledger(entries=tuple(entries[number] for number in sorted(entries))),
        ids=ids,
        gone=tuple(sorted(number for number, entry in missing.items() if not entry.gone)),
    )


def _entry(record: Tracked, number: str, before: Entry | None) -> Entry:
    aliases = {*(before.aliases if before else ()), record.id} - {number}
    if before is not None and is_same(before, record) and aliases == {*before.aliases}:
        return before
    return Entry(
        id=number,
        anchor=record.id,
        kind=record.kind,
        note=record.note,
        rev=record.rev,
        sketch=before.sketch if before and before.rev == record.rev else _raw(sketch(record.text)),
        aliases=tuple(sorted(aliases)),
    )


def is_same(entry: Entry, record: Tracked) -> bool:
    """Return whether *entry* tells of *record* as it is; most of a vault is as it was."""
    return (
        (entry.anchor, entry.rev, entry.note, entry.kind)
        == (record.id, record.rev, record.note, record.kind)
        and not entry.gone
        and (entry.id == record.id or record.id in entry.aliases)
    )


def _free(number: str, taken: set[str]) -> str:
    """Return *number*, or another where it is the id of a record that is called otherwise now."""
    again = number
    while again in taken:
        again = anchor_id(again, "again", number)
    return again


def _unique(values: Iterable[One], key: Callable[[One], Hashable]) -> dict[Hashable, One]:
    first: dict[Hashable, One] = {}
    twice: set[Hashable] = set()
    for value in values:
        found = key(value)
        if found in first:
            twice.add(found)
        elif found is not None:
            first[found] = value
    for found in twice:
        del first[found]
    return first
