"""A snapshot to what is drawn of it: nodes, edges, reading order and flow, nothing placed yet."""

from collections.abc import Iterator, Mapping

from vaultkit.map.flow import flow_of
from vaultkit.map.node import (
    file_node,
    frame_nodes,
    function_of,
    ghost_id,
    ghost_node,
    message_nodes,
    note_id,
    note_nodes,
    protocol_node,
    target_node,
)
from vaultkit.map.reading_order import reading_order
from vaultkit.map.record import Drawing, Edge, Node
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Snapshot

MESSAGE_LIMIT = 20_000
"""Messages that one map shows; a vault with more shows none and says so."""


def draw(snapshot: Snapshot, days: Mapping[NotePath, int] | None = None) -> Drawing:
    """Return what there is to draw; *days* tells dates of files, in days since 1970, by path."""
    nodes = _nodes(snapshot, days or {})
    at = {node: place for place, node in enumerate(nodes)}
    homes = protocol_homes(snapshot)
    links = {
        Edge(at[source], at[target], kind): None
        for source, target, kind in _relations(snapshot, homes)
        if source in at and target in at and source != target
    }
    order = reading_order(snapshot)
    return Drawing(
        nodes=tuple(nodes.values()),
        edges=tuple(sorted(links)),
        paths=tuple(tuple(at[note_id(path)] for path in chain) for chain in order),
        flow=flow_of(snapshot),
        notices=_notices(snapshot),
    )


def _notices(snapshot: Snapshot) -> tuple[str, ...]:
    messages = _message_count(snapshot)
    if messages <= MESSAGE_LIMIT:
        return ()
    return (f"{messages:,} messages are not drawn (more than {MESSAGE_LIMIT:,})",)


def _message_count(snapshot: Snapshot) -> int:
    return sum(len(reading.meaning.messages) for reading in snapshot.readings.values())


def protocol_homes(snapshot: Snapshot) -> dict[str, NotePath]:
    """Return the note that each protocol lies beside, by protocol id: the first that speaks."""
    homes: dict[str, NotePath] = {}
    for path, reading in snapshot.readings.items():
        for protocol in reading.meaning.protocols:
            homes.setdefault(protocol.id, path)
    for protocol in snapshot.protocols:
        if protocol.evidence and protocol.id not in homes:
            homes[protocol.id] = protocol.evidence[0].note
    return homes


def _nodes(snapshot: Snapshot, days: Mapping[NotePath, int]) -> dict[str, Node]:
    nodes = {node.id: node for node in note_nodes(snapshot, days)}
    with_messages = _message_count(snapshot) <= MESSAGE_LIMIT
    for path, reading in snapshot.readings.items():
        home = nodes[note_id(path)]
        for frame in frame_nodes(snapshot.frames.get(path, ()), home):
            nodes.setdefault(frame.id, frame)
        if with_messages and len(reading.meaning.messages) > 1:
            for message in message_nodes(reading.meaning.messages, home):
                nodes.setdefault(message.id, message)
    homes = protocol_homes(snapshot)
    for protocol in snapshot.protocols:
        home_node = nodes.get(note_id(homes.get(protocol.id, "")))
        node = protocol_node(protocol, home_node)
        nodes.setdefault(node.id, node)
    for node in _others(snapshot):
        nodes.setdefault(node.id, node)
    return nodes


def _others(snapshot: Snapshot) -> Iterator[Node]:
    for links in snapshot.graph.links.values():
        for link in links:
            if link.target is None or not link.target.lower().endswith(".md"):
                yield target_node(link)
    for path in snapshot.files:
        if path.lower().endswith(".canvas"):
            yield file_node(path)
    for pointers in snapshot.pointers.values():
        for pointer in pointers:
            if pointer.to_note is None and pointer.modality == "statement" and pointer.title:
                yield ghost_node(pointer.title)


def _relations(
    snapshot: Snapshot, homes: Mapping[str, NotePath]
) -> Iterator[tuple[str, str, str]]:
    for path in snapshot.readings:
        yield from _citations_and_links(snapshot, path)
        yield from _parts(snapshot, path)
    yield from _orders(snapshot)
    for protocol in snapshot.protocols:
        yield from (
            (note_id(evidence.note), f"p:{protocol.id}", "has_part")
            for evidence in protocol.evidence
        )
        if protocol.id in homes:
            yield note_id(homes[protocol.id]), f"p:{protocol.id}", "has_part"
        yield from ((f"p:{protocol.id}", f"p:{other}", "same_as") for other in protocol.same_as)


def _citations_and_links(snapshot: Snapshot, path: NotePath) -> Iterator[tuple[str, str, str]]:
    source = note_id(path)
    cited = set()
    for citation in snapshot.citations.get(path, ()):
        to_note = citation.to_note
        target = ghost_id(citation.target) if to_note is None else note_id(to_note)
        cited.add(target)
        yield source, target, function_of(citation)
    for link in snapshot.graph.links.get(path, ()):
        target = ghost_id(link.link.target) if link.target is None else note_id(link.target)
        if getattr(link.link, "embed", False):
            yield source, target, "embed"
        elif target not in cited:
            yield source, target, "link"


def _parts(snapshot: Snapshot, path: NotePath) -> Iterator[tuple[str, str, str]]:
    source = note_id(path)
    meaning = snapshot.readings[path].meaning
    for frame in snapshot.frames.get(path, ()):
        around = f"f:{frame.parent}" if frame.parent else source
        yield around, f"f:{frame.id}", "has_part"
        if frame.protocol:
            yield f"f:{frame.id}", f"p:{frame.protocol}", "describes"
    for message in meaning.messages:
        yield source, f"m:{path}#{message.id}", "has_part"
    for relation in meaning.relations:
        if relation.type != "cites":
            for left in _ends(relation.source):
                for right in _ends(relation.target):
                    yield left, right, relation.type


def _ends(end: str) -> tuple[str, ...]:
    """Return the node ids that one end of a relation may have; some do not exist."""
    if end.startswith("note:"):
        return (note_id(end[5:]),)
    return (f"f:{end}", f"p:{end}")


def _orders(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    for path, pointers in snapshot.pointers.items():
        for pointer in pointers:
            if pointer.to_note is not None:
                yield note_id(path), note_id(pointer.to_note), "precedes"
            elif pointer.modality == "statement" and pointer.title:
                yield note_id(path), ghost_id(pointer.title), "precedes"
