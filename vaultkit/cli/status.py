"""``vaultkit status``: whether a vault is watched, and how the watch is."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from vaultkit.heartbeat import Heartbeat


def status(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document."),
) -> None:
    """Tell whether a vault is watched, where its live map is, and how the watch is.

    \b
    vaultkit status ~/vault
    vaultkit status --json | jq .address
    """
    import msgspec

    from vaultkit import disk
    from vaultkit.errors import VaultNotFoundError
    from vaultkit.heartbeat import Heartbeat, read_heartbeat

    start = vault or Path()
    try:
        folder = disk.find_vault(start)
        beat = read_heartbeat(folder)
    except VaultNotFoundError:
        folder, beat = start, read_heartbeat(start)  # a watch may be waiting for it to come back
        if beat is None:
            raise
    beat = beat or Heartbeat(vault=str(folder), running=False, pid=0, began=0.0, beat=0.0)
    if as_json:
        typer.echo(msgspec.json.encode(beat).decode())
    else:
        typer.echo("\n".join(_lines(beat)))


def _lines(beat: "Heartbeat") -> list[str]:
    from vaultkit.heartbeat import status_line

    if not beat.running:
        ended = f"; the last watch was seen {_ago(beat.beat)}" if beat.beat else ""
        return [f"{beat.vault}: not watched{ended}"]
    since = f" since {_ago(beat.began)}" if beat.began else ", which is just starting"
    lines = [f"{beat.vault}: watched by process {beat.pid}{since}"]
    lines.append(f"  {status_line(beat)}")
    if beat.address:
        lines.append(f"  map: {beat.address} ({beat.pages} open)")
    if beat.output:
        lines.append(f"  file: {beat.output}")
    if beat.polling:
        lines.append(f"  polling: {beat.polling}")
    if beat.index_fault:
        lines.append(f"  index: {beat.index_fault}")
    if beat.last_error:
        lines.append(f"  last error: {beat.last_error}")
    if beat.beat and time.time() - beat.beat > 30:
        lines.append(f"  it has not been heard of since {_ago(beat.beat)}; it may be suspended")
    return lines


def _ago(moment: float) -> str:
    seconds = max(0, int(time.time() - moment))
    if seconds < 120:
        return f"{seconds} s ago"
    if seconds < 7200:
        return f"{seconds // 60} min ago"
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(moment))
