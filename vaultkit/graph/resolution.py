"""Which file a link means, by Obsidian's rule: one function over one table of names.

The rule (agreed with every link of caches captured from the app): a link's last part is looked up
among the file names of the whole vault; a folder in the link must be the end of the file's path;
what lies in or below the linking file's folder comes first, then the shortest path.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vaultkit.notes.note_path import NotePath, file_name, folder, note_path


@dataclass(frozen=True, slots=True)
class Names:
    """Every file of a vault by its folded file name; paths of one name in order."""

    by_name: Mapping[str, tuple[NotePath, ...]] = field(default_factory=dict)
    by_alias: Mapping[str, tuple[NotePath, ...]] = field(default_factory=dict)
    """Empty unless links are to be resolved by alias, which Obsidian does not do."""


def fold(name: str) -> str:
    """Return *name* as names are compared: lower case in every script.

    >>> fold("ΟΔΟΣ.md") == fold("οδος.md")
    True
    """
    lower = name.lower()
    return lower if lower.isascii() else lower.replace("ς", "σ")


def index_names(paths: Iterable[NotePath], aliases: Iterable[tuple[str, NotePath]] = ()) -> Names:
    """Index *paths*, and other names of them, for `resolve`."""
    return Names(
        _gathered((file_name(path), path) for path in paths),
        _gathered(aliases),
    )


def _gathered(pairs: Iterable[tuple[str, NotePath]]) -> dict[str, tuple[NotePath, ...]]:
    found: dict[str, list[NotePath]] = {}
    for name, path in pairs:
        found.setdefault(fold(name), []).append(path)
    return {
        key: (paths[0],) if len(paths) == 1 else tuple(sorted(set(paths)))
        for key, paths in found.items()
    }


def asks_for(target: str) -> tuple[str, ...]:
    """Return the folded file names that *target* is looked up under, in this order.

    What a link means can only change when a file of one of these names comes or goes. Empty for a
    link into its own file.

    >>> asks_for("Folder/Note"), asks_for("image.png"), asks_for("")
    (('note.md',), ('image.png', 'image.png.md'), ())
    """
    if not target:
        return ()
    name = fold(target.rsplit("/", 1)[-1])
    return (name, name + ".md") if "." in name else (name + ".md",)


def resolve(target: str, source: NotePath, names: Names) -> tuple[NotePath, ...]:
    """Return the files that *target* may mean, the one it does mean first; empty: unresolved.

    More than one is returned only where nothing in Obsidian's rule decides between them: then
    Obsidian's own answer is not stable, and the first in order is taken.

    Args:
        target: A link path without its subpath, NFC.
        source: The file that links.
        names: Every file of the vault.
    """
    if not target:
        return (source,)
    for key in asks_for(target):
        found = names.by_name.get(key)
        if found:
            if len(found) == 1 and "/" not in target:
                return found
            return _nearest(target, key, source, found)
    return names.by_alias.get(fold(target), ()) if names.by_alias else ()


def _nearest(
    target: str, key: str, source: NotePath, found: tuple[NotePath, ...]
) -> tuple[NotePath, ...]:
    home = folder(source)
    path = _absolute(target, home) if target.startswith(("./", "../")) else target
    rooted = path.startswith("/")
    wanted = (fold(path.lstrip("/")).rpartition("/")[0] + "/" + key).lstrip("/")
    exact = tuple(one for one in found if fold(one) == wanted)
    if exact or rooted:
        return exact
    ending = found
    if "/" in wanted:
        ending = tuple(one for one in found if fold(one).endswith("/" + wanted))
    inside = fold(home) + "/"
    ranked = [(bool(home) and not fold(one).startswith(inside), len(one), one) for one in ending]
    if not ranked:
        return ()
    best = min(ranked)[:2]
    return tuple(one for outside, length, one in ranked if (outside, length) == best)


def _absolute(target: str, home: str) -> str:
    """Return *target*, which starts with a dot, as a path from the vault's root."""
    parts = home.split("/") if home else []
    for part in target.split("/"):
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def link_text(path: NotePath, names: Names) -> str:
    """Return what Obsidian would write to link to *path*: the name where unique, else the path."""
    text = path[:-3] if path.lower().endswith(".md") else path
    short = note_path(text).rsplit("/", 1)[-1]
    return short if len(names.by_name.get(fold(file_name(path)), ())) == 1 else text
