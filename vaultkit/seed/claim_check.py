"""V2: are the claims there? By their words: a claim told anew, or elsewhere, is still told."""

import re
from collections.abc import Mapping

from vaultkit.seed.folding import folded
from vaultkit.seed.record import SeedClaim
from vaultkit.seed.seed import Seed
from vaultkit.seed.structure import Overlap


def compare_claims(expected: Seed, found: Seed) -> Overlap:
    """Return how many claims of *expected* are in *found*, in the same folded words."""
    texts = {folded(claim.text) for claim in found.content.claims}
    lost = [claim for claim in expected.content.claims if folded(claim.text) not in texts]
    total = len(expected.content.claims)
    return Overlap(
        expected=total,
        found=len(found.content.claims),
        shared=total - len(lost),
        lost=tuple(_told(expected, claim) + _now(found, claim) for claim in lost),
    )


def _now(found: Seed, claim: SeedClaim) -> str:
    return f" is now «{found.claims[claim.id].text[:80]}»" if claim.id in found.claims else ""


def compare_with_texts(
    seed: Seed, texts: Mapping[str, str], grown: Mapping[str, str] | None = None
) -> Overlap:
    """Return how many claims of *seed* still stand in the notes.

    Args:
        seed: The seed.
        texts: Text of each note of the vault, by its path.
        grown: Words of the claims that grown notes carry, by the claim's id.
    """
    plain = {path: folded(shown(text)) for path, text in texts.items()}
    lost = [
        claim
        for claim in seed.content.claims
        if not _is_grown(claim, grown or {})
        and not _says(claim, plain.get(seed.sources[claim.place.note].path or "", ""))
    ]
    lost = [claim for at, claim in enumerate(lost) if at >= _SOUGHT or not _moved(claim, plain)]
    total = len(seed.content.claims)
    return Overlap(
        expected=total,
        found=total,
        shared=total - len(lost),
        lost=tuple(_told(seed, claim) for claim in lost),
    )


_SOUGHT = 300
"""How many claims are sought in all other notes: where so many are gone, no note was renamed."""


def _is_grown(claim: SeedClaim, grown: Mapping[str, str]) -> bool:
    return claim.id in grown and folded(grown[claim.id]) == folded(claim.text)


def _says(claim: SeedClaim, text: str) -> bool:
    parts = (claim.text, claim.against or "", claim.row or "")
    return bool(text) and all(folded(shown(part)) in text for part in parts)


def _moved(claim: SeedClaim, plain: Mapping[str, str]) -> bool:
    return len(folded(claim.text).split()) > 2 and any(_says(claim, one) for one in plain.values())


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
            there = [one for one in claims if folded(one.text) in texts]
            shares[frame.id] = len(there) / len(claims)
    return shares


def _told(seed: Seed, claim: SeedClaim) -> str:
    source = seed.sources.get(claim.place.note)
    title = source.title if source else claim.place.note
    return f"«{claim.text[:80]}» ({title}, {claim.place.lines[0]})"
