"""What was read from one note as one JSON document: the format of ``vaultkit facts``.

Each table below is the format of one record: names in the order in which they are written. Lines
count from 1, spans include their last line, columns count from 1 in characters of the raw line.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from types import MappingProxyType, NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_type_hints

from vaultkit.frames.record import (
    Attachment,
    Citation,
    Conflict,
    Cue,
    Diagnostic,
    Evidence,
    Exclusion,
    Filler,
    FootnoteDefRecord,
    FootnoteRefRecord,
    Frame,
    Lines,
    Meaning,
    Message,
    Opposition,
    Pointer,
    Protocol,
    ProtocolGroup,
    Relation,
    Section,
    Step,
    Table,
    TableRow,
    WikilinkRecord,
)
from vaultkit.frames.vault.module import find_modules
from vaultkit.notes.note_path import NotePath

_FIELDS: Mapping[type, tuple[str, ...]] = {
    Meaning: (
        "kind", "dialect", "title", "conversation_id", "messages", "sections", "wikilinks",
        "footnote_refs", "footnote_defs", "citations", "frames", "protocols",
        "protocol_groups", "exclusions", "tables", "pointers", "oppositions", "relations",
        "conflicts", "diagnostics",
    ),
    Message: (
        "id", "role", "author", "model", "dialect", "callout", "line", "span", "content_span",
        "content", "timestamp_raw", "timestamp", "timestamp_precision", "timestamp_format",
        "timestamp_ambiguous", "tz", "uid", "uid_line", "raw", "attachments", "memory",
    ),
    Attachment: ("kind", "name", "target", "status", "line", "span"),
    Section: (
        "id", "line", "span", "body_span", "level", "number", "label", "title", "title_raw",
        "container", "parent", "role",
    ),
    WikilinkRecord: (
        "line", "col", "raw", "target", "heading", "block", "alias", "embed", "context",
        "section",
    ),
    FootnoteRefRecord: ("label", "line", "col", "raw"),
    FootnoteDefRecord: ("label", "line", "text", "targets", "raw"),
    Cue: ("form", "act", "cito", "line", "col"),
    Citation: (
        "id", "rev", "line", "col", "target", "to_note", "to_self", "alias", "via", "footnote",
        "footnote_line", "section", "section_role", "container", "relation", "claim",
        "claim_span", "quote", "cues", "acts", "subject", "cito", "polarity",
    ),
    Filler: ("value", "line", "origin"),
    Evidence: ("note", "line", "quote"),
    ProtocolGroup: (
        "id", "name", "lead", "declared_count", "members", "ordered", "complete", "span",
    ),
    Exclusion: ("line", "item", "quote", "frame", "modality"),
    Table: ("id", "span", "header_line", "header", "rows", "frame", "container"),
    TableRow: ("line", "cells"),
    Pointer: (
        "id", "kind", "line", "number", "title", "quote", "modality", "from_number", "to_note",
    ),
    Opposition: ("id", "line", "span", "type", "rejected", "asserted", "criterion", "quotes"),
    Conflict: ("id", "rev", "kind", "line", "span", "statement", "against", "evidence"),
    Diagnostic: ("code", "at", "detail"),
    Frame: (
        "id", "rev", "kind", "subkind", "title", "number", "label", "container", "section", "span",
        "parent", "confidence", "rules", "protocol", "table", "evidence",
    ),
    Protocol: (
        "id", "rev", "name", "line", "span", "role", "status", "quote", "medium", "payload",
        "form", "actor", "environment", "preconditions", "checks", "excludes", "warnings",
        "objective", "metaphor", "group", "known", "complete", "condition", "reason", "cited",
        "same_as", "confidence", "evidence",
    ),
}  # fmt: skip
_NONE = ()
_PLAIN = frozenset((str, int, bool, NoneType, NotePath))


def _is_plain(hint: Any) -> bool:
    """Return whether every value of the type *hint* is as JSON has it."""
    return all(one in _PLAIN for one in (get_args(hint) if type(hint) is UnionType else (hint,)))


class _Layout(NamedTuple):
    """How a record is written."""

    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    rich: tuple[str, ...]
    """Names of the fields that have to be written: a vault has millions of the others."""


def _layout(kind: type, names: tuple[str, ...]) -> _Layout:
    hints = get_type_hints(kind)
    rich = tuple(name for name in names if not _is_plain(hints[name]))
    return _Layout(names, attrgetter(*names), rich)


_LAYOUTS: Mapping[type, _Layout] = {kind: _layout(kind, names) for kind, names in _FIELDS.items()}
SCALAR_SLOTS = frozenset((
    "statement", "trigger", "condition", "term", "question", "answer", "reason", "number",
    "rejected_reason", "mapping", "lesson", "lead", "objective", "table", "metaphor", "role",
))  # fmt: skip
"""Slots written as one text where one thing fills them; all others are written as lists."""


def note_facts(
    meaning: Meaning, instead: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Return everything that was read from one note as one JSON document.

    Args:
        meaning: What was read.
        instead: Fields of *meaning* by name, where the vault knows more of them than the note.
    """
    document = _fields(meaning, instead)
    modules = find_modules({NotePath(""): meaning}) if meaning.modules else ()
    if modules:
        frames = sorted((*meaning.frames, *modules), key=lambda frame: frame.span)
        document["frames"] = facts_of(tuple(frames))
    return document


