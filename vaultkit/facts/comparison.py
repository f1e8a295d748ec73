"""vaultkit's maps of links against those of the user's own Obsidian: every difference."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vaultkit.errors import VaultkitError

LinkMap = Mapping[str, Mapping[str, int]]
"""Source to target (or unresolved link path) to how often."""


class DumpError(VaultkitError):
    """What Obsidian gave is not a map of links."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One count that is not the same."""

    map: str
    """``resolvedLinks`` or ``unresolvedLinks``."""

    source: str
    target: str
    obsidian: int
    vaultkit: int


def parse_dump(document: Any) -> dict[str, LinkMap]:
    """Return the two maps in *document*, what Obsidian's metadata cache was written out as.

    Raises:
        DumpError: It does not hold them.
    """
    if not isinstance(document, dict):
        raise DumpError("the dump is not a JSON object with resolvedLinks and unresolvedLinks")
    found: dict[str, LinkMap] = {}
    for name in ("resolvedLinks", "unresolvedLinks"):
        links = document.get(name)
        if not isinstance(links, dict) or not all(map(_is_counts, links.values())):
            raise DumpError(f"the dump has no {name}: source to target to count")
        found[name] = links
    return found


def _is_counts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(count, int) for count in value.values())


def compare(ours: Mapping[str, LinkMap], theirs: Mapping[str, LinkMap]) -> Iterator[Difference]:
    """Yield where the maps differ, in order; a source without links is as good as none."""
    for name in ("resolvedLinks", "unresolvedLinks"):
        mine, other = ours[name], theirs[name]
        for source in sorted({*mine, *other}):
            here, there = mine.get(source, {}), other.get(source, {})
            for target in sorted({*here, *there}):
                if here.get(target, 0) != there.get(target, 0):
                    counts = there.get(target, 0), here.get(target, 0)
                    yield Difference(name, source, target, *counts)
