"""The tables of the index and the views that other programs may read (docs/index.md).

Tables have singular names and may change with any version; views have plural names and only ever
gain columns.
"""

APPLICATION_ID = 0x766B6974
"""``vkit``, in the header of the file."""

VERSION = 2
"""``user_version``; another one is migrated (`MIGRATIONS`) or else built anew."""

MIGRATIONS = {
    1: """
BEGIN;
CREATE TABLE waiting (
  rowid INTEGER PRIMARY KEY, title TEXT NOT NULL, headings TEXT NOT NULL, body TEXT NOT NULL
);
PRAGMA user_version = 2;
COMMIT;
""",
}
"""From a version to the next, where the rows can be kept."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  name BLOB,
  mtime_ns INTEGER NOT NULL,
  ctime_ns INTEGER NOT NULL,
  size INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  offloaded INTEGER NOT NULL,
  racy INTEGER NOT NULL,
  digest TEXT NOT NULL,
  facts INTEGER,
  conflict_of TEXT,
  fault TEXT
);

CREATE TABLE facts (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  digest TEXT NOT NULL,
  title TEXT NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (path, digest)
);

CREATE TABLE link (
  file INTEGER NOT NULL, line INTEGER NOT NULL, kind TEXT NOT NULL,
  target TEXT NOT NULL, subpath TEXT NOT NULL, display TEXT
);
CREATE INDEX link_file ON link (file);
CREATE INDEX link_target ON link (target COLLATE NOCASE);

CREATE TABLE tag (file INTEGER NOT NULL, tag TEXT NOT NULL);
CREATE INDEX tag_file ON tag (file);

CREATE TABLE heading (
  file INTEGER NOT NULL, line INTEGER NOT NULL, level INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX heading_file ON heading (file);

CREATE TABLE citation (
  file INTEGER NOT NULL, line INTEGER NOT NULL, target TEXT NOT NULL,
  function TEXT NOT NULL, polarity TEXT NOT NULL, claim TEXT NOT NULL
);
CREATE INDEX citation_file ON citation (file);

CREATE TABLE frame (
  file INTEGER NOT NULL, line INTEGER NOT NULL, last_line INTEGER NOT NULL,
  id TEXT NOT NULL, kind TEXT NOT NULL, title TEXT
);
CREATE INDEX frame_file ON frame (file);

CREATE TABLE protocol (
  file INTEGER NOT NULL, line INTEGER NOT NULL, id TEXT NOT NULL,
  name TEXT NOT NULL, role TEXT NOT NULL, status TEXT NOT NULL
);
CREATE INDEX protocol_file ON protocol (file);

CREATE TABLE waiting (
  rowid INTEGER PRIMARY KEY, title TEXT NOT NULL, headings TEXT NOT NULL, body TEXT NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (title, headings, body, tokenize = '{tokenizer}');

CREATE VIEW notes AS
  SELECT file.path, facts.title, file.size, file.mtime_ns, file.digest, file.offloaded,
         file.conflict_of, file.fault
  FROM file LEFT JOIN facts ON facts.id = file.facts
  WHERE file.facts IS NOT NULL OR file.fault IS NOT NULL;
CREATE VIEW files AS
  SELECT path, size, mtime_ns, digest, offloaded, conflict_of, fault FROM file;
CREATE VIEW links AS
  SELECT file.path, line, kind, target, subpath, display FROM link JOIN file ON file.id = file;
CREATE VIEW tags AS SELECT file.path, tag FROM tag JOIN file ON file.id = file;
CREATE VIEW headings AS
  SELECT file.path, line, level, text FROM heading JOIN file ON file.id = file;
CREATE VIEW citations AS
  SELECT file.path, line, target, function, polarity, claim
  FROM citation JOIN file ON file.id = file;
CREATE VIEW frames AS
  SELECT file.path, line, last_line, frame.id, kind, title FROM frame JOIN file ON file.id = file;
CREATE VIEW protocols AS
  SELECT file.path, line, protocol.id, protocol.name, role, status
  FROM protocol JOIN file ON file.id = file;
"""

OF_NOTE = ("link", "tag", "heading", "citation", "frame", "protocol")
"""The tables whose rows belong to one file and are replaced with it."""
