"""Lists whose items are ways, each bold and with its medium: «- **тихий режим** — через …»."""

import re

from vaultkit.frames.blocks import Block
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript

_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_\n]{3,80}(?:\*\*|__)\s*(?:[—–:(-]\s*)?")
_FEWEST = 2


def lists_ways(manuscript: Manuscript, block: Block) -> bool:
    """Return whether every item of a list is bold and goes on with a word such as «через»."""
    if len(block.items) < _FEWEST or "*" not in block.items[0].text[:4]:
        return False
    medium = manuscript.lexicon.lex("medium")
    for item in block.top_items:
        head = _BOLD.match(item.text)
        if head is None or medium.at_start(fold(plain(item.text[head.end() :]))) is None:
            return False
    return True
