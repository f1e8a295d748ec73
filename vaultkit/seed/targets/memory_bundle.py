"""A seed as a Portable Memory bundle, format 1.1.0 (the ``.mem`` directory).

Claims are episodes, frames entities, relations edges, protocols and acts procedures, source notes
resources. Streams are JSON Lines under ``items/``; the manifest lists every file with its SHA-256,
``CHECKSUMS`` says the same for ``sha256sum -c``, and the bundle digest is the hash of that file.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from vaultkit.seed.record import SeedClaim, SeedFrame
from vaultkit.seed.seed import Seed

FORMAT = "1.1.0"

_NO_STATE = {"sensitivity": "normal", "metadata": {}, "lifecycleState": "active"}


def memory_bundle(seed: Seed) -> dict[str, bytes]:
    """Return the files of the bundle by path."""
    streams = {
        "episode": [_episode(seed, claim) for claim in seed.content.claims],
        "entity": [_entity(seed, frame) for frame in seed.content.frames],
        "edge": list(_edges(seed)),
        "resource": list(_resources(seed)),
        "procedure": list(_procedures(seed)),
    }
    files = {
        f"items/{kind}.jsonl": b"".join(_line(record) for record in records)
        for kind, records in streams.items()
        if records
    }
    files["audit/tombstones.jsonl"] = b""
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())}
    checksums = "".join(f"{digest}  {path}\n" for path, digest in sums.items()).encode()
    manifest = {
        **_manifest(seed, {kind: len(found) for kind, found in streams.items() if found}),
        "files": [
            {"path": path, "sha256": digest, "bytes": len(files[path])}
            for path, digest in sums.items()
        ],
        "bundleDigest": hashlib.sha256(checksums).hexdigest(),
    }
    files["CHECKSUMS"] = checksums
    files["manifest.json"] = json.dumps(
        manifest, ensure_ascii=False, indent=2, sort_keys=True
    ).encode()
    return dict(sorted(files.items()))


def _line(record: Mapping[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _manifest(seed: Seed, counts: Mapping[str, int]) -> dict[str, Any]:
    times = sorted(_time(seed, claim) for claim in seed.content.claims)
    coverage = {"coverage": {"from": times[0], "to": times[-1]}} if times else {}
    return {
        "format": FORMAT,
        "generator": "vaultkit",
        "conformanceLevel": "L0",
        "createdAt": seed.about.created,
        "exportMode": "full",
        "schemaVersion": 1,
        "embeddingModel": "none",
        "embeddingDim": 0,
        "embeddingsIncluded": False,
        "capabilities": sorted(counts),
        "counts": dict(counts),
        **coverage,
    }


def _time(seed: Seed, claim: SeedClaim) -> str:
    """Return when *claim* was said, in UTC as far as anyone knows, to the second."""
    at = claim.place.at
    if not at:
        return seed.about.created
    whole = at if "T" in at else f"{at}T00:00"
    return f"{whole}:00Z" if whole.count(":") == 1 else f"{whole}Z"


def _episode(seed: Seed, claim: SeedClaim) -> dict[str, Any]:
    time = _time(seed, claim)
    return {
        **_NO_STATE,
        "id": claim.id,
        "eventTime": time,
        "mentionTime": time,
        "ingestionTime": seed.about.created,
        "sourceType": "note",
        "actors": [claim.place.role] if claim.place.role else [],
        "summary": claim.text,
        "details": claim.text,
        "categories": [claim.kind],
        "importance": 0.5,
        "confidence": 1.0,
        "extractionState": "done",
        "accessCount": 0,
        "pinned": False,
        "vaultRefs": [],
        "sourceID": claim.place.note,
    }


def _entity(seed: Seed, frame: SeedFrame) -> dict[str, Any]:
    said = "; ".join(claim.text for claim in seed.claims_of(frame.claims)[:3])
    return {
        "id": frame.id,
        "type": frame.kind,
        "canonicalName": frame.title,
        "aliases": [frame.number] if frame.number else [],
        "summary": said,
        "sensitivity": "normal",
        "updatedAt": seed.about.created,
    }


def _edges(seed: Seed) -> Iterable[dict[str, Any]]:
    frames = {frame.id for frame in seed.content.frames}
    for edge in seed.content.relations:
        if edge.source in frames and edge.target in frames:
            yield {
                "id": f"{edge.source}-{edge.type}-{edge.target}",
                "srcEntityID": edge.source,
                "dstEntityID": edge.target,
                "edgeType": edge.type,
                "tValidFrom": seed.about.created,
                "ingestionTime": seed.about.created,
                "confidence": 1.0,
                "evidenceEpisodeIDs": [],
            }


def _resources(seed: Seed) -> Iterable[dict[str, Any]]:
    for source in seed.content.sources:
        yield {
            "id": source.id,
            "uri": f"urn:vaultkit:note:{source.id}",
            "mimeType": "text/markdown",
            "contentHash": source.digest or "",
            "title": source.title,
            "summary": source.state,
            "created": seed.about.created,
            "modified": seed.about.created,
        }


def _procedures(seed: Seed) -> Iterable[dict[str, Any]]:
    for protocol in seed.content.protocols:
        yield _procedure(
            protocol.id,
            protocol.name,
            [step.text for step in seed.claims_of(protocol.steps)],
            enabled=protocol.status != "rejected",
        )
    for act in seed.acts:
        yield _procedure(act.id, act.title, [act.prompt], enabled=True)


def _procedure(key: str, name: str, steps: list[str], *, enabled: bool) -> dict[str, Any]:
    return {
        "id": key,
        "name": name,
        "triggerPattern": name,
        "steps": steps,
        "successCount": 0,
        "failureCount": 0,
        "enabled": enabled,
    }
