"""A canvas (JSON Canvas 1.0) as a source of links: its file nodes, and the links in its cards.

Edges drawn between nodes are not links between notes (Obsidian).
"""

import json
from typing import Any

from vaultkit.findings import Finding
from vaultkit.notes.note import Link, Note
from vaultkit.notes.note_path import NotePath, note_path
from vaultkit.notes.parsing import MAX_BYTES, parse_note
from vaultkit.notes.source import Source, Span

_WHOLE = Span(0, 0)


def parse_canvas(source: Source) -> Note:
    """Read the canvas *source*; one that is not JSON gives a finding and no links.

    What a node lacks, or what is of a type not known, is passed over: the others are read.
    """
    path = source.path
    if len(source.data) > MAX_BYTES:
        problem = f"larger than {MAX_BYTES >> 20} MiB: not read"
        return _note(source, (), (Finding(path, 1, "too-large", problem),))
    try:
        document = json.loads(source.text) if source.data.strip() else {}
    except (ValueError, RecursionError) as error:
        problem = f"the canvas cannot be read: {error}".splitlines()[0]
        line = getattr(error, "lineno", 1)
        return _note(source, (), (Finding(path, line, "invalid-canvas", problem),))
    nodes = document.get("nodes") or [] if isinstance(document, dict) else None
    if not isinstance(nodes, list):
        problem = "the canvas cannot be read: it is no object with a list of nodes"
        return _note(source, (), (Finding(path, 1, "invalid-canvas", problem),))
    links = tuple(link for node in nodes if isinstance(node, dict) for link in _links(path, node))
    return _note(source, links, ())


def _note(source: Source, links: tuple[Link, ...], findings: tuple[Finding, ...]) -> Note:
    return Note(
        path=source.path,
        digest=source.digest,
        size=len(source.data),
        links=links,
        findings=findings,
    )


def _links(path: NotePath, node: dict[str, Any]) -> tuple[Link, ...]:
    """Return the links of one node: positions inside JSON text are not told."""
    if node.get("type") == "file" and isinstance(node.get("file"), str) and node["file"]:
        # A path from the vault's root and no link path: looked up as it stands.
        target = "/" + note_path(node["file"])
        subpath = node.get("subpath")
        if not isinstance(subpath, str) or not subpath.startswith("#"):
            subpath = ""
        return (Link(target=target, subpath=subpath, line=1, span=_WHOLE),)
    if node.get("type") == "text" and isinstance(node.get("text"), str):
        card = parse_note(Source.of(path, node["text"].encode("utf-8", "replace")))
        return tuple(_of_card(link) for link in card.links)
    return ()


def _of_card(link: Link) -> Link:
    return Link(
        target=link.target,
        subpath=link.subpath,
        display=link.display,
        embed=link.embed,
        markdown=link.markdown,
        line=1,
        span=_WHOLE,
    )
