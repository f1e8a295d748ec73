"""The map of generated vaults and of a real one: communities, layout, page; seconds and bytes."""

import argparse
import gzip
from pathlib import Path

import networkx as nx

from scripts.benchmarks.generated_map import generated
from scripts.benchmarks.timing import best, row
from vaultkit.config import load_config
from vaultkit.live_vault import LiveVault
from vaultkit.map.drawing import draw
from vaultkit.map.grouping import find_leads, group_leads
from vaultkit.map.layout import lay_out
from vaultkit.map.model import MapOptions, place_drawing
from vaultkit.map.page import page_html
from vaultkit.map.page_data import PageOptions
from vaultkit.map.positions import positions_of
from vaultkit.map.record import Drawing

NETWORKX_LIMIT = 20_000
"""Nodes up to which networkx's Louvain is run for comparison; it takes 20 s at 100,000."""


def main(vault: Path, options: argparse.Namespace) -> None:
    """Print a table for each size."""
    drawings = {f"{vault.name}": draw(LiveVault(vault, load_config(vault)).snapshot)}
    for count in (1000, 10_000, *((100_000,) if options.large else ())):
        drawings[f"generated {count:,}"] = generated(count)
    for name, drawing in drawings.items():
        _measure(name, drawing, runs=1 if len(drawing.nodes) > NETWORKX_LIMIT else 3)


def _measure(name: str, drawing: Drawing, runs: int) -> None:
    leads = find_leads(drawing)
    grouping = group_leads(drawing, leads, "region")
    model = place_drawing(drawing, MapOptions(name=name))
    known = MapOptions(name=name, positions=positions_of(model))
    page = page_html(model, PageOptions()).encode()
    size = f"{len(page) / 1e6:.1f} MB, {len(gzip.compress(page)) / 1e6:.1f} MB gz"
    print(f"-- {name}: {len(drawing.nodes):,} nodes, {len(drawing.edges):,} edges, page {size}")
    whole = best(lambda: place_drawing(drawing, MapOptions(name=name)), runs)
    row("model from scratch", whole, whole)
    row("  communities", best(lambda: group_leads(drawing, leads, "region"), runs), whole)
    row("  layout", best(lambda: lay_out(leads, grouping), runs), whole)
    row("model with known places", best(lambda: place_drawing(drawing, known), runs), whole)
    row("page", best(lambda: page_html(model, PageOptions()), runs), whole)
    if len(drawing.nodes) <= NETWORKX_LIMIT:
        graph = nx.Graph()
        graph.add_edges_from((edge.source, edge.target) for edge in drawing.edges)
        seconds = best(lambda: nx.community.louvain_communities(graph, seed=1), 1)
        row("networkx louvain_communities, beside", seconds, whole)
