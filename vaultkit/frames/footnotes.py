"""Footnotes of one file: references, definitions and what they name. Labels are of the whole file.

Labels compare case-insensitively and the first definition wins (GFM, micromark).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vaultkit.frames.folding import fold
from vaultkit.frames.link_records import PlacedLink
from vaultkit.frames.page import CODE, COMMENT, DEFINITION, HEADER, Page
from vaultkit.frames.record import FootnoteDefRecord, FootnoteRefRecord

REFERENCE = re.compile(r"\[\^([^\]\s\[]{1,200})\]")
_CODE = re.compile(r"(`+)(?!`)[^`]{1,2000}(?<!`)\1(?!`)")
_DEFINITION = re.compile(r"[ \t]{0,3}\[\^([^\]\s]{1,200})\]:[ \t]*")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """References and definitions, in the order of the file."""

    references: tuple[FootnoteRefRecord, ...]
    definitions: tuple[FootnoteDefRecord, ...]
    by_label: Mapping[str, FootnoteDefRecord]
    """The definition that counts for each folded label."""

    def definition(self, label: str) -> FootnoteDefRecord | None:
        """Return the definition that *label* means."""
        return self.by_label.get(fold(label))


_NONE = Footnotes((), (), {})


def find_footnotes(page: Page, links: Sequence[PlacedLink]) -> Footnotes:
    """Find the footnotes on *page*; code and comments hold none."""
    if "[^" not in page.folded_text:
        return _NONE
    references: list[FootnoteRefRecord] = []
    definitions: list[FootnoteDefRecord] = []
    targets: dict[int, list[str]] = {}
    for link in links:
        targets.setdefault(link.line, []).append(link.target)
    for number, raw in enumerate(page.raw, 1):
        if "[^" not in raw or page.kind_of(number) in (CODE, COMMENT, HEADER):
            continue
        line = page.line(number)
        begin = 0
        if page.kind_of(number) == DEFINITION and (match := _DEFINITION.match(line)):
            begin = match.end()
            text = line[begin:].strip()
            named = tuple(targets.get(number, ()))
            definitions.append(
                FootnoteDefRecord(
                    label=match[1], line=number, text=text, targets=named, raw=line.strip()
                )
            )
        references.extend(_references(page, number, without_code(line), begin))
    by_label: dict[str, FootnoteDefRecord] = {}
    for definition in definitions:
        by_label.setdefault(fold(definition.label), definition)
    return Footnotes(tuple(references), tuple(definitions), by_label)


def without_code(line: str) -> str:
    """Return *line* with inline code blanked out, every offset kept."""
    if "`" not in line:
        return line
    return _CODE.sub(lambda code: " " * len(code[0]), line)


def _references(page: Page, number: int, line: str, begin: int) -> list[FootnoteRefRecord]:
    return [
        FootnoteRefRecord(
            label=match[1],
            line=number,
            col=page.column(number, match.start()),
            raw=match[0],
        )
        for match in REFERENCE.finditer(line, begin)
        if not _escaped(line, match.start())
    ]


def _escaped(line: str, at: int) -> bool:
    return at > 0 and line[at - 1] == "\\"
