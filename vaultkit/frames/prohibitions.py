"""What one must not do, told from what cannot be carried: a warning is no exclusion."""

import re

from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript

_ORDER = re.compile(
    r"\W*(?:(?:никогда |ни в коем случае )?не |нельзя |запрещено |запрещается |не следует )"
    r"(?P<verb>[а-я]+(?:ть|ти|чь)(?:ся)?)\b"
)
_BARE = re.compile(r"\W*(?P<verb>[а-я]+(?:ть|ти|чь)(?:ся)?)\b")
_ENGLISH = re.compile(r"\W*(?:do not|don't|never|you must not|must not|avoid|no one may)\s+\w+")
_FORBIDS = re.compile(
    r"(?:^|\W)(?:do not|don't|never|must not|avoid|forbidden|prohibit\w*|what not to do|нельзя|"
    r"запрещ\w+|запрет\w*|не делать|не надо|не следует|недопустимо)\W*$"
)


_OF_AN_ACT = re.compile(r"\b(?!делать)[а-я]{2,}(?:ть|ти|чь)(?:ся)?\s+нельзя\W*$")
"""What forbids its own verb and not the items: «Что унаследовать нельзя»."""


def is_prohibition(manuscript: Manuscript, item: str, lead: str) -> bool:
    """Return whether an item forbids an act: «не подсказывать даты», "hint" under "Do not:".

    «Нельзя перенести …» forbids nothing: it tells what does not go over.
    """
    folded = fold(plain(item))
    said = fold(plain(lead))
    forbids = _FORBIDS.search(said) is not None and _OF_AN_ACT.search(said) is None
    order = _ORDER.match(folded) or (_BARE.match(folded) if forbids else None)
    if order is not None:
        return manuscript.lexicon.lex("to_move").whole(order["verb"]) is None
    return forbids or _ENGLISH.match(folded) is not None
