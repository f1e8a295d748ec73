"""All notes to one graph of resolved links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from vaultkit.graph.resolution import Names, index_names, resolve
from vaultkit.notes.note import Link, Note, PropertyLink
from vaultkit.notes.note_path import NotePath


class ResolvedLink(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link and what it means."""

    source: NotePath
    link: Link | PropertyLink
    target: NotePath | None
    """None: no file of that name."""

    candidates: tuple[NotePath, ...] = ()
    """The files it may mean where there is more than one."""


class LinkOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How links are read; what is off by default goes beyond Obsidian."""

    resolve_by_alias: bool = False
    """Whether a link that names no file may mean a note by its alias."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultGraph:
    """Who links to whom."""

    names: Names
    links: Mapping[NotePath, tuple[ResolvedLink, ...]]
    """Every link by its source, in the order of the text; sources in path order."""


def build_graph(
    notes: Iterable[Note], files: Iterable[NotePath], options: LinkOptions | None = None
) -> VaultGraph:
    """Resolve every link of *notes* against *files* (all linkable files, notes among them)."""
    read = tuple(notes)
    names = index_names(files, alias_names(read, options))
    return VaultGraph(
        names=names,
        links={note.path: resolve_links(note, names) for note in read},
    )


def alias_names(
    notes: Iterable[Note], options: LinkOptions | None
) -> tuple[tuple[str, NotePath], ...]:
    """Return the names beside their file names by which links may mean *notes*: off by default."""
    if options is None or not options.resolve_by_alias:
        return ()
    return tuple((alias, note.path) for note in notes for alias in note.aliases)


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
