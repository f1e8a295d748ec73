"""V2: are the claims there? By id, or else by their words: a claim told anew is still told."""

import re
from collections.abc import Mapping

from vaultkit.seed.folding import folded
from vaultkit.seed.record import SeedClaim
from vaultkit.seed.seed import Seed
from vaultkit.seed.structure import Overlap


def compare_claims(expected: Seed, found: Seed) -> Overlap:
    """Return how many claims of *expected* are in *found*, by id or by their folded words."""
    by_text: dict[str, list[SeedClaim]] = {}
    for claim in found.content.claims:
        by_text.setdefault(folded(claim.text), []).append(claim)
    lost = [
        claim
        for claim in expected.content.claims
        if claim.id not in found.claims and folded(claim.text) not in by_text
    ]
    total = len(expected.content.claims)
    return Overlap(
        expected=total,
        found=len(found.content.claims),
        shared=total - len(lost),
        lost=tuple(_told(expected, claim) for claim in lost),
    )


def compare_with_texts(seed: Seed, texts: Mapping[str, str]) -> Overlap:
    """Return how many claims of *seed* still stand in the notes.

    Args:
        seed: The seed.
        texts: Text of each note of the vault, by its path.
    """
    plain = {path: folded(shown(text)) for path, text in texts.items()}
    lost = []
    for claim in seed.content.claims:
        path = seed.sources[claim.place.note].path
        parts = (claim.text, claim.against or "", claim.row or "")
        text = plain.get(path or "", "")
        if not all(folded(shown(part)) in text for part in parts):
            lost.append(claim)
    total = len(seed.content.claims)
    return Overlap(
        expected=total,
        found=total,
        shared=total - len(lost),
        lost=tuple(_told(seed, claim) for claim in lost),
    )


_WIKILINK = re.compile(r"!?\[\[(?:[^\[\]|]{0,500}\|)?([^\[\]|]{0,500})\]\]")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,1000}\)")
_UNSEEN = re.compile(
    r"\[\^[^\]\s]{1,100}\]|(?<=\s)\^[\w-]{1,60}$|^[ \t]{0,20}(?:>[ \t]?){1,9}", re.MULTILINE
)


def shown(text: str) -> str:
    """Return *text* as a reader sees it: links by what they show, no footnote and quote marks.

    >>> shown("> see [[a|the plan]] and [b](c.md)[^1]")
    'see the plan and b'
    """
    return _UNSEEN.sub("", _LINK.sub(r"\1", _WIKILINK.sub(r"\1", text)))


def coverage_by_frame(expected: Seed, found: Seed) -> dict[str, float]:
    """Return the share of each frame's claims that are in *found*, by the frame's id."""
    texts = {folded(claim.text) for claim in found.content.claims}
    shares = {}
    for frame in expected.content.frames:
        claims = [expected.claims[key] for key in frame.claims if key in expected.claims]
        if claims:
            there = [one for one in claims if one.id in found.claims or folded(one.text) in texts]
            shares[frame.id] = len(there) / len(claims)
    return shares


def _told(seed: Seed, claim: SeedClaim) -> str:
    source = seed.sources.get(claim.place.note)
    title = source.title if source else claim.place.note
    return f"«{claim.text[:80]}» ({title}, {claim.place.lines[0]})"
