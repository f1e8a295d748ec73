"""The vault as it is now: the one place with state, and the only incremental one."""

from pathlib import Path

from vaultkit import disk
from vaultkit.config import Config
from vaultkit.findings import Finding
from vaultkit.frames.reading import read_meaning
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source
from vaultkit.snapshot import Reading, Snapshot, take_snapshot


class LiveVault:
    """Readings by path, and the snapshot derived from them."""

    def __init__(self, folder: Path, config: Config) -> None:
        """Read every note of the vault at *folder* (an existing folder)."""
        self.folder = folder
        self.config = config
        self._files: dict[NotePath, Path] = {}
        self._readings: dict[NotePath, Reading] = {}
        self._unreadable: list[Finding] = []
        self.snapshot = self.refresh()

    def refresh(self) -> Snapshot:
        """Read the vault again and derive a new snapshot; the old one stays whole for readers."""
        self._files = dict(disk.list_files(self.folder))
        self._readings = {}
        for path in self._files:
            if path.lower().endswith(".md"):
                self._read(path)
        self.snapshot = take_snapshot(self._readings.values(), self._files)
        return self.snapshot

    def source(self, path: NotePath) -> Source:
        """Return the text of the note at *path* as it is on disk now.

        Raises:
            OSError: It is gone or cannot be read.
        """
        return disk.read_source(path, self._files[path])

    def _read(self, path: NotePath) -> None:
        try:
            source = self.source(path)
        except OSError as error:
            message = f"cannot be read: {error.strerror or error}"
            self._unreadable.append(Finding(path, 1, "unreadable", message))
            return
        note = parse_note(source)
        self._readings[path] = Reading(note, read_meaning(source, note))
