"""A snapshot to what is drawn of it: nodes, edges, reading order and flow, nothing placed yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vaultkit.frames.record import Frame, Relation
from vaultkit.map.flow import flow_of
from vaultkit.map.node import (
    file_node,
    frame_nodes,
    function_of,
    ghost_id,
    ghost_node,
    message_id,
    message_nodes,
    note_id,
    note_nodes,
    protocol_node,
    target_node,
)
from vaultkit.map.reading_order import reading_order
from vaultkit.map.record import Drawing, Edge, FlowAct, Node
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Snapshot

MESSAGE_LIMIT = 20_000
"""Messages that one map shows; a vault with more shows none and says so."""


def draw(
    snapshot: Snapshot,
    days: Mapping[NotePath, int] | None = None,
    acts: Sequence[FlowAct] = (),
    before: Drawing | None = None,
) -> Drawing:
    """Return what there is to draw.

    Args:
        snapshot: The vault.
        days: Dates of files, in days since 1970, by path.
        acts: The chain of acts, in its order.
        before: An earlier drawing of the vault; it changes how long this takes and nothing else.
    """
    drawn = {node.id: node for node in before.nodes} if before else {}
    nodes = _nodes(snapshot, days or {}, drawn)
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
        paths=tuple(
            tuple(at[note_id(path)] for path in chain if note_id(path) in at) for chain in order
        ),
        flow=flow_of(snapshot, acts),
        notices=_notices(snapshot),
    )


def _notices(snapshot: Snapshot) -> tuple[str, ...]:
    found = []
    messages = sum(len(messages) for messages in snapshot.messages.values())
    if messages > MESSAGE_LIMIT:
        found.append(f"{messages:,} messages are not drawn (more than {MESSAGE_LIMIT:,})")
    reports = len(snapshot.readings) - len(drawn_notes(snapshot))
    if reports:
        found.append(f"{reports:,} reports of an importer are not drawn")
    return tuple(found)


def drawn_notes(snapshot: Snapshot) -> tuple[NotePath, ...]:
    """Return the notes that the map shows; an importer's logs would be hubs that say nothing."""
    return tuple(path for path, one in snapshot.readings.items() if one.meaning.kind != "report")


def protocol_homes(snapshot: Snapshot) -> dict[str, NotePath]:
    """Return the note that each protocol lies beside, by protocol id: the first that speaks."""
    homes: dict[str, NotePath] = {}
    for path in drawn_notes(snapshot):
        for protocol in snapshot.readings[path].meaning.protocols:
            homes.setdefault(snapshot.protocol_ids.get(protocol.id, protocol.id), path)
    for protocol in snapshot.protocols:
        if protocol.evidence and protocol.id not in homes:
            homes[protocol.id] = protocol.evidence[0].note
    return homes


def _nodes(
    snapshot: Snapshot, days: Mapping[NotePath, int], before: Mapping[str, Node]
) -> dict[str, Node]:
    nodes = {node.id: node for node in note_nodes(snapshot, drawn_notes(snapshot), days, before)}
    few = has_few_messages(snapshot)
    for path in drawn_notes(snapshot):
        for part in part_nodes(snapshot, path, nodes[note_id(path)], with_messages=few):
            nodes.setdefault(part.id, part)
    homes = protocol_homes(snapshot)
    for protocol in snapshot.protocols:
        node = protocol_node(protocol, nodes.get(note_id(homes.get(protocol.id, ""))))
        nodes.setdefault(node.id, node)
    for module in snapshot.modules:
        lies = nodes.get(note_id(module.evidence[0].note)) if module.evidence else None
        for node in frame_nodes((module,), lies) if lies else ():
            nodes.setdefault(node.id, node)
    for node in _others(snapshot):
        nodes.setdefault(node.id, node)
    return nodes


def has_few_messages(snapshot: Snapshot) -> bool:
    """Return whether the messages of *snapshot* are drawn."""
    return sum(len(messages) for messages in snapshot.messages.values()) <= MESSAGE_LIMIT


def part_nodes(
    snapshot: Snapshot, path: NotePath, home: Node, *, with_messages: bool
) -> Iterator[Node]:
    """Yield the frames and messages of the note at *path*, whose own node is *home*."""
    yield from frame_nodes(_drawn_frames(snapshot, path), home)
    messages = snapshot.messages.get(path, ())
    if with_messages and len(messages) > 1:
        yield from message_nodes(messages, home)


