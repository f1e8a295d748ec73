"""A seed as memory files of a Letta Code agent (MemFS).

Its rules: a memory file has exactly ``name`` and ``description`` as front matter; every folder has
an index ``MEMORY.md`` without any; skills lie under ``skills/`` untouched, so the seed itself goes
there and keeps its checksums.
"""

import json
from collections.abc import Iterable, Mapping

from vaultkit.seed.seed import Seed
from vaultkit.seed.slug import slug


def memfs(seed: Seed, package: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files to add to an agent's memory; *package* holds the seed's own by path."""
    frames = {
        f"{slug(frame.title, 40)}-{at:03}.md": _memory(
            f"{slug(frame.title, 40)}-{at:03}",
            f"{frame.kind}: {frame.title}",
            (claim.text for claim in seed.claims_of(frame.claims)),
        )
        for at, frame in enumerate(seed.content.frames, 1)
    }
    rejected = [it.name for it in seed.content.protocols if it.status == "rejected"]
    files = {f"frames/{name}": text for name, text in frames.items()}
    files["frames/MEMORY.md"] = _index(seed.about.title, frames)
    if rejected:
        files["frames/rejected.md"] = _memory("rejected", "Ways the notes reject", rejected)
        files["frames/MEMORY.md"] = _index(seed.about.title, {**frames, "rejected.md": ""})
    held = {path: text.encode() for path, text in files.items()}
    held |= {f"skills/{seed.about.name}/{path}": data for path, data in package.items()}
    return dict(sorted(held.items()))


def _memory(name: str, description: str, lines: Iterable[str]) -> str:
    said = json.dumps(" ".join(description.split())[:300], ensure_ascii=False)
    body = "\n".join(f"- {' '.join(line.split())}" for line in lines)
    return f"---\nname: {name}\ndescription: {said}\n---\n\n{body}\n"


def _index(title: str, names: Iterable[str]) -> str:
    listed = "\n".join(f"- [{name.removesuffix('.md')}]({name})" for name in sorted(names))
    return f"# {title}\n\n{listed}\n"
