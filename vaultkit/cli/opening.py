"""From a path on the command line to a vault that has been read."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultkit.config import Config
    from vaultkit.first_read import Helpers
    from vaultkit.index.store import Index
    from vaultkit.live_vault import LiveVault, Progress
    from vaultkit.snapshot import Snapshot


def open_vault(
    start: Path | None,
    *,
    progress: "Progress | None" = None,
    stop: Callable[[], bool] | None = None,
    writes: bool = False,
    careful: bool = False,
    light: bool = False,
) -> "LiveVault":
    """Read the vault that *start* (default: the current folder) is or lies in.

    Args:
        start: Where to look for the vault.
        progress: Hears how far a first read is.
        stop: Asked now and then whether to give up.
        writes: Whether the caller holds the vault's lock, so that the index is its own to write.
        careful: Whether the process before may have died over a note.
        light: Whether to do without what only ``facts`` and ``check`` ask of a reading.

    Raises:
        VaultkitError: There is no such folder, or its config.toml is faulty.
        InterruptedReadError: *stop* said so.
    """
    from vaultkit import disk
    from vaultkit.config import load_config

    vault = disk.find_vault(start or Path())
    config = load_config(vault)
    helpers = _helpers(vault, config)

    from vaultkit.live_vault import LiveVault

    index = open_index(vault, config, writes=writes)
    return LiveVault(
        vault,
        config,
        index,
        progress=progress,
        stop=stop,
        careful=careful,
        light=light,
        helpers=helpers,
    )


def _helpers(vault: Path, config: "Config") -> "Helpers | None":
    """Start those who read a large vault for the first time, before all else is even loaded."""
    from vaultkit.first_read import MANY, Helpers
    from vaultkit.index.place import cache_folder
    from vaultkit.listing import has_many

    if (cache_folder(vault) / "index.db").exists() or not has_many(vault, MANY):
        return None
    return Helpers(vault, config).start()


def open_index(vault: Path, config: "Config", *, writes: bool = False) -> "Index":
    """Return the index of *vault*, which is left as it is while another process watches the vault.

    Where it cannot be had (the cache folder cannot be written to), one in memory takes its place.
    """
    import logging

    import msgspec

    from vaultkit.errors import VaultkitError
    from vaultkit.heartbeat import LOCK
    from vaultkit.index.place import cache_folder, state_folder
    from vaultkit.index.reader_version import reader_version
    from vaultkit.index.store import Index
    from vaultkit.listing import shown
    from vaultkit.lock import holder_of
    from vaultkit.reader import reading_options

    options = msgspec.json.encode(reading_options(config)).decode()
    stamp = {"reader": reader_version(), "options": options, "vault": shown(str(vault))}
    watched = not writes and holder_of(state_folder(vault) / LOCK) is not None
    try:
        return Index(cache_folder(vault) / "index.db", stamp, read_only=watched)
    except VaultkitError as error:
        logging.getLogger(__name__).warning("%s; going on without an index", error)
        return Index(None, stamp)


def steady_snapshot(live: "LiveVault") -> "Snapshot":
    """Return what *live* says, with the ids that its records had in earlier runs.

    The ledger that remembers them is written at once. Where it cannot be written the ids still
    hold for this run.

    Raises:
        LedgerError: The ledger is there and cannot be read.
    """
    from vaultkit.steady_ids import SteadyIds

    return SteadyIds(live.folder, live.config).settle(live.snapshot)
