"""Which file a link means, by Obsidian's rule: one function over one table of names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from vaultkit.notes.note_path import NotePath, file_name, folder


@dataclass(frozen=True, slots=True)
class Names:
    """Every file of a vault by lower-cased file name."""

    by_name: dict[str, tuple[NotePath, ...]] = field(default_factory=dict)


def index_names(paths: Iterable[NotePath]) -> Names:
    """Index *paths* for `resolve`."""
    gathered: dict[str, list[NotePath]] = {}
    for path in sorted(paths):
        gathered.setdefault(file_name(path).lower(), []).append(path)
    return Names({name: tuple(found) for name, found in gathered.items()})


def asks_for(target: str) -> tuple[str, ...]:
    """Return the names in `Names.by_name` that decide what *target* means, whatever the source.

    >>> asks_for("a/Note")
    ('note', 'note.md')
    """
    name = target.rsplit("/", 1)[-1].lower()
    return name, f"{name}.md"


def resolve(target: str, source: NotePath, names: Names) -> tuple[NotePath, ...]:
    """Return the files that *target* may mean, the one it does mean first; empty: unresolved.

    More than one is returned only where nothing in Obsidian's rule decides between them.
    """
    if not target:
        return (source,)
    wanted = target.lower()
    name = wanted.rsplit("/", 1)[-1]
    found = names.by_name.get(name, ()) if "." in name else ()
    if not found:
        wanted += ".md"
        found = names.by_name.get(name + ".md", ())
    if "/" not in wanted and len(found) == 1:
        return found
    return _nearest(wanted, source, found)


def _nearest(wanted: str, source: NotePath, found: tuple[NotePath, ...]) -> tuple[NotePath, ...]:
    wanted = wanted.lstrip("/")
    exact = tuple(path for path in found if path.lower() == wanted)
    if exact:
        return exact
    ending = [path for path in found if f"/{path.lower()}".endswith(f"/{wanted}")]
    home = folder(source)
    best = min((_distance(path, home) for path in ending), default=None)
    return tuple(path for path in ending if _distance(path, home) == best)


def _distance(path: NotePath, home: str) -> tuple[bool, int]:
    inside = not home or path.startswith(home + "/")
    return (not inside, len(path))
