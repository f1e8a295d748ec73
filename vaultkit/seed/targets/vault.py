"""A seed as the start of a new Obsidian vault: notes with links, a canvas, and where to begin.

The notes carry their records (`vaultkit.seed.grown_note`), so the vault that grew can be exported
as a seed again, and what people changed in it shows.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec import structs

from vaultkit.seed.grown_note import (
    SEED_PROPERTY,
    GrownRecords,
    claim_line,
    escaped,
    records_block,
)
from vaultkit.seed.record import (
    Act,
    Content,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
)
from vaultkit.seed.seed import Seed

_UNFIT = re.compile(r'[\x00-\x1f*"\\/<>:|?#^\[\]%`]+')
"""What a file name or a wikilink cannot hold on some system that Obsidian runs on."""

_NAME_LIMIT = 100
"""Bytes of a note's name; 255 is the limit of file systems, and sync tools add to it."""

_WORDS = {
    "en": {
        "start": "Start here",
        "frames": "Frames",
        "acts": "Acts",
        "protocols": "Protocols",
        "conflicts": "Conflicts",
        "sources": "Sources",
        "map": "Map of the seed",
        "from": "from",
        "part_of": "Part of",
        "cites": "Speaks of",
        "steps": "Steps",
        "evidence": "What the notes say",
        "against": "against",
        "order": "The acts, in order. Do one, wait for its sign, then go on.",
        "ask": "Ask the person who takes part",
        "prompt": "Words to say",
        "sign": "Sign that it worked",
        "rejected": "Rejected by the notes. Kept so that nobody tries it again.",
        "missing": "The seed speaks of this note and does not carry it.",
    },
    "ru": {
        "start": "Начните здесь",
        "frames": "Рамки",
        "acts": "Акты",
        "protocols": "Протоколы",
        "conflicts": "Конфликты",
        "sources": "Источники",
        "map": "Карта семени",
        "from": "из",
        "part_of": "Часть",
        "cites": "Говорит о",
        "steps": "Шаги",
        "evidence": "Что говорят заметки",
        "against": "против",
        "order": "Акты по порядку. Сделайте один, дождитесь его знака и идите дальше.",
        "ask": "Спросите того, кто участвует",
        "prompt": "Слова, которые нужно сказать",
        "sign": "Знак, что получилось",
        "rejected": "Заметки это отвергают. Оставлено, чтобы никто не пробовал снова.",
        "missing": "Семя говорит об этой заметке, но не несёт её.",
    },
}


@dataclass(frozen=True, slots=True)
class _Vault:
    """What the writers of single notes need to know of the whole."""

    name: str
    """Of the seed; a property of every note."""

    content: Content
    names: Mapping[str, str]
    """Id of a record to its note's path without ``.md``."""

    words: Mapping[str, str]
    claims: Mapping[str, SeedClaim]
    positions: Mapping[str, int]

    def link(self, key: str | None) -> str | None:
        name = self.names.get(key or "")
        return f"[[{name}|{name.rsplit('/', 1)[-1]}]]" if name else None

    def block(self, **records: tuple[object, ...]) -> str:
        kept = {
            record.id: self.positions[record.id]  # type: ignore[attr-defined]  # every table but relations
            for table, found in records.items()
            if table != "relations"
            for record in found
        }
        held = GrownRecords(language=self.content.language, positions=kept)
        return records_block(structs.replace(held, **records))


def grown_vault(seed: Seed) -> dict[str, bytes]:
    """Return the files of the new vault by path."""
    content, acts = seed.content, seed.acts
    vault, path_of_acts = _plan(seed)
    files = {
        **{vault.names[frame.id]: _frame_note(frame, vault) for frame in content.frames},
        **{vault.names[entry.id]: _protocol_note(entry, vault) for entry in content.protocols},
        **{vault.names[entry.id]: _conflict_note(entry, vault) for entry in content.conflicts},
        **{path_of_acts[act.id]: _act_note(act, vault) for act in acts},
    }
    files[f"{vault.words['sources']}/{vault.words['sources']}"] = _sources_note(vault)
    files[vault.words["start"]] = _start_note(vault, path_of_acts, acts)
    notes = {f"{name}.md": f"{text}\n".encode() for name, text in files.items()}
    notes[f"{vault.words['map']}.canvas"] = _canvas(vault, path_of_acts)
    return dict(sorted(notes.items()))


