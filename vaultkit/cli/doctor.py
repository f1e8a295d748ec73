"""``vaultkit doctor``: what may keep vaultkit from doing its work on a vault."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from vaultkit.terminal import counted

if TYPE_CHECKING:
    from vaultkit.live_vault import LiveVault


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    well: bool
    says: str


def doctor(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    verify: bool = typer.Option(
        False, help="Read every note again and compare it with the index."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document."),
) -> None:
    """Look at everything that vaultkit needs of this machine and this vault.

    Exit status 1: something is not well; each line says what to do.

    \b
    vaultkit doctor ~/vault
    vaultkit doctor ~/vault --verify
    """
    from vaultkit.cli.opening import open_vault

    live = open_vault(vault)
    checks = list(_checks(live, verify=verify))
    live.close()
    if as_json:
        found = [{"check": one.name, "well": one.well, "says": one.says} for one in checks]
        typer.echo(json.dumps({"vault": str(live.folder), "checks": found}, ensure_ascii=False))
    else:
        for one in checks:
            typer.echo(f"{'ok ' if one.well else 'NOT'}  {one.name}: {one.says}")
    if not all(one.well for one in checks):
        raise typer.Exit(1)


def _checks(live: "LiveVault", *, verify: bool) -> Iterator[Check]:
    import sqlite3

    from vaultkit.watcher.limits import count_folders, file_system, smallest_limit, why_poll

    notes = len(live.snapshot.readings)
    yield Check(
        "vault",
        well=True,
        says=f"{live.folder}: {counted(notes, 'note')}, {counted(len(live.files), 'file')}",
    )
    poll = why_poll(live.folder)
    kind = file_system(live.folder) or "unknown"
    yield Check("file system", not poll, f"{kind}; {poll or 'changes are told by the system'}")
    folders, limit = count_folders(live.folder), smallest_limit()
    enough = limit is None or folders < limit
    advice = "" if enough else f"; sudo sysctl fs.inotify.max_user_watches={2 * folders}"
    yield Check(
        "folders", enough, f"{folders} of {limit or 'any number'} that can be watched{advice}"
    )
    version = sqlite3.sqlite_version
    yield Check("SQLite", sqlite3.sqlite_version_info >= (3, 35), version)
    yield _index(live)
    yield from _files(live)
    if verify:
        yield _verified(live)


def _index(live: "LiveVault") -> Check:
    index = live.index
    where = str(index.file) if index.file else "in memory: the cache folder cannot be used"
    if index.read_only:
        return Check("index", well=True, says=f"{where}, kept by the watch that runs")
    faults = index.faults()
    return Check("index", index.file is not None and not faults, "; ".join([where, *faults[:3]]))


def _files(live: "LiveVault") -> Iterator[Check]:
    unreadable = [one for one in live.snapshot.findings if one.kind == "unreadable"]
    for finding in unreadable:
        yield Check("note", well=False, says=f"{finding.path}: {finding.message}")
    lower: dict[str, str] = {}
    for path in live.files:
        other = lower.setdefault(path.lower(), path)
        if other != path:
            says = f"{path} and {other} are one name on macOS and Windows: rename one"
            yield Check("name", well=False, says=says)


def _verified(live: "LiveVault") -> Check:
    wrong = live.verify()
    if wrong:
        says = f"{len(wrong)} notes differ from the index, {wrong[0]} first; it reads them again"
        return Check("verify", well=False, says=says)
    return Check("verify", well=True, says="every note is in the index as it is on disk")
