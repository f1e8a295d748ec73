"""A map in which a few notes have changed, made of the map before: what an edit must not wait for.

Drawing a vault anew takes time in proportion to its size. Here only what changed notes draw
themselves is drawn: their nodes, frames and messages, what they link to, and the edges that they
tell of. What the vault says as a whole stays as it was until everything is drawn again: protocols
and modules, regions with their names, importance, reading order, dates of files.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vaultkit.map.amended_places import Rows, place_new
from vaultkit.map.delta import NamedEdge, News
from vaultkit.map.drawing import (
    announced_nodes,
    ends_by_id,
    has_few_messages,
    linked_nodes,
    named,
    part_nodes,
    relations_of,
)
from vaultkit.map.model import weight
from vaultkit.map.node import note_id, note_node, own_day
from vaultkit.map.record import ORPHAN, Drawing, Edge, MapModel, Node
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Snapshot

MOST = 60
"""Changed notes from which everything is better drawn anew."""

_OWN = ("note", "frame", "message")
_LINKED = ("ghost", "file")


@dataclass(slots=True)
class _Share:
    """What the changed notes draw now."""

    nodes: dict[str, Node] = field(default_factory=dict)
    others: dict[str, Node] = field(default_factory=dict)
    """Nodes that they only lead to."""

    edges: dict[NamedEdge, None] = field(default_factory=dict)


def amend(
    model: MapModel, before: Snapshot, after: Snapshot, paths: Collection[NotePath]
) -> tuple[MapModel, News] | None:
    """Return *model*, which was drawn of *before*, with *paths* as they are in *after*.

    None where that is no small change: then everything is to be drawn anew.
    """
    boards = {*before.boards, *after.boards}
    if len(paths) > MOST or not model.drawing.nodes or not boards.isdisjoint(paths):
        return None  # what a board names is drawn even where no edge leads there
    common = {f"f:{module.id}" for one in (before, after) for module in one.modules}
    at = {node.id: place for place, node in enumerate(model.drawing.nodes)}
    own = {
        node.id
        for node in model.drawing.nodes
        if node.path in paths and node.kind in _OWN and node.id not in common
    }
    share = _drawn(model, after, paths, at)
    gone = own - share.nodes.keys() - share.others.keys()
    if any(node.parent in gone and node.id not in own for node in model.drawing.nodes):
        return None  # what others share lies beside a note that went away
    kept, added, removed = _edges(model.drawing, share, own | share.nodes.keys(), gone, common)
    named_by_boards = {node.id for board in after.boards for node in linked_nodes(after, board)}
    gone |= _left_alone(model.drawing, kept, added, removed) - named_by_boards
    rows = _rows(model, share, gone)
    degree = _degrees(rows, kept, added, len(model.drawing.nodes))
    _weigh(rows, degree)
    if not place_new(rows, model, added, _texts(model, gone)):
        return None
    _mark_orphans(rows, degree, added, removed)
    amended, changed = _model(model, rows, kept, added)
    digest = _revision(amended, changed, added, removed)
    news = News(rows=changed, removed=sorted(gone), edges_added=added, edges_removed=removed)
    return replace(amended, revision=digest), news


def _drawn(
    model: MapModel, snapshot: Snapshot, paths: Collection[NotePath], at: Mapping[str, int]
) -> _Share:
    share = _Share()
    with_messages = has_few_messages(snapshot)
    ends = ends_by_id(snapshot)
    for path in sorted(paths):
        if path not in snapshot.readings or snapshot.readings[path].meaning.kind == "report":
            continue
        old = at.get(note_id(path))
        home = _note(snapshot, path, None if old is None else model.drawing.nodes[old])
        share.nodes[home.id] = home
        for node in part_nodes(snapshot, path, home, with_messages=with_messages):
            share.nodes.setdefault(node.id, node)
        for node in (*linked_nodes(snapshot, path), *announced_nodes(snapshot, path)):
            share.others.setdefault(node.id, node)
        share.edges.update(dict.fromkeys(relations_of(snapshot, path, ends)))
    for edge in named(snapshot.relations, ends):
        if edge[0] in share.nodes:
            share.edges[edge] = None
    return share


def _note(snapshot: Snapshot, path: NotePath, before: Node | None) -> Node:
    day = own_day(snapshot, path)
    if day is None and before is not None:
        day = before.day
    flags = before.flags & ORPHAN if before is not None else 0
    node = note_node(snapshot, path, day, before and replace(before, flags=before.flags & ~ORPHAN))
    return replace(node, flags=node.flags | flags) if flags else node


def _edges(
    drawing: Drawing, share: _Share, own: set[str], gone: set[str], common: set[str]
) -> tuple[list[Edge], set[NamedEdge], set[NamedEdge]]:
    """Return the edges that stay, those that came, and those that went."""
    nodes = drawing.nodes
    sources = {source for source, _, _ in share.edges}
    told = [node.id in own or node.id in sources for node in nodes]
    lost = [node.id in gone for node in nodes]
    here = {*share.nodes, *share.others, *(node.id for node in nodes)} - gone
    fresh = {
        edge for edge in share.edges if edge[0] in here and edge[1] in here and edge[0] != edge[1]
    }
    kept: list[Edge] = []
    removed: set[NamedEdge] = set()
    known: set[NamedEdge] = set()
    for edge in drawing.edges:
        source, target, kind = edge
        if not (told[source] or lost[target]):
            kept.append(edge)
            continue
        name = (nodes[source].id, nodes[target].id, kind)
        is_common = nodes[target].kind == "protocol" or name[1] in common
        untold = name[0] in own and not is_common and name not in fresh
        if lost[source] or lost[target] or untold:
            removed.add(name)
        else:
            known.add(name)
            kept.append(edge)
    return kept, fresh - known, removed


def _left_alone(
    drawing: Drawing,
    kept: Collection[Edge],
    added: Collection[NamedEdge],
    removed: Collection[NamedEdge],
) -> set[str]:
    """Return ghosts and attached files that nothing leads to any more."""
    ends = {end for edge in removed for end in edge[:2]}
    ends -= {end for edge in added for end in edge[:2]}
    linked = {
        place
        for place, node in enumerate(drawing.nodes)
        if node.id in ends and node.kind in _LINKED
    }
    if linked:
        linked -= {end for edge in kept for end in edge[:2]}
    return {drawing.nodes[place].id for place in linked}


def _rows(model: MapModel, share: _Share, gone: Collection[str]) -> Rows:
    drawing = model.drawing
    olds = [place for place, node in enumerate(drawing.nodes) if node.id not in gone]
    nodes = [share.nodes.get(drawing.nodes[old].id, drawing.nodes[old]) for old in olds]
    at = {node.id: row for row, node in enumerate(nodes)}
    for node in (*share.nodes.values(), *share.others.values()):
        if node.id not in at:
            at[node.id] = len(nodes)
            nodes.append(node)
    return Rows(
        nodes,
        olds,
        [model.places[old] for old in olds],
        [model.region_of[old] for old in olds],
        [model.weights[old] for old in olds],
        at,
        {node.parent for node in drawing.nodes if node.parent and node.id in gone},
    )


def _degrees(
    rows: Rows, kept: Iterable[Edge], added: Iterable[NamedEdge], before: int
) -> list[int]:
    """Return how many edges end at each row."""
    count = [0] * before
    for source, target, _ in kept:
        count[source] += 1
        count[target] += 1
    degree = [count[old] for old in rows.olds] + [0] * (len(rows.nodes) - len(rows.olds))
    for source_id, target_id, _ in added:
        degree[rows.at[source_id]] += 1
        degree[rows.at[target_id]] += 1
    return degree


def _weigh(rows: Rows, degree: Sequence[int]) -> None:
    most = max(degree, default=0)
    first = len(rows.weights)
    rows.weights += [
        weight(node, links, most)
        for node, links in zip(rows.nodes[first:], degree[first:], strict=True)
    ]


def _texts(model: MapModel, gone: Collection[str]) -> dict[str, int]:
    """Return the old places of notes that went, by what they said: such a note may be renamed."""
    found: dict[str, list[int]] = {}
    for place, node in enumerate(model.drawing.nodes):
        if node.id in gone and node.kind == "note":
            found.setdefault(node.rev, []).append(place)
    return {rev: places[0] for rev, places in found.items() if len(places) == 1}


def _mark_orphans(
    rows: Rows,
    degree: Sequence[int],
    added: Iterable[NamedEdge],
    removed: Iterable[NamedEdge],
) -> None:
    """Set the flag of what has no edge any more, or has its first."""
    touched = {rows.at[end] for edge in (*added, *removed) for end in edge[:2] if end in rows.at}
    touched.update(range(len(rows.olds), len(rows.nodes)))
    for row in touched:
        node = rows.nodes[row]
        flags = node.flags & ~ORPHAN if degree[row] else node.flags | ORPHAN
        if flags != node.flags:
            rows.nodes[row] = replace(node, flags=flags)


def _model(
    model: MapModel, rows: Rows, kept: Iterable[Edge], added: Iterable[NamedEdge]
) -> tuple[MapModel, list[int]]:
    """Return the new map, and the places in it of nodes that are new or differ."""
    order = sorted(
        range(len(rows.nodes)), key=lambda row: (-rows.weights[row], rows.nodes[row].id)
    )
    now = [0] * len(order)
    for place, row in enumerate(order):
        now[row] = place
    moved = dict(zip(rows.olds, now, strict=False))
    still = _unmoved(moved)
    edges = [
        edge
        if edge[0] < still and edge[1] < still
        else Edge(moved[edge[0]], moved[edge[1]], edge[2])
        for edge in kept
    ]
    edges += [Edge(now[rows.at[one]], now[rows.at[two]], kind) for one, two, kind in added]
    paths = ([moved[at] for at in path if at in moved] for path in model.drawing.paths)
    drawing = replace(
        model.drawing,
        nodes=tuple(rows.nodes[row] for row in order),
        edges=tuple(sorted(edges)),
        paths=tuple(tuple(path) for path in paths if len(path) > 1),
    )
    changed = [
        now[row]
        for row, node in enumerate(rows.nodes)
        if row >= len(rows.olds)
        or node is not model.drawing.nodes[old := rows.olds[row]]
        or rows.places[row] is not model.places[old]
        or rows.regions[row] != model.region_of[old]
    ]
    return replace(
        model,
        drawing=drawing,
        places=tuple(rows.places[row] for row in order),
        weights=tuple(rows.weights[row] for row in order),
        region_of=tuple(rows.regions[row] for row in order),
    ), sorted(changed)


def _unmoved(moved: Mapping[int, int]) -> int:
    """Return up to where every node stands where it stood: what is new mostly stands last."""
    return next((old for old, new in moved.items() if old != new), len(moved))


def _revision(
    model: MapModel,
    changed: Iterable[int],
    added: Iterable[NamedEdge],
    removed: Iterable[NamedEdge],
) -> str:
    """Return what names the new map: what the old one was called, and what is other in it."""
    digest = hashlib.blake2b(model.revision.encode(), digest_size=8)
    for place in changed:
        node, at = model.drawing.nodes[place], model.places[place]
        told = (
            node.id,
            node.label,
            node.rev,
            node.flags,
            node.day,
            round(at.x, 2),
            round(at.y, 2),
        )
        digest.update(repr(told).encode("utf-8", errors="backslashreplace"))
    told_edges = (sorted(added), sorted(removed))
    digest.update(repr(told_edges).encode("utf-8", errors="backslashreplace"))
    return digest.hexdigest()
