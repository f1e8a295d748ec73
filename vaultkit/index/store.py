"""The index of one vault: an SQLite file that is read and written in one place.

It is a cache. Whatever is wrong with it, the answer is to set it aside and build it anew; nothing
that a user decided is kept in it.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from vaultkit import disk
from vaultkit.index.entry import decoded
from vaultkit.index.faults import IndexCorruptError, IndexUnavailableError, translated
from vaultkit.index.rows import Save, put_files, remove_file, take_in_words
from vaultkit.index.schema import APPLICATION_ID, MIGRATIONS, OF_NOTE, SCHEMA, VERSION
from vaultkit.index.words import TOKENIZER
from vaultkit.listing import Fingerprint, Listed
from vaultkit.notes.note_path import NotePath
from vaultkit.snapshot import Reading

_WAL_BYTES = 64 * 1024 * 1024
_TOGETHER = 500
"""Readings asked for at once."""

_FEW = 100
"""So many files are fit to search as soon as they are written."""


class IndexedFile(NamedTuple):
    """A row of the table of files."""

    listed: Listed
    digest: str
    racy: bool
    facts: int | None
    """Where its reading is kept; None: it has none."""

    fault: str | None


class _Connection(sqlite3.Connection):
    """One that closes when nobody holds it any more, as a reader's may end anywhere."""

    def __del__(self) -> None:
        self.close()


