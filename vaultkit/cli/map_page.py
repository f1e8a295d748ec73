"""``vaultkit map``: the map of a vault as one file."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from vaultkit.live_vault import LiveVault


class Engine(StrEnum):
    """What draws the map."""

    atlas = "atlas"
    pyvis = "pyvis"


class Group(StrEnum):
    """What lies together."""

    region = "region"
    folder = "folder"
    frame = "frame"


class Language(StrEnum):
    """Languages of the page."""

    en = "en"
    ru = "ru"


def map_page(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    output: Path | None = typer.Option(
        None, "-o", "--output", help="The file to write; default: one in your data folder."
    ),
    engine: Engine | None = typer.Option(
        None,
        help="Default: atlas, the page of our own; pyvis for --around and --overview.",
    ),
    group: Group = typer.Option(Group.region, help="What lies together."),
    relayout: bool = typer.Option(False, help="Place everything anew; forget where it lay."),
    around: str | None = typer.Option(
        None, metavar="NAME", help="Only what is near this note, frame or protocol."
    ),
    overview: bool = typer.Option(False, help="Regions in place of notes."),
    lang: Language | None = typer.Option(
        None, help="Language of the page; default: that of the notes' names."
    ),
) -> None:
    """Write the map of a vault as one HTML file that needs no network, and print its path.

    What lay somewhere on the last map lies there again; new notes appear beside their neighbours.

    \b
    vaultkit map ~/vault -o map.html
    vaultkit map ~/vault --group folder --lang ru
    vaultkit map ~/vault --around "134_д"
    """
    from vaultkit import disk
    from vaultkit.cli.opening import open_vault
    from vaultkit.listing import shown

    near = around is not None or overview
    if near and engine is Engine.atlas:
        raise typer.BadParameter("pyvis draws --around and --overview", param_hint="--engine")
    live = open_vault(vault)
    if engine is Engine.pyvis or near:
        page = _pyvis(live, around, lang.value if lang else None, overview=overview)
        file = output or _default(live, "map-pyvis.html")
    else:
        page = _atlas(live, group.value, lang.value if lang else None, relayout=relayout)
        file = output or _default(live, "map.html")
    disk.write_if_changed(file, page.encode("utf-8", "replace"))
    typer.echo(shown(str(file)))


def _default(live: "LiveVault", name: str) -> Path:
    from vaultkit.index.place import data_folder

    return data_folder(live.folder) / name


def _atlas(live: "LiveVault", group: str, lang: str | None, *, relayout: bool) -> str:
    from vaultkit.cli.opening import steady_snapshot
    from vaultkit.errors import OutputError
    from vaultkit.map.page_data import Live
    from vaultkit.map.positions import Positions
    from vaultkit.whole_map import keep_places, map_of, page_of, read_places

    places = Positions() if relayout else read_places(live.folder, group)
    snapshot = steady_snapshot(live)
    model = map_of(live, snapshot, places, group)
    try:
        keep_places(live.folder, model)
    except OutputError as error:
        typer.echo(f"vaultkit: {error}; the next map may look different", err=True)
    return page_of(live, snapshot, model, lang, Live())


def _pyvis(live: "LiveVault", around: str | None, lang: str | None, *, overview: bool) -> str:
    from vaultkit.map.names import find_node, note_aliases
    from vaultkit.map.positions import Positions
    from vaultkit.map.pyvis_views import model_to_pyvis
    from vaultkit.whole_map import language_of, map_of

    model = map_of(live, live.snapshot, Positions())
    if around is not None:
        nodes = model.drawing.nodes
        around = nodes[find_node(nodes, around, note_aliases(live.snapshot))].id
    graph = model_to_pyvis(
        model, around=around, overview=overview, lang=lang or language_of(model)
    )
    if graph.notice:
        typer.echo(graph.notice, err=True)
    return graph.generate_html()
