"""What the ``seed`` commands print."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vaultkit.terminal import counted, visible

if TYPE_CHECKING:
    from vaultkit.cli.seed_verify import Level
    from vaultkit.seed.difference import Change, Difference
    from vaultkit.seed.seed import Seed

SHOWN = 20
"""How many lost things are printed for each level; --json prints all."""


def summary(seed: "Seed") -> Iterator[str]:
    """Yield what a seed is, line by line."""
    about, content = seed.about, seed.content
    yield visible(f"{about.title} ({about.name} {about.version}, {content.language})")
    yield f"{about.id}, {about.created}"
    yield (
        f"{counted(len(content.frames), 'frame')}, {counted(len(content.claims), 'claim')}, "
        f"{counted(len(content.protocols), 'protocol')}, "
        f"{counted(len(content.conflicts), 'conflict')}, "
        f"{counted(len(seed.acts), 'act')}, {counted(len(seed.checks), 'check')}"
    )
    coverage = about.coverage
    absent = len(coverage.notes_missing) + len(coverage.notes_outside)
    yield (
        f"notes: {coverage.notes_selected} selected, {coverage.notes_cited} named as sources, "
        f"{absent} of these not in the seed, {coverage.notes_withheld} private left out"
    )
    for act in seed.acts:
        needs = f" (needs {_positions(seed, act.needs)})" if act.needs else ""
        yield visible(f"{act.position:3}. {act.title} [{act.mode}]{needs}")


def _positions(seed: "Seed", keys: tuple[str, ...]) -> str:
    place = {act.id: act.position for act in seed.acts}
    return ", ".join(str(place.get(key, key)) for key in keys)


def report_lines(levels: "list[Level]") -> Iterator[str]:
    """Yield the verdict of each level and what is lost."""
    for level in levels:
        verdict = {True: "passed", False: "FAILED", None: "not told"}[level.passed]
        numbers = ", ".join(f"{name} {value}" for name, value in level.numbers.items())
        yield visible(f"{level.name} {level.question} {verdict}: {numbers}")
        yield from (visible(f"   {line}") for line in level.lost[:SHOWN])
        if len(level.lost) > SHOWN:
            yield f"   and {len(level.lost) - SHOWN} more (--json prints all)"


def report_object(levels: "list[Level]") -> dict[str, Any]:
    """Return the levels as JSON values."""
    return {
        "passed": all(level.passed is not False for level in levels),
        "levels": [
            {
                "level": level.name,
                "question": level.question,
                "passed": level.passed,
                "numbers": level.numbers,
                "lost": list(level.lost),
            }
            for level in levels
        ],
    }


_KINDS = {"source": "note", "protocol": "", "frame": "", "claim": "", "conflict": "", "act": ""}
"""What people changed, in the order it is told; what follows from it is counted."""


def difference_lines(
    before: "Seed", found: "Difference", *, everything: bool = False
) -> Iterator[str]:
    """Yield the changes and the version that they ask for."""
    from vaultkit.seed.difference import next_version

    order = list(_KINDS)
    told = [one for one in found.changes if everything or one.kind in _KINDS]
    places = {kind: at for at, kind in enumerate((*order, "check", "edge"))}
    for change in sorted(told, key=lambda one: (places[one.kind], one.title, one.id)):
        yield visible(_change_line(change))
    counted = [
        f"{sum(one.kind == kind for one in found.changes)} {kind}s"
        for kind in ("check", "edge")
        if any(one.kind == kind for one in found.changes)
    ]
    if counted and not everything:
        yield f"and what follows from it: {', '.join(counted)} (--all lists them)"
    if not found.changes:
        yield "no change"
        return
    version = next_version(before.about.version, found.hint)
    yield f"{len(found.changes)} changes: {found.hint}, {before.about.version} -> {version}"


def _change_line(change: "Change") -> str:
    mark = {"added": "+", "removed": "-", "changed": "~"}[change.how]
    kind = _KINDS.get(change.kind) or change.kind
    fields = [name for name in change.fields if change.was is None or name not in _SHOWN]
    more = f" ({', '.join(fields)})" if fields else ""
    if change.was is not None:
        return f"{mark} {kind} “{change.was}” → “{change.title}”{more}"
    return f"{mark} {kind} {change.title}{more}"


_SHOWN = {"title", "text", "name", "statement", "prompt"}
"""Fields whose change shows in the titles."""


def difference_object(before: "Seed", found: "Difference") -> dict[str, Any]:
    """Return the changes as JSON values."""
    from vaultkit.seed.difference import next_version

    return {
        "hint": found.hint,
        "version": before.about.version,
        "nextVersion": next_version(before.about.version, found.hint),
        "sameContent": found.same_content,
        "changes": [
            {
                "kind": change.kind,
                "how": change.how,
                "id": change.id,
                "title": change.title,
                "fields": list(change.fields),
                "was": change.was,
            }
            for change in found.changes
        ],
    }
