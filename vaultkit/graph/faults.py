"""What is wrong between notes: links that lead nowhere, names that clash, notes left alone."""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

import msgspec

from vaultkit.findings import Finding
from vaultkit.graph.likely import LikelyTargets
from vaultkit.graph.resolution import fold
from vaultkit.graph.subpath import Subpath, SubpathKind, find_subpath, parse_subpath, strip_heading
from vaultkit.graph.vault_graph import ResolvedLink, VaultGraph
from vaultkit.notes.note import Link, Note
from vaultkit.notes.note_path import NotePath, file_name, is_note, stem
from vaultkit.notes.source import Source


class CheckOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What `vaultkit check` leaves out."""

    ignore: tuple[str, ...] = ()
    """Kinds (``orphan``), or a kind and a path with ``*`` (``broken-link:Daily/*``)."""


Notes = Mapping[NotePath, Note]
Sources = Callable[[NotePath], Source]


class LinkFaults:
    """Finds what is wrong with the links of a vault."""

    def __init__(self, notes: Notes, graph: VaultGraph, files: tuple[NotePath, ...]) -> None:
        """Look at the links of *graph*; *notes* are those that can be linked into."""
        self._notes = notes
        self._graph = graph
        aliases = ((alias, note.path) for note in notes.values() for alias in note.aliases)
        self._likely = LikelyTargets(files, aliases)

    def find(self, sources: Sources) -> Iterator[Finding]:
        """Yield the faults of all links; *sources* is asked for the text of notes with faults."""
        for path, links in self._graph.links.items():
            place = _Places(path, sources)
            for link in links:
                for kind, message in self._of_link(link):
                    hidden = "-in-comment" if self._is_hidden(link) else ""
                    yield place.finding(link, kind + hidden, message)

    def _is_hidden(self, resolved: ResolvedLink) -> bool:
        """Return whether the link stands in a comment: Obsidian counts it, and nobody sees it."""
        note, link = self._notes.get(resolved.source), resolved.link
        if note is None or not isinstance(link, Link):
            return False
        at = bisect_right(note.opaque, (link.span.start, 1 << 62))
        return at > 0 and link.span.end <= note.opaque[at - 1][1]

    def _of_link(self, resolved: ResolvedLink) -> Iterator[tuple[str, str]]:
        link, target = resolved.link, resolved.target
        if target is None:
            likely = self._likely.find(link.target)
            hint = f"; perhaps {likely}" if likely else ""
            name = link.target
            if isinstance(link, Link) and not is_note(resolved.source):
                # A canvas names paths from the root; the slash is ours.
                name = name.removeprefix("/")
            yield "broken-link", f"no file is called `{name}`{hint}"
            return
        if resolved.candidates:
            others = ", ".join(resolved.candidates)
            yield "ambiguous-link", f"`{link.target}` may mean each of: {others}"
        if target == resolved.source and link.target and not link.subpath:
            yield "self-link", "the note links to itself"
        subpath = parse_subpath(link.subpath)
        note = self._notes.get(target)
        if subpath is not None and note is not None and find_subpath(note, subpath) is None:
            yield _broken_part(note, subpath)


def _broken_part(note: Note, subpath: Subpath) -> tuple[str, str]:
    if subpath.kind is SubpathKind.HEADING:
        wanted = " > ".join(subpath.parts)
        likely = _likely_heading(note, subpath.parts[-1])
        hint = f"; perhaps `{likely}`" if likely else ""
        return "broken-heading", f"{note.path} has no heading `{wanted}`{hint}"
    name = "block" if subpath.kind is SubpathKind.BLOCK else "footnote"
    return f"broken-{name}", f"{note.path} has no {name} `{subpath.parts[0]}`"


def _likely_heading(note: Note, wanted: str) -> str | None:
    """Return the heading with the most words in common with *wanted*: at least half of them."""
    words = set(strip_heading(wanted).split())
    best, found = len(words) / 2, None
    for heading in note.headings:
        shared = len(words & set(strip_heading(heading.text).split()))
        if shared > best:
            best, found = shared, heading.text
    return found


class _Places:
    """Where links stand in one file; its text is asked for once, and only when it is needed."""

    def __init__(self, path: NotePath, sources: Sources) -> None:
        self._path = path
        self._sources = sources
        self._source: Source | None = None

    def finding(self, resolved: ResolvedLink, kind: str, message: str) -> Finding:
        link = resolved.link
        if not is_note(self._path):
            return Finding(self._path, 1, kind, message)
        if isinstance(link, Link):
            position = self._text().position(link.span.start)
            return Finding(self._path, position.line, kind, message, position.column)
        return Finding(self._path, *self._of_property(link.original, kind, message))

    def _of_property(self, original: str, kind: str, message: str) -> tuple[int, str, str, int]:
        at = self._text().data.find(original.encode())
        position = self._text().position(max(0, at))
        return position.line, kind, message, position.column

    def _text(self) -> Source:
        if self._source is None:
            try:
                self._source = self._sources(self._path)
            except (OSError, KeyError):  # gone meanwhile: places are told as in an empty file
                self._source = Source(self._path, b"")
        return self._source


def footnote_faults(note: Note, sources: Sources) -> Iterator[Finding]:
    """Yield footnotes of *note* that lead nowhere, that nothing leads to, or that stand twice."""
    defined = Counter(one.id.lower() for one in note.footnotes if not one.id.startswith("[inline"))
    used = {ref.id.lower() for ref in note.footnote_refs}
    wrong = [
        (ref.span.start, "dangling-footnote", f"no footnote `{ref.id}` is defined")
        for ref in note.footnote_refs
        if ref.id.lower() not in defined
    ]
    seen = set()
    for one in note.footnotes:
        key = one.id.lower()
        if key not in defined:
            continue
        if key in seen:
            wrong.append((one.span.start, "duplicate-footnote", f"`{one.id}` is defined twice"))
        elif key not in used:
            wrong.append((one.span.start, "unused-footnote", f"nothing refers to `{one.id}`"))
        seen.add(key)
    if not wrong:
        return
    source = sources(note.path)
    for start, kind, message in wrong:
        position = source.position(start)
        yield Finding(note.path, position.line, kind, message, position.column)


def name_faults(files: Iterable[NotePath], spelled: Mapping[NotePath, str]) -> Iterator[Finding]:
    """Yield names that clash or cannot be linked to.

    Args:
        files: Every file of the vault.
        spelled: How the disk spells each of them, where it is known.
    """
    by_stem: dict[str, list[NotePath]] = {}
    for path in files:
        if is_note(path):
            by_stem.setdefault(fold(stem(path)), []).append(path)
        if unicodedata.normalize("NFC", spelled.get(path, path)) != spelled.get(path, path):
            yield Finding(path, 1, "non-nfc-name", "the name is stored in decomposed letters")
        if any(mark in file_name(path) for mark in "#^[]|"):
            yield Finding(path, 1, "unlinkable-name", "no link can say `#`, `^`, `[`, `]` or `|`")
    for paths in by_stem.values():
        for path in paths[:1] if len(paths) > 1 else ():
            others = ", ".join(paths[1:])
            yield Finding(path, 1, "duplicate-name", f"the same name as {others}")


def orphan_faults(notes: Notes, graph: VaultGraph) -> Iterator[Finding]:
    """Yield notes that nothing links to and that link to nothing."""
    linked = set()
    for path, links in graph.links.items():
        for link in links:
            if link.target is not None and link.target != path:
                linked.add(link.target)
                linked.add(path)
    for path in notes:
        if path not in linked:
            yield Finding(path, 1, "orphan", "nothing links to the note, and it links to nothing")


def kept(findings: Iterable[Finding], options: CheckOptions) -> Iterator[Finding]:
    """Yield those of *findings* that *options* do not leave out."""
    rules = [rule.partition(":") for rule in options.ignore]
    for finding in findings:
        for kind, mark, pattern in rules:
            if kind == finding.kind and (not mark or fnmatchcase(finding.path, pattern)):
                break
        else:
            yield finding
