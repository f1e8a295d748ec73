"""What the reading panel shows of one node: its text, what it cites and what cites it, its parts.

A panel is plain JSON (docs/map-data.md). Which of them a page carries that no server stands
behind says `vaultkit.map.page_panels`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vaultkit.frames.record import Citation, Frame, Lines, Protocol
from vaultkit.graph.resolution import resolve
from vaultkit.map.node import frame_label, function_of, ghost_id, note_id, short
from vaultkit.map.plain_reading import plain_html
from vaultkit.map.record import Drawing, Edge, Node
from vaultkit.map.rendering import TEXT_LIMIT, render
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.source import Source
from vaultkit.snapshot import Snapshot

LIST_LIMIT = 200
"""Entries of one list of a panel; what is left out is counted in ``more``."""

CLAIM_LIMIT = 600


Read = Callable[[NotePath], Source]
Panel = dict[str, object]


@dataclass(frozen=True, slots=True)
class PanelBook:
    """What panels are made from, indexed once for a drawing."""

    snapshot: Snapshot
    drawing: Drawing
    at: Mapping[str, int]
    outgoing: Mapping[int, tuple[Edge, ...]]
    incoming: Mapping[int, tuple[Edge, ...]]
    cited: Mapping[tuple[str, str, str], Sequence[Citation]]
    """Citations by citing node, cited node and kind of edge."""

    frames: Mapping[str, Frame]
    protocols: Mapping[str, Protocol]
    read: Read


def panel_book(snapshot: Snapshot, drawing: Drawing, read: Read) -> PanelBook:
    """Index *drawing* for `panel`; *read* returns the text of a note, or raises OSError."""
    outgoing: dict[int, list[Edge]] = {}
    incoming: dict[int, list[Edge]] = {}
    for edge in drawing.edges:
        outgoing.setdefault(edge.source, []).append(edge)
        incoming.setdefault(edge.target, []).append(edge)
    cited: dict[tuple[str, str, str], list[Citation]] = {}
    for path, citations in snapshot.citations.items():
        for each in citations:
            key = (note_id(path), _cited(each), function_of(each))
            cited.setdefault(key, []).append(each)
    return PanelBook(
        snapshot=snapshot,
        cited=cited,
        drawing=drawing,
        at={node.id: place for place, node in enumerate(drawing.nodes)},
        outgoing={at: tuple(edges) for at, edges in outgoing.items()},
        incoming={at: tuple(edges) for at, edges in incoming.items()},
        frames={
            f"f:{each.id}": each
            for frames in (*snapshot.frames.values(), snapshot.modules)
            for each in frames
        },
        protocols={f"p:{each.id}": each for each in snapshot.protocols},
        read=read,
    )


def panel(
    book: PanelBook,
    node_id: str,
    text_limit: int = TEXT_LIMIT,
    list_limit: int = LIST_LIMIT,
    *,
    plain: bool = False,
) -> Panel | None:
    """Return the panel of a node; None where there is no such node.

    Where *plain*, the text is shown without its formatting, which takes hardly any time.
    """
    at = book.at.get(node_id)
    if at is None:
        return None
    node = book.drawing.nodes[at]
    out = [
        entry for edge in book.outgoing.get(at, ()) for entry in _entries(book, edge, edge.target)
    ]
    into = [
        entry for edge in book.incoming.get(at, ()) for entry in _entries(book, edge, edge.source)
    ]
    html, cut = _text(book, node, text_limit, plain=plain)
    made: Panel = {
        "id": node.id,
        "kind": node.kind,
        "title": node.label,
        "path": node.path,
        "line": node.line,
        "html": html,
        "cut": cut,
        "out": _sorted(out)[:list_limit],
        "in": _sorted(into)[:list_limit],
        "more": max(len(out) - list_limit, 0) + max(len(into) - list_limit, 0),
        "tags": list(node.tags),
        "day": node.day,
    }
    return made | _parts(book, node)


def _entries(book: PanelBook, edge: Edge, other: int) -> list[Panel]:
    """Return one entry for an edge, or one for each citation that it stands for."""
    nodes = book.drawing.nodes
    there = nodes[other]
    entry: Panel = {"id": there.id, "label": there.label, "kind": edge.kind}
    key = (nodes[edge.source].id, nodes[edge.target].id, edge.kind)
    found = [
        entry | {"claim": citation.claim[:CLAIM_LIMIT], "line": citation.line}
        for citation in book.cited.get(key, ())
    ]
    return found or [entry]


def _cited(citation: Citation) -> str:
    if citation.to_note is None:
        return ghost_id(citation.target)
    return note_id(citation.to_note)


def _sorted(entries: list[Panel]) -> list[Panel]:
    """Return citations first, then by line and name."""
    return sorted(
        entries,
        key=lambda entry: (
            "claim" not in entry,
            entry.get("line", 0),
            str(entry["label"]),
            str(entry["kind"]),
        ),
    )


def _text(book: PanelBook, node: Node, limit: int, *, plain: bool) -> tuple[str, bool]:
    """Return a node's text as HTML, and whether it was cut."""
    if node.path is None or node.path not in book.snapshot.readings:
        return "", False
    try:
        text = book.read(node.path).text
    except OSError:
        return "", False
    lines = _lines(text)
    span = _span(book, node)
    first = 1
    if span is not None:
        first, last = max(span.first, 1), min(span.last, len(lines))
        lines = _unquoted(lines[first - 1 : last])
    else:
        first = _after_properties(book, node.path, len(lines))
        lines = lines[first - 1 :]
    names = book.snapshot.graph.names
    path = node.path

    def node_of(target: str) -> str:
        found = resolve(target, path, names)
        return note_id(found[0]) if found else ghost_id(target)

    whole = "\n".join(lines)
    if plain:
        return plain_html(whole[:limit], node_of, first), len(whole) > limit
    shown = render(whole, node_of, first, limit)
    return shown.html, not shown.whole


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _unquoted(lines: Iterable[str]) -> list[str]:
    """Return *lines* without the quote marks that all of them share: a part of a callout."""
    part = list(lines)
    while part and all(line.startswith(">") for line in part):
        part = [line[1:].removeprefix(" ") for line in part]
    return part


