"""Headings and what stands under each, as a tree per container."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import msgspec

from vaultkit.frames.containers import Container
from vaultkit.frames.folding import squeeze
from vaultkit.frames.numbering import read_heading
from vaultkit.frames.packs.part_words import PartWords
from vaultkit.frames.page import DEFINITION, HEADING, Page
from vaultkit.frames.record import Lines, Section

_MARKS = re.compile(r"[ \t]*(#{1,6})[ \t]*(.*?)(?:[ \t]+#+)?[ \t]*$")

_DEEPEST = 6


class _Open(msgspec.Struct, gc=False):
    """A section whose end is not known yet."""

    id: str
    line: int
    level: int
    text: str
    parent: str | None
    container: Container
    last: int = 0
    body_last: int = 0


def find_sections(
    page: Page,
    containers: Sequence[Container],
    words: PartWords,
    is_apparatus: Callable[[str], bool],
) -> tuple[Section, ...]:
    """Find the sections of every container, in the order of the file.

    Args:
        page: The lines.
        containers: In the order of the file.
        words: Labels of parts, and ordinals that count them.
        is_apparatus: Whether a title is that of sources: such a section is part of no other.
    """
    found: list[_Open] = []
    defines = DEFINITION in page.kind
    for container in containers if page.breaks else ():
        _read_container(page, container, found, is_apparatus, defines=defines)
    return tuple(_section(page, opened, words) for opened in found)


def _read_container(
    page: Page,
    container: Container,
    found: list[_Open],
    is_apparatus: Callable[[str], bool],
    *,
    defines: bool,
) -> None:
    """Add the sections of one container to *found*.

    *defines* is whether any footnote is defined on the page.
    """
    stack: list[_Open] = []
    below = 0
    begin = bisect_left(page.breaks, container.span.first)
    end = bisect_right(page.breaks, container.span.last)
    for number in page.breaks[begin:end]:
        if page.kind_of(number) == HEADING:
            level, text = _level_and_text(page.line(number))
            top = is_apparatus(text) or (defines and _leads_to_notes(page, number, container))
            while stack and (top or stack[-1].level >= level):
                _close(stack.pop(), number - 1)
            _close_body(stack, number - 1)
            parent = stack[-1].id if stack else None
            opened = _Open(f"s{len(found) + 1}", number, level, text, parent, container)
            stack.append(opened)
            found.append(opened)
        elif stack:
            _close_body(stack, number - 1)
            below = below if below > number else _content_below(page, number, container)
            if len(stack) > 1 and not _is_part(page, below, container, stack[-1].level):
                _close(stack.pop(), number - 1)
    while stack:
        _close(stack.pop(), container.span.last)


def _content_below(page: Page, rule: int, container: Container) -> int:
    """Return the line of what follows a thematic break, or the line after the container."""
    below = range(rule + 1, container.span.last + 1)
    return next((number for number in below if page.is_content(number)), below.stop)


def _is_part(page: Page, number: int, container: Container, level: int) -> bool:
    """Return whether line *number* is the heading of a part of a section of *level*."""
    if number > container.span.last or page.kind_of(number) != HEADING:
        return False
    return _level_and_text(page.line(number))[0] > level


def _leads_to_notes(page: Page, heading: int, container: Container) -> bool:
    """Return whether the first thing under a heading is the definition of a footnote."""
    for number in range(heading + 1, container.span.last + 1):
        if page.is_content(number):
            return page.kind_of(number) == DEFINITION
    return False


def _level_and_text(line: str) -> tuple[int, str]:
    marked = line.lstrip(" \t")
    text = marked.lstrip("#")
    level = len(marked) - len(text)
    if 0 < level <= _DEEPEST and "#" not in text:  # no sign closes it
        return level, text.strip(" \t")
    match = _MARKS.match(line)
    return (len(match[1]), match[2]) if match else (1, line)


def _close(section: _Open, last: int) -> None:
    section.last = last
    section.body_last = section.body_last or last


def _close_body(stack: list[_Open], last: int) -> None:
    if stack:
        stack[-1].body_last = stack[-1].body_last or last


def _section(page: Page, opened: _Open, words: PartWords) -> Section:
    label, number, title = read_heading(opened.text, words)
    return Section(
        id=opened.id,
        line=opened.line,
        span=page.trimmed(opened.line, opened.last),
        body_span=page.trimmed(opened.line, opened.body_last),
        level=opened.level,
        number=number,
        label=label,
        title=title,
        title_raw=squeeze(opened.text),
        container=opened.container.id,
        parent=opened.parent,
    )


def innermost(sections: Sequence[Section], last: int) -> list[Section | None]:
    """Return the section that each line belongs to, indexed by line number minus one."""
    owner: list[Section | None] = [None] * last
    for section in sections:
        first, last = section.span.first, section.span.last
        owner[first - 1 : last] = [section] * (last - first + 1)
    return owner


def own_lines(section: Section, sections: Sequence[Section]) -> Lines:
    """Return the lines of *section* before its first part."""
    at = bisect_right(sections, section.line, key=lambda other: other.line)
    if at == len(sections) or sections[at].parent != section.id:
        return section.span  # a section's first part is the very next section
    return Lines(section.span.first, sections[at].line - 1)
