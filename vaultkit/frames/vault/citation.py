"""Citations across the vault: which note each target is, and names that an importer damaged."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec import structs

from vaultkit.findings import Finding
from vaultkit.frames.record import Citation, Meaning
from vaultkit.graph.resolution import Names, resolve
from vaultkit.graph.vault_graph import ResolvedLink, VaultGraph
from vaultkit.notes.note_path import NotePath, stem

Digests = Mapping[NotePath, str]
NO_DIGESTS: Digests = {}

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:")
_COMBINING = re.compile("[\u0300-\u036f]")
_LEADING = re.compile(r"^[^A-Za-z0-9_ ]+")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\n\r]+')


@dataclass(frozen=True, slots=True)
class _Kept:
    digest: str
    links: tuple[ResolvedLink, ...]
    citations: tuple[Citation, ...]


class CitationMemory:
    """Resolves citations, again only where a note or what its links mean has changed."""

    def __init__(self) -> None:
        """Remember nothing."""
        self._kept: dict[NotePath, _Kept] = {}

    def resolve(
        self, meanings: Mapping[NotePath, Meaning], graph: VaultGraph, digests: Digests
    ) -> dict[NotePath, tuple[Citation, ...]]:
        """Return the resolved citations of the notes that have some.

        Args:
            meanings: By path.
            graph: Of the same notes; a tuple of links that is the same object as before means
                that nothing in it has changed.
            digests: Content hash of each note; a note without one is resolved anew.
        """
        before, self._kept = self._kept, {}
        for path, meaning in meanings.items():
            if not meaning.citations:
                continue
            links = graph.links.get(path, ())
            kept = before.get(path)
            digest = digests.get(path, "")
            if kept is None or not digest or kept.digest != digest or kept.links is not links:
                found = resolve_citations(path, meaning.citations, links, graph.names)
                kept = _Kept(digest, links, found)
            self._kept[path] = kept
        return {path: kept.citations for path, kept in self._kept.items()}


def resolve_citations(
    path: NotePath,
    citations: tuple[Citation, ...],
    links: Iterable[ResolvedLink],
    names: Names,
) -> tuple[Citation, ...]:
    """Fill ``to_note`` of the *citations* of *path*; one into the note itself is marked.

    *citations* may have been resolved before, when names meant something else.
    """
    known = {link.link.target: link.target for link in links}
    found = []
    for citation in citations:
        target = unicodedata.normalize("NFC", citation.target)
        note = known[target] if target in known else _resolved(target, path, names)
        if note != citation.to_note:
            citation = structs.replace(citation, to_note=note, to_self=note == path)  # noqa: PLW2901 - the same citation, resolved
        found.append(citation)
    return tuple(found)


def _resolved(target: str, path: NotePath, names: Names) -> NotePath | None:
    if not target or _ADDRESS.match(target):
        return None
    return next(iter(resolve(target, path, names)), None)


def damaged_name(title: str) -> str:
    """Return the file name that Nexus AI Chat Importer makes of a dialogue's *title*.

    It drops the marks of й and ё, and what leads before the first ASCII letter, digit or space.

    >>> damaged_name("Перенос AGI-Двойника"), damaged_name("Мой ёжик")
    ('AGI-Двоиника', 'ежик')
    """
    text = _COMBINING.sub("", unicodedata.normalize("NFD", title))
    text = _LEADING.sub("", _FORBIDDEN.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def damaged_targets(
    citations: Mapping[NotePath, tuple[Citation, ...]], paths: Iterable[NotePath]
) -> tuple[Finding, ...]:
    """Return unresolved citations whose target is some file's name but for the importer's damage.

    Such a target is not resolved: Obsidian does not either, and the letter is another one.
    """
    lost = [
        (path, citation)
        for path, cited in citations.items()
        for citation in cited
        if citation.to_note is None and not citation.target.isascii()
    ]
    if not lost:
        return ()
    by_damage: dict[str, list[NotePath]] = {}
    for path in paths:
        if path.endswith(".md"):
            by_damage.setdefault(damaged_name(stem(path)).casefold(), []).append(path)
    findings = []
    for path, citation in lost:
        name = damaged_name(citation.target.rpartition("/")[2])
        likely = by_damage.get(name.casefold(), []) if len(name) >= 3 else []
        if likely:
            findings.append(_finding(path, citation, likely))
    return tuple(findings)


def _finding(path: NotePath, citation: Citation, likely: list[NotePath]) -> Finding:
    shown = ", ".join(likely[:3])
    message = (
        f"'{citation.target}' may mean {shown}: an importer of chats drops the first words "
        "and the marks of й and ё from file names"
    )
    return Finding(path, citation.line, "damaged-name", message, citation.col)
