"""``vaultkit search``: notes by their words, in any form of the word."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from vaultkit.terminal import visible

if TYPE_CHECKING:
    from vaultkit.index.search import Hit
    from vaultkit.live_vault import LiveVault


def search(
    query: list[str] = typer.Argument(help='Words; "phrases in quotes"; -without; begin*'),
    vault: Path | None = typer.Option(None, "--vault", help="Default: where you are."),
    limit: int = typer.Option(20, "-n", "--limit", min=1, help="At most so many notes."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document."),
) -> None:
    """Find notes by their words; word forms of Russian and English count as one word.

    \b
    vaultkit search заметки                     finds заметка, заметкой, …
    vaultkit search '"вторая часть" -черновик'
    vaultkit search --vault ~/vault architect* --json
    """
    from vaultkit.cli.opening import open_vault
    from vaultkit.index.search import QueryError
    from vaultkit.index.search import search as find
    from vaultkit.index.words import match_expression

    asked = " ".join(query)
    if not match_expression(asked):
        raise QueryError("nothing to search for: give at least one word to find")
    live = open_vault(vault)
    hits = find(live.index, asked, limit)
    if as_json:
        typer.echo(json.dumps(_document(asked, hits), ensure_ascii=False))
    else:
        for hit in hits:
            _print(live, hit, asked)
        if not hits:
            typer.echo(
                f"no note of {visible(str(live.folder))} holds all of these words", err=True
            )
    live.close()


def _document(query: str, hits: "list[Hit]") -> dict[str, object]:
    found = [{"path": hit.path, "title": hit.title, "score": round(hit.score, 4)} for hit in hits]
    return {"query": query, "hits": found}


def _print(live: "LiveVault", hit: "Hit", query: str) -> None:
    from vaultkit.index.search import matching_lines

    typer.secho(visible(hit.path), bold=True)
    try:
        text = live.source(hit.path).text
    except OSError:
        return
    for number, line in matching_lines(text, query):
        typer.echo(f"  {number}: {visible(line)[:160]}")
