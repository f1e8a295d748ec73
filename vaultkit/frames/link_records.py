"""Links with their places in the text, and what kind of block each stands in."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from vaultkit.frames.page import CODE, COMMENT, DEFINITION, HEADING, ITEM, TABLE, Page
from vaultkit.frames.record import Section, WikilinkRecord
from vaultkit.notes.note import Link, Note
from vaultkit.notes.source import Source

WIKILINK = re.compile(r"!?\[\[[^\[\]\n]*\]\]")
_CONTEXTS = {
    ITEM: "list_item",
    DEFINITION: "footnote_definition",
    TABLE: "table",
    HEADING: "heading",
}


class PlacedLink(msgspec.Struct, frozen=True, gc=False):
    """A link to a note, in the unquoted text of its line."""

    line: int
    start: int
    """Offset in the unquoted line."""

    end: int
    raw: str
    target: str
    heading: str | None
    block: str | None
    alias: str | None
    embed: bool
    markdown: bool


def place_links(source: Source, note: Note, page: Page) -> tuple[PlacedLink, ...]:
    """Return the links of *note*'s body in the order of the text.

    Links behind a fence that nobody closes are links all the same where a new container begins.
    """
    found = [_placed(source, page, link) for link in note.links]
    if page.unclosed_fences and min(page.unclosed_fences) < len(page.raw):
        known = {(link.line, link.start) for link in found}
        lost = _lost_links(page, min(page.unclosed_fences))
        found.extend(link for link in lost if (link.line, link.start) not in known)
        found.sort(key=lambda link: (link.line, link.start))
    return tuple(found)


def wikilink_records(
    links: Sequence[PlacedLink], page: Page, owner: Sequence[Section | None]
) -> tuple[WikilinkRecord, ...]:
    """Return the wikilinks among *links* as facts."""
    records = []
    for link in links:
        if link.markdown:
            continue
        line = link.line
        section = owner[line - 1]
        records.append(
            WikilinkRecord(
                line=line,
                col=page.column(line, link.start),
                raw=link.raw,
                target=link.target,
                heading=link.heading,
                block=link.block,
                alias=link.alias,
                embed=link.embed,
                context=_CONTEXTS.get(page.kind[line - 1], "paragraph"),
                section=section.id if section else None,
            )
        )
    return tuple(records)


def _placed(source: Source, page: Page, link: Link) -> PlacedLink:
    line = link.line
    begin = source.line_starts[line - 1]
    before = len(source.data[begin : link.span.start].decode("utf-8", errors="replace"))
    start = before - page.column(line, 0) + 1
    raw = source.slice(link.span)
    heading, block = _subpath(link.subpath) if link.subpath else (None, None)
    return PlacedLink(
        line=line,
        start=start,
        end=start + len(raw),
        raw=raw,
        target=link.target,
        heading=heading,
        block=block,
        alias=link.display if link.markdown else _alias(raw),
        embed=link.embed,
        markdown=link.markdown,
    )


def _lost_links(page: Page, after: int) -> Iterator[PlacedLink]:
    for number in range(after + 1, len(page.raw) + 1):
        line = page.line(number)
        if "[[" not in line or page.kind_of(number) in (CODE, COMMENT):
            continue
        for match in WIKILINK.finditer(line):
            body = match[0].lstrip("!")[2:-2].replace("\\|", "|")
            target, mark, subpath = body.partition("|")[0].partition("#")
            if not body.strip():
                continue
            heading, block = _subpath(mark + subpath)
            yield PlacedLink(
                number, match.start(), match.end(), match[0], target.strip(), heading, block,
                _alias(match[0]), match[0][0] == "!", markdown=False,
            )  # fmt: skip


def _alias(raw: str) -> str | None:
    if "|" not in raw:
        return None
    return raw.rstrip("]").replace("\\|", "|").partition("|")[2].strip() or None


def _subpath(subpath: str) -> tuple[str | None, str | None]:
    """Return heading and block of a subpath; ``#^`` marks a block."""
    fragment = subpath[1:].strip()
    if not fragment:
        return None, None
    if fragment.startswith("^"):
        return None, fragment[1:].strip() or None
    return fragment, None
