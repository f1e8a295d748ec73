"""Text folded for comparison: what a reader takes for the same words is the same text."""

import re
import unicodedata

_APART = re.compile(r"[^\w]+|_")


def folded(text: str) -> str:
    """Return *text* without case, punctuation and the difference of ``ё`` and ``е``.

    >>> folded("«Всё — течёт!»")
    'все течет'
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(_APART.sub(" ", unicodedata.normalize("NFC", plain)).split())
