"""A frame while the rules still fill it, and the small readings of text that fill slots."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vaultkit.frames.containers import Container
from vaultkit.frames.folding import plain
from vaultkit.frames.record import Filler, Lines, Section

_EDGES = " \t\n,;.:—–-…"
_QUOTES = "\"'«»“”„‘’`*_"
_AND = re.compile(
    r",\s*(?:и|а также|and|or|или|as well as)\s+|\s+(?:и|and|а также|&|или|or)\s+|[,;]\s+"
)
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{2,300})(?<=\S)\*\*")
_OPEN, _CLOSE = "([{«“", ")]}»”"


@dataclass(slots=True, eq=False)
class Draft:
    """A frame before its id."""

    kind: str
    span: Lines
    container: Container
    section: Section | None
    title: str | None = None
    number: str | None = None
    label: str | None = None
    subkind: str | None = None
    slots: dict[str, list[Filler]] = field(default_factory=dict)
    parent: "Draft | None" = None
    confidence: str = "A"
    rules: list[str] = field(default_factory=list)
    table: str | None = None
    protocol: str | None = None

    def fill(self, slot: str, values: Iterable[str], line: int, origin: str = "text") -> None:
        """Add *values* to *slot*; a value that it has already is not added again."""
        fillers = self.slots.setdefault(slot, [])
        known = {filler.value for filler in fillers}
        for value in map(str.strip, values):
            if value and value not in known:
                known.add(value)
                fillers.append(Filler(value=value, line=line, origin=origin))
        if not fillers:
            del self.slots[slot]


def trimmed(text: str) -> str:
    """Return *text* without Markdown marks and without punctuation at its ends.

    >>> trimmed("**логическое напряжение**, ")
    'логическое напряжение'
    """
    text = plain(text).strip(_EDGES)
    if (
        len(text) > 1
        and text[0] in "\"«“„'"
        and text[-1] in "\"»”“'"
        and not set(text[1:-1]) & set('"«»“”„')
    ):
        text = text[1:-1].strip(_EDGES)
    return text


def coordinated(text: str) -> list[str]:
    """Return the members of an enumeration in a sentence; brackets are not divided.

    >>> coordinated("документацию, код (и тесты) и фреймы")
    ['документацию', 'код (и тесты)', 'фреймы']
    """
    parts: list[str] = []
    start = 0
    depth = 0
    at = 0
    for match in _AND.finditer(text):
        between = text[at : match.start()]
        depth += sum(between.count(mark) for mark in _OPEN)
        depth -= sum(between.count(mark) for mark in _CLOSE)
        at = match.start()
        if depth <= 0:
            depth = 0
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return [part for one in parts if (part := trimmed(one))]


def bold_spans(text: str) -> list[str]:
    """Return what is written bold in *text*."""
    return [match[1].strip(_EDGES + _QUOTES) for match in _BOLD.finditer(text)]
