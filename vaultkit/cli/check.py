"""``vaultkit check``: what is wrong in a vault."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from vaultkit.findings import Finding
    from vaultkit.live_vault import LiveVault


class Format(StrEnum):
    """How to print findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def check(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    form: Format = typer.Option(
        Format.TEXT, "--format", help="text; json; sarif (2.1.0); github: workflow annotations."
    ),
    as_json: bool = typer.Option(False, "--json", help="The same as --format json."),
    everything: bool = typer.Option(
        False, "--all", help="Show every finding, and not only 50 of each kind."
    ),
    only: list[str] = typer.Option([], "--only", help="Show this kind only; may be repeated."),
    ignore: list[str] = typer.Option(
        [], "--ignore", help="Leave out a kind, or kind:path with * in the path; may be repeated."
    ),
) -> None:
    """List broken and ambiguous links, footnotes that lead nowhere, clashing names and the like.

    Exit status 1: there are findings. What is never to be told goes into config.toml,
    under check: `ignore = ["orphan", "broken-link:Daily/*"]`.

    \b
    vaultkit check ~/vault
    vaultkit check --only broken-link --only broken-heading
    vaultkit check --format sarif > findings.sarif
    """
    from vaultkit.cli.opening import open_vault
    from vaultkit.facts import report
    from vaultkit.facts.kinds import check_kinds
    from vaultkit.graph.faults import CheckOptions, kept

    check_kinds((*only, *ignore))
    live = open_vault(vault)
    check_kinds(live.config.check.ignore)
    options = CheckOptions(ignore=(*live.config.check.ignore, *ignore))
    told = set(kept(_all(live), options))
    found = report.in_order(one for one in told if not only or one.kind in only)
    notes = len(live.snapshot.readings)
    live.close()
    if as_json or form is Format.JSON:
        typer.echo(report.report_json(found, notes))
    elif form is Format.SARIF:
        typer.echo(report.report_sarif(found))
    elif form is Format.GITHUB:
        for line in report.report_github(found):
            typer.echo(line)
    else:
        typer.echo(report.report_text(found, notes, None if everything else 50))
    if found:
        raise typer.Exit(1)


def _all(live: "LiveVault") -> Iterator["Finding"]:
    """Yield all findings; what two rules tell of one line is told once."""
    told = set()
    for finding in _findings(live):
        told.add((finding.path, finding.line, finding.kind))
        yield finding
    for finding in _diagnostics(live):
        if (finding.path, finding.line, finding.kind) not in told:
            yield finding


def _findings(live: "LiveVault") -> Iterator["Finding"]:
    """Yield everything that is wrong; what Obsidian excludes is no orphan."""
    from vaultkit import disk
    from vaultkit.graph import faults
    from vaultkit.graph.exclusion import read_exclusion

    snapshot = live.snapshot
    notes = {path: reading.note for path, reading in snapshot.readings.items()}
    yield from snapshot.findings
    links = faults.LinkFaults(notes, snapshot.graph, snapshot.files)
    yield from links.find(live.source)
    for note in notes.values():
        if note.footnotes or note.footnote_refs:
            yield from faults.footnote_faults(note, live.source)
    spelled = {path: known.listed.name for path, known in live.files.items()}
    yield from faults.name_faults(snapshot.files, spelled)
    settings = disk.read_text_if_there(live.folder / ".obsidian" / "app.json")
    exclusion = read_exclusion(settings)
    for finding in faults.orphan_faults(notes, snapshot.graph):
        if not exclusion.excludes(finding.path):
            yield finding


def _diagnostics(live: "LiveVault") -> Iterator["Finding"]:
    """Yield what the rules of meaning find odd in each note."""
    from vaultkit.facts.kinds import diagnostic_findings

    for path, reading in live.snapshot.readings.items():
        yield from diagnostic_findings(path, reading.meaning.diagnostics)
