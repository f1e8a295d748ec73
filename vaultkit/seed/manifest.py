"""``seed.json``: what the seed is, what it was made from, what is not in it, and its digests."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import to_builtins

from vaultkit.seed.grading import PASS
from vaultkit.seed.record import json_bytes
from vaultkit.seed.seed import FORMAT, FORMAT_VERSION, Seed, sha256
from vaultkit.seed.targets import TARGETS

OF_THE_PACKAGE = ("seed.json", "ro-crate-metadata.json", "log.md", "redactions.json")
"""Files that tell of the package; the digest of the content leaves them out."""


def content_digest(files: Mapping[str, bytes]) -> str:
    """Return ``sha256:…`` over the lines ``digest  path`` of a bundle's *files*, in path order."""
    return sha256(
        [
            f"{hashlib.sha256(files[path]).hexdigest()}  {path}"
            for path in sorted(files)
            if path not in OF_THE_PACKAGE
        ]
    )


def manifest_file(seed: Seed, files: Mapping[str, bytes]) -> bytes:
    """Return ``seed.json`` of a bundle that holds *files* besides."""
    about, content = seed.about, seed.content
    return json_bytes(
        {
            "$schema": "schema/seed-1.0.schema.json",
            "format": FORMAT,
            "formatVersion": FORMAT_VERSION,
            "id": about.id,
            "name": about.name,
            "version": about.version,
            "title": about.title,
            "language": content.language,
            "created": about.created,
            "createdFrom": about.created_from,
            "generator": about.generator,
            "license": about.license,
            **({"previous": to_builtins(about.previous)} if about.previous else {}),
            "selection": to_builtins(about.asked),
            "contentDigest": content_digest(files),
            "structureDigest": seed.structure_digest,
            "claimsDigest": seed.claims_digest,
            "transferKinds": sorted({act.transfer_kind for act in seed.acts}),
            "environment": _environment(seed),
            "frames": _frames(seed),
            "acts": to_builtins(seed.acts),
            "protocols": _with_files(seed, content.protocols),
            "conflicts": _with_files(seed, content.conflicts),
            "sources": _with_files(seed, content.sources),
            "checks": _checks(seed),
            "graph": {
                "nodes": len(seed.nodes),
                "edges": len(seed.edges),
                "files": ["graph/graph.json", "graph/graph.graphml", "graph/graph.canvas"],
            },
            "coverage": to_builtins(about.coverage) | _always(seed),
            "privacy": _privacy(seed),
            "files": [
                {
                    "path": path,
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "bytes": len(data),
                    "role": _role(path),
                }
                for path, data in sorted(files.items())
            ],
        }
    )


def _environment(seed: Seed) -> dict[str, Any]:
    questions = list(dict.fromkeys(one for act in seed.acts for one in act.questions))
    return {
        "requires": ["file-reading", "persistent-memory"],
        "neurocore": {
            "needed": bool(questions) or any(act.mode != "read" for act in seed.acts),
            "role": "answers what the notes do not say, and judges what has grown",
            "prompts": questions[:20],
        },
        "targets": list(TARGETS),
    }


def _with_files(seed: Seed, records: Iterable[Any]) -> list[dict[str, Any]]:
    return [to_builtins(one) | {"file": seed.files[one.id]} for one in records]


_ROLES = {
    "acts": "act",
    "checks": "check",
    "conflicts": "conflict",
    "frames": "frame",
    "graph": "graph",
    "protocols": "protocol",
    "schema": "schema",
    "sources": "source",
    "claims.jsonl": "claims",
    "tombstones.jsonl": "tombstones",
    "redactions.json": "redactions",
    "ro-crate-metadata.json": "crate",
}


def _role(path: str) -> str:
    """Return what the file *path* is for; what only leads to the others is an index."""
    return _ROLES.get(path.partition("/")[0], "index")


_UNDERSTOOD_FIRST = {"leads_to", "resolved_by", "entails", "precedes"}
"""Relations whose source is understood before the target."""


def _frames(seed: Seed) -> list[dict[str, Any]]:
    """Return the frames with what each needs: the frames that it follows from, its whole."""
    needs: dict[str, set[str]] = {}
    for one in seed.content.relations:
        if one.type in _UNDERSTOOD_FIRST and one.source in seed.frames:
            needs.setdefault(one.target, set()).add(one.source)
    for frame in seed.content.frames:
        if frame.parent in seed.frames:
            needs.setdefault(frame.id, set()).add(frame.parent or "")
    told = _with_files(seed, seed.content.frames)
    return [one | {"needs": sorted(needs.get(one["id"], ()))} for one in told]


def _checks(seed: Seed) -> dict[str, Any]:
    found: dict[str, Any] = {
        "file": "checks/quiz.jsonl",
        "count": len(seed.checks),
        "pass": PASS,
    }
    if seed.about.sealed is not None:
        found["sealed"] = {"sha256": seed.about.sealed, "count": seed.about.sealed_count}
    return found


def _always(seed: Seed) -> dict[str, Any]:
    """Numbers that are told even where they are zero."""
    coverage = seed.about.coverage
    return {
        "notesSelected": coverage.notes_selected,
        "notesCited": coverage.notes_cited,
        "notesMissing": list(coverage.notes_missing),
        "notesOutside": list(coverage.notes_outside),
        "notesWithheld": coverage.notes_withheld,
        "claims": len(seed.content.claims),
        "claimsWithoutSource": coverage.claims_without_source,
    }


def _privacy(seed: Seed) -> dict[str, Any]:
    about = seed.about
    carried = "quotes and the paragraphs around them" if about.asked.excerpts else "quotes only"
    return {
        "policy": f"{carried}; private notes, tags and folders left out; every byte swept",
        "redactions": [{"rule": rule, "count": count} for rule, count in seed.about.redactions],
        "messageIds": "pseudonyms" if about.asked.pseudonyms else "as in the notes",
        "reviewedBy": about.reviewed_by,
    }
