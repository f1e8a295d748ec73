"""``vaultkit service``: the file by which the system keeps a watch running."""

import sys
from pathlib import Path

import typer


def service(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    kind: str = typer.Option(
        "launchd" if sys.platform == "darwin" else "systemd", help="systemd or launchd."
    ),
    port: int = typer.Option(8737, min=1, max=65535, help="Port of the live map on 127.0.0.1."),
) -> None:
    """Print a service file that keeps `vaultkit watch` running for you.

    \b
    vaultkit service ~/vault > ~/.config/systemd/user/vaultkit.service
    systemctl --user enable --now vaultkit
    vaultkit service ~/vault --kind launchd > ~/Library/LaunchAgents/vaultkit.plist
    """
    from vaultkit import disk
    from vaultkit.index.place import cache_folder, state_folder

    folder = disk.find_vault(vault or Path())
    command = [sys.executable, "-P", "-m", "vaultkit", "watch", str(folder), "--port", str(port)]
    if kind == "systemd":
        own = [cache_folder(folder), state_folder(folder)]
        for one in own:
            disk.make_folder(one)  # systemd opens what is there when the service starts
        typer.echo(_systemd(folder, command, own))
    elif kind == "launchd":
        typer.echo(_launchd(command))
    else:
        raise typer.BadParameter("systemd or launchd", param_hint="--kind")


def _systemd(folder: Path, command: list[str], own: list[Path]) -> str:
    # systemd expands % and $ in its lines.
    line = " ".join(_word(word) for word in command).replace("$", "$$")
    mount = _word(str(folder))
    writable = " ".join(_word(str(one)) for one in own)
    return f"""[Unit]
Description=vaultkit: keep the map of a vault alive
RequiresMountsFor={mount}
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
Type=notify
ExecStart={line}
Restart=on-failure
RestartSec=5
RestartPreventExitStatus=2 75
WatchdogSec=60
TimeoutStartSec=30min
TimeoutStopSec=15
Nice=10
MemoryMax=2G
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writable}
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
IPAddressDeny=any
IPAddressAllow=localhost

[Install]
WantedBy=default.target"""


def _word(word: str) -> str:
    """Return *word* as one word of a line of systemd's (systemd.syntax(7))."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"' if " " in word or escaped != word else word


def _launchd(command: list[str]) -> str:
    from xml.sax.saxutils import escape

    words = "\n".join(f"    <string>{escape(word)}</string>" for word in command)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"
  "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>vaultkit</string>
  <key>ProgramArguments</key>
  <array>
{words}
  </array>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>ThrottleInterval</key><integer>10</integer>
  <key>ProcessType</key><string>Background</string>
  <key>LowPriorityIO</key><true/>
  <key>ExitTimeOut</key><integer>15</integer>
</dict>
</plist>"""
