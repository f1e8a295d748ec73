"""A helper process that reads notes: requests on stdin, what was read on stdout.

The first message says which vault and options; each one after it is a batch of files and is
answered by one message. The process ends when its stdin does, so it never outlives the one that
started it.
"""

import sys
import time
from pathlib import Path

import msgspec

from vaultkit import disk
from vaultkit.config import Config
from vaultkit.index.entry import Entry, entry_of
from vaultkit.listing import Fingerprint, name_of_bytes
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.source import Source
from vaultkit.reader import read_one
from vaultkit.reading_job import Job, receive, send

RACY_NS = 2_000_000_000
"""Coarsest tick of a file system's clock (exFAT), in nanoseconds."""


class FileRead(msgspec.Struct, frozen=True, array_like=True):
    """What came of one file."""

    path: NotePath
    fingerprint: Fingerprint | None = None
    """None: it could not be read."""

    racy: bool = False
    digest: str = ""
    entry: Entry | None = None
    """None: the content is known already, or is not read."""

    fault: str | None = None
    deadly: bool = False
    """Whether a reader died over it, so that it is left alone until it is another file."""

    again: bool = False
    """Whether it changed or went away meanwhile, so that one has to look again."""


def read_file(vault: Path, path: NotePath, name: str, config: Config) -> FileRead:
    """Read the file *name* of *vault*; no fault of the file raises."""
    try:
        source, fingerprint, racy = read_now(vault, path, name)
    except (disk.TornReadError, FileNotFoundError):
        return FileRead(path, again=True)
    except OSError as error:
        return FileRead(path, fault=f"cannot be read: {error.strerror or error}")
    entry = entry_of(source, read_one(source, config))
    return FileRead(path, fingerprint, racy, source.digest, entry)


def read_now(vault: Path, path: NotePath, name: str) -> tuple[Source, Fingerprint, bool]:
    """Return the file's text, its fingerprint, and whether that may hide a later change.

    Raises:
        OSError: As for `disk.read_whole`.
    """
    began = time.time_ns()
    source, fingerprint = disk.read_whole(path, vault / name)
    return source, fingerprint, abs(began - fingerprint.mtime_ns) < RACY_NS


def warm_up(config: Config) -> None:
    """Load the rules of reading, so that the first note does not have to wait for them."""
    text = "# Title\n\n> [!note] a\n\n[[Link]] because.[^1]\n\n[^1]: [[Source]]\n"
    source = Source.of(NotePath("warm-up.md"), text.encode())
    entry_of(source, read_one(source, config))


def main() -> None:
    """Answer until stdin ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    first = receive(requests)
    if first is None:
        return
    job = msgspec.msgpack.decode(first, type=Job)
    warm_up(job.config)
    vault = Path(job.vault)
    batches = msgspec.msgpack.Decoder(list[tuple[NotePath, bytes]])
    while (message := receive(requests)) is not None:
        batch = batches.decode(message)
        names = ((path, name_of_bytes(name)) for path, name in batch)
        send(answers, [read_file(vault, path, name, job.config) for path, name in names])


if __name__ == "__main__":
    main()
