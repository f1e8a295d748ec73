"""Drawings for the tests of the page: small, with every kind of node and edge in them."""

from vaultkit.map.record import (
    Drawing,
    Edge,
    Flow,
    FlowArrow,
    FlowBox,
    FlowLane,
    Node,
)
from vaultkit.notes.note_path import note_path

REJECTED, EXCLUDED, ORPHAN = 1, 2, 4


def note(path: str, **more: object) -> Node:
    """Return a note's node; its label is the last part of its path."""
    label = path.rsplit("/", 1)[-1].removesuffix(".md")
    folder = path.rpartition("/")[0]
    fields: dict[str, object] = {"label": label, "folder": folder, "rev": "1"} | more
    return Node(id=f"n:{path}", kind="note", path=note_path(path), **fields)  # type: ignore[arg-type]


def part(id_: str, kind: str, parent: str, label: str, line: int = 3, flags: int = 0) -> Node:
    """Return a frame, protocol or message of the note *parent*."""
    return Node(
        id=id_, kind=kind, parent=f"n:{parent}", label=label, line=line, flags=flags, rev="1"
    )


NOTES = (
    note("seed/Seed of the double.md", day=19000, tags=("#seed",)),
    note("seed/Ещё о семени.md", day=19010, tags=("#seed", "#seed/growth")),
    note("seed/Part 1 - ground.md", day=19020),
    note("seed/Part 2 - growth.md", day=19030),
    note("seed/Part 3 - harvest.md", day=19040),
    note(
        "field/Field of memory.md",
        day=19200,
        tags=("#memory",),
        aliases=("Мнемосфера",),
        headings=((4, "How a trace is kept"),),
    ),
    note("field/Память поля.md", day=19210, tags=("#memory",)),
    note("field/Critique of copies.md", day=19220),
    note("field/Evidence.md"),
    note("Alone.md", flags=ORPHAN),
)
PARTS = (
    part("f:frame1", "frame", "seed/Seed of the double.md", "Problem: no fixed object", 5),
    part("f:frame2", "frame", "seed/Seed of the double.md", "Solution: self-assembly", 9),
    part("p:seed", "protocol", "seed/Seed of the double.md", "Seed transfer", 14),
    part("p:binary", "protocol", "field/Critique of copies.md", "Binary copy", 7, REJECTED),
    part("m:seed/Ещё о семени.md#m1", "message", "seed/Ещё о семени.md", "User", 1),
    part("f:frame3", "frame", "field/Field of memory.md", "Cannot be carried over", 4, EXCLUDED),
)
OTHERS = (
    Node(id="g:unwritten", kind="ghost", label="Unwritten note", rev="1"),
    Node(id="a:pic.png", kind="file", label="pic.png", path=note_path("pic.png"), rev="1"),
    Node(id="c:plan.canvas", kind="canvas", label="plan", path=note_path("plan.canvas"), rev="1"),
)
LINKS = (
    ("n:seed/Seed of the double.md", "n:seed/Ещё о семени.md", "cites:cites"),
    ("n:seed/Seed of the double.md", "n:field/Field of memory.md", "cites:supports"),
    ("n:field/Critique of copies.md", "n:seed/Seed of the double.md", "cites:critiques"),
    ("n:seed/Ещё о семени.md", "n:seed/Part 1 - ground.md", "link"),
    ("n:seed/Part 1 - ground.md", "n:seed/Part 2 - growth.md", "precedes"),
    ("n:seed/Part 2 - growth.md", "n:seed/Part 3 - harvest.md", "precedes"),
    ("n:field/Field of memory.md", "n:field/Память поля.md", "link"),
    ("n:field/Field of memory.md", "n:field/Critique of copies.md", "link"),
    ("n:field/Память поля.md", "n:field/Evidence.md", "embed"),
    ("n:field/Evidence.md", "g:unwritten", "link"),
    ("n:field/Evidence.md", "a:pic.png", "embed"),
    ("c:plan.canvas", "n:seed/Seed of the double.md", "embed"),
    ("p:seed", "p:binary", "contrasts_with"),
    ("n:seed/Seed of the double.md", "f:frame1", "has_part"),
    ("n:seed/Seed of the double.md", "f:frame2", "has_part"),
    ("n:seed/Seed of the double.md", "p:seed", "has_part"),
    ("n:field/Critique of copies.md", "p:binary", "has_part"),
    ("n:seed/Ещё о семени.md", "m:seed/Ещё о семени.md#m1", "has_part"),
    ("n:field/Field of memory.md", "f:frame3", "has_part"),
)


