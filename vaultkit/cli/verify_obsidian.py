"""``vaultkit verify-obsidian``: vaultkit's reading against the user's own Obsidian."""

from pathlib import Path
from typing import Any

import typer

_EXPRESSION = (
    "JSON.stringify({resolvedLinks: app.metadataCache.resolvedLinks, "
    "unresolvedLinks: app.metadataCache.unresolvedLinks})"
)


def verify_obsidian(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    dump: Path | None = typer.Option(
        None, help="A JSON file with resolvedLinks and unresolvedLinks, written by Obsidian."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document."),
) -> None:
    """List every link that vaultkit and Obsidian read differently.

    Asks the running Obsidian through its command line (1.12 and later), or reads a --dump. To
    make one, open Obsidian's developer console, enter
    `copy(JSON.stringify(app.metadataCache))` and save the clipboard as a file.

    Exit status 1: there are differences.

    \b
    vaultkit verify-obsidian ~/vault
    vaultkit verify-obsidian ~/vault --dump cache.json
    """
    import json

    from vaultkit.cli.opening import open_vault
    from vaultkit.facts.comparison import compare, parse_dump
    from vaultkit.facts.obsidian import link_maps
    from vaultkit.terminal import counted, visible

    live = open_vault(vault)
    theirs = parse_dump(_from_file(dump) if dump else _from_app(live.folder.name))
    found = list(compare(link_maps(live.snapshot.graph), theirs))
    live.close()
    sources = len(theirs["resolvedLinks"])
    if as_json:
        rows = [
            {
                "map": one.map,
                "source": one.source,
                "target": one.target,
                "obsidian": one.obsidian,
                "vaultkit": one.vaultkit,
            }
            for one in found
        ]
        document = {"sources": sources, "differences": rows}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for one in found:
            counts = f"Obsidian {one.obsidian}, vaultkit {one.vaultkit}"
            place = f"{visible(one.source)} -> {visible(one.target)}"
            typer.echo(f"{one.map}: {place}: {counts}")
        typer.echo(
            f"{counted(len(found), 'difference')} in the links of {counted(sources, 'file')}"
        )
    if found:
        raise typer.Exit(1)


def _from_file(file: Path) -> Any:
    from vaultkit import disk
    from vaultkit.errors import VaultkitError
    from vaultkit.notes.note_path import note_path

    try:
        text = disk.read_source(note_path(file.name), file).text
    except OSError as error:
        raise VaultkitError(f"cannot read {file}: {error.strerror or error}") from error
    return _parsed(text, str(file))


def _from_app(vault: str) -> Any:
    """Ask the running Obsidian.

    Raises:
        VaultkitError: Its command line is not there, or does not answer.
    """
    import shutil
    import subprocess

    from vaultkit.errors import VaultkitError

    program = shutil.which("obsidian")
    if program is None:
        raise VaultkitError(
            "Obsidian's command line is not installed (Settings > General > Command line "
            "interface, Obsidian 1.12 or later): turn it on, or name a --dump"
        )
    try:
        answer = subprocess.run(  # noqa: S603 - the program that the user installed, no shell
            [program, f"vault={vault}", "eval", f"code={_EXPRESSION}"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise VaultkitError(
            f"Obsidian does not answer ({error}): start it, or name a --dump"
        ) from error
    return _parsed(answer[answer.find("{") :], "what Obsidian answered")


def _parsed(text: str, what: str) -> Any:
    import json

    from vaultkit.errors import VaultkitError

    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise VaultkitError(f"{what} is not JSON: {error}") from error
    # The console shows a string where the expression itself gives one.
    return json.loads(document) if isinstance(document, str) and document[:1] == "{" else document
