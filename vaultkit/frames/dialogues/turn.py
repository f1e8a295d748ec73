"""The turns that a dialect's reader finds, and how they become messages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vaultkit.frames.dialogues.timestamp import DateOrders, Time, date_orders, parse_stamp, time_of
from vaultkit.frames.record import Attachment, Diagnostic, Lines, Message

MEMORY_REPLY = "Model set context updated."
"""What ChatGPT's memory tool answers after it has stored the message before it."""

_BARE_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?")
_QUOTE = re.compile(r" {0,3}> ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message as its dialect writes it; lines are counted from 1."""

    role: str
    author: str
    model: str | None = None
    line: int
    """Line of the head."""

    first: int = 0
    """First line of the content; 0 while it is not known."""

    last: int = -1
    """Last line of the content; less than `first` where there is none."""

    end: int = 0
    """Last line of the whole turn."""

    depth: int = 0
    offset: int = 0
    """Characters of the first line of the content that belong to the head."""

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

    usual: DateOrders = field(default_factory=dict)
    """Order of day and month that the dialect writes unless told otherwise."""

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
    texts = [unquoted(line, turn.depth) for line in lines[turn.first - 1 : turn.last]]
    return "\n".join(texts)[turn.offset :]


def content_depth(lines: Sequence[str], first: int, last: int) -> int:
    """Return how many quote marks all the lines from *first* to *last* begin with."""
    return min((quote_depth(line) for line in lines[first - 1 : last]), default=0)


def messages_of(draft: Draft, lines: Sequence[str], dialect: str) -> tuple[Message, ...]:
    """Return the turns of *draft* as messages, with their times as far as the file tells them."""
    stamps = [parse_stamp(turn.stamp) if turn.stamp else None for turn in draft.turns]
    orders = date_orders(stamp for stamp in stamps if stamp)
    found: list[Message] = []
    for number, (turn, stamp) in enumerate(zip(draft.turns, stamps, strict=True), start=1):
        message = _message(turn, lines, dialect, f"m{number}")
        time = time_of(stamp, orders, draft.near, draft.usual) if stamp else None
        message = _timed(message, time)
        found.append(_on_day_of(message, found[-1]) if found else message)
    return _with_memory(found, draft.turns, lines)


def retimed(messages: Iterable[Message], orders: DateOrders) -> tuple[Message, ...]:
    """Return *messages* with their ambiguous times read in the order that *orders* decide."""
    found: list[Message] = []
    for message in messages:
        stamp = parse_stamp(message.timestamp_raw or "") if message.timestamp_ambiguous else None
        time = time_of(stamp, orders) if stamp else None
        if time is not None and not time.ambiguous:
            message = _timed(message, time)  # noqa: PLW2901 - the same message, its time settled
        elif message.timestamp_ambiguous and found and stamp is None:
            message = _on_day_of(replace(message, timestamp=None), found[-1])  # noqa: PLW2901
        found.append(message)
    return tuple(found)


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
        offset=turn.offset,
        attachments=turn.attachments,
    )


def _timed(message: Message, time: Time | None) -> Message:
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


def _on_day_of(message: Message, before: Message) -> Message:
    """Complete a bare time of day with the day of the message *before* it."""
    raw = message.timestamp_raw or ""
    if message.timestamp or not before.timestamp or not _BARE_TIME.fullmatch(raw):
        return message
    return replace(
        message,
        timestamp=f"{before.timestamp[:10]}T{raw.zfill(8 if raw.count(':') == 2 else 5)}",
        timestamp_precision="second" if raw.count(":") == 2 else "minute",
        timestamp_format="H:mm:ss" if raw.count(":") == 2 else "H:mm",
        timestamp_ambiguous=before.timestamp_ambiguous,
    )


def _with_memory(
    messages: list[Message], turns: Sequence[Turn], lines: Sequence[str]
) -> tuple[Message, ...]:
    for at in range(1, len(messages)):
        written = messages[at - 1]
        if written.role == "assistant" and messages[at].content == MEMORY_REPLY:
            messages[at - 1] = replace(written, memory=content_of(turns[at - 1], lines).strip())
    return tuple(messages)
