"""A snapshot to the nodes of its map: notes, frames, protocols, messages, files and ghosts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType

from vaultkit.frames.record import Citation, Frame, Message, Protocol
from vaultkit.graph.vault_graph import ResolvedLink
from vaultkit.map.record import CONFLICT, EXCLUDED, PRIVATE, REJECTED, Node
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath, file_name, folder, stem
from vaultkit.snapshot import Snapshot

EPOCH = date(1970, 1, 1).toordinal()
DATE_KEYS = ("date", "created", "created_at", "date created", "дата", "создано")
OWN_DAYS = 0.05
"""Share of notes that tell their own date from which dates of files are not used."""

LABEL_LIMIT = 240
"""Characters of a label; a longer title is cut with an ellipsis."""

HEADINGS = 80
"""Headings of one note that are found by their words."""

MARKUP = str.maketrans("", "", "[]*`=")
LINK = re.compile(
    r"\[\[[^\[\]|]{1,300}\|([^\[\]]{1,300})\]\]|\[([^\[\]]{1,300})\]\([^()\s]{1,1000}\)"
)
SPEAKING_SLOTS = ("statement", "lead", "question", "term", "problem", "goal")
"""Slots whose first words say best what a frame without a title is about."""


def note_id(path: str) -> str:
    """Return the node id of a note, a file or a canvas at *path*."""
    lower = path.lower()
    if lower.endswith(".md"):
        return f"n:{path}"
    return f"c:{path}" if lower.endswith(".canvas") else f"a:{path}"


def ghost_id(target: str) -> str:
    """Return the node id of a link target that no file answers to; case does not count."""
    return f"g:{target.lower()}"


def message_id(path: str, message: str) -> str:
    """Return the node id of a message in the note at *path*."""
    return f"m:{path}#{message}"


def note_nodes(
    snapshot: Snapshot,
    paths: Iterable[NotePath],
    days: Mapping[NotePath, int],
    before: Mapping[str, Node] = MappingProxyType({}),
) -> Iterator[Node]:
    """Yield a node for each of *paths*; what *before* has of the same content is taken from there.

    A note's day is that of its first message, or of its properties. Dates of files (*days*, in
    days since 1970) serve where hardly any note tells its own: those of a copied or synchronised
    vault are all of one day.
    """
    paths = tuple(paths)
    told = {path: own_day(snapshot, path) for path in paths}
    if sum(day is not None for day in told.values()) > OWN_DAYS * len(paths):
        days = {}
    for path in paths:
        own = told[path]
        yield note_node(
            snapshot, path, days.get(path) if own is None else own, before.get(note_id(path))
        )


def note_node(
    snapshot: Snapshot, path: NotePath, day: int | None, before: Node | None = None
) -> Node:
    """Return the node of the note at *path*, made of *before* where that has the same content."""
    note = snapshot.readings[path].note
    flags = _note_flags(note, conflicted=bool(snapshot.conflicts.get(path)))
    if before is not None and before.rev == note.digest:
        is_same = (before.day, before.flags) == (day, flags)
        return before if is_same else replace(before, day=day, flags=flags)
    return Node(
        id=note_id(path),
        kind="note",
        label=stem(path),
        path=path,
        tags=tuple(dict.fromkeys(note.all_tags)),
        aliases=tuple(short(alias) for alias in note.aliases),
        headings=tuple(
            (heading.line, short(without_markup(heading.text)))
            for heading in note.headings[:HEADINGS]
        ),
        folder=folder(path),
        day=day,
        flags=flags,
        rev=note.digest,
    )


def _note_flags(note: Note, *, conflicted: bool) -> int:
    private = note.properties.get("private") is True or any(
        tag.lower() in ("#private", "#личное") for tag in note.all_tags
    )
    return (PRIVATE if private else 0) | (CONFLICT if conflicted else 0)


def own_day(snapshot: Snapshot, path: NotePath) -> int | None:
    """Return the day that the note at *path* tells: of its first message, or in a property."""
    for message in snapshot.messages.get(path, ()):
        found = day_of(message.timestamp)
        if found is not None:
            return found
    for key, value in snapshot.readings[path].note.properties.items():
        if key.lower() in DATE_KEYS:
            found = day_of(value)
            if found is not None:
                return found
    return None


def day_of(value: object) -> int | None:
    """Return the days since 1970 of a date, or of text that begins with one.

    >>> day_of("1970-01-02T10:00"), day_of("soon"), day_of(None)
    (1, None, None)
    """
    if isinstance(value, date):
        return value.toordinal() - EPOCH
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10]).toordinal() - EPOCH
    except ValueError:
        return None


def frame_nodes(frames: Iterable[Frame], home: Node) -> Iterator[Node]:
    """Yield a node for each of *frames*, of the note whose node is *home*."""
    for frame in frames:
        yield _child(
            home,
            id=f"f:{frame.id}",
            kind="frame",
            label=frame_label(frame),
            line=frame.span.first,
            tags=(f"frame:{frame.kind}",),
            flags=EXCLUDED if frame.kind in ("exclusion", "excluded") else 0,
            rev=frame.rev,
        )


def frame_label(frame: Frame) -> str:
    """Return what a frame is called: its title, else its own first words, else its kind."""
    if frame.title:
        return frame.title
    for slot in (*SPEAKING_SLOTS, *frame.slots):
        for filler in frame.slots.get(slot, ()):
            if filler.value.strip():
                return filler.value
    return frame.subkind or frame.kind


def protocol_node(protocol: Protocol, home: Node | None) -> Node:
    """Return the node of *protocol*; *home* is the note that it lies beside."""
    flags = REJECTED if protocol.status == "rejected" else 0
    flags |= EXCLUDED if protocol.role == "excluded" else 0
    return _child(
        home,
        id=f"p:{protocol.id}",
        kind="protocol",
        label=protocol.name,
        line=protocol.line,
        tags=(f"protocol:{protocol.role}", f"status:{protocol.status}"),
        flags=flags,
        rev=protocol.rev,
    )


def message_nodes(messages: Iterable[Message], home: Node) -> Iterator[Node]:
    """Yield a node for each message of the note whose node is *home*."""
    for message in messages:
        yield _child(
            home,
            id=message_id(home.path or "", message.id),
            kind="message",
            label=" ".join(filter(None, (message.author, message.timestamp_raw))),
            line=message.line,
            tags=(f"role:{message.role}",),
            day=day_of(message.timestamp),
            rev=home.rev,
        )


def _child(  # noqa: PLR0913 - the fields of one record, each by its name
    home: Node | None,
    *,
    id: str,  # noqa: A002 - the record's own name for it
    kind: str,
    label: str,
    line: int,
    tags: tuple[str, ...],
    rev: str,
    flags: int = 0,
    day: int | None = None,
) -> Node:
    return Node(
        id=id,
        kind=kind,
        label=short(label),
        path=home.path if home else None,
        line=line,
        parent=home.id if home else None,
        tags=tags,
        folder=home.folder if home else "",
        day=day if day is not None or home is None else home.day,
        flags=flags | (home.flags & PRIVATE if home else 0),
        rev=rev,
    )


def without_markup(text: str) -> str:
    """Return *text* as it is read: links by their names, no emphasis.

    >>> without_markup("**See** [[note|the note]] and [page](https://example.org)")
    'See the note and page'
    """
    named = LINK.sub(lambda found: found[1] or found[2], text) if "[" in text else text
    plain = named.translate(MARKUP)
    return text if plain == text else plain


def short(label: str) -> str:
    """Return *label* on one line and of bounded length."""
    line = " ".join(label[: LABEL_LIMIT * 4].split())
    if line == label:
        line = label  # what is drawn is not kept twice
    return line if len(line) <= LABEL_LIMIT else line[: LABEL_LIMIT - 1] + "…"


def target_node(link: ResolvedLink) -> Node:
    """Return the node of what *link* leads to where that is not a note: a file or a ghost."""
    if link.target is None:
        return ghost_node(link.link.target)
    return file_node(link.target)


def ghost_node(target: str) -> Node:
    """Return the node of a link target that no file answers to."""
    return Node(id=ghost_id(target), kind="ghost", label=short(target))


def file_node(path: NotePath) -> Node:
    """Return the node of an attached file or a canvas."""
    canvas = path.lower().endswith(".canvas")
    return Node(
        id=note_id(path),
        kind="canvas" if canvas else "file",
        label=file_name(path),
        path=path,
        folder=folder(path),
    )


def function_of(citation: Citation) -> str:
    """Return the edge kind of *citation*: ``cites:`` and its CiTO property without prefix."""
    return _edge_kind(citation.cito)


@cache
def _edge_kind(cito: str) -> str:
    return f"cites:{cito.rpartition(':')[2] or 'cites'}"
