"""One file as lines, with the few properties that archives write, however broken its YAML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vaultkit.notes.source import Source

_LINE_END = re.compile(r"\r\n|\n|\r")
_KEY = re.compile(r"([A-Za-z_][\w-]{0,60}):[ \t]*(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a file; ``lines[0]`` is line 1."""

    lines: tuple[str, ...]
    keys: Mapping[str, str]
    """Top-level properties with their scalar text, unquoted; lists and blocks are left out.

    Read line by line, since importers wrote titles whose inner quotes break the YAML."""

    body: int
    """Index of the first line after the properties."""


def read_page(source: Source) -> Page:
    """Split *source* into lines at its line ends (`Source.line_starts`) and no others."""
    text = source.text
    lines = tuple(text.split("\n") if "\r" not in text else _LINE_END.split(text))
    body = _after_properties(lines)
    found = (_KEY.fullmatch(line) for line in lines[1 : body - 1] if body)
    keys = {match[1]: _unquoted(match[2]) for match in found if match and match[2]}
    return Page(lines=lines, keys=keys, body=body)


def fenced_lines(lines: tuple[str, ...]) -> frozenset[int]:
    """Return the indices of the lines inside closed code fences, the fences themselves among them.

    A fence that never closes hides nothing: answers are cut off in the middle of code, and what
    follows is still a dialogue.
    """
    hidden: set[int] = set()
    opened: tuple[int, str] | None = None
    for at, line in enumerate(lines):
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if match is None:
            continue
        if opened is None:
            opened = (at, match[1])
        elif match[1].startswith(opened[1]) and not match[2].strip():
            hidden.update(range(opened[0], at + 1))
            opened = None
    return frozenset(hidden)


def _after_properties(lines: tuple[str, ...]) -> int:
    if lines[0].rstrip() != "---":
        return 0
    for at in range(1, len(lines)):
        if lines[at].rstrip() == "---":
            return at + 1
    return 0


def _unquoted(value: str) -> str:
    value = value.strip()
    for mark in "\"'":
        if len(value) >= 2 and value[0] == value[-1] == mark:
            return value[1:-1]
    return value
