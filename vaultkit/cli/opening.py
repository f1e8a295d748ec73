"""From a path on the command line to a vault that has been read."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultkit.config import Config
    from vaultkit.index.store import Index
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
    config = load_config(vault)
    return LiveVault(vault, config, open_index(vault, config))


def open_index(vault: Path, config: "Config") -> "Index":
    """Return the index of *vault*; one in memory where its own cannot be had.

    That is so while another process reads the vault for the first time, or where the cache folder
    cannot be written to.
    """
    import logging

    import msgspec

    from vaultkit import disk
    from vaultkit.errors import VaultkitError
    from vaultkit.index.place import cache_folder
    from vaultkit.index.reader_version import reader_version
    from vaultkit.index.store import Index
    from vaultkit.reader import reading_options

    options = msgspec.json.encode(reading_options(config)).decode()
    stamp = {"reader": reader_version(), "options": options, "vault": disk.shown(str(vault))}
    try:
        return Index(cache_folder(vault) / "index.db", stamp)
    except VaultkitError as error:
        logging.getLogger(__name__).warning("%s; going on without it", error)
        return Index(None, stamp)
