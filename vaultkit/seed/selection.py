"""Which notes go into a seed. What is private stays out, and so do its names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vaultkit.errors import VaultkitError
from vaultkit.graph.resolution import resolve
from vaultkit.notes.note import Note
from vaultkit.notes.note_path import NotePath, note_path, stem
from vaultkit.snapshot import Snapshot, take_snapshot


class SelectionError(VaultkitError):
    """The selection names something that the vault does not have, or leaves no note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the user asks for; kinds narrow each other, values of one kind add up."""

    root: str | None = None
    """A note as a link would name it; its links are followed."""

    depth: int = 1
    """How many links away from the root."""

    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    protocol: str | None = None
    """Id or part of the name of a protocol."""

    query: str | None = None
    """Words that must all stand in the note or its name."""

    private_tags: tuple[str, ...] = ("private",)
    private_folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The part of a vault that a seed is made from."""

    snapshot: Snapshot
    """Of the selected notes alone: nothing in it was derived from a note left out."""

    outside: frozenset[NotePath]
    """Notes of the vault that are neither selected nor private."""

    private_names: tuple[str, ...]
    """Names that must not appear in the seed: private notes, aliases, tags and folders."""

    private_count: int
    whole: bool
    """Whether every note that is not private is selected."""


def select(
    snapshot: Snapshot, selection: Selection, text_of: Callable[[NotePath], str]
) -> Selected:
    """Choose the notes that *selection* asks for.

    Args:
        snapshot: The whole vault.
        selection: What is asked for.
        text_of: Gives a note's text; called for a query only.

    Raises:
        SelectionError: Something that is named is not there, or no note is left.
    """
    private = {path for path, one in snapshot.readings.items() if is_private(one.note, selection)}
    public = [path for path in snapshot.readings if path not in private]
    chosen = set(public)
    for narrowed in _narrowings(snapshot, selection, text_of, public):
        chosen &= narrowed
    if not chosen:
        raise SelectionError(
            "the selection leaves no note: widen it, or look whether its notes are private"
        )
    files = [path for path in snapshot.files if not _is_hidden(path, private, selection)]
    whole = not private and len(chosen) == len(public) and len(files) == len(snapshot.files)
    kept = (snapshot.readings[path] for path in public if path in chosen)
    return Selected(
        snapshot=snapshot if whole else take_snapshot(kept, files),
        outside=frozenset(public) - chosen,
        private_names=_private_names(snapshot, private, selection),
        private_count=len(private),
        whole=len(chosen) == len(public),
    )


def is_private(note: Note, selection: Selection) -> bool:
    """Return whether *note* says that it is private, by property, tag or folder."""
    return (
        note.properties.get("private") in (True, "true", "True", "yes", 1)
        or any(_is_under(tag.lstrip("#"), selection.private_tags) for tag in note.all_tags)
        or _is_under(note.path, selection.private_folders)
    )


def _is_hidden(path: NotePath, private: set[NotePath], selection: Selection) -> bool:
    return path in private or _is_under(path, selection.private_folders)


def _is_under(name: str, tops: Iterable[str]) -> bool:
    folded = name.casefold().strip("/")
    return any(
        folded == top or folded.startswith(f"{top}/")
        for top in (one.casefold().strip("#/") for one in tops)
        if top
    )


def _private_names(
    snapshot: Snapshot, private: set[NotePath], selection: Selection
) -> tuple[str, ...]:
    shown = {stem(path) for path in snapshot.readings if path not in private}
    names = {stem(path) for path in private} - shown
    names |= {alias for path in private for alias in snapshot.readings[path].note.aliases}
    names |= {
        stem(path) for path in snapshot.files if _is_under(path, selection.private_folders)
    } - shown
    names |= {folder.strip("/") for folder in selection.private_folders}
    names |= {
        tag
        for path in private
        for tag in snapshot.readings[path].note.all_tags
        if _is_under(tag.lstrip("#"), selection.private_tags)
    }
    return tuple(sorted(name for name in names if len(name) > 2))


def _narrowings(
    snapshot: Snapshot,
    selection: Selection,
    text_of: Callable[[NotePath], str],
    public: list[NotePath],
) -> Iterable[set[NotePath]]:
    if selection.folders:
        yield _in_folders(public, selection.folders)
    if selection.tags:
        yield {
            path
            for path in public
            if any(
                _is_under(tag.lstrip("#"), selection.tags)
                for tag in snapshot.readings[path].note.all_tags
            )
        }
    if selection.root is not None:
        yield _around(snapshot, selection.root, selection.depth, set(public))
    if selection.protocol is not None:
        yield _with_protocol(snapshot, selection.protocol)
    if selection.query is not None:
        words = selection.query.casefold().split()
        yield {path for path in public if _has_words(path, text_of(path), words)}


def _in_folders(public: list[NotePath], folders: tuple[str, ...]) -> set[NotePath]:
    found = {path for path in public if _is_under(path, folders)}
    for folder in folders:
        if not any(_is_under(path, (folder,)) for path in found):
            raise SelectionError(f"--folder {folder}: no note lies in such a folder")
    return found


def _has_words(path: NotePath, text: str, words: list[str]) -> bool:
    folded = f"{path}\n{text}".casefold()
    return all(word in folded for word in words)


def _around(snapshot: Snapshot, root: str, depth: int, public: set[NotePath]) -> set[NotePath]:
    found = resolve(note_path(root), NotePath(""), snapshot.graph.names)
    start = next((path for path in found if path in public), None)
    if start is None:
        raise SelectionError(f"--root {root}: the vault has no such note (or it is private)")
    reached, edge = {start}, [start]
    for _ in range(depth):
        targets = {path for note in edge for path in _leads_to(snapshot, note)}
        edge = sorted((targets & public) - reached)
        reached.update(edge)
    return reached


def _leads_to(snapshot: Snapshot, note: NotePath) -> Iterable[NotePath]:
    for link in snapshot.graph.links.get(note, ()):
        if link.target is not None:
            yield link.target
    for pointer in snapshot.pointers.get(note, ()):
        if pointer.to_note is not None:
            yield pointer.to_note


def _with_protocol(snapshot: Snapshot, wanted: str) -> set[NotePath]:
    folded = wanted.casefold()
    found = {
        path
        for path, reading in snapshot.readings.items()
        for protocol in reading.meaning.protocols
        if folded in (protocol.id, f"p-{protocol.id}") or folded in protocol.name.casefold()
    }
    if not found:
        raise SelectionError(f"--protocol {wanted}: no note describes such a protocol")
    return found
