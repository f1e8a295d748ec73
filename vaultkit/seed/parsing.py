"""The files of a seed back to a `Seed`: what was written is read, and nothing else is trusted.

Readers of format 1 accept every 1.x: what they do not know they pass over. Another major version
is refused with the command that helps.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, TypeVar

import msgspec

from vaultkit.errors import VaultkitError
from vaultkit.seed.reading import name_fault
from vaultkit.seed.record import (
    Act,
    Check,
    Content,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
    SeedRelation,
    SeedSource,
    Tombstone,
)
from vaultkit.seed.seed import FORMAT, FORMAT_VERSION, About, Asked, Coverage, Previous, Seed

_T = TypeVar("_T")
_DERIVED = {"needs", "activates", "follows", "stands_in"}
"""Relations of the graph that come from acts and conflicts, not from the content."""

_DEPTH = 60
"""How deep JSON of a seed may nest."""


class _Edge(msgspec.Struct, frozen=True):
    """An edge as node-link data hold it."""

    source: str
    relation: str
    target: str


class SeedFormatError(VaultkitError):
    """A file of a seed does not say what it should.

    Attributes:
        place: File, and where in it: ``seed.json: $.acts[3].mode``.
    """

    def __init__(self, place: str, problem: str) -> None:
        """Remember the place."""
        super().__init__(f"seed: {place}: {problem}")
        self.place = place


def parse_seed(files: Mapping[str, bytes]) -> Seed:
    """Return the seed that *files* (by path from its folder) hold.

    Raises:
        SeedFormatError: A file is missing, is no JSON, or a value is of a wrong kind; or the seed
            is of another format version.
    """
    told = _object(files, "seed.json")
    _check_format(told)
    graph = _object(files, "graph/graph.json")
    content = Content(
        language=_as("seed.json: $.language", told.get("language"), str),
        sources=_as("seed.json: $.sources", told.get("sources"), tuple[SeedSource, ...]),
        frames=_as("seed.json: $.frames", told.get("frames"), tuple[SeedFrame, ...]),
        claims=_lines(files, "claims.jsonl", SeedClaim),
        protocols=_as("seed.json: $.protocols", told.get("protocols"), tuple[SeedProtocol, ...]),
        conflicts=_as("seed.json: $.conflicts", told.get("conflicts"), tuple[SeedConflict, ...]),
        relations=_relations(graph),
    )
    acts = _as("seed.json: $.acts", told.get("acts"), tuple[Act, ...])
    _check_names(content, acts)
    return Seed(
        _about(told),
        content,
        acts,
        _lines(files, "checks/quiz.jsonl", Check),
        _lines(files, "tombstones.jsonl", Tombstone),
    )


def newer_format(files: Mapping[str, bytes]) -> str | None:
    """Return the format of the seed in *files* where it is a newer one that can still be read.

    Raises:
        SeedFormatError: ``seed.json`` cannot be read.
    """
    version = str(_object(files, "seed.json").get("formatVersion"))
    minor, known = (_minor(one) for one in (version, FORMAT_VERSION))
    return version if minor > known else None


def _minor(version: str) -> int:
    number = version.partition(".")[2].partition(".")[0]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0


def name_and_version(files: Mapping[str, bytes]) -> tuple[str, str]:
    """Return what the seed in *files* calls itself, whatever else was changed in it.

    Raises:
        SeedFormatError: ``seed.json`` cannot be read, or says neither.
    """
    told = _object(files, "seed.json")
    return (
        _as("seed.json: $.name", told.get("name"), str),
        _as("seed.json: $.version", told.get("version"), str),
    )


_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = re.compile(r"[a-z][a-z0-9_-]{0,80}")


def _check_names(content: Content, acts: Iterable[Act]) -> None:
    """Let no id or path of a stranger's seed name a file outside of where it is grown."""
    ids = chain(
        (one.id for one in content.frames),
        (one.id for one in content.claims),
        (one.id for one in content.protocols),
        (one.id for one in content.sources),
        (one.id for one in content.conflicts),
        (one.id for one in acts),
    )
    for key in ids:
        if not _ID.fullmatch(key):
            raise SeedFormatError("seed.json", f"{key[:80]!r} is no id of a seed")
    for act in acts:
        if not act.file.startswith("acts/") or name_fault(act.file):
            raise SeedFormatError("seed.json: $.acts", f"{act.file[:80]!r} is no file of an act")