def _drawn_frames(snapshot: Snapshot, path: NotePath) -> tuple[Frame, ...]:
    """Return the frames of a note without those that a protocol's own node stands for."""
    return tuple(frame for frame in snapshot.frames.get(path, ()) if frame.protocol is None)


def _others(snapshot: Snapshot) -> Iterator[Node]:
    for path in (*drawn_notes(snapshot), *snapshot.boards):
        yield from linked_nodes(snapshot, path)
    for path in snapshot.files:
        if path.lower().endswith(".canvas") or path in snapshot.boards:
            yield file_node(path)
    for path in drawn_notes(snapshot):
        yield from announced_nodes(snapshot, path)


def linked_nodes(snapshot: Snapshot, path: NotePath) -> Iterator[Node]:
    """Yield what the file at *path* links to where that is no note."""
    for link in snapshot.graph.links.get(path, ()):
        if link.target is None or not link.target.lower().endswith(".md"):
            yield target_node(link)


def announced_nodes(snapshot: Snapshot, path: NotePath) -> Iterator[Node]:
    """Yield the parts that the note at *path* announces and nobody has written."""
    for pointer in snapshot.pointers.get(path, ()):
        if pointer.to_note is None and pointer.modality == "statement" and pointer.title:
            yield ghost_node(pointer.title)


def _relations(
    snapshot: Snapshot, homes: Mapping[str, NotePath]
) -> Iterator[tuple[str, str, str]]:
    ends = ends_by_id(snapshot)
    for path in (*drawn_notes(snapshot), *snapshot.boards):
        yield from relations_of(snapshot, path, ends)
    yield from named(snapshot.relations, ends)
    for module in snapshot.modules:
        node = f"f:{module.id}"
        yield from ((note_id(evidence.note), node, "has_part") for evidence in module.evidence)
    for protocol in snapshot.protocols:
        node = f"p:{protocol.id}"
        yield from ((note_id(evidence.note), node, "has_part") for evidence in protocol.evidence)
        if protocol.id in homes:
            yield note_id(homes[protocol.id]), node, "has_part"
        yield from ((node, f"p:{other}", "same_as") for other in protocol.same_as)


def relations_of(
    snapshot: Snapshot, path: NotePath, ends: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield the ids and the kind of every edge that the file at *path* tells of.

    Args:
        snapshot: The vault.
        path: A drawn note, or a board.
        ends: The node of each protocol (`ends_by_id`).
    """
    if path in snapshot.boards:
        for link in snapshot.graph.links.get(path, ()):
            if link.target is not None:
                yield note_id(path), note_id(link.target), "link"
        return
    yield from _citations_and_links(snapshot, path)
    yield from _parts(snapshot, path, ends)
    yield from _orders(snapshot, path)


def ends_by_id(snapshot: Snapshot) -> dict[str, str]:
    """Return the node that stands for each protocol, by every id that it goes by."""
    ends = {protocol.id: f"p:{protocol.id}" for protocol in snapshot.protocols}
    ends |= {local: f"p:{whole}" for local, whole in snapshot.protocol_ids.items()}
    for frames in snapshot.frames.values():
        for frame in frames:
            if frame.protocol is not None:
                whole = snapshot.protocol_ids.get(frame.protocol, frame.protocol)
                ends[frame.id] = f"p:{whole}"
    return ends


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


def _parts(
    snapshot: Snapshot, path: NotePath, ends: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    source = note_id(path)
    for frame in snapshot.frames.get(path, ()):
        around = ends.get(frame.parent, f"f:{frame.parent}") if frame.parent else source
        yield around, ends.get(frame.id, f"f:{frame.id}"), "has_part"
    for message in snapshot.messages.get(path, ()):
        yield source, message_id(path, message.id), "has_part"
    yield from named(snapshot.readings[path].meaning.relations, ends)


def named(
    relations: Iterable[Relation], ends: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield relations between drawn records; what cites is drawn from the note's citations."""
    for relation in relations:
        if relation.type != "cites":
            yield _end(relation.source, ends), _end(relation.target, ends), relation.type


def _end(end: str, ends: Mapping[str, str]) -> str:
    return note_id(end[5:]) if end.startswith("note:") else ends.get(end, f"f:{end}")


def _orders(snapshot: Snapshot, path: NotePath) -> Iterator[tuple[str, str, str]]:
    for pointer in snapshot.pointers.get(path, ()):
        if pointer.to_note is not None:
            yield note_id(path), note_id(pointer.to_note), "precedes"
        elif pointer.modality == "statement" and pointer.title:
            yield note_id(path), ghost_id(pointer.title), "precedes"
