"""From what is known of a vault's files to its snapshot, helped by what was found before."""

from collections.abc import Callable
from dataclasses import replace

from vaultkit.collection import without_collection
from vaultkit.config import Config
from vaultkit.findings import Finding
from vaultkit.frames.vault_pass import VaultMemory
from vaultkit.graph.memory import GraphMemory
from vaultkit.known_vault import KnownVault
from vaultkit.notes.note_path import NotePath, is_board, is_note
from vaultkit.notes.sync_conflict import conflict_of
from vaultkit.readings import Archive, Readings
from vaultkit.snapshot import Snapshot, derive

_CONFLICT = "two devices wrote {} at once, and this is what the other wrote: merge, then delete it"


class Derivation:
    """Derives snapshots of one vault, each out of what has not changed since the one before."""

    def __init__(self, config: Config) -> None:
        """Remember nothing."""
        self._config = config
        self._memory = GraphMemory(config.links)
        self._found = VaultMemory()

    def prepare(self, known: KnownVault, archive: Archive) -> Callable[[], Snapshot]:
        """Return what derives the snapshot of this moment; *known* may change meanwhile."""
        copies = self._copies(known)
        held = sorted((path, one) for path, one in known.held.items() if path not in copies)
        readings = Readings({path: one for path, one in held if is_note(path)}, archive)
        boards = Readings({path: one for path, one in held if is_board(path)}, archive)
        files = [path for path in known.table.files if path not in copies]
        faults = [*known.faults.values(), *copies.values()]
        archive.forget(known.held.values())

        def derived() -> Snapshot:
            with without_collection():
                archive.wake_all([one for _, one in held])
                snapshot = derive(readings, files, self._memory, self._found, boards)
            archive.adopt(snapshot.citations)
            if not faults:
                return snapshot
            return replace(snapshot, findings=tuple(sorted([*snapshot.findings, *faults])))

        return derived

    def _copies(self, known: KnownVault) -> dict[NotePath, Finding]:
        """Return what is told of each sync tool's copy of a note: it is no note of its own."""
        if self._config.conflict_copies.in_graph:
            return {}
        files = known.table.files
        originals = ((path, conflict_of(path)) for path in files)
        return {
            path: Finding(path, 1, "sync-conflict", _CONFLICT.format(original))
            for path, original in originals
            if original in files
        }
