"""Who speaks where: messages, and the annotation or body between and around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vaultkit.frames.identity import message_container, note_container
from vaultkit.frames.record import Lines, Message
from vaultkit.notes.note import Note


@dataclass(frozen=True, slots=True)
class Container:
    """A run of lines with one voice."""

    id: str
    """``m1`` for a message, ``b1`` for what stands between messages, ``body`` without any."""

    anchor: str
    """What identifies it through edits (`vaultkit.frames.identity`)."""

    span: Lines
    depth: int
    """Quote depth of its plain lines."""

    message: Message | None = None

    @property
    def numbers(self) -> range:
        """Its line numbers."""
        return range(self.span.first, self.span.last + 1)


def find_containers(
    note: Note, messages: Sequence[Message], last: int, body_first: int
) -> tuple[Container, ...]:
    """Divide the lines *body_first* to *last* among the messages and what is not a message.

    Args:
        note: The note, for its identity.
        messages: In the order of the file.
        last: Number of the file's last line.
        body_first: First line after the properties.
    """
    anchor = note_anchor(note)
    if not messages:
        # A file may end with its properties; the body then is the last of their lines.
        return (Container("body", anchor, Lines(min(body_first, last), last), 0),)
    found: list[Container] = []
    at = body_first
    for message in messages:
        if message.line > at:
            found.append(_between(found, anchor, at, message.line - 1))
        span = message.content_span or Lines(message.line, message.line)
        key = message_container(message.uid) if message.uid else anchor
        found.append(Container(message.id, key, span, message.depth, message))
        at = max(at, message.span.last + 1)
    if at <= last:
        found.append(_between(found, anchor, at, last))
    return tuple(found)


def note_anchor(note: Note) -> str:
    """Return the note's own identity: its ``id`` or ``conversation_id``, else its path."""
    for key in ("conversation_id", "id"):
        value = note.properties.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value):
            return note_container(note.path, str(value))
    return note_container(note.path)


def furniture(messages: Iterable[Message], properties: Lines | None) -> set[int]:
    """Return the lines that belong to the format of the file and not to anyone's words."""
    found = set(range(properties.first, properties.last + 1)) if properties else set()
    for message in messages:
        if message.content_span is None or message.content_span.first > message.line:
            found.add(message.line)
        for extra in message.attachments:
            told = extra.target is not None or extra.kind == "comment"
            if told and extra.span is not None:
                found.update(range(extra.span.first, extra.span.last + 1))
        if message.uid_line is not None:
            found.add(message.uid_line)
    return found


def _between(found: Sequence[Container], anchor: str, first: int, last: int) -> Container:
    number = 1 + sum(1 for container in found if container.message is None)
    return Container(f"b{number}", anchor, Lines(first, last), 0)
