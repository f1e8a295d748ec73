"""A seed as the start of a new Obsidian vault: notes with links, a canvas, and where to begin.

The notes carry their records (`vaultkit.seed.grown_note`), so the vault that grew can be exported
as a seed again, and what people changed in it shows.
"""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from vaultkit.seed.bundle_pages import key_lines
from vaultkit.seed.grown_note import escaped
from vaultkit.seed.record import Act
from vaultkit.seed.seed import Seed
from vaultkit.seed.targets.vault_notes import (
    Grown,
    act_note,
    conflict_note,
    frame_note,
    heading,
    properties,
    protocol_note,
    sources_note,
)
from vaultkit.seed.wording import Wording

_UNFIT = re.compile(r'[\x00-\x1f*"\\/<>:|?#^\[\]%`]+')
"""What a file name or a wikilink cannot hold on some system that Obsidian runs on."""

_NAME_LIMIT = 100
"""Bytes of a note's name; 255 is the limit of file systems, and sync tools add to it."""


def grown_vault(seed: Seed) -> dict[str, bytes]:
    """Return the files of the new vault by path."""
    content, acts = seed.content, seed.acts
    vault, path_of_acts = _plan(seed)
    files = {
        **{vault.names[frame.id]: frame_note(frame, vault) for frame in content.frames},
        **{vault.names[entry.id]: protocol_note(entry, vault) for entry in content.protocols},
        **{vault.names[entry.id]: conflict_note(entry, vault) for entry in content.conflicts},
        **{path_of_acts[act.id]: act_note(seed, act, vault) for act in acts},
    }
    say = vault.say
    files[f"{say('vault.sources')}/{say('vault.sources')}"] = sources_note(vault)
    files[say("vault.start")] = _start_note(vault, path_of_acts, acts)
    files[say("vault.keys")] = _keys_note(seed, vault)
    notes = {f"{name}.md": f"{text}\n".encode() for name, text in files.items()}
    notes[f"{vault.say('vault.map')}.canvas"] = _canvas(vault, path_of_acts)
    return dict(sorted(notes.items()))


def _plan(seed: Seed) -> tuple[Grown, dict[str, str]]:
    content, acts = seed.content, seed.acts
    say = Wording(content.language)
    taken: set[str] = set()

    def named(folder: str, title: str) -> str:
        return f"{say(f'vault.{folder}')}/{_free_name(title, taken)}"

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
    vault = Grown(seed.about.name, content, names, say, claims, positions)
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


def _start_note(vault: Grown, path_of_acts: Mapping[str, str], acts: Sequence[Act]) -> str:
    order = [f"{act.position}. [[{path_of_acts[act.id]}|{escaped(act.title)}]]" for act in acts]
    roots = [vault.link(frame.id) for frame in vault.content.frames if frame.parent is None]
    protocols = [vault.link(entry.id) for entry in vault.content.protocols]
    parts = [
        properties(vault, type="start"),
        f"# {vault.say('vault.start')}",
        vault.say("vault.order", keys=vault.say("vault.keys")),
        vault.say("vault.machine"),
        heading(vault.say("vault.acts"), "\n".join(order)),
        heading(vault.say("vault.protocols"), "\n".join(f"- {link}" for link in protocols)),
        heading(vault.say("vault.frames"), "\n".join(f"- {link}" for link in roots)),
    ]
    return "\n\n".join(part for part in parts if part)


def _keys_note(seed: Seed, vault: Grown) -> str:
    parts = [
        properties(vault, type="keys"),
        f"# {vault.say('vault.keys')}",
        vault.say("keys.intro"),
        "\n".join(key_lines(seed)),
    ]
    return "\n\n".join(parts)


def _canvas(vault: Grown, path_of_acts: Mapping[str, str]) -> bytes:
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
