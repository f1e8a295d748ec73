"""Pointers across the vault: the note that holds the part which another part announces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vaultkit.frames.identity import folded
from vaultkit.frames.record import Meaning, Pointer
from vaultkit.graph.vault_graph import ResolvedLink
from vaultkit.notes.note import Link
from vaultkit.notes.note_path import NotePath, folder

_STEM = 5
"""Letters in which two forms of one word agree; shorter words say nothing of a title."""


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered section somewhere in the vault."""

    path: NotePath
    line: int
    title: str
    conversation: str | None


def resolve_pointers(
    meanings: Mapping[NotePath, Meaning], links: Mapping[NotePath, tuple[ResolvedLink, ...]]
) -> dict[NotePath, tuple[Pointer, ...]]:
    """Fill ``to_note`` of the pointers whose part is found for certain.

    Sturdier first: a link in the pointer's own line; number and title; in the same series (one
    conversation, or one folder) the number alone, where one of the two has no title.
    """
    pointing = {path: meaning for path, meaning in meanings.items() if meaning.pointers}
    if not pointing:
        return {}
    parts = _parts(meanings, {_key(one.number) for m in pointing.values() for one in m.pointers})
    return {
        path: tuple(
            _linked(pointer, links.get(path, ())) or _found(path, meaning, pointer, parts)
            for pointer in meaning.pointers
        )
        for path, meaning in pointing.items()
    }


def _parts(meanings: Mapping[NotePath, Meaning], wanted: set[str]) -> dict[str, list[Part]]:
    wanted.discard("")
    found: dict[str, list[Part]] = {}
    for path, meaning in meanings.items():
        for section in meaning.sections:
            number = _key(section.number)
            if number in wanted:
                part = Part(path, section.line, section.title, meaning.conversation_id)
                found.setdefault(number, []).append(part)
    return found


def _linked(pointer: Pointer, links: Iterable[ResolvedLink]) -> Pointer | None:
    for link in links:
        if isinstance(link.link, Link) and link.link.line == pointer.line and link.target:
            return replace(pointer, to_note=link.target)
    return None


def _found(
    path: NotePath, meaning: Meaning, pointer: Pointer, parts: Mapping[str, list[Part]]
) -> Pointer:
    candidates = [
        part
        for part in parts.get(_key(pointer.number), ())
        if part.path != path or part.line > pointer.line
    ]
    series = [part for part in candidates if _same_series(path, meaning, part)]
    for group in (candidates, series):
        titled = {part.path for part in group if _same_title(pointer.title, part.title)}
        if len(titled) == 1:
            return replace(pointer, to_note=titled.pop())
    near = {part.path for part in series if not (pointer.title and part.title)}
    return replace(pointer, to_note=near.pop()) if len(near) == 1 else pointer


def _same_series(path: NotePath, meaning: Meaning, part: Part) -> bool:
    if meaning.conversation_id and meaning.conversation_id == part.conversation:
        return True
    return folder(path) == folder(part.path)


def _same_title(one: str, other: str) -> bool:
    """Return whether most words of the shorter title are in the other, up to their endings."""
    first, second = _stems(one), _stems(other)
    if not first or not second:
        return folded(one) == folded(other) != ""
    return 2 * len(first & second) > min(len(first), len(second))


def _stems(title: str) -> set[str]:
    return {word[:_STEM] for word in _words(title) if len(word) >= _STEM}


def _words(title: str) -> Iterable[str]:
    return "".join(letter if letter.isalnum() else " " for letter in folded(title)).split()


def _key(number: str | None) -> str:
    return (number or "").strip(". ").upper()