def facts_of(value: Any) -> Any:
    """Return *value* as JSON has it."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    writer = _WRITERS.get(kind)
    return _fields(value) if writer is None else writer(value)


def _fields(value: Any, instead: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """Return the fields of a record by name."""
    names, values, rich = _LAYOUTS[type(value)]
    document = dict(zip(names, values(value), strict=True))
    document.update(instead)
    for name in rich:
        one = document[name]
        # Most lists of most records are empty, and need not be asked what they are.
        document[name] = [] if one is _NONE else facts_of(one)
    return document


def _lines(lines: Lines) -> list[int]:
    return [lines.first, lines.last]


def _list(values: tuple[Any, ...]) -> list[Any]:
    return [facts_of(one) for one in values]


def _frame(frame: Frame) -> dict[str, Any]:
    document = _fields(frame)
    document["slots"] = {name: _slot(name, fillers) for name, fillers in frame.slots.items()}
    document["fillers"] = {name: facts_of(fillers) for name, fillers in frame.slots.items()}
    return document


def _slot(name: str, fillers: tuple[Filler, ...]) -> str | list[str]:
    values = [filler.value for filler in fillers]
    return values[0] if name in SCALAR_SLOTS and len(values) == 1 else values


def _protocol(protocol: Protocol) -> dict[str, Any]:
    document = _fields(protocol)
    document["steps"] = [step.text for step in protocol.steps]
    document["step_records"] = [_step(step) for step in protocol.steps]
    document["declared_count"] = _count(protocol.declared_count)
    return document


def _step(step: Step) -> dict[str, Any]:
    return {
        "n": step.n,
        "text": step.text,
        "line": step.line,
        "actor": step.actor,
        "in": list(step.takes),
        "out": list(step.gives),
        "after": list(step.after),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    document = _fields(citation)
    document["span"] = _lines(citation.claim_span)
    return document


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "from": relation.source,
        "type": relation.type,
        "to": relation.target,
        "span": facts_of(relation.span),
        "origin": relation.origin,
    }


def _count(declared: str | None) -> int | str | None:
    return int(declared) if declared and declared.isdecimal() else declared


_WRITERS: Mapping[type, Callable[[Any], Any]] = {
    tuple: _list,
    Lines: _lines,
    Frame: _frame,
    Protocol: _protocol,
    Relation: _relation,
    Citation: _citation,
}
