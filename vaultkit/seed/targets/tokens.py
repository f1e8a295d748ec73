"""How many tokens a text may cost a model that we do not know.

Measured on published tokenizers, Latin text takes about one token for 4 characters and Cyrillic
about one for 2 to 3; the estimate errs to the high side, so that a budget is kept.
"""

import re

_WIDE = re.compile(r"[^\x00-\x7f]")


def token_estimate(text: str) -> int:
    """Return an upper estimate of the tokens of *text*.

    >>> token_estimate("word " * 100), token_estimate("слово " * 100)
    (143, 315)
    """
    wide = len(_WIDE.findall(text))
    return -(-(2 * (len(text) - wide) + 4 * wide) // 7)
