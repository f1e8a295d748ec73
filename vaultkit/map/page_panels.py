"""Which reading panels a page carries that no server stands behind: as many as it has room for."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vaultkit.map.page_data import data_block, json_text
from vaultkit.map.panel import Panel, Read, panel, panel_book
from vaultkit.map.record import MapModel
from vaultkit.snapshot import Snapshot

PANEL_BLOCK = 1_000_000
"""Characters of one block of panels: the page opens the block that it needs, and no other."""


class Budget(NamedTuple):
    """How much a page without a server carries."""

    whole: int
    """Characters of all panels, before they are compressed to about a seventh."""

    formatted: int
    """Characters of them after which texts are shown plain: formatting takes a second for a
    million."""

    text: int
    """Characters of one note that are shown."""

    entries: int
    """Entries of one list."""


MANY = 3000
"""Nodes from which a page must be thrifty."""

AMPLE = Budget(40_000_000, 6_000_000, 20_000, 60)
THRIFTY = Budget(40_000_000, 2_000_000, 8_000, 24)


def page_panels(snapshot: Snapshot, model: MapModel, read: Read) -> dict[str, Panel]:
    """Return the panels that a page without a server carries, the most important nodes first."""
    book = panel_book(snapshot, model.drawing, read)
    panels: dict[str, Panel] = {}
    budget = AMPLE if len(model.drawing.nodes) <= MANY else THRIFTY
    size = 0
    for node in model.drawing.nodes:
        if node.kind in ("ghost", "file"):
            continue
        plain = size > budget.formatted
        made = panel(book, node.id, budget.text, budget.entries, plain=plain)
        if made is not None:
            size += len(json_text(made))
            if size > budget.whole:
                break
            panels[node.id] = made
    return panels


def panel_blocks(
    panels: Mapping[str, Mapping[str, object]], order: Sequence[str], room: int
) -> tuple[list[str], int]:
    """Return blocks of at most *room* characters that hold *panels*, and how many they hold.

    Each block tells its first node's place in *order* (``data-first``), so that the page finds the
    one block that holds a node.
    """
    rows = {id_: row for row, id_ in enumerate(order)}
    blocks: list[str] = []
    held = 0
    for block in _shares(sorted(panels.items(), key=lambda item: rows[item[0]])):
        text = data_block(f"vaultmap-panels-{len(blocks)}", block, first=rows[next(iter(block))])
        room -= len(text)
        if room < 0:
            break
        blocks.append(text)
        held += len(block)
    return blocks, held


def _shares(
    panels: Sequence[tuple[str, Mapping[str, object]]],
) -> list[dict[str, Mapping[str, object]]]:
    blocks: list[dict[str, Mapping[str, object]]] = []
    size = PANEL_BLOCK
    for id_, panel_ in panels:
        length = len(json_text(panel_))
        if size + length > PANEL_BLOCK:
            blocks.append({})
            size = 0
        blocks[-1][id_] = panel_
        size += length
    return blocks
