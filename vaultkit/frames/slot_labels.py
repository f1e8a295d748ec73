"""Labels that tell a slot: «Условия:», "Check: …"; on lines of their own and within an item."""

import re

from msgspec import structs

from vaultkit.frames.blocks import Block, Item
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.record import Lines

LABELLED = re.compile(
    r"\s*(?:[*_]{1,3})?(?P<label>[^\W\d_][^:*_\n\[\]]{0,40}?)[*_]{0,3}\s*(?::|\s[—–]\s)[*_]{0,3}\s*(?P<rest>.*)$",
    re.DOTALL,
)

_FEW = 5
"""Words of the longest label."""

NAMES = frozenset(("actor", "medium", "payload", "form", "environment"))
"""Slots whose text is an enumeration of names; the others hold sentences."""

SLOTS = NAMES | {
    "preconditions",
    "checks",
    "excludes",
    "warnings",
    "objective",
    "steps",
    "status",
    "reason",
}


def label_slot(manuscript: Manuscript, label: str) -> str | None:
    """Return the slot that *label* names; a bracket or a number behind it does not matter."""
    words = re.sub(r"\([^()]*\)|\s*\d+$|,", "", fold(plain(label))).strip()
    labels = manuscript.lexicon.labels
    hit = labels.whole(words)
    if hit is None:
        begin = labels.at_start(words)
        hit = begin if begin is not None and begin.words > 1 else None
    if hit is None and manuscript.lexicon.lex("before_label").at_start(words):
        return "preconditions" if len(WORD.findall(words)) <= _FEW else None
    return hit.name if hit is not None and hit.name in SLOTS else None


_INNER = re.compile(
    r"(?<=[.;!?])\s(?=[*_]{1,2}[^*_\n:]{3,40}:[*_]{1,2}\s|[А-ЯA-Z][^*_\n:.]{3,30}:\s)"
)
"""What stands before a label within an item: «… . *Проверка:* …»."""


def without_labels(manuscript: Manuscript, item: Item) -> tuple[Item, list[tuple[int, str]]]:
    """Return an item, and the lines right under it that are labels of their own."""
    first, *more = _INNER.sub("\n", item.text).split("\n")
    for at, line in enumerate(more):
        label = LABELLED.match(line)
        if label and ":" in line and label_slot(manuscript, label["label"]):
            text = "\n".join([first, *more[:at]])
            return structs.replace(item, text=text), list(enumerate(more[at:], item.line + at + 1))
    return item, []


def without_lines_of_labels(manuscript: Manuscript, block: Block) -> Block:
    """Return a list without what stands right under its last item and has a label of its own."""
    *items, last = block.items
    if "\n" not in last.text:
        return block
    bare, labels = without_labels(manuscript, last)
    below = [number for number, line in labels if number > last.line]
    if not below or bare.text == last.text:
        return block
    bare = structs.replace(bare, last=min(below) - 1)
    return structs.replace(block, items=(*items, bare), span=Lines(block.span.first, bare.last))