def flow() -> Flow:
    """Return a proposed protocol of two steps and a rejected one."""
    return Flow(
        lanes=(
            FlowLane(title="Seed transfer", kind="protocol", status="proposed"),
            FlowLane(title="Binary copy", kind="protocol", status="rejected"),
        ),
        boxes=(
            FlowBox(node="p:seed", kind="condition", title="An open ground", lane=0, column=0),
            FlowBox(node="p:seed", kind="step", title="Sow the frames", lane=0, column=1),
            FlowBox(node="p:seed", kind="check", title="It answers back", lane=0, column=2),
            FlowBox(node="p:binary", kind="step", title="Copy", lane=1, column=0),
        ),
        arrows=(FlowArrow(0, 1, "requires"), FlowArrow(1, 2, "next")),
    )


def everything() -> Drawing:
    """Return the drawing with every kind of node and edge."""
    nodes = (*NOTES, *PARTS, *OTHERS)
    place = {node.id: at for at, node in enumerate(nodes)}
    edges = tuple(sorted(Edge(place[a], place[b], kind) for a, b, kind in LINKS))
    path = tuple(place[f"n:seed/{name}.md"] for name in PART_NAMES)
    return Drawing(nodes=nodes, edges=edges, paths=(path,), flow=flow())


PART_NAMES = ("Part 1 - ground", "Part 2 - growth", "Part 3 - harvest")

PANELS: dict[str, dict[str, object]] = {
    "n:seed/Seed of the double.md": {
        "id": "n:seed/Seed of the double.md",
        "title": "Seed of the double",
        "html": '<h2 data-line="1">Ground</h2><p data-line="3">It grows, see '
        '<a class="internal" data-node="n:field/Field of memory.md">the field</a> and '
        '<a href="https://example.org/">a page</a>.</p><p data-line="9">Self-assembly.</p>',
        "out": [
            {
                "id": "n:field/Field of memory.md",
                "label": "Field of memory",
                "kind": "cites:supports",
                "claim": "memory is a field and not a store",
                "line": 9,
            }
        ],
        "in": [
            {
                "id": "n:field/Critique of copies.md",
                "label": "Critique of copies",
                "kind": "cites:critiques",
                "claim": "a seed is still a copy",
                "line": 7,
            }
        ],
        "frames": [
            {
                "id": "f:frame1",
                "title": "Problem: no fixed object",
                "kind": "problem",
                "line": 5,
                "slots": [["consequence", ["dead copies"]]],
            }
        ],
        "protocols": [
            {
                "id": "p:seed",
                "name": "Seed transfer",
                "status": "proposed",
                "line": 14,
                "steps": [{"n": 1, "text": "Sow the frames", "line": 15, "actor": "gardener"}],
                "checks": ["It answers back"],
                "warnings": [],
            }
        ],
    },
}


def many(count: int = 400) -> Drawing:
    """Return *count* notes in groups of twenty, each group a ring with a middle."""
    nodes = [
        note(f"area {at // 20}/Note number {at} of the ring.md", day=19000 + at)
        for at in range(count)
    ]
    edges = set()
    for at in range(count):
        middle = at // 20 * 20
        edges.add((middle, at) if at != middle else (at, (at + 20) % count))
        edges.add((at, middle + (at + 1) % 20))
    kept = sorted(Edge(a, b, "link") for a, b in edges if a != b)
    return Drawing(nodes=tuple(nodes), edges=tuple(kept))