def _plan(seed: Seed) -> tuple[_Vault, dict[str, str]]:
    content, acts = seed.content, seed.acts
    words = _WORDS.get(content.language, _WORDS["en"])
    taken: set[str] = set()

    def named(folder: str, title: str) -> str:
        return f"{words[folder]}/{_free_name(title, taken)}"

    names = {frame.id: named("frames", frame.title) for frame in content.frames}
    names |= {entry.id: named("protocols", entry.name) for entry in content.protocols}
    names |= {entry.id: named("conflicts", entry.statement) for entry in content.conflicts}
    path_of_acts = {act.id: named("acts", f"{act.position:02} {act.title}") for act in acts}
    positions = {
        record.id: at
        for table in ("sources", "frames", "claims", "protocols", "conflicts")
        for at, record in enumerate(getattr(content, table))
    }
    claims = {claim.id: claim for claim in content.claims}
    vault = _Vault(seed.about.name, content, names, words, claims, positions)
    return vault, path_of_acts


def _free_name(title: str, taken: set[str]) -> str:
    """Return *title* as a note's name that no other note of the vault has, whatever the case."""
    plain = " ".join(_UNFIT.sub(" ", title).split()).strip(". ") or "note"
    short = plain.encode()[:_NAME_LIMIT].decode("utf-8", errors="ignore").strip(". ")
    name, count = short, 1
    while name.casefold() in taken:
        count += 1
        name = f"{short} {count}"
    taken.add(name.casefold())
    return name


def _properties(vault: _Vault, **values: str) -> str:
    values = {SEED_PROPERTY: vault.name, **values}
    # A JSON string is a YAML string, quotes and all.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---"])


def _frame_note(frame: SeedFrame, vault: _Vault) -> str:
    claims = [vault.claims[key] for key in frame.claims if key in vault.claims]
    edges = tuple(edge for edge in vault.content.relations if edge.source == frame.id)
    parent = vault.link(frame.parent)
    beside = [
        f"- {edge.type}: {vault.link(edge.target)}" for edge in edges if vault.link(edge.target)
    ]
    parts = [
        _properties(vault, type="frame", kind=frame.kind, title=frame.title),
        f"# {escaped(frame.title)}",
        f"{vault.words['part_of']}: {parent}" if parent else "",
        "\n".join(claim_line(claim) for claim in claims),
        "\n".join(beside),
        vault.block(frames=(frame,), claims=tuple(claims), relations=edges),
    ]
    return "\n\n".join(part for part in parts if part)


