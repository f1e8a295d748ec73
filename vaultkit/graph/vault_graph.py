"""All notes to one graph of resolved links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vaultkit.graph.resolution import Names, index_names, resolve
from vaultkit.notes.note import Link, Note, PropertyLink
from vaultkit.notes.note_path import NotePath


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedLink:
    """A link and what it means."""

    source: NotePath
    link: Link | PropertyLink
    target: NotePath | None
    """None: no file of that name."""

    candidates: tuple[NotePath, ...] = ()
    """The files it may mean where there is more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultGraph:
    """Who links to whom."""

    names: Names
    links: Mapping[NotePath, tuple[ResolvedLink, ...]]
    """Every link by its source, in the order of the text; sources in path order."""


def build_graph(notes: Iterable[Note], files: Iterable[NotePath]) -> VaultGraph:
    """Resolve every link of *notes* against *files* (all linkable files, notes among them)."""
    names = index_names(files)
    return VaultGraph(
        names=names,
        links={note.path: resolve_links(note, names) for note in notes},
    )


def resolve_links(note: Note, names: Names) -> tuple[ResolvedLink, ...]:
    """Return every link of *note* with what it means, in the order of the text."""
    found = []
    links: tuple[Link | PropertyLink, ...] = (*note.links, *note.property_links)
    for link in links:
        candidates = resolve(link.target, note.path, names)
        found.append(
            ResolvedLink(
                source=note.path,
                link=link,
                target=candidates[0] if candidates else None,
                candidates=candidates if len(candidates) > 1 else (),
            )
        )
    return tuple(found)
