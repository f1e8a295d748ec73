"""The records of a seed: what its JSON files hold, and all that every other file is made from.

`Content` is the whole meaning of a seed. Every payload file is a function of it, so two seeds
with equal content are equal bytes, and reading the JSON files of a seed gives its content back.
Fields are camelCase in the files; fields at their default are left out.
"""

from typing import Any

import msgspec

from vaultkit.seed.slug import short_hash


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """Base of the records: how they are written."""


class Place(Record, frozen=True):
    """Where something stands in the vault that the seed was made from."""

    note: str
    """Id of a `SeedSource`."""

    lines: tuple[int, int]
    """First and last line, both included, counted from 1."""

    uid: str | None = None
    """The message's own id, where the text is part of a dialogue."""

    role: str | None = None
    """user, assistant, system or tool."""

    at: str | None = None
    """ISO 8601 local time of the message."""


class SeedClaim(Record, frozen=True):
    """One thing that the notes say, word for word."""

    id: str
    text: str
    """Verbatim, on one line, Markdown emphasis dropped, NFC."""

    kind: str
    """statement, citation, cell, exclusion, opposition, step, protocol."""

    place: Place
    frame: str | None = None
    slot: str | None = None
    relation: str | None = None
    """``cito:…`` where the claim says what another note does."""

    target: str | None = None
    """Id of the `SeedSource` that the claim is about."""

    row: str | None = None
    """Of a cell: the first cell of its row, that is the criterion."""

    column: str | None = None
    """Of a cell: the header of its column, that is the subject."""

    against: str | None = None
    """Of an opposition: what is rejected in favour of the text."""

    protocol: str | None = None
    order: int | None = None
    """Of a step: its number."""


class SeedFrame(Record, frozen=True):
    """A unit of the architecture."""

    id: str
    kind: str
    title: str
    place: Place
    subkind: str | None = None
    number: str | None = None
    label: str | None = None
    parent: str | None = None
    protocol: str | None = None
    confidence: str = "C"
    claims: tuple[str, ...] = ()
    """Ids, in the order of the note."""


class SeedProtocol(Record, frozen=True):
    """A way to move the architecture, as far as the notes tell it."""

    id: str
    name: str
    role: str
    status: str
    place: Place
    medium: tuple[str, ...] = ()
    payload: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    objective: tuple[str, ...] = ()
    metaphor: str | None = None
    group: str | None = None
    """Name of the group that the notes put it into."""

    ordered: bool = False
    """Whether that group has an order."""

    declared_count: str | None = None
    known: tuple[str, ...] = ()
    complete: bool | None = None
    cited: str | None = None
    """Id of the `SeedSource` that is said to tell more."""

    reason: str | None = None
    """Why it is rejected, where the notes say so."""

    steps: tuple[str, ...] = ()
    """Ids of claims, in order."""

    evidence: tuple[str, ...] = ()
    """Ids of claims."""


class SeedConflict(Record, frozen=True):
    """Two things that do not agree; kept, never resolved by the program."""

    id: str
    kind: str
    statement: str
    against: str
    place: Place


class Excerpt(Record, frozen=True):
    """A paragraph of a note, or more of them, as it stands there without comments."""

    lines: tuple[int, int]
    """First and last line, both included, counted from 1."""

    text: str


class SeedSource(Record, frozen=True):
    """A note that the seed speaks from or of."""

    id: str
    title: str
    path: str | None = None
    """Path in the vault; None where the vault has no such note."""

    digest: str | None = None
    """``blake2b-128:…`` of the note's bytes when the seed was made."""

    uids: tuple[str, ...] = ()
    state: str = "carried"
    """carried: its frames are here; outside: in the vault, not selected; missing: no such note."""

    excerpts: tuple[Excerpt, ...] = ()
    """Empty unless whoever exported asked for them."""


class SeedRelation(Record, frozen=True):
    """A typed edge between two records."""

    source: str
    type: str
    target: str


class Content(Record, frozen=True):
    """Everything that a seed means, without what is derived from it."""

    language: str
    sources: tuple[SeedSource, ...] = ()
    frames: tuple[SeedFrame, ...] = ()
    claims: tuple[SeedClaim, ...] = ()
    protocols: tuple[SeedProtocol, ...] = ()
    conflicts: tuple[SeedConflict, ...] = ()
    relations: tuple[SeedRelation, ...] = ()


class Tombstone(Record, frozen=True):
    """A record that was withdrawn: no older seed may bring it back."""

    id: str
    table: str
    """sources, frames, claims, protocols or conflicts."""

    since: str
    """Version of the seed that withdrew it."""


class Act(Record, frozen=True):
    """One step of growing the architecture again."""

    id: str
    position: int
    """From 1; the order of positions is one in which every need comes first."""

    file: str
    """Path in the bundle: ``acts/01-name.md``."""

    title: str
    description: str
    mode: str
    """read, dialogue, code or human."""

    transfer_kind: str
    """architectural, functional or symbiotic."""

    needs: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    protocol: str | None = None
    claims: tuple[str, ...] = ()
    """Ids of the claims that the prompt quotes."""

    more_claims: int = 0
    """How many claims of the act's frames the prompt leaves to the frames' files."""

    precondition: tuple[str, ...] = ()
    prompt: str = ""
    sign: tuple[str, ...] = ()
    """What is seen when the act has worked."""

    questions: tuple[str, ...] = ()
    """What the notes do not say and a person is asked."""

    human: str = ""
    on_fail: str = "repeat"
    """``repeat`` or ``return-to:<act id>``."""

    checks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


TRANSFER = "transfer"
"""Type of the questions that ask for something new: only a person can judge the answers."""


FINAL_ACT = f"a-{short_hash('act', 'final')}"
"""Id of the act that verifies: the last of every seed."""


class Check(Record, frozen=True):
    """One question, with a key that a program can grade unless its type is `TRANSFER`."""

    id: str
    type: str
    """cloze, frame-of-claim, cites-which, order, cell, contrast, decoy or transfer."""

    prompt: str
    act: str
    frame: str | None = None
    claims: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    """Any of these is right; of a transfer question, what the answer may rest on."""

    choices: tuple[str, ...] = ()
    key: int | None = None
    """Index from 0 of the right choice."""

    order: tuple[str, ...] = ()
    """The items in their right order."""

    weight: int = 1


_ENCODER = msgspec.json.Encoder(order="sorted")


def json_bytes(value: Any) -> bytes:
    """Return *value* as indented JSON with sorted keys and one newline at the end."""
    return msgspec.json.format(_ENCODER.encode(value), indent=2) + b"\n"


def json_lines(values: Any) -> bytes:
    """Return *values* as JSON Lines with sorted keys."""
    return _ENCODER.encode_lines(list(values))
