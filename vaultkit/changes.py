"""What an update of the vault found."""

from collections.abc import Iterable
from dataclasses import dataclass

from vaultkit.file_table import KnownFile
from vaultkit.notes.note_path import NotePath


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

    folders: bool = False
    """Whether whole folders took part: file events are known to get lost around them."""

    held: int = 0
    """So many files seem to have vanished that none was taken away yet."""

    def __bool__(self) -> bool:
        """Return whether the vault is another one than before."""
        return bool(self.added or self.changed or self.removed)


def find_renames(
    lost: Iterable[KnownFile], found: Iterable[KnownFile]
) -> tuple[tuple[NotePath, NotePath], ...]:
    """Pair files that vanished with files that appeared: same inode, or else same content."""
    appeared = list(found)
    by_inode = {known.listed.fingerprint.inode: known for known in appeared}
    by_digest = {known.digest: known for known in appeared if known.digest}
    pairs = []
    for old in sorted(lost, key=lambda known: known.listed.path):
        inode = old.listed.fingerprint.inode
        new = by_inode.get(inode) or by_digest.get(old.digest)
        if new is not None:
            by_inode.pop(new.listed.fingerprint.inode, None)
            by_digest.pop(new.digest, None)
            pairs.append((old.listed.path, new.listed.path))
    return tuple(pairs)
