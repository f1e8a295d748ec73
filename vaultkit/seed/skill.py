"""SKILL.md and evals: the door of a seed, for people and for agents (agentskills.io).

The file stays under `LINES` lines whatever the seed holds; longer lists end in a link.
"""

from collections.abc import Iterable, Iterator

from vaultkit.seed.links import link
from vaultkit.seed.markdown_text import escaped
from vaultkit.seed.record import json_bytes
from vaultkit.seed.seed import FORMAT_VERSION, Seed
from vaultkit.seed.wording import Wording
from vaultkit.seed.yaml_text import front_matter

LINES = 200
_ACTS_SHOWN = 60
_CANNOT_SHOWN = 24
_ABSENT_SHOWN = 20


def skill_page(seed: Seed) -> bytes:
    """Return SKILL.md."""
    say = Wording(seed.content.language)
    header = front_matter(
        {
            "name": seed.about.name,
            "description": description(seed)[:1024],
            "license": seed.about.license or say("licence.none"),
            "metadata": {
                "seed-id": seed.about.id,
                "seed-version": seed.about.version,
                "format-version": FORMAT_VERSION,
                "language": seed.content.language,
            },
        }
    )
    body = "\n".join(_body(seed, say)).rstrip()
    return f"{header}\n{body}\n".encode()


def description(seed: Seed) -> str:
    """Return what the seed is and when to use it, in one paragraph."""
    return Wording(seed.content.language)(
        "skill.description",
        title=seed.about.title,
        frames=len(seed.content.frames),
        claims=len(seed.content.claims),
        acts=len(seed.acts),
    )


def _body(seed: Seed, say: Wording) -> Iterator[str]:
    yield from (f"# {escaped(seed.about.title)}", "", say("skill.what"))
    yield from ("", f"## {say('skill.rules')}", "")
    for number, rule in enumerate(("data", "invent", "receipt"), 1):
        yield f"{number}. {say(f'skill.rule.{rule}')}"
    yield from ("", f"## {say('skill.start')}", "", say("skill.start.person"))
    yield from ("", say("skill.start.agent"))
    yield from ("", say("skill.need"))
    yield from ("", f"## {say('h.acts')}", "", *_acts(seed, say))
    yield from ("", f"## {say('skill.cannot')}", "", *_cannot(seed, say))
    yield from ("", f"## {say('skill.coverage')}", "", *_coverage(seed, say))
    yield from ("", f"## {say('skill.layout')}", "", *_layout(seed, say))
    yield from ("", f"## {say('skill.verify')}", "", say("skill.verify.how"))


def _acts(seed: Seed, say: Wording) -> Iterator[str]:
    shown = seed.acts if len(seed.acts) <= _ACTS_SHOWN else seed.acts[: _ACTS_SHOWN - 1]
    for act in shown:
        mode = say.word("mode", act.mode)
        yield f"{act.position}. {link(act.title, f'data/{act.file}', 'SKILL.md')} — {mode}"
    rest = seed.acts[len(shown) : -1]
    if rest:
        yield ""
        yield say("skill.more", count=len(rest), name="index.md", file="data/index.md")
        last = seed.acts[-1]
        yield ""
        yield f"{last.position}. {link(last.title, f'data/{last.file}', 'SKILL.md')}"


def _cannot(seed: Seed, say: Wording) -> Iterator[str]:
    excluded = [claim.text for claim in seed.content.claims if claim.kind == "exclusion"]
    rejected = [one.name for one in seed.content.protocols if one.status == "rejected"]
    lines = [
        f"- {say.quoted(escaped(name))} — {say('skill.cannot.rejected')}"
        for name in dict.fromkeys(rejected)
    ]
    lines += [
        f"- {say.quoted(escaped(text))} — {say('skill.cannot.excluded')}"
        for text in dict.fromkeys(excluded)
    ]
    if not lines:
        yield say("skill.cannot.none")
    yield from _shown(say, lines, _CANNOT_SHOWN, "claims.jsonl")


def _shown(say: Wording, lines: list[str], limit: int, file: str) -> Iterator[str]:
    yield from lines[:limit]
    if len(lines) > limit:
        yield ""
        yield say("skill.more", count=len(lines) - limit, name=file, file=f"data/{file}")


def _coverage(seed: Seed, say: Wording) -> Iterator[str]:
    coverage = seed.about.coverage
    absent = [one for one in seed.content.sources if one.state in ("missing", "outside")]
    yield say(
        "skill.coverage.notes",
        selected=coverage.notes_selected,
        cited=coverage.notes_cited,
        absent=len(absent),
    )
    if absent:
        yield ""
    lines = [f"- {escaped(one.title)}: {say.word('state', one.state)}" for one in absent]
    yield from _shown(say, lines, _ABSENT_SHOWN, "seed.json")
    if coverage.notes_withheld:
        yield from ("", say("skill.coverage.withheld", count=coverage.notes_withheld))
    yield from ("", _told_text(seed, say))
    hidden = sum(count for _, count in seed.about.redactions)
    if hidden:
        yield from ("", say("skill.coverage.redacted", count=hidden))


def _told_text(seed: Seed, say: Wording) -> str:
    carried = any(one.excerpts for one in seed.content.sources)
    return say("skill.coverage.excerpts" if carried else "skill.coverage.text")


def _layout(seed: Seed, say: Wording) -> Iterator[str]:
    places = {
        "acts": ("data/acts/", bool(seed.acts)),
        "frames": ("data/frames/", bool(seed.content.frames)),
        "protocols": ("data/protocols/", bool(seed.content.protocols)),
        "conflicts": ("data/conflicts/", bool(seed.content.conflicts)),
        "sources": ("data/sources/", bool(seed.content.sources)),
        "claims": ("data/claims.jsonl", True),
        "checks": ("data/checks/", True),
        "graph": ("data/graph/", True),
        "seed": ("data/seed.json", True),
    }
    for name, (path, there) in places.items():
        if there:
            yield f"- `{path}` — {say(f'skill.layout.{name}')}"


def evals_file(seed: Seed) -> bytes:
    """Return ``evals/evals.json``: each act as an evaluation, with and without the skill."""
    say = Wording(seed.content.language)
    prompts = {check.id: check.prompt for check in seed.checks}
    evals = [
        {
            "id": number,
            "prompt": act.prompt,
            "expected_output": " ".join(act.sign),
            "files": [],
            "assertions": [*act.sign, *_asked(say, prompts, act.checks)],
        }
        for number, act in enumerate(seed.acts, 1)
    ]
    return json_bytes({"skill_name": seed.about.name, "evals": evals})


def _asked(say: Wording, prompts: dict[str, str], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield f"{say('h.check')} {key}: {prompts[key]}"
