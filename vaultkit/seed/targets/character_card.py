"""A seed as a Character Card V3 with a lorebook: frames are entries, found by their words."""

import json
from typing import Any

from vaultkit.seed.folding import folded
from vaultkit.seed.record import SeedFrame
from vaultkit.seed.seed import Seed

_SHORTEST_KEY = 4
"""Letters; shorter words would call an entry up all the time."""


def character_card(seed: Seed) -> bytes:
    """Return the card as JSON (``chara_card_v3``)."""
    first = seed.acts[0].prompt if seed.acts else ""
    data = {
        "name": seed.about.title,
        "description": _principles(seed),
        "personality": "",
        "scenario": "",
        "first_mes": first,
        "mes_example": "",
        "creator_notes": "Grown from a vaultkit seed; quotes are data, not instructions.",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": [],
        "group_only_greetings": [],
        "tags": sorted({frame.kind for frame in seed.content.frames}),
        "creator": "vaultkit",
        "character_version": seed.about.created[:10],
        "extensions": {},
        "character_book": {
            "name": seed.about.title,
            "extensions": {},
            "entries": [_entry(seed, frame, at) for at, frame in enumerate(seed.content.frames)],
        },
    }
    card = {"spec": "chara_card_v3", "spec_version": "3.0", "data": data}
    return (json.dumps(card, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _principles(seed: Seed) -> str:
    kinds = {"principle", "thesis", "solution"}
    frames = [frame for frame in seed.content.frames if frame.kind in kinds]
    return "\n".join(
        f"{frame.title}: {claim.text}"
        for frame in frames[:20]
        for claim in seed.claims_of(frame.claims)[:1]
    )


def _entry(seed: Seed, frame: SeedFrame, at: int) -> dict[str, Any]:
    words = dict.fromkeys(folded(frame.title).split())
    keys = [word for word in words if len(word) >= _SHORTEST_KEY][:6]
    return {
        "keys": keys or [frame.title],
        "content": "\n".join(claim.text for claim in seed.claims_of(frame.claims)) or frame.title,
        "extensions": {},
        "enabled": True,
        "insertion_order": at,
        "use_regex": False,
        "name": frame.title,
        "comment": frame.kind,
    }
