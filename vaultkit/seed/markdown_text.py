"""Untrusted text to Markdown that shows it and does nothing else: no link, tag, HTML or heading.

Claims are quotes from notes. In a seed they are read by people and by agents, so none of them may
become markup, a comment that hides, or an invisible character.
"""

import re
import unicodedata

_SPECIAL = re.compile(r"[\\`*\[\]<$~]|&(?=[#\w])|(?<!\w)_|_(?!\w)|#(?=\w)|==|%%|\|")
_IMPORT = re.compile(r"(?<![\w.])@(?=[\w.~/-])")
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
"""Zero-width, bidirectional, tag and control characters: what a reader cannot see."""


def plain(text: str) -> str:
    r"""Return *text* in NFC on one line without characters that cannot be seen.

    >>> plain("a\u200b \n  b")
    'a b'
    """
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def visible(text: str) -> str:
    """Return *text* without the characters that a reader cannot see."""
    return _HIDDEN.sub("", text)


def hidden_characters(text: str) -> list[str]:
    r"""Return the code points in *text* that a reader cannot see, as ``U+200B``, sorted.

    >>> hidden_characters("a\u202eb\u200b")
    ['U+200B', 'U+202E']
    """
    return sorted({f"U+{ord(found):04X}" for found in _HIDDEN.findall(text)})


def escaped(text: str) -> str:
    r"""Return *text* on one line as Markdown that shows just that.

    The ``@`` of ``@name`` is written as a character reference: agents' instruction files import
    files that way, and take no notice of a backslash.

    >>> print(escaped("see [[130_д]] <b> #tag"))
    see \[\[130_д\]\] \<b> \#tag
    """
    shown = _SPECIAL.sub(lambda match: "".join(f"\\{one}" for one in match[0]), plain(text))
    return _IMPORT.sub("&#64;", shown)


def fenced(text: str, language: str = "text") -> str:
    """Return *text* in a code fence that nothing in it can close."""
    runs = re.findall(r"`{3,}", text)
    fence = "`" * max(3, *(len(run) + 1 for run in runs), 3)
    return f"{fence}{language}\n{text}\n{fence}"
