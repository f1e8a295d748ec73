"""The ids that the records of a vault had in earlier runs, kept in a ledger on disk."""

import logging
from collections.abc import Mapping
from pathlib import Path

from vaultkit import disk
from vaultkit.config import Config
from vaultkit.errors import OutputError
from vaultkit.frames.ledger_lines import renewed
from vaultkit.index.place import data_folder
from vaultkit.snapshot import Snapshot, tracked_records, with_kept_ids

_log = logging.getLogger(__name__)


class SteadyIds:
    """Gives the records of one vault the ids that its ledger remembers of them."""

    def __init__(self, vault: Path, config: Config) -> None:
        """Use the ledger that *config* names for *vault*; nothing is read yet."""
        self._file = ledger_file(vault, config)
        self._ids: Mapping[str, str] = {}

    def settle(self, snapshot: Snapshot) -> Snapshot:
        """Return *snapshot* with the ids of the ledger, which takes what is new in it.

        The ledger is written at once. Where that fails, the ids still hold for this run.

        Raises:
            LedgerError: The ledger is there and cannot be read.
        """
        if self._file is None:
            return snapshot
        text = disk.read_text_if_there(self._file)
        now = renewed(text, tracked_records(snapshot))
        self._ids = now.ids
        if now.text is not text:
            try:
                disk.write_if_changed(self._file, now.text.encode())
            except OutputError as error:
                _log.warning("%s; ids are not remembered", error)
        return with_kept_ids(snapshot, now.ids)

    def apply(self, snapshot: Snapshot) -> Snapshot:
        """Return *snapshot* with the ids that the last `settle` found, what is new as it is."""
        return with_kept_ids(snapshot, self._ids)


def ledger_file(vault: Path, config: Config) -> Path | None:
    """Return the file of the ledger of ids, or None where config.toml turns it off."""
    said = config.identity.ledger
    if said == "off":
        return None
    return data_folder(vault) / "ledger.json" if said == "auto" else vault / said
