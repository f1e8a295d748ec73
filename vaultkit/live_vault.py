"""The vault as it is now: the one place with state, and the only incremental one.

The law it holds: after any run of changes the snapshot equals that of a fresh full read, record
for record. So events only ever say *where* to look; what is there is always asked of the disk.
"""

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from vaultkit import disk
from vaultkit.changes import Changes, find_renames
from vaultkit.config import Config
from vaultkit.errors import InterruptedReadError
from vaultkit.file_table import FileTable, KnownFile
from vaultkit.findings import Finding
from vaultkit.first_read import read_many
from vaultkit.frames.vault_pass import VaultMemory
from vaultkit.graph.memory import GraphMemory
from vaultkit.index.entry import Entry, entry_of
from vaultkit.index.rows import Save
from vaultkit.index.store import Index, IndexCorruptError, IndexUnavailableError
from vaultkit.listing import Fingerprint, Listed, Listing, list_folder, look, shown
from vaultkit.notes.note_path import NotePath, is_board, is_note, note_path
from vaultkit.notes.source import Source
from vaultkit.notes.sync_conflict import conflict_of
from vaultkit.reader import is_read, read_one
from vaultkit.reading_process import FileRead, read_now
from vaultkit.readings import Archive, Readings
from vaultkit.snapshot import Reading, Snapshot, derive

_log = logging.getLogger(__name__)

_GUARD = 50
"""So many files may always vanish at once."""

_MANY = 400
"""From so many files on, starting helper processes costs less than they save."""

_TRANSACTION = 500
"""Files written to the index at once."""

_AT_ONCE = 200
"""Texts made fit to search at once: so long may an edit have to wait."""

_RETRY = 10.0
"""Seconds between two tries to write an index that could not be written."""

_CONFLICT = "two devices wrote {} at once, and this is what the other wrote: merge, then delete it"

_UNLIKE = Fingerprint(0, 0, 0, 0)
"""That of no file."""

Progress = Callable[[int, int], None]
"""Hears how many files are read, of how many."""


