"""The vault as it is now: the one place with state, and the only incremental one.

The law it holds: after any run of changes the snapshot equals that of a fresh full read, record
for record. So events only ever say *where* to look; what is there is always asked of the disk.
"""

import threading
import time
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vaultkit import disk
from vaultkit.config import Config
from vaultkit.disk import Fingerprint, Listed, Listing
from vaultkit.file_table import FileTable, KnownFile
from vaultkit.findings import Finding
from vaultkit.frames.reading import read_meaning
from vaultkit.notes.note_path import NotePath, note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source
from vaultkit.snapshot import Reading, Snapshot, take_snapshot

RACY_NS = 2_000_000_000
"""Coarsest tick of a file system's clock (exFAT), in nanoseconds."""

_GUARD = 50
"""So many files may always vanish at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an update found; paths in order."""

    added: tuple[NotePath, ...] = ()
    changed: tuple[NotePath, ...] = ()
    removed: tuple[NotePath, ...] = ()
    renamed: tuple[tuple[NotePath, NotePath], ...] = ()
    """Old and new path of files that are also in *removed* and *added*."""

    again: tuple[str, ...] = ()
    """Names to look at once more, soon: they changed while they were read."""

    held: int = 0
    """So many files seem to have vanished that none was taken away yet."""

    def __bool__(self) -> bool:
        """Return whether the vault is another one than before."""
        return bool(self.added or self.changed or self.removed)


