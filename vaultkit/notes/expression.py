r"""Expressions whose groups never give back what they took, on every supported Python.

CPython before 3.11.5 matches a possessive quantifier of a group wrongly where the group itself
backtracks (gh-106052); an atomic group around the plain quantifier means the same and is right
everywhere. Possessive quantifiers of single characters and classes are right as they are.

>>> atomic(r"(?:a+\)|[)*+])*+b")
'(?>(?:a+\\)|[)*+])*)b'
"""

import re
from typing import AnyStr

_POSSESSIVE = re.compile(r"(\*|\+|\?|\{\d*,?\d*\})\+")


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return *pattern* compiled, its possessive groups as atomic ones."""
    if isinstance(pattern, bytes):
        return re.compile(atomic(pattern.decode("latin-1")).encode("latin-1"), flags)
    return re.compile(atomic(pattern), flags)


def atomic(pattern: str) -> str:
    """Return *pattern* with every ``(…)*+`` written as ``(?>(…)*)``."""
    parts: list[str] = []
    opened: list[int] = []
    at = 0
    while at < len(pattern):
        end = _element_end(pattern, at)
        parts.append(pattern[at:end])
        if pattern[at] == "(":
            opened.append(len(parts) - 1)
        elif pattern[at] == ")":
            start = opened.pop()
            possessive = _POSSESSIVE.match(pattern, end)
            if possessive is not None:
                parts[start] = "(?>" + parts[start]
                parts.append(f"{possessive[1]})")
                end = possessive.end()
        at = end
    return "".join(parts)


def _element_end(pattern: str, at: int) -> int:
    """Return where the escape, class or character that begins at *at* ends."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] != "[":
        return at + 1
    end = at + 1 + (pattern[at + 1] == "^")
    end += pattern[end] == "]"
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    return end + 1
