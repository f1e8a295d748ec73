"""What an open page needs to hear when one map becomes another (docs/map-data.md)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vaultkit.map.found_words import found_words
from vaultkit.map.page_data import (
    FORMAT,
    columns,
    edge_kind,
    flow_record,
    json_text,
    region_record,
    tables,
)
from vaultkit.map.record import Drawing, MapModel

MOST_NODES = 2000
"""Changed nodes from which a page is better loaded anew, unless they are few of all."""

MOST_SHARE = 0.3
SAME_WEIGHT = 0.02
SAME_PLACE = 0.01

Delta = dict[str, Any]
NamedEdge = tuple[str, str, str]
"""Source, target and kind, by their ids."""

PanelOf = Callable[[str], Mapping[str, object] | None]


def delta(old: MapModel, new: MapModel, panel_of: PanelOf | None = None) -> Delta:
    """Return what changed from *old* to *new*.

    Applied to the page of *old* it gives the page of *new*, node for node and edge for edge. A
    change too large for that says ``reload``.

    Args:
        old: What the page shows.
        new: What it should show.
        panel_of: Makes the panels of changed nodes, for pages that cannot ask a server.
    """
    rows = _changed(old, new)
    if _is_too_much(old, new, rows):
        return _head(old, new) | {"reload": True}
    kept = {node.id for node in new.drawing.nodes}
    removed = [node.id for node in old.drawing.nodes if node.id not in kept]
    before, after = _named_edges(old.drawing), _named_edges(new.drawing)
    news = News(
        rows=rows, removed=removed, edges_added=after - before, edges_removed=before - after
    )
    return delta_of(old, new, news, panel_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What differs between two maps."""

    rows: Sequence[int]
    """Places in the new map of nodes that are new or differ."""

    removed: Sequence[str]
    edges_added: Collection[NamedEdge]
    edges_removed: Collection[NamedEdge]


def delta_of(old: MapModel, new: MapModel, news: News, panel_of: PanelOf | None = None) -> Delta:
    """Return the delta from *old* to *new*, which differ in *news* and in nothing else.

    Regions, paths and flow are compared here.
    """
    nodes = new.drawing.nodes
    rows = news.rows
    made: Delta = _head(old, new) | {
        **tables(nodes),
        "edgeKinds": [edge_kind(kind) for kind in _edge_kinds(old, new)],
        "nodes": columns(new, rows) | {"parentId": [nodes[row].parent for row in rows]},
        "words": found_words(nodes[row] for row in rows),
        "removed": list(news.removed),
        "edges": {
            "added": [list(edge) for edge in sorted(news.edges_added)],
            "removed": [list(edge) for edge in sorted(news.edges_removed)],
        },
        "regions": [region_record(region) for region in new.regions],
        "regionLinks": [list(link) for link in new.region_links],
        "paths": [[nodes[at].id for at in path] for path in new.drawing.paths],
        "notices": list(new.drawing.notices),
    }
    if new.drawing.flow != old.drawing.flow:
        made["flow"] = flow_record(new.drawing.flow)
    if panel_of is not None:
        panels = ((nodes[row].id, panel_of(nodes[row].id)) for row in rows)
        made["panels"] = {node: panel for node, panel in panels if panel is not None}
    return made


def _head(old: MapModel, new: MapModel) -> Delta:
    return {"format": FORMAT, "revision": new.revision, "from": old.revision}


def _is_too_much(old: MapModel, new: MapModel, rows: Sequence[int]) -> bool:
    # Kept nodes keep the number of their region, so regions may grow in number but not move.
    ids = [region.id for region in new.regions]
    if [region.id for region in old.regions] != ids[: len(old.regions)]:
        return True
    return len(rows) > MOST_NODES and len(rows) > MOST_SHARE * len(new.drawing.nodes)


def _changed(old: MapModel, new: MapModel) -> list[int]:
    """Return the places in *new* of nodes that are new or differ."""
    before = {node.id: at for at, node in enumerate(old.drawing.nodes)}
    changed = []
    for row, node in enumerate(new.drawing.nodes):
        was = before.get(node.id)
        if (
            was is None
            or (old.drawing.nodes[was] is not node and old.drawing.nodes[was] != node)
            or old.region_of[was] != new.region_of[row]
            or abs(old.weights[was] - new.weights[row]) > SAME_WEIGHT
            or abs(old.places[was].x - new.places[row].x) > SAME_PLACE
            or abs(old.places[was].y - new.places[row].y) > SAME_PLACE
        ):
            changed.append(row)
    return changed


def _edge_kinds(old: MapModel, new: MapModel) -> list[str]:
    return sorted({edge.kind for model in (old, new) for edge in model.drawing.edges})


def _named_edges(drawing: Drawing) -> set[NamedEdge]:
    nodes = drawing.nodes
    return {(nodes[source].id, nodes[target].id, kind) for source, target, kind in drawing.edges}


def revision_script(revision: str, deltas: Sequence[Delta]) -> str:
    """Return the text of the script by which a page opened from a file learns of changes.

    Args:
        revision: Of the map as it is now.
        deltas: The last few, oldest first; a page that is older loads itself anew.
    """
    return f"vaultmapRevision({json_text({'revision': revision, 'deltas': list(deltas)})});\n"
