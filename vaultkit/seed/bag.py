"""The bag around a seed: digests of every file (BagIt 1.0, RFC 8493)."""

import hashlib
from collections.abc import Mapping

PAYLOAD = "data/"
MANIFEST = "manifest-sha512.txt"
TAG_MANIFEST = "tagmanifest-sha512.txt"
SIGNATURE = f"{TAG_MANIFEST}.sig"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bagged(files: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    """Return *files* (payload under ``data/``, tag files beside it) with the files of a bag.

    Args:
        files: Bytes by path from the seed's folder; names are ASCII without spaces.
        info: What ``bag-info.txt`` tells.
    """
    payload = {path: data for path, data in files.items() if path.startswith(PAYLOAD)}
    oxum = f"{sum(len(data) for data in payload.values())}.{len(payload)}"
    told = {**info, "Payload-Oxum": oxum}
    whole = {
        **files,
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{key}: {told[key]}\n" for key in sorted(told)).encode(),
        MANIFEST: manifest(payload),
    }
    tags = {path: data for path, data in whole.items() if not path.startswith(PAYLOAD)}
    return dict(sorted({**whole, TAG_MANIFEST: manifest(tags)}.items()))


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return a line ``digest  path`` for each of *files*, as ``sha512sum -c`` reads it."""
    lines = (f"{hashlib.sha512(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return "".join(lines).encode()
