"""What links meant before, so that only those are resolved again that may mean something else.

A link's meaning depends on the note that it stands in and on the files whose names it could mean
(`asks_for`), and on nothing else. So a resolved link is kept with the content of its note, and is
dropped when a file of such a name comes or goes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from vaultkit.graph.resolution import Names, asks_for, fold, index_names
from vaultkit.graph.vault_graph import (
    LinkOptions,
    ResolvedLink,
    VaultGraph,
    alias_names,
    resolve_links,
)
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath, file_name


@dataclass(frozen=True, slots=True)
class _Kept:
    digest: str
    asks: tuple[str, ...]
    """Each once; names are shared with those of other notes."""

    links: tuple[ResolvedLink, ...]


class GraphMemory:
    """Builds graphs of one vault, each out of what has not changed since the one before."""

    def __init__(self, options: LinkOptions | None = None) -> None:
        """Remember nothing."""
        self._options = options
        self._aliases: tuple[tuple[str, NotePath], ...] = ()
        self._files: frozenset[NotePath] = frozenset()
        self._names = Names()
        self._asked: dict[str, str] = {}
        self._kept: dict[NotePath, _Kept] = {}

    def build(self, notes: Iterable[Note], files: Iterable[NotePath]) -> VaultGraph:
        """Return what `vaultkit.graph.vault_graph.build_graph` would."""
        notes = tuple(notes)
        now = frozenset(files)
        news = {fold(file_name(path)) for path in now ^ self._files}
        aliases = alias_names(notes, self._options)
        if aliases != self._aliases:
            self._kept = {}
        if news or aliases != self._aliases:
            self._names = index_names(now, aliases)
        self._aliases = aliases
        self._files = now
        self._kept = {note.path: self._resolved(note, news) for note in notes}
        return VaultGraph(
            names=self._names, links={path: kept.links for path, kept in self._kept.items()}
        )

    def _resolved(self, note: Note, news: set[str]) -> _Kept:
        kept = self._kept.get(note.path)
        if kept is not None and kept.digest == note.digest and news.isdisjoint(kept.asks):
            return kept
        links = resolve_links(note, self._names)
        names = (name for link in links for name in asks_for(link.link.target))
        asks = tuple(dict.fromkeys(self._asked.setdefault(name, name) for name in names))
        return _Kept(note.digest, asks, links)
