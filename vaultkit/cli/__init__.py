"""The command line: reads options, calls the rest, prints, sets the exit status.

Each module of this package holds the commands of one part and adds them to `app`; nothing slow is
imported before a command runs.
"""

import sys

import typer

from vaultkit.cli import (
    check,
    doctor,
    export_seed,
    facts,
    graph,
    map_page,
    pack,
    search,
    seed,
    service,
    status,
    verify_obsidian,
    watch,
)
from vaultkit.errors import VaultkitError

app = typer.Typer(
    name="vaultkit",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read an Obsidian vault of AI dialogues: map it, check it, carry it as a seed.",
)
app.command()(facts.facts)
app.command()(check.check)
app.command()(verify_obsidian.verify_obsidian)
app.command()(search.search)
app.command()(watch.watch)
app.command()(export_seed.export_seed)
app.command()(status.status)
app.command()(doctor.doctor)
app.command()(service.service)
app.add_typer(seed.seed, name="seed")
app.add_typer(pack.pack, name="pack")
app.command("map")(map_page.map_page)
app.add_typer(graph.graph, name="graph")
app.command()(graph.cites)
app.command()(graph.path)


@app.callback()
def vaultkit() -> None:
    """Read an Obsidian vault of AI dialogues: map it, check it, carry it as a seed."""


def main() -> None:
    """Run the command line; what cannot go on is one line on stderr and exit status 2."""
    try:
        app()
    except VaultkitError as error:
        sys.stderr.write(f"vaultkit: {error}\n")
        sys.exit(error.status)
