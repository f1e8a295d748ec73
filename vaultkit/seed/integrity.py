"""V0: is the seed whole? Every file against every digest that the seed keeps of it."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from vaultkit.seed.bag import DECLARATION, MANIFEST, PAYLOAD, SIGNATURE, TAG_MANIFEST, manifest
from vaultkit.seed.manifest import OF_THE_PACKAGE, content_digest

ADDED = (".openskills.json", SIGNATURE)
"""Files beside the payload that installers and signers may add."""


def integrity_faults(files: Mapping[str, bytes]) -> list[str]:
    """Return what is wrong with the bytes of a seed's *files*, one line each; empty: whole.

    The manifests are compared as bytes, not read: whatever differs from what they must be is
    found, be it a digit or a blank.
    """
    return list(_faults(files))


def edited_files(files: Mapping[str, bytes]) -> list[str]:
    """Return the paths of files that were changed, added or taken away since the seed was made."""
    told = _by_path(files.get(MANIFEST, b"")) | _by_path(files.get(TAG_MANIFEST, b""))
    real = _by_path(manifest(files))
    paths = (told.keys() | real.keys()) - {TAG_MANIFEST, *ADDED}
    return sorted(path for path in paths if told.get(path) != real.get(path))


def _faults(files: Mapping[str, bytes]) -> Iterator[str]:
    payload = {path: data for path, data in files.items() if path.startswith(PAYLOAD)}
    listed = files.get(TAG_MANIFEST, b"")
    tags = {
        path: data
        for path, data in files.items()
        if not path.startswith(PAYLOAD) and path != TAG_MANIFEST and path not in ADDED
    }
    if files.get("bagit.txt") != DECLARATION:
        yield "bagit.txt is not that of a bag"
    yield from _compared(MANIFEST, files.get(MANIFEST, b""), manifest(payload))
    yield from _compared(TAG_MANIFEST, listed, manifest(tags))
    yield from _against_seed(files, payload)


def _compared(name: str, told: bytes, real: bytes) -> Iterator[str]:
    if told == real:
        return
    if not told:
        yield f"{name} is missing"
        return
    told_by, real_by = _by_path(told), _by_path(real)
    for path in sorted(real_by.keys() | told_by.keys()):
        if path not in told_by:
            yield f"{path} is not in {name}"
        elif path not in real_by:
            yield f"{path} is missing"
        elif told_by[path] != real_by[path]:
            yield f"{path} was changed"
    if told_by == real_by:
        yield f"{name} was changed"


def _by_path(text: bytes) -> dict[str, str]:
    lines = text.decode("utf-8", errors="replace").split("\n")
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines) if path}


def _against_seed(files: Mapping[str, bytes], payload: Mapping[str, bytes]) -> Iterator[str]:
    """Compare the payload with what ``seed.json`` says of it."""
    try:
        seed = json.loads(files.get(f"{PAYLOAD}seed.json", b""))
        told = {one["path"]: (one["sha256"], one["bytes"]) for one in seed["files"]}
        digest = seed["contentDigest"]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield "data/seed.json cannot be read"
        return
    bundle = {path.removeprefix(PAYLOAD): data for path, data in payload.items()}
    for path, data in bundle.items():
        if path == "seed.json":
            continue
        if told.get(path) != (hashlib.sha256(data).hexdigest(), len(data)):
            yield f"{path} is not what seed.json says"
    for path in sorted(told.keys() - bundle.keys()):
        yield f"{path} is in seed.json and is missing"
    if content_digest(bundle) != digest:
        outside = ", ".join(OF_THE_PACKAGE)
        yield f"the content (all but {outside}) has another digest than seed.json says"