class LiveVault:
    """Readings by path, and the snapshot derived from them; safe between threads."""

    def __init__(self, folder: Path, config: Config) -> None:
        """Read every note of the vault at *folder* (an existing folder)."""
        self.folder = folder.resolve()
        self.config = config
        self.folders = 0
        self.version = 0
        self._changing = threading.RLock()
        self._deriving = threading.Lock()
        self._table = FileTable()
        self._readings: dict[NotePath, Reading] = {}
        self._faults: dict[NotePath, Finding] = {}
        self._derived: tuple[int, Snapshot] | None = None
        self.refresh()

    @property
    def files(self) -> Mapping[NotePath, KnownFile]:
        """Every file, as it was read last."""
        return self._table.files

    @property
    def snapshot(self) -> Snapshot:
        """What the vault says now; derived when it is asked for and something has changed."""
        with self._deriving:
            if self._derived is None or self._derived[0] != self.version:
                self._derived = self._derive()
            return self._derived[1]

    def source(self, path: NotePath) -> Source:
        """Return the text of the file at *path* as it is on disk now.

        Raises:
            OSError: It is gone or cannot be read.
            KeyError: The vault has no such file.
        """
        return disk.read_source(path, self.folder / self._table.files[path].listed.name)

    def refresh(self, *, confirmed: bool = False) -> Changes:
        """Compare everything with the disk.

        More than half of the files are only taken away when *confirmed*: a folder that is not
        mounted at the moment looks like an empty one.
        """
        with self._changing:
            listing = disk.list_folder(self.folder)
            self.folders = listing.folders
            suspects = set(self._table.files)
            return self._compare(listing, suspects, confirmed=confirmed)

    def update(self, names: Iterable[str]) -> Changes:
        """Look at the files and folders called *names* (as the system spells them)."""
        with self._changing:
            files: dict[str, Listed] = {}
            blocked: list[str] = []
            suspects: set[NotePath] = set()
            for name in names:
                seen = self._look(name)
                files.update((listed.name, listed) for listed in seen.files)
                blocked.extend(seen.blocked)
                suspects |= self._table.at(note_path(disk.shown(name)))
            listing = Listing(files=tuple(files.values()), blocked=tuple(blocked), folders=0)
            return self._compare(listing, suspects, certain=False)

    def _look(self, name: str) -> Listing:
        for spelling in _spellings(name):
            try:
                one = disk.list_one(self.folder, spelling)
            except FileNotFoundError:
                continue
            except OSError:
                return Listing(files=(), blocked=(spelling,), folders=0)
            if one is None:
                return disk.list_folder(self.folder, spelling)
            return Listing(files=(one,), blocked=(), folders=0)
        return disk.NOTHING

    def _compare(
        self,
        listing: Listing,
        suspects: set[NotePath],
        *,
        certain: bool = True,
        confirmed: bool = False,
    ) -> Changes:
        """Bring what is known of *suspects* and of the listed files in step with *listing*.

        Where not *certain*, an event came for each file, so an equal fingerprint proves nothing.
        """
        gone = suspects.difference(listed.path for listed in listing.files)
        gone = {path for path in gone if not self._is_hidden(path, listing.blocked)}
        if len(gone) > max(_GUARD, len(self._table.files) // 2) and not confirmed:
            return Changes(held=len(gone))
        lost = [self._forget(path) for path in gone]
        added: list[NotePath] = []
        changed: list[NotePath] = []
        again: list[str] = []
        for listed in listing.files:
            known = self._table.files.get(listed.path)
            if known and certain and known.listed == listed and not known.racy:
                continue
            try:
                if self._take(listed, known):
                    (changed if known else added).append(listed.path)
            except (disk.TornReadError, FileNotFoundError):
                again.append(listed.name)
        changes = Changes(
            added=tuple(sorted(added)),
            changed=tuple(sorted(changed)),
            removed=tuple(sorted(gone)),
            renamed=_renames(lost, [self._table.files[path] for path in added]),
            again=tuple(again),
        )
        self.version += bool(changes)
        return changes

    def _is_hidden(self, path: NotePath, blocked: tuple[str, ...]) -> bool:
        raw = self._table.files[path].listed.name
        return any(not name or raw == name or raw.startswith(name + "/") for name in blocked)

    def _forget(self, path: NotePath) -> KnownFile:
        self._readings.pop(path, None)
        self._faults.pop(path, None)
        return self._table.remove(path)

    def _take(self, listed: Listed, known: KnownFile | None) -> bool:
        """Read a file and keep what it says; return whether that is anything new."""
        path = listed.path
        if listed.offloaded or not path.lower().endswith(".md"):
            digest = known.digest if known else ""
            self._table.put(KnownFile(listed, digest))
            return known is None
        began = time.time_ns()
        try:
            source, fingerprint = disk.read_whole(path, self.folder / listed.name)
        except (disk.TornReadError, FileNotFoundError):
            raise
        except OSError as error:
            return self._keep_unreadable(listed, known, error)
        racy = abs(began - fingerprint.mtime_ns) < RACY_NS and not (known and known.racy)
        now = KnownFile(listed._replace(fingerprint=fingerprint), source.digest, racy)
        healed = self._faults.pop(path, None) is not None
        self._table.put(now)
        if known and known.digest == now.digest and not healed:
            return False
        note = parse_note(source)
        self._readings[path] = Reading(note, read_meaning(source, note))
        return True

    def _keep_unreadable(self, listed: Listed, known: KnownFile | None, error: OSError) -> bool:
        """Note the fault; what was read before stays, and the next comparison tries again."""
        finding = Finding(
            listed.path, 1, "unreadable", f"cannot be read: {error.strerror or error}"
        )
        is_news = self._faults.get(listed.path) != finding
        self._faults[listed.path] = finding
        unlike = listed._replace(fingerprint=Fingerprint(0, 0, 0, 0))
        self._table.put(KnownFile(unlike, known.digest if known else ""))
        return is_news

    def _derive(self) -> tuple[int, Snapshot]:
        with self._changing:
            version = self.version
            readings = list(self._readings.values())
            files = list(self._table.files)
            faults = list(self._faults.values())
        snapshot = take_snapshot(readings, files)
        if faults:
            snapshot = replace(snapshot, findings=tuple(sorted([*snapshot.findings, *faults])))
        return version, snapshot


def _spellings(name: str) -> list[str]:
    """Return *name* in both normalizations, the spelling that stands for both first."""
    if name.isascii():
        return [name]
    return sorted({name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)})


def _renames(
    lost: list[KnownFile], found: list[KnownFile]
) -> tuple[tuple[NotePath, NotePath], ...]:
    """Pair files that vanished with files that appeared: same inode, or else same content."""
    by_inode = {known.listed.fingerprint.inode: known for known in found}
    by_digest = {known.digest: known for known in found if known.digest}
    pairs = []
    for old in sorted(lost, key=lambda known: known.listed.path):
        inode = old.listed.fingerprint.inode
        new = by_inode.get(inode) or by_digest.get(old.digest)
        if new is not None:
            by_inode.pop(new.listed.fingerprint.inode, None)
            by_digest.pop(new.digest, None)
            pairs.append((old.listed.path, new.listed.path))
    return tuple(pairs)
