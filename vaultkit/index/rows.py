"""The rows of files: put in, taken out; each function runs inside its caller's transaction."""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vaultkit.index.entry import Entry
from vaultkit.index.schema import OF_NOTE
from vaultkit.listing import Listed
from vaultkit.notes.note_path import NotePath

_PLACES = {"link": 6, "tag": 2, "heading": 4, "citation": 6, "frame": 6, "protocol": 6}


class Save(NamedTuple):
    """A file to write to the index."""

    listed: Listed
    digest: str
    racy: bool
    entry: Entry | None
    """None: what is kept of *digest* already, or nothing to keep."""

    fault: str | None = None
    conflict_of: str | None = None


def remove_file(db: sqlite3.Connection, path: NotePath) -> None:
    """Take the file at *path* out."""
    row = db.execute("SELECT id FROM file WHERE path = ?", (path,)).fetchone()
    if row is not None:
        _clear(db, row[0])
        db.execute("DELETE FROM file WHERE id = ?", row)


def put_files(db: sqlite3.Connection, saves: Iterable[Save], words: str) -> dict[NotePath, int]:
    """Write files, their texts to the table *words*; return where their readings are kept."""
    kept: dict[NotePath, int] = {}
    fresh: list[tuple[int, Entry]] = []
    for save in saves:
        file, facts = _put_file(db, save)
        if facts is not None:
            kept[save.listed.path] = facts
        if save.entry is not None:
            fresh.append((file, save.entry))
    _add_rows(db, fresh, words)
    return kept


def _put_file(db: sqlite3.Connection, save: Save) -> tuple[int, int | None]:
    """Write all of a file but the rows of its entry; return it and where its reading is kept."""
    path = save.listed.path
    row = db.execute("SELECT id, facts FROM file WHERE path = ?", (path,)).fetchone()
    old, facts = row or (None, None)
    if save.entry is not None:
        facts = _keep(db, path, save.entry)
        if old is not None:
            _clear(db, old)
    raw = None if save.listed.name == path else os.fsencode(save.listed.name)
    values = (
        path,
        raw,
        *save.listed.fingerprint,
        save.listed.offloaded,
        save.racy,
        save.digest,
        facts,
        save.conflict_of,
        save.fault,
    )
    return int(db.execute(_UPSERT, values).fetchone()[0]), facts


def take_in_words(db: sqlite3.Connection, most: int) -> bool:
    """Make *most* of the waiting texts fit to search; return whether any was waiting."""
    waiting = db.execute("SELECT rowid FROM waiting ORDER BY rowid LIMIT ?", (most,)).fetchall()
    if not waiting:
        return False
    last = waiting[-1]
    db.execute(
        "INSERT INTO words (rowid, title, headings, body)"
        " SELECT rowid, title, headings, body FROM waiting WHERE rowid <= ?",
        last,
    )
    db.execute("DELETE FROM waiting WHERE rowid <= ?", last)
    return True


def _clear(db: sqlite3.Connection, file: int) -> None:
    for table in OF_NOTE:
        db.execute(f"DELETE FROM {table} WHERE file = ?", (file,))  # noqa: S608 - ours
    for table in ("waiting", "words"):
        db.execute(f"DELETE FROM {table} WHERE rowid = ?", (file,))  # noqa: S608 - ours


def _keep(db: sqlite3.Connection, path: NotePath, entry: Entry) -> int:
    row = db.execute(
        "INSERT INTO facts (path, digest, title, data) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET data = excluded.data RETURNING id",
        (path, entry.digest, entry.title, entry.facts),
    ).fetchone()
    return int(row[0])


def _add_rows(db: sqlite3.Connection, fresh: Sequence[tuple[int, Entry]], words: str) -> None:
    for table, places in _PLACES.items():
        marks = ", ".join("?" * places)
        db.executemany(
            f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 - our own names
            [(file, *row) for file, entry in fresh for row in entry.rows[table]],
        )
    db.executemany(
        f"INSERT INTO {words} (rowid, title, headings, body)"  # noqa: S608 - our own names
        " VALUES (?, ?, ?, ?)",
        [(file, *entry.words) for file, entry in fresh],
    )


_UPSERT = """
INSERT INTO file (path, name, mtime_ns, ctime_ns, size, inode, offloaded, racy, digest, facts,
                  conflict_of, fault)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET
  name = excluded.name, mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns,
  size = excluded.size, inode = excluded.inode, offloaded = excluded.offloaded,
  racy = excluded.racy, digest = excluded.digest, facts = excluded.facts,
  conflict_of = excluded.conflict_of, fault = excluded.fault
RETURNING id
"""
