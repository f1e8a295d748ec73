"""Where a note lies that has another name now: its place follows it by what it says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from vaultkit.map.positions import Positions
from vaultkit.map.record import Node


def follow(known: Positions, nodes: Sequence[Node]) -> Positions:
    """Return *known* with the places of notes that are gone given to new notes of the same text.

    Where several notes say the same (empty ones do), none of them is taken for another.
    """
    here = {node.id for node in nodes}
    gone = {node: digest for node, digest in known.digests.items() if node not in here and digest}
    new = {
        node.id: node.rev for node in nodes if node.kind == "note" and node.id not in known.places
    }
    once = Counter((*gone.values(), *known.digests.values()))
    then = {digest: node for node, digest in gone.items() if once[digest] == 2}
    now = Counter(new.values())
    moved = {
        then[digest]: node for node, digest in new.items() if digest in then and now[digest] == 1
    }
    if not moved:
        return known
    return replace(
        known,
        places={moved.get(node, node): place for node, place in known.places.items()},
        region_of={moved.get(node, node): region for node, region in known.region_of.items()},
        digests={moved.get(node, node): digest for node, digest in known.digests.items()},
    )
