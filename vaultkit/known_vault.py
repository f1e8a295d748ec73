"""What is known of each file of a vault, and what of that the index does not have yet."""

from collections.abc import Iterable, Mapping

from vaultkit.file_table import FileTable, KnownFile
from vaultkit.findings import Finding
from vaultkit.index.entry import Entry
from vaultkit.index.rows import Save
from vaultkit.index.store import IndexedFile
from vaultkit.listing import Fingerprint, Listed
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.sync_conflict import conflict_of
from vaultkit.reading_process import FileRead

_UNLIKE = Fingerprint(0, 0, 0, 0)
"""That of no file."""


class KnownVault:
    """Files, their readings and their faults by path; changed by one thread at a time."""

    def __init__(self) -> None:
        """Know nothing."""
        self.table = FileTable()
        self.held: dict[NotePath, bytes | int] = {}
        """Readings, packed, or the places where the index keeps them."""

        self.faults: dict[NotePath, Finding] = {}
        self.unsaved: dict[NotePath, Save | None] = {}
        """What the index does not have yet; None: it is to take the file out."""

    def load(self, rows: Iterable[IndexedFile]) -> None:
        """Take what the index has."""
        for row in rows:
            path = row.listed.path
            self.table.put(KnownFile(row.listed, row.digest, row.racy))
            if row.facts is not None:
                self.held[path] = row.facts
            if row.fault is not None:
                self.faults[path] = Finding(path, 1, "unreadable", row.fault)

    def written(self, kept: Mapping[NotePath, int]) -> None:
        """Take note that the index has everything now, readings at the places *kept*."""
        self.unsaved.clear()
        self.held.update((path, facts) for path, facts in kept.items() if path in self.held)

    def forget(self, path: NotePath) -> KnownFile:
        """Take a file out and return it; KeyError where there is none."""
        self.held.pop(path, None)
        self.faults.pop(path, None)
        self.unsaved[path] = None
        return self.table.remove(path)

    def knows(self, path: NotePath, digest: str) -> bool:
        """Return whether there is a reading of the content *digest* at *path*."""
        known = self.table.files.get(path)
        return known is not None and known.digest == digest and path in self.held

    def take(self, listed: Listed, read: FileRead) -> bool:
        """Keep what was read of a file; return whether that is anything new."""
        path = listed.path
        before = self.table.files.get(path)
        if read.fault is not None:
            return self._take_fault(listed, before, read)
        healed = self.faults.pop(path, None) is not None
        fingerprint = read.fingerprint or listed.fingerprint
        digest = read.digest or (before.digest if before else "")
        # What was racy once has now been read a second time, later than its own clock's tick.
        racy = read.racy and not (before is not None and before.racy and before.digest == digest)
        known = KnownFile(listed._replace(fingerprint=fingerprint), digest, racy)
        self.table.put(known)
        entry = read.entry or self._waiting(path, digest)
        save = Save(known.listed, digest, racy, entry, conflict_of=conflict_of(path))
        self.unsaved[path] = save
        if read.entry is not None:
            self.held[path] = read.entry.facts
        return healed or before is None or before.digest != digest

    def _take_fault(self, listed: Listed, before: KnownFile | None, read: FileRead) -> bool:
        """Note the fault; what was read before stays, and the next comparison tries again."""
        fault = read.fault or ""
        finding = Finding(listed.path, 1, "unreadable", fault)
        is_news = self.faults.get(listed.path) != finding
        self.faults[listed.path] = finding
        digest = before.digest if before else ""
        unlike = listed if read.deadly else listed._replace(fingerprint=_UNLIKE)
        self.table.put(KnownFile(unlike, digest))
        entry = self._waiting(listed.path, digest)
        self.unsaved[listed.path] = Save(unlike, digest, racy=False, entry=entry, fault=fault)
        return is_news

    def _waiting(self, path: NotePath, digest: str) -> Entry | None:
        """Return what could not be written to the index yet of the content *digest*."""
        save = self.unsaved.get(path)
        return save.entry if save is not None and save.digest == digest else None