def _after_properties(book: PanelBook, path: NotePath, lines: int) -> int:
    """Return the line after the properties of the note at *path*, counted from 1."""
    span = book.snapshot.readings[path].note.properties_span
    if span is None:
        return 1
    return min(book.read(path).line_at(max(span.end - 1, 0)) + 1, lines + 1)


def _span(book: PanelBook, node: Node) -> Lines | None:
    if node.kind == "frame":
        return book.frames[node.id].span
    if node.kind == "protocol":
        return book.protocols[node.id].span
    if node.kind == "message" and node.path is not None:
        for message in book.snapshot.messages.get(node.path, ()):
            if node.id.endswith(f"#{message.id}"):
                return message.content_span or message.span
    return None


def _parts(book: PanelBook, node: Node) -> Panel:
    """Return the frames and protocols of a note, or the one that the node is."""
    frames: list[Frame] = []
    protocols: list[Protocol] = []
    if node.kind == "note" and node.path is not None:
        frames = list(book.snapshot.frames.get(node.path, ()))
        ids = book.snapshot.protocol_ids
        local = book.snapshot.readings[node.path].meaning.protocols
        known = {ids.get(each.id, each.id) for each in local}
        protocols = [each for each in book.snapshot.protocols if each.id in known]
    elif node.kind == "frame":
        frames = [book.frames[node.id]]
    elif node.kind == "protocol":
        protocols = [book.protocols[node.id]]
    return {
        "frames": [frame_record(each) for each in frames[:LIST_LIMIT]],
        "protocols": [protocol_record(each) for each in protocols[:LIST_LIMIT]],
    }


def frame_record(frame: Frame) -> Panel:
    """Return a frame as the panel shows it."""
    return {
        "id": f"f:{frame.id}",
        "title": short(frame_label(frame)),
        "kind": frame.kind,
        "line": frame.span.first,
        "slots": [
            [name, [filler.value[:CLAIM_LIMIT] for filler in fillers[:LIST_LIMIT]]]
            for name, fillers in frame.slots.items()
        ],
    }


def protocol_record(protocol: Protocol) -> Panel:
    """Return a protocol as the panel shows it."""
    return {
        "id": f"p:{protocol.id}",
        "name": protocol.name,
        "status": protocol.status,
        "role": protocol.role,
        "line": protocol.line,
        "quote": protocol.quote[:CLAIM_LIMIT],
        "preconditions": list(protocol.preconditions),
        "steps": [
            {"n": step.n, "text": step.text, "line": step.line, "actor": step.actor}
            for step in protocol.steps[:LIST_LIMIT]
        ],
        "checks": list(protocol.checks),
        "warnings": list(protocol.warnings),
        "excludes": list(protocol.excludes),
        "reason": protocol.reason.quote[:CLAIM_LIMIT] if protocol.reason else None,
    }
