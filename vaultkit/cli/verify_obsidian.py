"""``vaultkit verify-obsidian``: vaultkit's reading against the user's own Obsidian."""

from pathlib import Path
from typing import Any

import typer

_EXPRESSION = (
    "JSON.stringify({resolvedLinks: app.metadataCache.resolvedLinks, "
    "unresolvedLinks: app.metadataCache.unresolvedLinks})"
)

_PATIENCE = 120
"""Seconds that Obsidian has to answer."""


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
    `const {resolvedLinks, unresolvedLinks} = app.metadataCache;
    copy(JSON.stringify({resolvedLinks, unresolvedLinks}))`
    and save the clipboard as a file.

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

    dumped = parse_dump(_from_file(dump)) if dump else None
    live = open_vault(vault)
    theirs = dumped or parse_dump(_from_app(live.folder.name))
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
    command = [program, f"vault={vault}", "eval", f"code={_EXPRESSION}"]
    try:
        answer = subprocess.run(  # noqa: S603 - the program that the user installed, no shell
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise VaultkitError(
            f"Obsidian did not answer within {_PATIENCE} seconds: look at its window, "
            "or name a --dump"
        ) from error
    except OSError as error:
        raise VaultkitError(f"cannot run {program}: {error.strerror or error}") from error
    if answer.returncode:
        said = _first_line(answer.stderr or answer.stdout)
        raise VaultkitError(
            f"Obsidian's command line failed (exit status {answer.returncode}{said}): open the "
            f"vault {vault!r} in Obsidian, or name a --dump"
        )
    return _parsed(answer.stdout, "Obsidian's answer")


def _first_line(text: str) -> str:
    """Return the first line of *text* as the end of a sentence; empty where there is none."""
    from vaultkit.terminal import visible

    lines = text.strip().splitlines()
    return f": {visible(lines[0])[:200]}" if lines else ""


def _parsed(text: str, what: str) -> Any:
    """Return the JSON object in *text*, whatever is printed around it.

    A console shows a string where the expression itself gives one: then it is read once more.
    """
    import json

    from vaultkit.errors import VaultkitError

    start = min((at for at in (text.find("{"), text.find('"{')) if at >= 0), default=0)
    try:
        document, _ = json.JSONDecoder().raw_decode(text, start)
        return json.loads(document) if isinstance(document, str) else document
    except (ValueError, RecursionError) as error:
        raise VaultkitError(f"{what} is not JSON{_first_line(text)}") from error
