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

_HELP = """Read an Obsidian vault of AI dialogues: map it, check it, carry it as a seed.

\b
vaultkit watch ~/vault                the live map, in step with every edit
vaultkit map ~/vault -o map.html      the map as one file
vaultkit cites 134_д --vault ~/vault  what cites a note, with each claim
vaultkit export-seed ~/vault          the architecture, to grow elsewhere
vaultkit COMMAND --help               what a command does, with examples
"""

app = typer.Typer(
    name="vaultkit",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_HELP,
)
for name, command, summary in (
    ("watch", watch.watch, "Keep the map of a vault alive while you write."),
    ("map", map_page.map_page, "Write the map as one HTML file."),
    ("export-seed", export_seed.export_seed, "Write a seed, to grow elsewhere."),
    ("search", search.search, "Find notes by their words."),
    ("cites", graph.cites, "Show what cites a note and what it cites."),
    ("path", graph.path, "Show the shortest way between two notes."),
    ("check", check.check, "List broken links and other faults."),
    ("facts", facts.facts, "Print everything that was read, as JSON."),
    ("status", status.status, "Tell whether a vault is watched, and where."),
    ("doctor", doctor.doctor, "Look at all that vaultkit needs here."),
    ("service", service.service, "Print a service file that keeps a watch running."),
    ("verify-obsidian", verify_obsidian.verify_obsidian, "Compare the graph with Obsidian's own."),
):
    app.command(name, short_help=summary)(command)
for group, summary in (
    (seed.seed, "Show, verify, compare, merge and grow seeds."),
    (graph.graph, "Export the graph for other programs."),
    (pack.pack, "Check language packs, or begin one."),
):
    app.add_typer(group, short_help=summary)


@app.callback()
def vaultkit() -> None:
    """Take no options of its own; a single command would otherwise become the program."""


def main() -> None:
    """Run the command line; what cannot go on is one line on stderr and exit status 2."""
    try:
        app()
    except VaultkitError as error:
        sys.stderr.write(f"vaultkit: {error}\n")
        sys.exit(error.status)
