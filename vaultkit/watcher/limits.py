"""Where file events cannot be relied on, and why."""

import os
from pathlib import Path

from vaultkit import disk

_REMOTE = ("nfs", "cifs", "smb", "9p", "fuse", "afs", "ceph", "glusterfs", "vboxsf", "prl_fs")
"""File systems on which others change files without this machine's kernel knowing."""

_LOCAL = ("fuseblk", "fusectl")
"""Of those, the ones behind which there is a local disk."""

_LIMITS = (
    "/proc/sys/fs/inotify/max_user_watches",
    "/proc/sys/user/max_inotify_watches",
)


def why_poll(folder: Path) -> str:
    """Return why *folder* has to be polled; empty where the system tells of changes."""
    kind = file_system(folder)
    if kind.startswith(_REMOTE) and kind not in _LOCAL:
        return f"changes on a {kind} file system may come without a file event"
    return ""


def why_deaf(folder: Path) -> str:
    """Return why not every folder below *folder* is watched; empty where all are.

    The observer runs: watchdog goes on in silence where the system refuses a watch.
    """
    watches = count_watches()
    if not watches:
        return ""
    folders = count_folders(folder)
    if watches >= folders:
        return ""
    allowed = smallest_limit()
    return (
        f"the system watches only {watches} of {folders} folders (limit {allowed}); to raise it: "
        f"sudo sysctl fs.inotify.max_user_watches={max(2 * folders, 524288)}"
    )


def smallest_limit() -> int | None:
    """Return how many folders this user may watch; None where nothing limits it."""
    texts = (disk.read_text_if_there(Path(file)).strip() for file in _LIMITS)
    return min((int(text) for text in texts if text.isdigit()), default=None)


def count_folders(folder: Path) -> int:
    """Return how many folders a recursive watch of *folder* has to watch, hidden ones too."""
    count = 0
    waiting = [os.fspath(folder)]
    while waiting:
        count += 1
        try:
            with os.scandir(waiting.pop()) as entries:
                waiting.extend(
                    entry.path for entry in entries if entry.is_dir(follow_symlinks=False)
                )
        except OSError:
            continue
    return count


def count_watches() -> int:
    """Return how many folders this process watches by inotify; 0 where the system has none."""
    links = Path("/proc/self/fd")
    return sum(_watches(link) for link in links.iterdir()) if links.is_dir() else 0


def _watches(link: Path) -> int:
    try:
        if "inotify" not in os.fspath(link.readlink()):
            return 0
        return disk.read_text_if_there(Path("/proc/self/fdinfo", link.name)).count("inotify wd:")
    except OSError:
        return 0  # the descriptor that lists the descriptors is gone by now


def file_system(folder: Path) -> str:
    """Return the type of the file system that holds *folder*; empty where nobody says."""
    best, kind = "", ""
    target = os.path.realpath(folder)
    for line in disk.read_text_if_there(Path("/proc/self/mountinfo")).splitlines():
        before, _, after = line.partition(" - ")
        # Blanks in mount points are written as octal escapes.
        point = before.split(" ")[4].encode().decode("unicode_escape")
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind
