"""V1': frames and protocols that came back under other ids, told by title or by their claims."""

from vaultkit.seed.folding import folded
from vaultkit.seed.seed import Seed
from vaultkit.seed.structure import Overlap

ALIKE = 0.5
"""Share of common claims from which two frames are taken for one."""

_COMPARED = 5_000_000
"""How many pairs of frames are compared at most; beyond that only titles are."""


def align(expected: Seed, found: Seed) -> dict[str, str]:
    """Return the id in *found* of each node of *expected* that is there under another id.

    Titles decide first, where one side and the other have just one node of that kind and title;
    then frames by the claims they share, the most alike first.
    """
    missing, extra = _apart(expected, found), _apart(found, expected)
    by_title = _by_title(found, extra)
    aligned: dict[str, str] = {}
    for title, keys in _by_title(expected, missing).items():
        others = by_title.get(title, [])
        if len(keys) == len(others) == 1:
            aligned[keys[0]] = others[0]
    left = {key for key in missing if key in expected.frames} - set(aligned)
    free = {key for key in extra if key in found.frames} - set(aligned.values())
    if len(left) * len(free) <= _COMPARED:
        aligned |= _by_claims(expected, found, left, free)
    return aligned


def compare_renamed(expected: Seed, found: Seed) -> Overlap | None:
    """Return how many lost nodes of *expected* are in *found* otherwise; None: none is lost."""
    missing = _apart(expected, found)
    if not missing:
        return None
    aligned = align(expected, found)
    titles = {key: title for key, _, title in expected.nodes}
    return Overlap(
        expected=len(missing),
        found=len(_apart(found, expected)),
        shared=len(aligned),
        lost=tuple(f"{titles[key]}" for key in sorted(missing - set(aligned))),
    )


def _apart(one: Seed, other: Seed) -> set[str]:
    """Return the ids of frames, protocols and notes that only *one* has."""
    there = {key for key, _, _ in other.nodes}
    return {key for key, kind, _ in one.nodes if key not in there and kind != "act"}


def _by_title(seed: Seed, wanted: set[str]) -> dict[tuple[str, str], list[str]]:
    titles: dict[tuple[str, str], list[str]] = {}
    for key, kind, title in seed.nodes:
        if key in wanted:
            titles.setdefault((kind, folded(title)), []).append(key)
    return titles


def _by_claims(expected: Seed, found: Seed, left: set[str], free: set[str]) -> dict[str, str]:
    said = {key: _said(expected, key) for key in left}
    others = {key: _said(found, key) for key in free}
    pairs = [
        (len(said[a] & others[b]) / len(said[a] | others[b]), a, b)
        for a in said
        for b in others
        if said[a] & others[b]
    ]
    aligned: dict[str, str] = {}
    for share, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if share >= ALIKE and a not in aligned and b not in aligned.values():
            aligned[a] = b
    return aligned


def _said(seed: Seed, key: str) -> set[str]:
    return {
        folded(seed.claims[claim].text)
        for claim in seed.frames[key].claims
        if claim in seed.claims
    }
