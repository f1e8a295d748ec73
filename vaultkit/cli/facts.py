"""``vaultkit facts``: what was read, as data."""

from pathlib import Path

import typer


def facts(target: Path = typer.Argument(Path(), help="A note, or the folder of a vault.")) -> None:
    """Print everything that was read from a note or a vault, as JSON."""
    from vaultkit import disk
    from vaultkit.frames.reading import read_meaning
    from vaultkit.notes.parsing import parse_note

    for path, file in disk.list_files(disk.find_vault(target)):
        if path.lower().endswith(".md"):
            source = disk.read_source(path, file)
            meaning = read_meaning(source, parse_note(source))
            typer.echo(f"{path}: {len(meaning.wikilinks)} wikilinks")
