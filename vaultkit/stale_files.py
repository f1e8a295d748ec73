"""Files that may be others than before, read again: a few here, many by helper processes."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from vaultkit import disk
from vaultkit.config import Config
from vaultkit.first_read import MANY, Helpers, read_many
from vaultkit.index.entry import entry_of
from vaultkit.listing import Listed
from vaultkit.notes.note_path import NotePath
from vaultkit.reader import is_read, read_one
from vaultkit.reading_process import FileRead, read_now

Knows = Callable[[NotePath, str], bool]
"""Says whether what a file of such a digest says is known already."""


def read_stale(
    folder: Path,
    stale: Sequence[Listed],
    config: Config,
    knows: Knows,
    *,
    careful: bool,
    helpers: Helpers | None = None,
) -> Iterator[FileRead]:
    """Yield what is read of each of the files *stale* of *folder*, in any order.

    Attachments, and files whose content is in the cloud only, are not read. When *careful*, helper
    processes read everything: the process before may have died over one of the files. *helpers*
    are such processes that are started already.
    """
    for listed in stale:
        if listed.offloaded or not is_read(listed.path):
            yield FileRead(listed.path, listed.fingerprint)
    to_read = [listed for listed in stale if is_read(listed.path) and not listed.offloaded]
    if len(to_read) >= MANY or (careful and to_read):
        yield from read_many(folder, to_read, config, helpers)
    else:
        yield from (_read_here(folder, listed, config, knows) for listed in to_read)


def _read_here(folder: Path, listed: Listed, config: Config, knows: Knows) -> FileRead:
    path = listed.path
    try:
        source, fingerprint, racy = read_now(folder, path, listed.name)
    except (disk.TornReadError, FileNotFoundError):
        return FileRead(path, again=True)
    except OSError as error:
        return FileRead(path, fault=f"cannot be read: {error.strerror or error}")
    entry = None
    if not knows(path, source.digest):
        entry = entry_of(source, read_one(source, config))
    return FileRead(path, fingerprint, racy, source.digest, entry)
