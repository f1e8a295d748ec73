"""Images that a way is called by: «журнал как память», "letters as seeds"."""

import re
from typing import NamedTuple

from vaultkit.frames.draft import trimmed
from vaultkit.frames.protocol_draft import ProtocolDraft

_AS = re.compile(r"^(?P<what>.{2,60}?)\s(?:как|as)\s(?P<image>.{2,60})$", re.IGNORECASE)
_AS_WORD = re.compile(r"(?<![^\W_])(?:как|as)(?![^\W_])")


class Image(NamedTuple):
    """What carries, and what it is likened to."""

    what: str
    likeness: str


def image_of(name: str) -> Image | None:
    """Return the image that *name* is as a whole, or None where it is none."""
    match = _AS.match(name)
    return Image(trimmed(match["what"]), trimmed(match["image"])) if match else None


def may_have_image(folded: str) -> bool:
    """Return whether a folded text has the word that every image needs."""
    return _AS_WORD.search(folded) is not None


def fill_image(protocol: ProtocolDraft, image: Image) -> None:
    """Give *protocol* the image's thing as medium and its likeness as metaphor."""
    protocol.fill("medium", [image.what])
    protocol.metaphor = image.likeness
