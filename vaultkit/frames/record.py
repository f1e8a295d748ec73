"""The vocabulary of meaning: what the rules find in one file, each record with its evidence.

Field names are those of ``vaultkit facts``. Lines are counted from 1 and spans include their last
line; columns are counted from 1 in characters of the raw line. Quotes are verbatim up to Markdown
emphasis, white space and quote marks at the start of lines.

The records of which a vault has most are msgspec's and not dataclasses: msgspec makes one in a
sixth of the time (`msgspec.structs.replace` changes one).
"""

from dataclasses import dataclass, field

import msgspec

from vaultkit.notes.note_path import NotePath


class Lines(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """First and last line, both included, counted from 1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What a message carries beside its text, or in its text without being said by it."""

    kind: str
    """attachment, artifact, prompt, canvas; context (a note handed to the model); reasoning,
    search, pasted."""

    name: str
    target: str | None = None
    """Link path as written, where there is one."""

    status: str | None = None
    """Why the file is missing, as the archive says it."""

    line: int
    span: Lines | None = None
    """The lines that announce it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of a dialogue."""

    id: str
    """``m1``, ``m2`` … in the order of the file."""

    role: str
    """user, assistant, system, tool."""

    author: str
    """As written: ``User``, ``Assistant``, ``Claude``."""

    model: str | None = None
    dialect: str
    """Which archive format the header is of: ``nexus``, ``copilot`` …"""

    line: int
    """Line of the header."""

    span: Lines
    content_span: Lines | None = None
    content: str | None = None
    """The content where it is short (one line)."""

    timestamp_raw: str | None = None
    timestamp: str | None = None
    """ISO 8601 local time as precise as written; None where it cannot be read."""

    timestamp_precision: str | None = None
    """day, minute or second."""

    timestamp_format: str | None = None
    timestamp_ambiguous: bool = False
    """Whether day and month could be swapped: `timestamp` is then the usual reading."""

    tz: str | None = None
    uid: str | None = None
    uid_line: int | None = None
    callout: str | None = None
    raw: str
    """The header line."""

    depth: int = 0
    """How many ``>`` stand before each line of the content because of the archive's format."""

    offset: int = 0
    """Characters of the first line of the content that belong to the header."""

    attachments: tuple[Attachment, ...] = ()
    memory: str | None = None
    """The saved-memory entry that this message wrote, verbatim."""


class Section(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A heading and what stands under it, inside one container."""

    id: str
    line: int
    span: Lines
    body_span: Lines
    level: int
    number: str | None = None
    label: str | None = None
    """Word before the number: «Часть», ``Chapter``."""

    title: str
    title_raw: str
    container: str
    """``body``, a message's id, or an annotation's id."""

    parent: str | None = None
    role: str | None = None


class WikilinkRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A wikilink with its place and what stands beside it."""

    line: int
    col: int
    raw: str
    target: str
    heading: str | None = None
    block: str | None = None
    alias: str | None = None
    embed: bool = False
    context: str | None = None
    """list_item, footnote_definition, table, heading, paragraph, quote."""

    section: str | None = None


class FootnoteRefRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``[^label]`` in the text."""

    label: str
    line: int
    col: int
    raw: str


class FootnoteDefRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``[^label]: text``."""

    label: str
    line: int
    text: str
    targets: tuple[str, ...] = ()
    raw: str


class Cue(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The words that tell what a citation does."""

    form: str
    act: str
    cito: str
    line: int
    col: int


class Citation(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One note citing another, with the reason that it gives."""

    id: str
    rev: str
    line: int
    col: int
    target: str
    """Link path as written."""

    to_note: NotePath | None = None
    """The note it means; filled by the vault pass, None where it is unresolved."""

    to_self: bool = False
    """Whether that is the citing note itself."""

    alias: str | None = None
    via: str = "link"
    """link or footnote."""

    footnote: str | None = None
    footnote_line: int | None = None
    section: str | None = None
    section_role: str | None = None
    container: str = "body"
    relation: str | None = None
    """broader, narrower, related, where the section says so."""

    claim: str
    claim_span: Lines
    quote: str
    cues: tuple[Cue, ...] = ()
    acts: tuple[str, ...] = ("mentions",)
    subject: str = "unknown"
    """cited, citing or unknown."""

    cito: str = "cito:cites"
    polarity: str = "neutral"
    """neutral, supports or attacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """What fills a slot."""

    value: str
    line: int
    origin: str = "text"
    """text, default or derived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place that speaks of a record."""

    note: NotePath
    line: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A unit of the architecture: a kind, its slots and what fills them."""

    id: str
    """Stable through edits (`vaultkit.frames.identity`)."""

    rev: str
    """Hash of the normalised text: same id and another rev means edited."""

    kind: str
    subkind: str | None = None
    title: str | None = None
    number: str | None = None
    label: str | None = None
    container: str = "body"
    section: str | None = None
    span: Lines
    slots: dict[str, tuple[Filler, ...]] = field(default_factory=dict)
    parent: str | None = None
    """Id of the frame that this one is part of."""

    confidence: str = "C"
    """A structure and lexicon agree, B lexicon only, C structure only."""

    rules: tuple[str, ...] = ()
    protocol: str | None = None
    table: str | None = None
    evidence: tuple[Evidence, ...] = ()
    """Every place, where the frame is of the whole vault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a protocol."""

    n: int
    text: str
    line: int
    actor: str | None = None
    takes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A way to move an architecture, proposed, described or rejected."""

    id: str
    rev: str
    name: str
    line: int
    span: Lines
    role: str
    """transfer_type, vector, protocol, plan, taxonomy, paradigm, artefact, excluded."""

    status: str
    """proposed, described or rejected."""

    quote: str
    medium: tuple[str, ...] = ()
    payload: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    checks: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    objective: tuple[str, ...] = ()
    metaphor: str | None = None
    group: str | None = None
    declared_count: str | None = None
    known: tuple[str, ...] = ()
    complete: bool | None = None
    condition: Evidence | None = None
    reason: Evidence | None = None
    cited: str | None = None
    same_as: tuple[str, ...] = ()
    confidence: str = "C"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolGroup:
    """Protocols that a note names together: «три вектора»."""

    id: str
    name: str
    lead: Evidence
    declared_count: str | None = None
    members: tuple[str, ...] = ()
    ordered: bool = False
    complete: bool | None = None
    span: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Something that a note says cannot be carried over."""

    line: int
    item: str
    quote: str
    frame: str | None = None
    modality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table; cells without the pipes."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its header and rows."""

    id: str
    span: Lines
    header_line: int
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    frame: str | None = None
    container: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A part that names the part that follows it."""

    id: str
    kind: str
    line: int
    number: str | None
    title: str
    quote: str
    modality: str = "statement"
    """statement, question or offer."""

    from_number: str | None = None
    to_note: NotePath | None = None
    """The note that holds the part; filled by the vault pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """What is rejected and what is put in its place."""

    id: str
    line: int
    span: Lines
    type: str
    rejected: str
    asserted: str
    criterion: str | None = None
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed edge between two records; ends are ids, or ``note:PATH``."""

    source: str
    type: str
    """has_part leads_to resolved_by supports opposes entails precedes contrasts_with maps_onto
    same_as excludes cites."""

    target: str
    span: Lines | None = None
    origin: str = "structure"
    """text, structure or inferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What the notes hold against each other; recorded, never resolved."""

    id: str
    rev: str
    kind: str
    """correction (a message takes back what an earlier one says), contradiction (it denies it),
    opposition, tension (one source is cited for both), status (proposed here, rejected there)."""

    line: int
    span: Lines
    statement: str
    against: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleMention:
    """A token that is written as the names of modules are (`vaultkit.frames.module_tokens`)."""

    name: str
    line: int
    col: int
    code: bool = False
    """Whether it stands in backticks."""

    declared: bool = False
    """Whether its line, or the lead of its list, speaks of modules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something odd in how the file is written."""

    code: str
    at: int | None
    """Line, or None for the whole file."""

    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Everything that the rules find in one file on its own."""

    kind: str = "plain"
    """conversation, report, artifact or plain (`vaultkit.frames.dialogues.dialogue`)."""

    dialect: str | None = None
    title: str | None = None
    """The dialogue's own title where the archive keeps one."""

    conversation_id: str | None = None
    messages: tuple[Message, ...] = ()
    sections: tuple[Section, ...] = ()
    wikilinks: tuple[WikilinkRecord, ...] = ()
    footnote_refs: tuple[FootnoteRefRecord, ...] = ()
    footnote_defs: tuple[FootnoteDefRecord, ...] = ()
    citations: tuple[Citation, ...] = ()
    frames: tuple[Frame, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    protocol_groups: tuple[ProtocolGroup, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    tables: tuple[Table, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    oppositions: tuple[Opposition, ...] = ()
    relations: tuple[Relation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    modules: tuple[ModuleMention, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