def _protocol_note(protocol: SeedProtocol, vault: _Vault) -> str:
    held = {claim.id for frame in vault.content.frames for claim in _claims_of(frame, vault)}
    steps = [vault.claims[key] for key in protocol.steps if key in vault.claims]
    others = [
        vault.claims[key]
        for key in protocol.evidence
        if key in vault.claims and key not in protocol.steps
    ]
    rejected = protocol.status == "rejected"
    parts = [
        _properties(vault, type="protocol", status=protocol.status, title=protocol.name),
        f"# {escaped(protocol.name)}",
        f"> [!failure] {vault.words['rejected']}" if rejected else "",
        escaped(protocol.reason or ""),
        _heading(vault.words["steps"], _lines(steps, held, numbered=True)),
        _heading(vault.words["evidence"], _lines(others, held)),
        vault.block(
            protocols=(protocol,),
            claims=tuple(claim for claim in (*steps, *others) if claim.id not in held),
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def _claims_of(frame: SeedFrame, vault: _Vault) -> Iterable[SeedClaim]:
    return (vault.claims[key] for key in frame.claims if key in vault.claims)


def _lines(claims: list[SeedClaim], held: set[str], *, numbered: bool = False) -> str:
    marks = (f"{at}." for at in range(1, len(claims) + 1)) if numbered else ("-" for _ in claims)
    return "\n".join(
        f"{mark} {escaped(claim.text)}" if claim.id in held else claim_line(claim, mark)
        for mark, claim in zip(marks, claims, strict=True)
    )


def _heading(title: str, body: str) -> str:
    return f"## {title}\n\n{body}" if body else ""


def _conflict_note(conflict: SeedConflict, vault: _Vault) -> str:
    parts = [
        _properties(vault, type="conflict", kind=conflict.kind),
        f"# {escaped(conflict.statement)}",
        f"> {escaped(conflict.statement)}",
        vault.words["against"],
        f"> {escaped(conflict.against)}",
        vault.block(conflicts=(conflict,)),
    ]
    return "\n\n".join(parts)


def _act_note(act: Act, vault: _Vault) -> str:
    frames = [vault.link(key) for key in act.frames]
    fence = "`" * (3 + max((len(run) for run in re.findall("`+", act.prompt)), default=0))
    questions = "\n".join(f"- [ ] {escaped(question)}" for question in act.questions)
    signs = "\n".join(f"- {escaped(sign)}" for sign in act.sign)
    parts = [
        _properties(vault, type="act", mode=act.mode, title=act.title),
        f"# {act.position}. {escaped(act.title)}",
        escaped(act.description),
        "\n".join(f"- {link}" for link in frames if link),
        _heading(vault.words["prompt"], f"{fence}text\n{act.prompt}\n{fence}"),
        _heading(vault.words["sign"], signs),
        _heading(vault.words["ask"], questions),
    ]
    return "\n\n".join(part for part in parts if part)


def _sources_note(vault: _Vault) -> str:
    lines = [
        f"- {escaped(source.title)}"
        + (f" — {vault.words['missing']}" if source.state != "carried" else "")
        for source in vault.content.sources
    ]
    loose = _loose_claims(vault)
    ids = {frame.id for frame in vault.content.frames}
    edges = tuple(edge for edge in vault.content.relations if edge.source not in ids)
    parts = [
        _properties(vault, type="sources"),
        f"# {vault.words['sources']}",
        "\n".join(lines),
        _heading(vault.words["evidence"], "\n".join(claim_line(claim) for claim in loose)),
        vault.block(sources=vault.content.sources, claims=loose, relations=edges),
    ]
    return "\n\n".join(part for part in parts if part)


def _loose_claims(vault: _Vault) -> tuple[SeedClaim, ...]:
    """Return the claims that stand in no frame's or protocol's note."""
    content = vault.content
    held = {key for frame in content.frames for key in frame.claims}
    held |= {key for entry in content.protocols for key in (*entry.steps, *entry.evidence)}
    return tuple(claim for claim in content.claims if claim.id not in held)


def _start_note(vault: _Vault, path_of_acts: Mapping[str, str], acts: Sequence[Act]) -> str:
    order = [f"{act.position}. [[{path_of_acts[act.id]}|{escaped(act.title)}]]" for act in acts]
    roots = [vault.link(frame.id) for frame in vault.content.frames if frame.parent is None]
    protocols = [vault.link(entry.id) for entry in vault.content.protocols]
    parts = [
        _properties(vault, type="start"),
        f"# {vault.words['start']}",
        vault.words["order"],
        _heading(vault.words["acts"], "\n".join(order)),
        _heading(vault.words["protocols"], "\n".join(f"- {link}" for link in protocols)),
        _heading(vault.words["frames"], "\n".join(f"- {link}" for link in roots)),
    ]
    return "\n\n".join(part for part in parts if part)


def _canvas(vault: _Vault, path_of_acts: Mapping[str, str]) -> bytes:
    """Return a JSON Canvas 1.0 with the acts as a row and the protocols under it."""
    rows = [
        list(path_of_acts.items()),
        [(it.id, vault.names[it.id]) for it in vault.content.protocols],
    ]
    nodes = [
        {
            "id": key,
            "type": "file",
            "file": f"{name}.md",
            "x": column * 320,
            "y": row * 320,
            "width": 280,
            "height": 240,
        }
        for row, cells in enumerate(rows)
        for column, (key, name) in enumerate(cells)
    ]
    keys = list(path_of_acts)
    edges = [
        {
            "id": f"{one}-{two}",
            "fromNode": one,
            "fromSide": "right",
            "toNode": two,
            "toSide": "left",
        }
        for one, two in pairwise(keys)
    ]
    held = {"nodes": nodes, "edges": edges}
    return (json.dumps(held, ensure_ascii=False, indent="\t", sort_keys=True) + "\n").encode()
