"""A helper process that reads notes: requests on stdin, what was read on stdout.

Each message is its length in four bytes, then msgpack. The first says which vault and options;
each one after it is a batch of files and is answered by one message. The process ends when its
stdin does, so it never outlives the one that started it.
"""

import struct
import sys
import time
from pathlib import Path
from typing import BinaryIO

import msgspec

from vaultkit import disk
from vaultkit.config import Config
from vaultkit.index.entry import Entry, entry_of
from vaultkit.listing import Fingerprint, name_of_bytes
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.source import Source
from vaultkit.reader import read_one

RACY_NS = 2_000_000_000
"""Coarsest tick of a file system's clock (exFAT), in nanoseconds."""


class Job(msgspec.Struct, frozen=True, array_like=True):
    """What all requests have in common."""

    vault: str
    config: Config


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


def send(stream: BinaryIO, message: object) -> None:
    """Write one message."""
    data = msgspec.msgpack.encode(message)
    stream.write(struct.pack(">I", len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Return the next message, or None where the other side has ended."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack(">I", head)[0]
    data = stream.read(size)
    return data if len(data) == size else None


def main() -> None:
    """Answer until stdin ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    first = receive(requests)
    if first is None:
        return
    job = msgspec.msgpack.decode(first, type=Job)
    vault = Path(job.vault)
    batches = msgspec.msgpack.Decoder(list[tuple[NotePath, bytes]])
    while (message := receive(requests)) is not None:
        batch = batches.decode(message)
        names = ((path, name_of_bytes(name)) for path, name in batch)
        send(answers, [read_file(vault, path, name, job.config) for path, name in names])


if __name__ == "__main__":
    main()
