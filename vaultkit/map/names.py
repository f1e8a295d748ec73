"""From what a person calls something to its node."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from vaultkit.errors import VaultkitError
from vaultkit.map.record import Node
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Snapshot


class NodeNotFoundError(VaultkitError):
    """No note, frame or protocol is called so."""


def note_aliases(snapshot: Snapshot) -> Mapping[str, NotePath]:
    """Return the notes by their aliases, case-folded; of two with the same one the first."""
    found: dict[str, NotePath] = {}
    for path, reading in snapshot.readings.items():
        for alias in reading.note.aliases:
            found.setdefault(alias.casefold(), path)
    return found


def find_node(
    nodes: Sequence[Node],
    name: str,
    aliases: Mapping[str, NotePath] = MappingProxyType({}),
) -> int:
    """Return the place of the node that *name* means: its id, its path, its title or an alias.

    Case does not count; a part of a title does where no whole title is equal. The first is taken
    where several are called so: on a map the most important one.

    Raises:
        NodeNotFoundError: None is.
    """
    wanted = name.strip().casefold()
    paths = (wanted, f"{wanted}.md")
    meant = aliases.get(wanted)
    tests = (
        lambda node: node.id.casefold() == wanted,
        lambda node: node.parent is None and (node.path or "").casefold() in paths,
        lambda node: node.label.casefold() == wanted,
        lambda node: node.parent is None and meant is not None and node.path == meant,
        lambda node: bool(wanted) and wanted in node.label.casefold(),
    )
    for test in tests:
        for at, node in enumerate(nodes):
            if test(node):
                return at
    raise NodeNotFoundError(f"no note, frame or protocol is called {name!r}")
