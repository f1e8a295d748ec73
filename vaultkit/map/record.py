"""The vocabulary of the map: what is drawn, where it lies, in which region.

A `Drawing` says what there is to draw, a `MapModel` adds places and regions. Nodes are named by
ids that survive edits, so that positions, permalinks and deltas can refer to them.
"""

from dataclasses import dataclass
from typing import NamedTuple

from vaultkit.notes.note_path import NotePath

KINDS = ("note", "frame", "protocol", "message", "ghost", "file", "canvas")
"""What a node may be. A ghost is a link target that no file answers to."""

REJECTED = 1
EXCLUDED = 2
ORPHAN = 4
PRIVATE = 8
CONFLICT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One thing on the map."""

    id: str
    """``n:PATH`` note, ``f:ID`` frame, ``p:ID`` protocol, ``m:PATH#ID`` message, ``g:TARGET``
    ghost, ``a:PATH`` attached file, ``c:PATH`` canvas."""

    kind: str
    label: str
    path: NotePath | None = None
    """The file it stands in; None for a ghost."""

    line: int = 0
    """Where it begins in its file, counted from 1; 0 for the whole file."""

    parent: str | None = None
    """Id of the note that a frame, a message or a protocol lies beside."""

    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other names of a note, from its properties."""

    headings: tuple[tuple[int, str], ...] = ()
    """Line and words of a note's headings, for the search and for the names of regions."""

    folder: str = ""
    day: int | None = None
    """Days since 1970-01-01."""

    flags: int = 0
    rev: str = ""
    """Changes whenever what the reading panel shows of it changes."""


class Edge(NamedTuple):
    """A relation between two nodes, given by their places in ``Drawing.nodes``."""

    source: int
    target: int
    kind: str
    """link, embed, ``cites:FUNCTION``, has_part, precedes, leads_to, contrasts_with …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBox:
    """One box of the flow view."""

    node: str
    """Id of the node that it opens."""

    kind: str
    """protocol, step, part, condition, check or act."""

    title: str
    lane: int
    column: int
    """Boxes of one lane stand in the order of their columns, counted from 0."""

    status: str = ""
    line: int = 0
    actor: str = ""


class FlowAct(NamedTuple):
    """One act of growing the architecture again, as the flow view shows it."""

    title: str
    mode: str
    """read, dialogue, code or human."""

    node: str
    """Id of the node that it opens; empty where there is none."""


class FlowArrow(NamedTuple):
    """An arrow between two boxes, given by their places in ``Flow.boxes``."""

    source: int
    target: int
    kind: str
    """next, requires or points_to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLane:
    """A row of boxes that belong together: one protocol, or one chain of parts."""

    title: str
    kind: str
    """protocol, parts or acts."""

    status: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Protocols with their steps, and numbered parts in reading order."""

    lanes: tuple[FlowLane, ...] = ()
    boxes: tuple[FlowBox, ...] = ()
    arrows: tuple[FlowArrow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What there is to draw, before anything has a place."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    """No two are equal; several kinds may join one pair."""

    paths: tuple[tuple[int, ...], ...] = ()
    """Numbered parts in reading order, as places in ``nodes``."""

    flow: Flow = Flow()
    notices: tuple[str, ...] = ()
    """What was left out of the drawing and why, for the reader."""


class Place(NamedTuple):
    """Where a node lies, in world units; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A named circle on the map that holds nodes which belong together."""

    id: str
    parent: int = -1
    """Place of the region around it in ``MapModel.regions``; -1 where there is none."""

    name: str
    x: float
    y: float
    r: float
    count: int
    """Nodes with a place of their own in it and in its inner regions; frames are not counted."""

    hue: int
    """0 to 359."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapModel:
    """A drawing with a place for every node."""

    name: str
    """The vault's name."""

    group: str = "region"
    """What lies together: region, folder or frame."""

    drawing: Drawing
    places: tuple[Place, ...]
    weights: tuple[float, ...]
    """Importance of each node, 0 to 1."""

    region_of: tuple[int, ...]
    """Innermost region of each node; -1 for none."""

    regions: tuple[Region, ...] = ()
    region_links: tuple[tuple[int, int, int], ...] = ()
    """Edges between outermost regions: one region, the other, how many."""

    unit: float = 1.0
    """World units between two notes that lie side by side."""

    revision: str = ""
    """Digest of everything above."""
