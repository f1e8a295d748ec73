"""Drawings made by hand, and drawn by hypothesis, for the tests of the layout."""

from hypothesis import strategies as st

from vaultkit.map.record import Drawing, Edge, Node
from vaultkit.notes.note_path import note_path

PLANTED = 5


def note(name: str, **fields: str) -> Node:
    path = note_path(f"{name}.md")
    return Node(
        id=f"n:{path}", kind="note", label=name, path=path, folder=fields.get("folder", "")
    )


def frame(home: Node, number: int) -> Node:
    return Node(
        id=f"f:{home.label}-{number}",
        kind="frame",
        label=f"Frame {number}",
        path=home.path,
        line=number + 1,
        parent=home.id,
        tags=("frame:module",),
    )


def planted(groups: int = PLANTED, size: int = 12) -> Drawing:
    """Groups of notes, each linked to all of its group and once to the next group."""
    nodes = [note(f"g{group}-{at}") for group in range(groups) for at in range(size)]
    edges = {
        Edge(group * size + left, group * size + right, "link")
        for group in range(groups)
        for left in range(size)
        for right in range(left)
    }
    edges |= {
        Edge(group * size, (group + 1) % groups * size, "cites:cites") for group in range(groups)
    }
    return Drawing(nodes=tuple(nodes), edges=tuple(sorted(edges)))


@st.composite
def drawings(draw: st.DrawFn, most: int = 40) -> Drawing:
    """Drawings of notes, some with many frames, with any links."""
    count = draw(st.integers(min_value=0, max_value=most))
    nodes = [note(f"n{at}", folder=f"d{at % 3}") for at in range(count)]
    parts = draw(
        st.lists(st.integers(min_value=0, max_value=30), min_size=count, max_size=count)
        if draw(st.booleans())
        else st.just([0] * count)
    )
    edges = set()
    if count > 1:
        place = st.integers(min_value=0, max_value=count - 1)
        pairs = draw(st.lists(st.tuples(place, place), max_size=3 * count))
        edges = {Edge(left, right, "link") for left, right in pairs if left != right}
    for at in range(count):
        for number in range(parts[at]):
            edges.add(Edge(at, len(nodes), "has_part"))
            nodes.append(frame(nodes[at], number))
    return Drawing(nodes=tuple(nodes), edges=tuple(sorted(edges)))
