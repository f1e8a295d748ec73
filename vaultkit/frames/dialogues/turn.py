"""The turns that a dialect's reader finds, and how they become messages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vaultkit.frames.dialogues.timestamp import (
    DateOrders,
    Stamp,
    date_orders,
    parse_stamp,
    time_of,
)
from vaultkit.frames.record import Attachment, Diagnostic, Lines, Message

MEMORY_REPLY = "Model set context updated."
"""What ChatGPT's memory tool answers after it has stored the message before it."""

_QUOTE = re.compile(r" {0,3}> ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message as its dialect writes it; lines are counted from 1."""

    role: str
    author: str
    model: str | None = None
    line: int
    """Line of the head."""

    first: int
    """First line of the content."""

    last: int
    """Last line of the content; less than `first` where there is none."""

    end: int
    """Last line of the whole turn."""

    depth: int = 0
    callout: str | None = None
    stamp: str | None = None
    uid: str | None = None
    uid_line: int | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a dialect's reader finds in one file."""

    kind: str = "conversation"
    title: str | None = None
    conversation_id: str | None = None
    turns: tuple[Turn, ...] = ()
    uids: bool = False
    """Whether this dialect gives each message an id, so that a missing one is worth a word."""

    near: tuple[str, ...] = ()
    """ISO times that the archive says elsewhere in the file (`time_of`)."""


def unquoted(line: str, depth: int) -> str:
    """Return *line* without *depth* quote marks, each with the one space that may follow it.

    >>> unquoted("> >text", 2), unquoted(">  code", 1)
    ('text', ' code')
    """
    for _ in range(depth):
        match = _QUOTE.match(line)
        if match is None:
            break
        line = line[match.end() :]
    return line


def quote_depth(line: str) -> int:
    """Return how many quote marks *line* begins with.

    >>> quote_depth("> > text"), quote_depth(">>text"), quote_depth("text")
    (2, 2, 0)
    """
    depth = 0
    while match := _QUOTE.match(line):
        depth += 1
        line = line[match.end() :]
    return depth


def content_of(turn: Turn, lines: Sequence[str]) -> str:
    """Return the content of *turn* without the quote marks of its format."""
    return "\n".join(unquoted(line, turn.depth) for line in lines[turn.first - 1 : turn.last])


def messages_of(draft: Draft, lines: Sequence[str], dialect: str) -> tuple[Message, ...]:
    """Return the turns of *draft* as messages, with their times as far as the file tells them."""
    stamps = [parse_stamp(turn.stamp) if turn.stamp else None for turn in draft.turns]
    orders = date_orders(stamp for stamp in stamps if stamp)
    found = []
    for number, (turn, stamp) in enumerate(zip(draft.turns, stamps, strict=True), start=1):
        message = _message(turn, lines, dialect, f"m{number}")
        found.append(_timed(message, stamp, orders, draft.near))
    return _with_memory(found, draft.turns, lines)


def message_faults(draft: Draft, messages: Iterable[Message]) -> tuple[Diagnostic, ...]:
    """Return what is odd in the heads of *messages*."""
    faults = []
    for message in messages:
        if message.timestamp_raw and message.timestamp is None:
            faults.append(_fault("unparsed_timestamp", message, message.timestamp_raw))
        if draft.uids and message.uid is None:
            faults.append(_fault("missing_uid", message, message.raw.strip()))
    return tuple(faults)


def _fault(code: str, message: Message, detail: str) -> Diagnostic:
    return Diagnostic(code=code, at=message.line, detail=detail)


def _message(turn: Turn, lines: Sequence[str], dialect: str, number: str) -> Message:
    filled = turn.last >= turn.first
    return Message(
        id=number,
        role=turn.role,
        author=turn.author,
        model=turn.model,
        dialect=dialect,
        line=turn.line,
        span=Lines(turn.line, turn.end),
        content_span=Lines(turn.first, turn.last) if filled else None,
        content=content_of(turn, lines) if turn.first == turn.last else None,
        timestamp_raw=turn.stamp,
        uid=turn.uid,
        uid_line=turn.uid_line,
        callout=turn.callout,
        raw=lines[turn.line - 1],
        depth=turn.depth,
        attachments=turn.attachments,
    )


def _timed(
    message: Message, stamp: Stamp | None, orders: DateOrders, near: tuple[str, ...]
) -> Message:
    time = time_of(stamp, orders, near) if stamp else None
    if time is None:
        return message
    return replace(
        message,
        timestamp=time.iso,
        timestamp_precision=time.precision,
        timestamp_format=time.format,
        timestamp_ambiguous=time.ambiguous,
        tz=time.zone,
    )


def _with_memory(
    messages: list[Message], turns: Sequence[Turn], lines: Sequence[str]
) -> tuple[Message, ...]:
    for at in range(1, len(messages)):
        written = messages[at - 1]
        if written.role == "assistant" and messages[at].content == MEMORY_REPLY:
            messages[at - 1] = replace(written, memory=content_of(turns[at - 1], lines).strip())
    return tuple(messages)
