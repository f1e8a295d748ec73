"""The single notes of a grown vault: one for each frame, protocol, conflict, act, and the sources.

Each carries its records (`vaultkit.seed.grown_note`); what stands in it besides is for people.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec import structs

from vaultkit.seed.act_page import check_lines
from vaultkit.seed.grown_note import (
    SEED_PROPERTY,
    GrownRecords,
    claim_line,
    escaped,
    records_block,
)
from vaultkit.seed.markdown_text import fenced
from vaultkit.seed.record import (
    Act,
    Content,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
)
from vaultkit.seed.seed import Seed
from vaultkit.seed.wording import Wording


@dataclass(frozen=True, slots=True)
class Grown:
    """What the writers of single notes need to know of the whole vault."""

    name: str
    """Of the seed; a property of every note."""

    content: Content
    names: Mapping[str, str]
    """Id of a record to its note's path without ``.md``."""

    say: Wording
    claims: Mapping[str, SeedClaim]
    positions: Mapping[str, int]

    def link(self, key: str | None) -> str | None:
        """Return a link to the note of the record *key*; None where it has none."""
        name = self.names.get(key or "")
        return f"[[{name}|{name.rsplit('/', 1)[-1]}]]" if name else None

    def block(self, **records: tuple[object, ...]) -> str:
        """Return the comment block that carries *records*, by the name of their table."""
        kept = {
            record.id: self.positions[record.id]  # type: ignore[attr-defined]  # every table but relations
            for table, found in records.items()
            if table != "relations"
            for record in found
        }
        held = GrownRecords(language=self.content.language, positions=kept)
        return records_block(structs.replace(held, **records))


def properties(vault: Grown, **values: str) -> str:
    """Return the header of a note of *vault*."""
    values = {SEED_PROPERTY: vault.name, **values}
    # A JSON string is a YAML string, quotes and all.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---"])


def frame_note(frame: SeedFrame, vault: Grown) -> str:
    """Return the note of *frame*: its claims, what it is related to, its records."""
    claims = [vault.claims[key] for key in frame.claims if key in vault.claims]
    edges = tuple(edge for edge in vault.content.relations if edge.source == frame.id)
    parent = vault.link(frame.parent)
    beside = [
        f"- {vault.say.word('relation', edge.type)}: {link}"
        for edge in edges
        if (link := vault.link(edge.target))
    ]
    parts = [
        properties(vault, type="frame", kind=frame.kind, title=frame.title),
        f"# {escaped(frame.title)}",
        f"{vault.say('vault.part-of')}: {parent}" if parent else "",
        "\n".join(claim_line(claim) for claim in claims),
        "\n".join(beside),
        vault.block(frames=(frame,), claims=tuple(claims), relations=edges),
    ]
    return "\n\n".join(part for part in parts if part)


def protocol_note(protocol: SeedProtocol, vault: Grown) -> str:
    """Return the note of *protocol*: its steps and what else the notes say of it."""
    held = {claim.id for frame in vault.content.frames for claim in _claims_of(frame, vault)}
    steps = [vault.claims[key] for key in protocol.steps if key in vault.claims]
    others = [
        vault.claims[key]
        for key in protocol.evidence
        if key in vault.claims and key not in protocol.steps
    ]
    rejected = protocol.status == "rejected"
    parts = [
        properties(vault, type="protocol", status=protocol.status, title=protocol.name),
        f"# {escaped(protocol.name)}",
        f"> [!failure] {vault.say('vault.rejected')}" if rejected else "",
        escaped(protocol.reason or ""),
        heading(vault.say("vault.steps"), _lines(steps, held, numbered=True)),
        heading(vault.say("vault.evidence"), _lines(others, held)),
        vault.block(
            protocols=(protocol,),
            claims=tuple(claim for claim in (*steps, *others) if claim.id not in held),
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def _claims_of(frame: SeedFrame, vault: Grown) -> Iterable[SeedClaim]:
    return (vault.claims[key] for key in frame.claims if key in vault.claims)


def _lines(claims: list[SeedClaim], held: set[str], *, numbered: bool = False) -> str:
    marks = (f"{at}." for at in range(1, len(claims) + 1)) if numbered else ("-" for _ in claims)
    return "\n".join(
        f"{mark} {escaped(claim.text)}" if claim.id in held else claim_line(claim, mark)
        for mark, claim in zip(marks, claims, strict=True)
    )


def heading(title: str, body: str) -> str:
    """Return *body* below a heading; nothing where it is empty."""
    return f"## {title}\n\n{body}" if body else ""


def conflict_note(conflict: SeedConflict, vault: Grown) -> str:
    """Return the note of *conflict*: both sides, as they are."""
    parts = [
        properties(vault, type="conflict", kind=conflict.kind),
        f"# {escaped(conflict.statement)}",
        f"> {escaped(conflict.statement)}",
        vault.say("vault.against"),
        f"> {escaped(conflict.against)}",
        vault.block(conflicts=(conflict,)),
    ]
    return "\n\n".join(parts)


def act_note(seed: Seed, act: Act, vault: Grown) -> str:
    """Return the note of *act*: what to say, the sign, what to ask, and its questions."""
    frames = [vault.link(key) for key in act.frames]
    questions = "\n".join(f"- [ ] {escaped(question)}" for question in act.questions)
    signs = "\n".join(f"- {escaped(sign)}" for sign in act.sign)
    parts = [
        properties(vault, type="act", mode=act.mode, title=act.title),
        f"# {act.position}. {escaped(act.title)}",
        escaped(act.description),
        "\n".join(f"- {link}" for link in frames if link),
        heading(vault.say("vault.prompt"), fenced(act.prompt)),
        heading(vault.say("vault.sign"), signs),
        heading(vault.say("vault.ask"), questions),
        heading(vault.say("vault.questions"), "\n".join(check_lines(seed, act))),
    ]
    return "\n\n".join(part for part in parts if part)


def sources_note(vault: Grown) -> str:
    """Return the note of all sources, with the claims that stand in no other note."""
    lines = [
        f"- {escaped(source.title)}"
        + (f" — {vault.say('vault.missing')}" if source.state != "carried" else "")
        for source in vault.content.sources
    ]
    loose = _loose_claims(vault)
    ids = {frame.id for frame in vault.content.frames}
    edges = tuple(edge for edge in vault.content.relations if edge.source not in ids)
    parts = [
        properties(vault, type="sources"),
        f"# {vault.say('vault.sources')}",
        "\n".join(lines),
        heading(vault.say("vault.evidence"), "\n".join(claim_line(claim) for claim in loose)),
        vault.block(sources=vault.content.sources, claims=loose, relations=edges),
    ]
    return "\n\n".join(part for part in parts if part)


def _loose_claims(vault: Grown) -> tuple[SeedClaim, ...]:
    """Return the claims that stand in no frame's or protocol's note."""
    content = vault.content
    held = {key for frame in content.frames for key in frame.claims}
    held |= {key for entry in content.protocols for key in (*entry.steps, *entry.evidence)}
    return tuple(claim for claim in content.claims if claim.id not in held)
