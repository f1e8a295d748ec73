"""Gold records as the `Meaning` that the rules should find, so that seeds are tested apart."""

from collections.abc import Iterable, Mapping
from typing import Any

from vaultkit.frames.record import (
    Citation,
    Cue,
    Evidence,
    Exclusion,
    Filler,
    Frame,
    Lines,
    Meaning,
    Message,
    Opposition,
    Pointer,
    Protocol,
    ProtocolGroup,
    Relation,
    Step,
    Table,
    TableRow,
)
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.source import Source
from vaultkit.snapshot import Reading, Snapshot, take_snapshot

Gold = Mapping[str, Any]


def snapshot_of(*notes: tuple[str, str, Gold]) -> Snapshot:
    """Return the snapshot of notes given as path, text and gold record."""
    readings = [
        Reading(
            Note(
                path=NotePath(path),
                digest=Source(NotePath(path), text.encode()).digest,
                size=len(text.encode()),
            ),
            meaning_of(NotePath(path), gold),
        )
        for path, text, gold in notes
    ]
    return take_snapshot(readings, [reading.note.path for reading in readings])


def meaning_of(path: NotePath, gold: Gold) -> Meaning:
    """Return what *gold* records of the note at *path*."""
    groups = {
        member: group["id"]
        for group in gold.get("protocol_groups", ())
        for member in group["members"]
    }
    return Meaning(
        messages=tuple(_message(one) for one in gold.get("messages", ())),
        citations=tuple(_citation(one) for one in gold.get("citations", ())),
        frames=tuple(_frame(one) for one in gold.get("frames", ())),
        protocols=tuple(_protocol(path, one, groups) for one in gold.get("protocols", ())),
        protocol_groups=tuple(_group(path, one) for one in gold.get("protocol_groups", ())),
        exclusions=tuple(
            Exclusion(line=one["line"], item=one["item"], quote=one["quote"], frame=one["frame"])
            for one in gold.get("exclusions", ())
        ),
        tables=tuple(_table(one) for one in gold.get("tables", ())),
        pointers=tuple(
            Pointer(
                id=one["id"],
                kind=one["kind"],
                line=one["line"],
                number=one["number"],
                title=one["title"],
                quote=one["quote"],
            )
            for one in gold.get("pointers", ())
        ),
        oppositions=tuple(
            Opposition(
                id=one["id"],
                line=one["line"],
                span=Lines(*one["span"]),
                type=one["type"],
                rejected=one["rejected"],
                asserted=one["asserted"],
            )
            for one in gold.get("oppositions", ())
        ),
        relations=tuple(
            Relation(source=one["from"], type=one["type"], target=one["to"])
            for one in gold.get("relations", ())
        ),
    )


def _message(one: Gold) -> Message:
    return Message(
        id=one["id"],
        role=one["role"],
        author=one["author"],
        dialect="nexus",
        line=one["line"],
        span=Lines(*one["span"]),
        timestamp=one["timestamp"],
        uid=one["uid"],
        raw=one["raw"],
    )


def _citation(one: Gold) -> Citation:
    return Citation(
        id=one["id"],
        rev="r",
        line=one["line"],
        col=1,
        target=one["target"],
        footnote=one["footnote"],
        claim=one["claim"],
        claim_span=Lines(one["line"], one["line"]),
        quote=one["quote"],
        cues=tuple(
            Cue(form=cue["form"], act=cue["act"], cito=cue["cito"], line=one["line"], col=1)
            for cue in one["cues"]
        ),
        acts=tuple(one["acts"]),
        cito=one["cito"],
    )


def _frame(one: Gold) -> Frame:
    first = one["span"][0]
    return Frame(
        id=one["id"],
        rev="r",
        kind=one["kind"],
        title=one["title"],
        number=one["slots"].get("number"),
        label="Часть" if "number" in one["slots"] else None,
        span=Lines(*one["span"]),
        slots={
            slot: tuple(Filler(value=value, line=first) for value in _values(filler))
            for slot, filler in one["slots"].items()
            if not slot.endswith("_inferred")
        },
        parent=one["parent"],
        confidence="A",
        protocol=one.get("protocol"),
        table=one.get("table"),
    )


def _values(filler: object) -> Iterable[str]:
    return [filler] if isinstance(filler, str) else [str(value) for value in filler]  # type: ignore[attr-defined]  # gold holds lists


_LISTS = ("medium", "payload", "form", "actor", "preconditions", "checks", "excludes", "known")


def _protocol(path: NotePath, one: Gold, groups: Mapping[str, str]) -> Protocol:
    lists: dict[str, Any] = {name: tuple(one.get(name, ())) for name in _LISTS}
    return Protocol(
        id=one["id"],
        rev="r",
        name=one["name"],
        line=one["line"],
        span=Lines(*one["span"]),
        role=one["role"],
        status=one["status"],
        quote=one["quote"],
        steps=tuple(
            Step(n=at, text=text, line=one["line"]) for at, text in enumerate(one["steps"], 1)
        ),
        group=groups.get(one["id"]),
        declared_count=str(one["declared_count"]) if "declared_count" in one else None,
        complete=one.get("complete"),
        metaphor=one.get("metaphor"),
        cited=one.get("cited"),
        reason=_evidence(path, one["reason"]) if "reason" in one else None,
        confidence="A" if one["tier"] == "core" else "C",
        evidence=tuple(_evidence(path, each) for each in one.get("evidence", ())),
        **lists,
    )


def _evidence(path: NotePath, one: Gold) -> Evidence:
    return Evidence(note=path, line=one["line"], quote=one["quote"])


def _group(path: NotePath, one: Gold) -> ProtocolGroup:
    return ProtocolGroup(
        id=one["id"],
        name=one["name"],
        lead=_evidence(path, one["lead"]),
        members=tuple(one["members"]),
        ordered=one["ordered"],
        span=Lines(*one["span"]),
    )


def _table(one: Gold) -> Table:
    return Table(
        id=one["id"],
        span=Lines(*one["span"]),
        header_line=one["header_line"],
        header=tuple(one["header"]),
        rows=tuple(TableRow(line=row["line"], cells=tuple(row["cells"])) for row in one["rows"]),
        frame=one["frame"],
    )
