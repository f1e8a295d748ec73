"""From what a person calls something to its node."""

from collections.abc import Sequence

from vaultkit.errors import VaultkitError
from vaultkit.map.record import Node


class NodeNotFoundError(VaultkitError):
    """No note, frame or protocol is called so."""


def find_node(nodes: Sequence[Node], name: str) -> int:
    """Return the place of the node that *name* means: its id, its path or its title.

    Case does not count; a part of a title does where no whole title is equal. The first is taken
    where several are called so: on a map the most important one.

    Raises:
        NodeNotFoundError: None is.
    """
    wanted = name.strip().casefold()
    paths = (wanted, f"{wanted}.md")
    tests = (
        lambda node: node.id.casefold() == wanted,
        lambda node: node.parent is None and (node.path or "").casefold() in paths,
        lambda node: node.label.casefold() == wanted,
        lambda node: bool(wanted) and wanted in node.label.casefold(),
    )
    for test in tests:
        for at, node in enumerate(nodes):
            if test(node):
                return at
    raise NodeNotFoundError(f"no note, frame or protocol is called {name!r}")
