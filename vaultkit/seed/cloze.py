"""A sentence with a gap where its most telling word was."""

import re
from collections.abc import Mapping

from vaultkit.seed.folding import folded

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
GAP = "(…)"


def cloze(text: str, used: Mapping[str, int]) -> tuple[str, str] | None:
    """Return *text* with a gap, and the word that was there; None where no word fits.

    The word is a long one that the seed uses seldom and the text once; *used* tells how many
    claims use each folded word.

    >>> cloze("AGI существует как процесс саморефлексии в диалоге", {})
    ('AGI существует как процесс (…) в диалоге', 'саморефлексии')
    """
    words = list(_WORD.finditer(text))
    if not 5 <= len(words) <= 60:
        return None
    all_folded = [folded(match[0]) for match in words]
    fitting = [
        (match, word)
        for match, word in zip(words, all_folded, strict=True)
        if len(match[0]) >= 6 and all_folded.count(word) == 1 and not match[0].isupper()
    ]
    if not fitting:
        return None
    match, _ = max(
        fitting,
        key=lambda one: (used.get(one[1], 1) <= 3, min(len(one[1]), 14), -one[0].start()),
    )
    return f"{text[: match.start()]}{GAP}{text[match.end() :]}", match[0]
