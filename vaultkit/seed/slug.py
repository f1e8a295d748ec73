"""Any text to an ASCII name that every file system, installer and URL takes as it is.

Names are ASCII on purpose: macOS stores ``й`` in two code points, and several clients of Agent
Skills refuse names outside a-z.
"""

import base64
import hashlib
import re
import unicodedata

_LETTERS = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f "
    "х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=u"
)
_CYRILLIC = dict(pair.split("=") for pair in _LETTERS.split())
"""BGN/PCGN 1947 without apostrophes."""

_RESERVED = {
    *("con", "prn", "aux", "nul"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
}
"""Windows keeps these names to itself, whatever the ending."""


def slug(text: str, limit: int = 48) -> str:
    """Return *text* as a name of a-z, 0-9 and single hyphens, at most *limit* characters.

    >>> slug("Принцип невозможности бинарного экспорта"), slug("134_д"), slug("?!")
    ('printsip-nevozmozhnosti-binarnogo-eksporta', '134-d', 'x')
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    latin = "".join(_CYRILLIC.get(character, character) for character in folded)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", plain)
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:limit]
        if len(longer) > limit:
            break
        name = longer
    return f"{name}-x" if name in _RESERVED else name or "x"


def short_hash(*parts: str, length: int = 12) -> str:
    """Return the first *length* base32 characters (a-z, 2-7) of the SHA-256 of *parts*.

    >>> short_hash("a", "b") != short_hash("ab", "")
    True
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:length]
