"""``vaultkit graph export``, ``cites`` and ``path``: the graph for people and programs."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from vaultkit.terminal import visible

if TYPE_CHECKING:
    from vaultkit.map.record import Drawing
    from vaultkit.map.walk import WayStep

graph = typer.Typer(
    name="graph", no_args_is_help=True, help="The citation and frame graph, for other programs."
)


class GraphFormat(StrEnum):
    """Formats of a graph."""

    graphml = "graphml"
    gexf = "gexf"
    json = "json"
    canvas = "canvas"


@graph.callback()
def _graph() -> None:
    """The citation and frame graph, for other programs."""


@graph.command()
def export(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    form: GraphFormat = typer.Option(GraphFormat.graphml, "--format", help="What to write."),
    output: Path | None = typer.Option(
        None, "-o", "--output", help="The file to write; default: standard output."
    ),
) -> None:
    """Write the graph of a vault: notes, frames, protocols, messages and what joins them.

    graphml and json hold everything for networkx and others, gexf is for Gephi, canvas holds notes
    where the map shows them, for Obsidian.

    \b
    vaultkit graph export ~/vault --format graphml -o vault.graphml
    vaultkit graph export ~/vault --format canvas -o map.canvas
    """
    from vaultkit import disk
    from vaultkit.cli.opening import open_vault
    from vaultkit.listing import shown
    from vaultkit.map.canvas import canvas_text
    from vaultkit.map.networkx_graph import (
        gexf_text,
        graphml_text,
        json_graph_text,
        vault_network,
    )
    from vaultkit.whole_map import map_of, read_places

    live = open_vault(vault)
    if form is GraphFormat.canvas:
        text = canvas_text(map_of(live, live.snapshot, read_places(live.folder, "region")))
    else:
        writers = {
            GraphFormat.graphml: graphml_text,
            GraphFormat.gexf: gexf_text,
            GraphFormat.json: json_graph_text,
        }
        text = writers[form](vault_network(live.snapshot))
    if output is None:
        typer.echo(text, nl=False)
    else:
        disk.write_if_changed(output, text.encode("utf-8", "replace"))
        typer.echo(shown(str(output)))


def cites(
    name: str = typer.Argument(help="Title, alias, path or node id of a note, frame or protocol."),
    vault: Path | None = typer.Option(None, "--vault", help="Default: where you are."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document."),
) -> None:
    """Show what cites a note and what it cites, each with its claim and its line.

    \b
    vaultkit cites 134_д
    vaultkit cites "Essays/Seed" --vault ~/vault --json
    """
    from vaultkit.cli.opening import open_vault
    from vaultkit.map.drawing import draw
    from vaultkit.map.names import find_node, note_aliases
    from vaultkit.map.panel import panel, panel_book

    live = open_vault(vault)
    drawing = draw(live.snapshot)
    node = drawing.nodes[find_node(drawing.nodes, name, note_aliases(live.snapshot))]
    limit = len(drawing.edges) + sum(map(len, live.snapshot.citations.values()))
    found: Any = panel(
        panel_book(live.snapshot, drawing, live.source), node.id, text_limit=0, list_limit=limit
    )
    lists = {"cited_by": _cited(found["in"]), "cites": _cited(found["out"])}
    if as_json:
        typer.echo(json.dumps({"id": node.id, "path": node.path} | lists, ensure_ascii=False))
        return
    for words, entries in (("cited by", lists["cited_by"]), ("cites", lists["cites"])):
        typer.secho(visible(f"{node.label}: {words} {len(entries)}"), bold=True)
        for entry in entries:
            place = f":{entry['line']}" if entry.get("line") else ""
            typer.echo(visible(f"  {entry['label']}{place}  {entry['function']}"))
            if entry.get("claim"):
                typer.echo(visible(f"      {entry['claim']}"))


def _cited(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the citations and links among a panel's entries."""
    return [
        {
            "id": entry["id"],
            "label": entry["label"],
            "function": entry["kind"].removeprefix("cites:"),
            "line": entry.get("line"),
            "claim": entry.get("claim"),
        }
        for entry in entries
        if entry["kind"].startswith("cites:") or entry["kind"] in ("link", "embed")
    ]


def path(
    start: str = typer.Argument(help="Title, alias, path or node id to begin from."),
    end: str = typer.Argument(help="Title, alias, path or node id to arrive at."),
    vault: Path | None = typer.Option(None, "--vault", help="Default: where you are."),
    directed: bool = typer.Option(False, help="Follow links only the way that they point."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document."),
) -> None:
    """Show the shortest way between two notes, frames or protocols.

    Exit status 1: there is no way.

    \b
    vaultkit path 130_д "Семь вечеров"
    """
    from vaultkit.cli.opening import open_vault
    from vaultkit.map.drawing import draw
    from vaultkit.map.names import find_node, note_aliases
    from vaultkit.map.walk import shortest_way

    snapshot = open_vault(vault).snapshot
    drawing, aliases = draw(snapshot), note_aliases(snapshot)
    first, last = (find_node(drawing.nodes, name, aliases) for name in (start, end))
    way = shortest_way(drawing, first, last, directed=directed)
    if as_json:
        typer.echo(json.dumps(_way_document(drawing, way), ensure_ascii=False))
    elif way is not None:
        typer.echo(visible(drawing.nodes[first].label))
        for step in way:
            kind = step.kind.removeprefix("cites:")
            arrow = f"—{kind}→" if step.forward else f"←{kind}—"
            typer.echo(visible(f"  {arrow} {drawing.nodes[step.target].label}"))
    if way is None:
        typer.echo("there is no way between them", err=True)
        raise typer.Exit(1)


def _way_document(drawing: "Drawing", way: "list[WayStep] | None") -> dict[str, Any]:
    if way is None:
        return {"way": None}
    nodes = drawing.nodes
    return {
        "way": [
            {
                "from": nodes[step.source].id,
                "to": nodes[step.target].id,
                "kind": step.kind,
                "forward": step.forward,
            }
            for step in way
        ]
    }
