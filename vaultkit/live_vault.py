"""The vault as it is now: the one place with state, and the only incremental one.

The law it holds: after any run of changes the snapshot equals that of a fresh full read, record
for record. So events only ever say *where* to look; what is there is always asked of the disk.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from vaultkit import disk
from vaultkit.changes import Changes, find_renames
from vaultkit.collection import without_collection
from vaultkit.config import Config
from vaultkit.derivation import Derivation
from vaultkit.errors import InterruptedReadError
from vaultkit.file_table import KnownFile
from vaultkit.first_read import MANY, Helpers
from vaultkit.index.faults import IndexCorruptError, IndexUnavailableError
from vaultkit.index.store import Index
from vaultkit.known_vault import KnownVault
from vaultkit.listing import Listed, Listing, list_folder, look, shown
from vaultkit.notes.note_path import NotePath, note_path
from vaultkit.notes.source import Source
from vaultkit.reader import read_one
from vaultkit.reading_process import FileRead, warm_up
from vaultkit.readings import Archive
from vaultkit.snapshot import Reading, Snapshot
from vaultkit.stale_files import read_stale

_log = logging.getLogger(__name__)

_GUARD = 50
"""So many files may always vanish at once."""

_TRANSACTION = 500
"""Files written to the index at once."""

_AT_ONCE = 200
"""Texts made fit to search at once: so long may an edit have to wait."""

_RETRY = 10.0
"""Seconds between two tries to write an index that could not be written."""

Progress = Callable[[int, int], None]
"""Hears how many files are read, of how many."""


class LiveVault:
    """Readings by path, and the snapshot derived from them; safe between threads."""

    def __init__(  # noqa: PLR0913, PLR0915 - two to read, five that most callers leave out
        self,
        folder: Path,
        config: Config,
        index: Index | None = None,
        *,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
        careful: bool = False,
        light: bool = False,
        helpers: Helpers | None = None,
    ) -> None:
        """Read the vault at *folder* (an existing folder), as far as *index* does not know it.

        Without an *index* everything is kept in memory. When *careful*, the first comparison
        leaves every file to a helper process: the one before may have died over one of them.
        When *light*, readings come without what only one note on its own is asked for
        (`vaultkit.readings.Archive`). *helpers* are processes for a first read that are started
        already.

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
        self._helpers = helpers
        self._progress = progress
        self._stop = stop
        self._changing = threading.RLock()
        self._deriving = threading.Lock()
        self._is_empty = False
        """Whether the index begins anew, so that everything has to be read."""

        self._known = KnownVault()
        self._retry_at = 0.0
        self._derived: tuple[int, Snapshot] | None = None
        self._archive = Archive(self.index, self._from_file, light=self._light)
        self._derivation = Derivation(config)
        try:
            with without_collection():
                self._load()
                self.refresh(confirmed=True)
        finally:
            if helpers is not None:
                helpers.stop()
            self._helpers = None
        self._careful = False

    @property
    def files(self) -> Mapping[NotePath, KnownFile]:
        """Every file, as it was read last; later changes do not show in it."""
        return dict(self._known.table.files)

    @property
    def snapshot(self) -> Snapshot:
        """What the vault says now; derived when it is asked for and something has changed."""
        with self._deriving:
            if self._derived is None or self._derived[0] != self.version:
                with self._changing:
                    version = self.version
                    derived = self._derivation.prepare(self._known, self._archive)
                self._derived = version, derived()
            return self._derived[1]

    def source(self, path: NotePath) -> Source:
        """Return the text of the file at *path* as it is on disk now.

        Raises:
            OSError: It is gone or cannot be read.
        """
        known = self._known.table.files.get(path)
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
            suspects = set(self._known.table.files)
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
                folders += seen.folders + self._known.table.is_folder(note_path(shown(name)))
                fresh = [listed for listed in seen.files if listed.name not in files]
                files.update((listed.name, listed) for listed in fresh)
                blocked.extend(seen.blocked)
                suspects |= self._known.table.at(note_path(shown(name)))
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
            wrong = [path for path in sorted(self._known.held) if not self._is_right(path, whole)]
            self._archive.failed |= whole.failed
            for path in wrong:
                self._known.held.pop(path)
            self.update([self._known.table.files[path].listed.name for path in wrong])
            return wrong

    def _is_right(self, path: NotePath, archive: Archive) -> bool:
        try:
            return archive.wake(path, self._known.held[path]) == self._from_file(path)
        except OSError:
            return True  # what cannot be read now was right when it was

    def _old_names(self, files: Iterable[Listed]) -> Iterator[str]:
        """Yield the names that *files* had before, so that a rename is one change and not two."""
        for listed in files:
            known = self._known.table.with_inode(listed.fingerprint.inode)
            if known is not None and known.listed.path != listed.path:
                yield known.listed.name

    def warm_up(self) -> None:
        """Load the rules of reading, so that the first edit does not have to wait for them."""
        warm_up(self.config)

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
        if len(gone) > max(_GUARD, len(self._known.table.files) // 2) and not confirmed:
            return Changes(held=len(gone))
        before = set(self._known.table.files)
        lost = [self._known.forget(path) for path in gone]
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
            renamed=find_renames(lost, [self._known.table.files[path] for path in added]),
            again=tuple(again),
        )
        self.version += bool(changes)
        return changes

    def _is_hidden(self, path: NotePath, blocked: tuple[str, ...]) -> bool:
        raw = self._known.table.files[path].listed.name
        return any(not name or raw == name or raw.startswith(name + "/") for name in blocked)

    def _is_stale(self, listed: Listed, *, certain: bool) -> bool:
        known = self._known.table.files.get(listed.path)
        return known is None or not certain or known.racy or known.listed != listed

    def _take_all(self, stale: Sequence[Listed]) -> tuple[list[NotePath], list[str]]:
        """Read files; return the paths of which there is news, and the names to look at again."""
        changed: list[NotePath] = []
        again: list[str] = []
        by_path = {listed.path: listed for listed in stale}
        for done, read in enumerate(self._read(stale), start=1):
            listed = by_path[read.path]
            if read.again:
                again.append(listed.name)
            elif self._known.take(listed, read):
                changed.append(read.path)
            self._go_on(done, len(stale))
        return changed, again

    def _read(self, stale: Sequence[Listed]) -> Iterator[FileRead]:
        helpers, self._helpers = self._helpers, None
        return read_stale(
            self.folder,
            stale,
            self.config,
            self._known.knows,
            careful=self._careful,
            helpers=helpers,
        )

    def _go_on(self, done: int, total: int) -> None:
        if done % _TRANSACTION == 0:
            self._save()
        if self._progress is not None and total >= MANY:
            self._progress(done, total)
        if self._stop is not None and self._stop():
            self._save()
            raise InterruptedReadError("interrupted; what was read is kept")

    def _save(self) -> None:
        """Write to the index what is not in it; what cannot be written is kept and tried again."""
        if not self._known.unsaved or time.monotonic() < self._retry_at:
            return
        removed = [path for path, save in self._known.unsaved.items() if save is None]
        saves = [save for save in self._known.unsaved.values() if save is not None]
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
        self._known.written(kept)

    def _start_index_anew(self, why: str) -> None:
        """Set a damaged index aside and forget what was in it; the next comparison reads all."""
        _log.warning("%s; the index is built anew", why)
        self.index.start_anew(why)
        self._archive = Archive(self.index, self._from_file, light=self._light)
        faults = self._known.faults
        self._known = KnownVault()
        self._known.faults = faults
        self._is_empty = True

    def _load(self) -> None:
        try:
            rows = list(self.index.files())
        except IndexCorruptError as error:
            self._start_index_anew(str(error))
            return
        self._known.load(rows)

    def _from_file(self, path: NotePath) -> Reading:
        return read_one(self.source(path), self.config)