def _check_format(told: Mapping[str, Any]) -> None:
    if told.get("format") != FORMAT:
        raise SeedFormatError("seed.json: $.format", f"is {told.get('format')!r}, not {FORMAT!r}")
    version = str(told.get("formatVersion"))
    if version.partition(".")[0] != FORMAT_VERSION.partition(".")[0]:
        raise SeedFormatError(
            "seed.json: $.formatVersion",
            f"is {version}, and this vaultkit reads {FORMAT_VERSION.partition('.')[0]}.x: "
            "use a vaultkit of that version, or ask for a seed of this one",
        )


def _about(told: Mapping[str, Any]) -> About:
    checks = told.get("checks") or {}
    privacy = told.get("privacy") or {}
    sealed = checks.get("sealed") or {}
    name = _as("seed.json: $.name", told.get("name"), str)
    if not _NAME.fullmatch(name) or len(name) > 64:
        raise SeedFormatError("seed.json: $.name", f"{name[:80]!r} is no name of a seed")
    return About(
        name=name,
        title=_as("seed.json: $.title", told.get("title"), str),
        version=_as("seed.json: $.version", told.get("version"), str),
        created=_as("seed.json: $.created", told.get("created"), str),
        created_from=_as("seed.json: $.createdFrom", told.get("createdFrom", "nothing"), str),
        license=_as("seed.json: $.license", told.get("license", ""), str),
        generator=_as("seed.json: $.generator", told.get("generator"), str),
        previous=_as("seed.json: $.previous", told.get("previous"), Previous | None),
        asked=_as("seed.json: $.selection", told.get("selection", {}), Asked),
        coverage=_as("seed.json: $.coverage", told.get("coverage"), Coverage),
        sealed=_as("seed.json: $.checks.sealed", sealed.get("sha256"), str | None),
        reviewed_by=_as("seed.json: $.privacy", privacy.get("reviewedBy"), str | None),
        sealed_count=_as("seed.json: $.checks.sealed", sealed.get("count", 0), int),
        redactions=tuple(
            (str(one.get("rule")), int(one.get("count", 0)))
            for one in _as(
                "seed.json: $.privacy", privacy.get("redactions", []), list[dict[str, Any]]
            )
        ),
    )


def _relations(graph: Mapping[str, Any]) -> tuple[SeedRelation, ...]:
    edges = _as("graph/graph.json: $.edges", graph.get("edges"), tuple[_Edge, ...])
    return tuple(
        SeedRelation(source=one.source, type=one.relation, target=one.target)
        for one in edges
        if one.relation not in _DERIVED
    )


def _object(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    data = _file(files, name)
    if _too_deep(data):
        raise SeedFormatError(name, "nests deeper than a seed does")
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SeedFormatError(name, f"is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise SeedFormatError(name, "is no JSON object")
    return found


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    try:
        return files[f"data/{name}"]
    except KeyError as error:
        raise SeedFormatError(name, "is missing") from error


def _too_deep(data: bytes) -> bool:
    """Return whether brackets nest deeper than `_DEPTH`, those inside texts counted too."""
    depth = 0
    for byte in data.translate(None, delete=_NOT_BRACKETS):
        depth += 1 if byte in b"[{" else -1
        if depth > _DEPTH:
            return True
    return False


_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def _lines(files: Mapping[str, bytes], name: str, kind: type[_T]) -> tuple[_T, ...]:
    decoder = msgspec.json.Decoder(kind)
    found = []
    for number, line in enumerate(_file(files, name).splitlines(), 1):
        try:
            found.append(decoder.decode(line))
        except (msgspec.DecodeError, RecursionError) as error:
            raise SeedFormatError(f"{name}, line {number}", str(error)) from error
    return tuple(found)


def _as(place: str, value: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        problem, _, inner = str(error).partition(" - at `$")
        raise SeedFormatError(f"{place}{inner.rstrip('`')}", problem) from error
