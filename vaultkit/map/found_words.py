"""By what a node is found beside its name: other names and headings (docs/map-data.md)."""

from collections.abc import Iterable

from vaultkit.map.page_data import json_text
from vaultkit.map.record import Node

LIMIT = 3_000_000
"""Characters of all that one page carries, the most important nodes first."""

FoundWords = dict[str, dict[str, object]]


def found_words(nodes: Iterable[Node]) -> FoundWords:
    """Return ``{"aliases": [...], "headings": [[line, words], ...]}`` by node id."""
    found: FoundWords = {}
    room = LIMIT
    for node in nodes:
        own = _own(node)
        if own:
            room -= len(json_text(own)) + len(node.id)
            if room < 0:
                break
            found[node.id] = own
    return found


def _own(node: Node) -> dict[str, object]:
    headings = [list(each) for each in node.headings if each[1] != node.label]
    both = {"aliases": list(node.aliases), "headings": headings}
    return {name: words for name, words in both.items() if words}
