"""One file's bytes to a `Note`: what Obsidian's metadata cache holds of it."""

import pyromark

from vaultkit.notes.note import Heading, Link, Note
from vaultkit.notes.source import Source, Span

_OPTIONS = (
    pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)


def parse_note(source: Source) -> Note:
    """Read one Markdown file on its own; no input raises."""
    links: list[Link] = []
    headings: list[Heading] = []
    for event, place in pyromark.events_with_range(source.text, options=_OPTIONS):
        start = event.get("Start") if isinstance(event, dict) else None
        if not isinstance(start, dict):
            continue
        span = Span(place["start"], place["end"])
        if "Heading" in start:
            level = int(start["Heading"]["level"][1])
            text = source.slice(span).strip().lstrip("#").strip()
            line = source.line_at(span.start)
            headings.append(Heading(text=text, level=level, line=line, span=span))
        for kind in ("Link", "Image"):
            if kind in start and isinstance(start[kind]["link_type"], dict):
                target, mark, subpath = start[kind]["dest_url"].partition("#")
                links.append(
                    Link(
                        target=target.strip(),
                        subpath=mark + subpath,
                        embed=kind == "Image",
                        line=source.line_at(span.start),
                        span=span,
                    )
                )
    return Note(
        path=source.path,
        digest=source.digest,
        size=len(source.data),
        links=tuple(links),
        headings=tuple(headings),
    )
