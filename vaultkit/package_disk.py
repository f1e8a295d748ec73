"""Seed packages on disk: folders and zips, listed before they are read, written in one step."""

import io
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from vaultkit.errors import OutputError, VaultNotFoundError


class Packed(NamedTuple):
    """One entry of a package (a folder or a zip), as listed and not yet read."""

    name: str
    """Path from the package's top, as written there."""

    kind: str
    """file, folder, link or other."""

    size: int
    """Bytes, as the listing claims."""

    packed: int
    """Bytes that it takes up."""


_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest date of a zip: equal files make equal archives."""

_LISTED_ENTRIES = 200_000
"""Where listing a package stops: a folder named by mistake is not walked for minutes."""


def list_package(package: Path) -> list[Packed]:
    """List a folder or a zip by name.

    Raises:
        VaultNotFoundError: There is neither.
        OutputError: It cannot be listed, or is not a zip.
    """
    try:
        if package.is_dir():
            return sorted(_walked(package))
        if not package.is_file():
            raise VaultNotFoundError(f"no seed at {package}: name its folder or its .seed.zip")
        with zipfile.ZipFile(package) as archive:
            return sorted(_entry(info) for info in archive.infolist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise OutputError(f"cannot read {package}: {error}") from error


def _walked(top: Path) -> Iterator[Packed]:
    folders, seen = [""], 0
    while folders:
        below = folders.pop()
        with os.scandir(top / below) as entries:
            for entry in entries:
                seen += 1
                if seen > _LISTED_ENTRIES:
                    raise OutputError(f"{top} holds too many files to be a seed")
                status = entry.stat(follow_symlinks=False)
                name = f"{below}/{entry.name}".lstrip("/")
                kind = _kind(status.st_mode)
                if kind == "folder":
                    folders.append(name)
                yield Packed(name, kind, status.st_size, status.st_size)


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"


def _entry(info: zipfile.ZipInfo) -> Packed:
    mode = info.external_attr >> 16
    kind = "folder" if info.is_dir() else _kind(mode) if stat.S_IFMT(mode) else "file"
    return Packed(info.orig_filename, kind, info.file_size, info.compress_size)


def read_package(package: Path, names: Iterable[str], limit: int) -> dict[str, bytes]:
    """Read the files *names* of a folder or zip, at most *limit* bytes in all.

    Raises:
        OutputError: A file is gone or damaged, or there are more bytes than *limit*.
    """
    found: dict[str, bytes] = {}
    left = limit
    try:
        if package.is_dir():
            for name in names:
                found[name] = _bounded(package / name, left)
                left -= len(found[name])
            return found
        with zipfile.ZipFile(package) as archive:
            infos = {info.orig_filename: info for info in archive.infolist()}
            for name in names:
                with archive.open(infos[name]) as handle:
                    found[name] = handle.read(left + 1)
                left -= len(found[name])
                if left < 0:
                    raise OutputError(f"{package} unpacks to more than {limit:,} bytes")
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, EOFError) as error:
        raise OutputError(f"cannot read {package}: {error}") from error
    except (RuntimeError, NotImplementedError, KeyError, ValueError, zlib.error) as error:
        raise OutputError(f"cannot read {package}: it is damaged ({error})") from error
    return found


def _bounded(file: Path, limit: int) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(file, flags), "rb") as handle:
        if not stat.S_ISREG(os.fstat(handle.fileno()).st_mode):
            raise OSError(f"{file} is not a regular file")
        data = handle.read(limit + 1)
    if len(data) > limit:
        raise OutputError(f"{file} and what was read before it are too large")
    return data


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* as the whole of *folder*, in one step; a folder that is there is replaced.

    The old folder stays until the new one is whole. Whether it may be replaced is for the caller
    to know.

    Raises:
        OutputError: It cannot be written.
    """
    new = folder.with_name(f".{folder.name}"[:100] + f".{os.getpid()}.tmp")
    old = new.with_name(f"{new.name}.old")
    try:
        for path, data in files.items():
            file = new / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def zip_bytes(files: Mapping[str, bytes], top: str, *, store: bool) -> bytes:
    """Return a zip of *files* below one folder *top*; equal files give equal bytes.

    Compressed bytes also depend on the zlib in use; with *store* nothing is compressed and they
    do not.
    """
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(f"{top}/{path}", _ZIP_DATE)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            info.compress_type = method
            archive.writestr(info, files[path])
    return out.getvalue()


def read_file(file: Path, limit: int = 50_000_000) -> bytes:
    """Return the bytes of one regular *file*, at most *limit*.

    Raises:
        OutputError: It is gone, no regular file, or larger.
    """
    try:
        return _bounded(file, limit)
    except OSError as error:
        raise OutputError(f"cannot read {file}: {error.strerror or error}") from error
