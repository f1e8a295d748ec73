"""From a path on the command line to a vault that has been read."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultkit.live_vault import LiveVault


def open_vault(start: Path | None) -> "LiveVault":
    """Read the vault that *start* (default: the current folder) is or lies in.

    Raises:
        VaultkitError: There is no such folder, or its config.toml is faulty.
    """
    from vaultkit import disk
    from vaultkit.config import load_config
    from vaultkit.live_vault import LiveVault

    vault = disk.find_vault(start or Path())
    return LiveVault(vault, load_config(vault))