class LiveVault:
    """Readings by path, and the snapshot derived from them; safe between threads."""

    def __init__(  # noqa: PLR0913 - two to read, four that most callers leave out
        self,
        folder: Path,
        config: Config,
        index: Index | None = None,
        *,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
        careful: bool = False,
        light: bool = False,
    ) -> None:
        """Read the vault at *folder* (an existing folder), as far as *index* does not know it.

        Without an *index* everything is kept in memory. When *careful*, the first comparison
        leaves every file to a helper process: the one before may have died over one of them.
        When *light*, readings come without what only one note on its own is asked for
        (`vaultkit.readings.Archive`).

        Raises:
            InterruptedReadError: *stop* said so; what was read is in the index.
        """
        self.folder = folder.resolve()
        self.config = config
        self.index = index or Index(None, {})
        self.folders = 0
        self.scan_seconds = 0.0
        """How much of a processor the last listing of everything took."""

        self.scan_waited = 0.0
        """How long it took, waiting for the disk and for other programs included; seconds."""

        self.version = 0
        self.index_fault = ""
        """Why the index is behind; empty while it is not."""

        self._careful = careful
        self._light = light
        self._progress = progress
        self._stop = stop
        self._changing = threading.RLock()
        self._deriving = threading.Lock()
        self._is_empty = False
        """Whether the index begins anew, so that everything has to be read."""

        self._table = FileTable()
        self._held: dict[NotePath, bytes | int] = {}
        self._faults: dict[NotePath, Finding] = {}
        self._unsaved: dict[NotePath, Save | None] = {}
        self._retry_at = 0.0
        self._derived: tuple[int, Snapshot] | None = None
        self._archive = Archive(self.index, self._from_file, light=self._light)
        self._memory = GraphMemory(config.links)
        self._found = VaultMemory()
        self._load()
        self.refresh(confirmed=True)
        self._careful = False

    @property
    def files(self) -> Mapping[NotePath, KnownFile]:
        """Every file, as it was read last; later changes do not show in it."""
        return dict(self._table.files)

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
        """
        known = self._table.files.get(path)
        if known is None:
            raise FileNotFoundError(f"{path} is no longer in the vault")
        return disk.read_source(path, self.folder / known.listed.name)

    def refresh(self, *, confirmed: bool = False) -> Changes:
        """Compare everything with the disk.

        More than half of the files are only taken away when *confirmed*: a folder that is not
        mounted at the moment looks like an empty one.
        """
        with self._changing:
            if self._archive.failed:
                self._start_index_anew("a reading in it was damaged")
            self._is_empty = False
            began, worked = time.monotonic(), time.thread_time()
            listing = list_folder(self.folder)
            self.scan_seconds = time.thread_time() - worked
            self.scan_waited = time.monotonic() - began
            self.folders = listing.folders
            suspects = set(self._table.files)
            return self._compare(listing, suspects, confirmed=confirmed)

    def update(self, names: Iterable[str]) -> Changes:
        """Look at the files and folders called *names* (as the system spells them)."""
        with self._changing:
            files: dict[str, Listed] = {}
            blocked: list[str] = []
            suspects: set[NotePath] = set()
            waiting = list(names)
            folders = 0
            while waiting:
                name = waiting.pop()
                seen = look(self.folder, name)
                folders += seen.folders + self._table.is_folder(note_path(shown(name)))
                fresh = [listed for listed in seen.files if listed.name not in files]
                files.update((listed.name, listed) for listed in fresh)
                blocked.extend(seen.blocked)
                suspects |= self._table.at(note_path(shown(name)))
                waiting.extend(self._old_names(fresh))
            listing = Listing(files=tuple(files.values()), blocked=tuple(blocked), folders=0)
            changes = self._compare(listing, suspects, certain=False)
            return replace(changes, folders=folders > 0)

    def catch_up(self) -> None:
        """Try again to write what could not be written to the index, when it is time to."""
        if self.index_fault:
            with self._changing:
                self._save()
                if self._is_empty:
                    self.refresh(confirmed=True)

    def take_in_words(self) -> bool:
        """Make some texts of a first read fit to search; return whether more may be waiting."""
        with suppress(IndexUnavailableError, IndexCorruptError):
            return self.index.take_in_words(_AT_ONCE)
        return False

    def verify(self) -> list[NotePath]:
        """Read every note again, whatever its fingerprint says; return those that differed."""
        with self._changing:
            self.refresh()
            whole = Archive(self.index, self._from_file)
            wrong = [path for path in sorted(self._held) if not self._is_right(path, whole)]
            self._archive.failed |= whole.failed
            for path in wrong:
                self._held.pop(path)
            self.update([self._table.files[path].listed.name for path in wrong])
            return wrong

    def _is_right(self, path: NotePath, archive: Archive) -> bool:
        try:
            return archive.wake(path, self._held[path]) == self._from_file(path)
        except OSError:
            return True  # what cannot be read now was right when it was

    def _old_names(self, files: Iterable[Listed]) -> Iterator[str]:
        """Yield the names that *files* had before, so that a rename is one change and not two."""
        for listed in files:
            known = self._table.with_inode(listed.fingerprint.inode)
            if known is not None and known.listed.path != listed.path:
                yield known.listed.name

    def warm_up(self) -> None:
        """Load the rules of reading, so that the first edit does not have to wait for them."""
        text = "# Title\n\n> [!note] a\n\n[[Link]] because.[^1]\n\n[^1]: [[Source]]\n"
        source = Source.of(NotePath("warm-up.md"), text.encode())
        entry_of(source, read_one(source, self.config))

    def tidy(self) -> None:
        """Drop from the index what no file says any more, if nobody is deriving from it."""
        if self._deriving.acquire(blocking=False):
            try:
                with self._changing, suppress(IndexUnavailableError, IndexCorruptError):
                    self.index.forget_unused()
            finally:
                self._deriving.release()

    def close(self) -> None:
        """Write what is not yet in the index, and let it go."""
        self.tidy()
        with self._changing:
            self._retry_at = 0.0
            self._save()
            self.index.close()

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
        before = set(self._table.files)
        lost = [self._forget(path) for path in gone]
        stale = [listed for listed in listing.files if self._is_stale(listed, certain=certain)]
        changed, again = self._take_all(stale)
        self._save()
        if self._is_empty:
            return self.refresh(confirmed=True)  # the index was damaged, and begins anew
        added = sorted(path for path in changed if path not in before)
        changes = Changes(
            added=tuple(added),
            changed=tuple(sorted(path for path in changed if path in before)),
            removed=tuple(sorted(gone)),
            renamed=find_renames(lost, [self._table.files[path] for path in added]),
            again=tuple(again),
        )
        self.version += bool(changes)
        return changes

    def _is_hidden(self, path: NotePath, blocked: tuple[str, ...]) -> bool:
        raw = self._table.files[path].listed.name
        return any(not name or raw == name or raw.startswith(name + "/") for name in blocked)

    def _is_stale(self, listed: Listed, *, certain: bool) -> bool:
        known = self._table.files.get(listed.path)
        return known is None or not certain or known.racy or known.listed != listed

    def _forget(self, path: NotePath) -> KnownFile:
        self._held.pop(path, None)
        self._faults.pop(path, None)
        self._unsaved[path] = None
        return self._table.remove(path)

    def _take_all(self, stale: Sequence[Listed]) -> tuple[list[NotePath], list[str]]:
        """Read files; return the paths of which there is news, and the names to look at again."""
        changed: list[NotePath] = []
        again: list[str] = []
        by_path = {listed.path: listed for listed in stale}
        for done, read in enumerate(self._read_all(stale), start=1):
            listed = by_path[read.path]
            if read.again:
                again.append(listed.name)
            elif self._take(listed, read):
                changed.append(read.path)
            self._go_on(done, len(stale))
        return changed, again

    def _go_on(self, done: int, total: int) -> None:
        if done % _TRANSACTION == 0:
            self._save()
        if self._progress is not None and total >= _MANY:
            self._progress(done, total)
        if self._stop is not None and self._stop():
            self._save()
            raise InterruptedReadError("interrupted; what was read is kept")

    def _read_all(self, stale: Sequence[Listed]) -> Iterator[FileRead]:
        for listed in stale:
            if listed.offloaded or not is_read(listed.path):
                yield FileRead(listed.path, listed.fingerprint)
        to_read = [listed for listed in stale if is_read(listed.path) and not listed.offloaded]
        if len(to_read) >= _MANY or (self._careful and to_read):
            yield from read_many(self.folder, to_read, self.config)
        else:
            yield from (self._read_here(listed) for listed in to_read)

    def _read_here(self, listed: Listed) -> FileRead:
        path = listed.path
        try:
            source, fingerprint, racy = read_now(self.folder, path, listed.name)
        except (disk.TornReadError, FileNotFoundError):
            return FileRead(path, again=True)
        except OSError as error:
            return FileRead(path, fault=f"cannot be read: {error.strerror or error}")
        entry = None
        if not self._knows(path, source.digest):
            entry = entry_of(source, read_one(source, self.config))
        return FileRead(path, fingerprint, racy, source.digest, entry)

    def _knows(self, path: NotePath, digest: str) -> bool:
        known = self._table.files.get(path)
        return known is not None and known.digest == digest and path in self._held

    def _take(self, listed: Listed, read: FileRead) -> bool:
        """Keep what was read of a file; return whether that is anything new."""
        path = listed.path
        before = self._table.files.get(path)
        if read.fault is not None:
            return self._take_fault(listed, before, read)
        healed = self._faults.pop(path, None) is not None
        fingerprint = read.fingerprint or listed.fingerprint
        digest = read.digest or (before.digest if before else "")
        # What was racy once has now been read a second time, later than its own clock's tick.
        racy = read.racy and not (before is not None and before.racy and before.digest == digest)
        known = KnownFile(listed._replace(fingerprint=fingerprint), digest, racy)
        self._table.put(known)
        entry = read.entry or self._waiting(path, digest)
        save = Save(known.listed, digest, racy, entry, conflict_of=conflict_of(path))
        self._unsaved[path] = save
        if read.entry is not None:
            self._held[path] = read.entry.facts
        return healed or before is None or before.digest != digest

    def _take_fault(self, listed: Listed, before: KnownFile | None, read: FileRead) -> bool:
        """Note the fault; what was read before stays, and the next comparison tries again."""
        fault = read.fault or ""
        finding = Finding(listed.path, 1, "unreadable", fault)
        is_news = self._faults.get(listed.path) != finding
        self._faults[listed.path] = finding
        digest = before.digest if before else ""
        unlike = listed if read.deadly else listed._replace(fingerprint=_UNLIKE)
        self._table.put(KnownFile(unlike, digest))
        entry = self._waiting(listed.path, digest)
        self._unsaved[listed.path] = Save(unlike, digest, racy=False, entry=entry, fault=fault)
        return is_news

    def _waiting(self, path: NotePath, digest: str) -> Entry | None:
        """Return what could not be written to the index yet of the content *digest*."""
        save = self._unsaved.get(path)
        return save.entry if save is not None and save.digest == digest else None

    def _save(self) -> None:
        """Write to the index what is not in it; what cannot be written is kept and tried again."""
        if not self._unsaved or time.monotonic() < self._retry_at:
            return
        removed = [path for path, save in self._unsaved.items() if save is None]
        saves = [save for save in self._unsaved.values() if save is not None]
        try:
            kept = self.index.write(saves, removed)
        except IndexUnavailableError as error:
            self.index_fault = str(error)
            self._retry_at = time.monotonic() + _RETRY
            return
        except IndexCorruptError as error:
            self._start_index_anew(str(error))
            return
        self.index_fault = ""
        self._unsaved.clear()
        self._held.update((path, facts) for path, facts in kept.items() if path in self._held)

    def _start_index_anew(self, why: str) -> None:
        """Set a damaged index aside and forget what was in it; the next comparison reads all."""
        _log.warning("%s; the index is built anew", why)
        self.index.start_anew(why)
        self._archive = Archive(self.index, self._from_file, light=self._light)
        self._table = FileTable()
        self._held = {}
        self._unsaved = {}
        self._is_empty = True

    def _load(self) -> None:
        try:
            rows = list(self.index.files())
        except IndexCorruptError as error:
            self._start_index_anew(str(error))
            return
        for row in rows:
            path = row.listed.path
            self._table.put(KnownFile(row.listed, row.digest, row.racy))
            if row.facts is not None:
                self._held[path] = row.facts
            if row.fault is not None:
                self._faults[path] = Finding(path, 1, "unreadable", row.fault)

    def _from_file(self, path: NotePath) -> Reading:
        return read_one(self.source(path), self.config)

    def _copies(self) -> dict[NotePath, Finding]:
        """Return what is told of each sync tool's copy of a note: it is no note of its own."""
        if self.config.conflict_copies.in_graph:
            return {}
        originals = ((path, conflict_of(path)) for path in self._table.files)
        return {
            path: Finding(path, 1, "sync-conflict", _CONFLICT.format(original))
            for path, original in originals
            if original in self._table.files
        }

    def _derive(self) -> tuple[int, Snapshot]:
        with self._changing:
            version = self.version
            copies = self._copies()
            held = sorted((path, one) for path, one in self._held.items() if path not in copies)
            readings = Readings({path: one for path, one in held if is_note(path)}, self._archive)
            boards = Readings({path: one for path, one in held if is_board(path)}, self._archive)
            files = [path for path in self._table.files if path not in copies]
            faults = [*self._faults.values(), *copies.values()]
            self._archive.forget(self._held.values())
        with _without_collection():
            snapshot = derive(readings, files, self._memory, self._found, boards)
        self._archive.adopt(snapshot.citations)
        if faults:
            snapshot = replace(snapshot, findings=tuple(sorted([*snapshot.findings, *faults])))
        return version, snapshot


@contextmanager
def _without_collection() -> Iterator[None]:
    """Do not look for cycles while many objects are made: records have none, and it costs 3/4."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