class Index:
    """An open index; safe between threads, one of which waits while another is in it."""

    def __init__(
        self, file: Path | None, stamp: Mapping[str, str], *, read_only: bool = False
    ) -> None:
        """Open the index at *file*, building it anew where it is none of ours or of *stamp*.

        Args:
            file: Its folder is made where it is missing. None: keep everything in memory.
            stamp: What the rows depend on besides the notes: the reader's version and options.
            read_only: Leave the file to the process that writes it.

        Raises:
            IndexUnavailableError: The file cannot be opened or written; or, where it is only to
                be read, it is none of ours or of *stamp*.
        """
        self.file = file
        self.rebuilt = ""
        """Why an old file was set aside; empty where there was none or it was good."""

        self.read_only = read_only
        self._lock = threading.RLock()
        self._stamp = dict(stamp)
        try:
            self._open()
        except IndexCorruptError as error:
            if read_only:
                raise IndexUnavailableError(str(error)) from error
            self._set_aside(str(error))

    def _open(self) -> None:
        with translated():
            if self.read_only:
                self._open_to_read()
                return
            if self.file is not None:
                disk.make_folder(self.file.parent)
            self._db = sqlite3.connect(
                self.file or ":memory:",
                timeout=10,
                isolation_level=None,
                check_same_thread=False,
                factory=_Connection,
            )
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._prepare()

    def _open_to_read(self) -> None:
        self._db = sqlite3.connect(
            f"file:{quote(str(self.file))}?mode=ro",
            uri=True,
            timeout=10,
            check_same_thread=False,
            factory=_Connection,
        )
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            raise IndexUnavailableError("another version of vaultkit watches the vault")
        if dict(self._db.execute("SELECT key, value FROM meta")) != self._stamp:
            raise IndexUnavailableError("vaultkit with other options watches the vault")

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._create()
            return
        if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise IndexCorruptError("it is a file of another program")
        while version in MIGRATIONS:
            self._db.executescript(MIGRATIONS[version])
            version += 1
        if version != VERSION:
            raise IndexCorruptError(f"it is of version {version}, not {VERSION}")
        if dict(self._db.execute("SELECT key, value FROM meta")) != self._stamp:
            self._drop_rows()

    def _create(self) -> None:
        with self._transaction():
            for statement in SCHEMA.format(tokenizer=TOKENIZER).split(";\n"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version = {VERSION}")
            self._db.executemany("INSERT INTO meta VALUES (?, ?)", self._stamp.items())

    def _drop_rows(self) -> None:
        with self._transaction():
            for table in (*OF_NOTE, "file", "facts", "waiting", "words", "meta"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            self._db.executemany("INSERT INTO meta VALUES (?, ?)", self._stamp.items())

    def _set_aside(self, why: str) -> None:
        self.rebuilt = why
        self.close()
        if self.file is not None:
            disk.set_aside(self.file, ("", "-wal", "-shm"), ".corrupt")
        self._open()

    def start_anew(self, why: str) -> None:
        """Set the file aside (one such copy is kept) and begin with an empty one."""
        with self._lock:
            self._set_aside(why)

    def close(self) -> None:
        """Write everything back into the one file and let it go."""
        with self._lock:
            db: sqlite3.Connection | None = getattr(self, "_db", None)
            if db is None:
                return
            try:
                if not self.read_only:
                    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error:
                pass  # the next one who opens it does that
            finally:
                db.close()

    def files(self) -> Iterator[IndexedFile]:
        """Return every file as it was indexed.

        Raises:
            IndexCorruptError: The file is damaged.
        """
        with self._lock, translated():
            rows = self._db.execute(
                "SELECT path, name, mtime_ns, ctime_ns, size, inode, offloaded, digest, racy,"
                " facts, fault FROM file"
            ).fetchall()
        for path, name, mtime, ctime, size, inode, offloaded, digest, racy, facts, fault in rows:
            fingerprint = Fingerprint(mtime, ctime, size, inode)
            raw = path if name is None else os.fsdecode(name)
            listed = Listed(path, raw, fingerprint, bool(offloaded))
            yield IndexedFile(listed, digest, bool(racy), facts, fault)

    def reading(self, facts: int) -> Reading:
        """Return what is kept at *facts*.

        Raises:
            IndexCorruptError: It is not there, or not to be read.
        """
        with self._lock, translated():
            row = self._db.execute("SELECT data FROM facts WHERE id = ?", (facts,)).fetchone()
        if row is None:
            raise IndexCorruptError("a reading is missing")
        try:
            return decoded(row[0])
        except ValueError as error:
            raise IndexCorruptError(f"a reading is damaged: {error}") from error

    def readings(self, places: Iterable[int]) -> Iterator[tuple[int, Reading]]:
        """Yield what is kept at *places*, in any order, as far as it is there and to be read.

        Raises:
            IndexCorruptError: The file is damaged.
        """
        wanted = sorted(places)
        for start in range(0, len(wanted), _TOGETHER):
            some = wanted[start : start + _TOGETHER]
            marks = ", ".join("?" * len(some))
            query = f"SELECT id, data FROM facts WHERE id IN ({marks})"  # noqa: S608 - only marks
            with self._lock, translated():
                rows = self._db.execute(query, some).fetchall()
            for place, data in rows:
                with suppress(ValueError):  # who asks for this one alone is told
                    yield place, decoded(data)

    def facts_of(self, path: NotePath, digest: str) -> int | None:
        """Return where the reading of the content *digest* at *path* is kept, if it is."""
        with self._lock, translated():
            row = self._db.execute(
                "SELECT id FROM facts WHERE path = ? AND digest = ?", (path, digest)
            ).fetchone()
        return None if row is None else int(row[0])

    def write(self, saves: Sequence[Save], removed: Iterable[NotePath]) -> dict[NotePath, int]:
        """Take *removed* out and put *saves* in, in one transaction; return where facts are kept.

        Of many files the words wait for `take_in_words`.

        Raises:
            IndexUnavailableError: Nothing was written: the disk is full, or the file is held.
            IndexCorruptError: The file is damaged.
        """
        if self.read_only:
            raise IndexUnavailableError("the process that watches the vault writes the index")
        # Words cost more than all the rest, and a first read is not asked for them.
        words = "words" if len(saves) <= _FEW else "waiting"
        with self._lock, translated(), self._transaction():
            for path in removed:
                remove_file(self._db, path)
            return put_files(self._db, saves, words)

    def take_in_words(self, most: int = -1) -> bool:
        """Make *most* of the texts that wait (all, below 0) fit to search.

        Returns:
            Whether any text was waiting; of an index that another process writes it is not known.

        Raises:
            IndexUnavailableError, IndexCorruptError: As for `write`.
        """
        if self.read_only:
            return False
        with self._lock, translated():
            if not self._db.execute("SELECT 1 FROM waiting LIMIT 1").fetchone():
                return False
            with self._transaction():
                return take_in_words(self._db, most)

    def select(self, query: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
        """Return the rows that *query* (SQL of our own) finds.

        Raises:
            IndexCorruptError: The file is damaged.
        """
        with self._lock, translated():
            return self._db.execute(query, values).fetchall()

    def forget_unused(self) -> int:
        """Drop readings that no file has any more; return how many those were.

        Raises:
            IndexUnavailableError, IndexCorruptError: As for `write`.
        """
        if self.read_only:
            return 0
        with self._lock, translated(), self._transaction():
            return self._db.execute(
                "DELETE FROM facts WHERE id NOT IN (SELECT facts FROM file WHERE facts NOT NULL)"
            ).rowcount

    def faults(self) -> list[str]:
        """Return what SQLite's own check finds wrong with the file; slow."""
        with self._lock:
            try:
                rows = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
                self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
            except sqlite3.DatabaseError as error:
                return [str(error)]
        return [] if rows == ["ok"] else rows

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            # A full disk has rolled back by itself.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
