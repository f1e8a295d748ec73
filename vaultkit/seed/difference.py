"""What changed between two seeds, by id, and which version number that asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vaultkit.seed.record import Act, Check, Place, SeedClaim, SeedFrame, SeedProtocol
from vaultkit.seed.seed import Seed


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record that is new, gone or other than before."""

    kind: str
    """frame, claim, protocol, conflict, source, act, check or edge."""

    how: str
    """added, removed or changed."""

    id: str
    title: str
    fields: tuple[str, ...] = ()
    """Names of the fields that changed."""

    was: str | None = None
    """The title before, where it was another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that changed from one seed to another."""

    changes: tuple[Change, ...]
    same_content: bool

    @property
    def hint(self) -> str:
        """What semantic versioning asks for: major, minor, patch or none.

        A frame, act or protocol that is gone may be what someone relies on: major. One that is
        new: minor. Other words: patch.
        """
        if any(one.how == "removed" and one.kind in _STRUCTURE for one in self.changes):
            return "major"
        if any(one.how == "added" and one.kind in (*_STRUCTURE, "claim") for one in self.changes):
            return "minor"
        return "patch" if self.changes else "none"


_STRUCTURE = ("frame", "act", "protocol")


def next_version(version: str, hint: str) -> str:
    """Return the version after *version* that *hint* asks for.

    >>> next_version("1.2.3", "major"), next_version("1.2.3", "patch")
    ('2.0.0', '1.2.4')
    """
    major, minor, patch = (int(part) for part in version.split("."))
    if hint == "major":
        return f"{major + 1}.0.0"
    if hint == "minor":
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if hint == "patch" else version


def difference(old: Seed, new: Seed) -> Difference:
    """Return what changed from *old* to *new*."""
    a, b = old.content, new.content
    changes = [
        *_changes("frame", a.frames, b.frames),
        *_changes("claim", a.claims, b.claims),
        *_changes("protocol", a.protocols, b.protocols),
        *_changes("conflict", a.conflicts, b.conflicts),
        *_changes("source", a.sources, b.sources),
        *_changes("act", old.acts, new.acts),
        *_changes("check", old.checks, new.checks),
        *_edges(old, new),
    ]
    same = old.structure_digest == new.structure_digest and old.claims_digest == new.claims_digest
    return Difference(changes=tuple(changes), same_content=same)


_IGNORED = {
    "act": {"position", "file", "checks", "description", "prompt"},
    "check": {"id"},
    "source": {"digest", "excerpts"},
}
"""Fields that follow from others, by kind."""


def _changes(kind: str, old: Iterable[object], new: Iterable[object]) -> Iterable[Change]:
    before, after = _by_id(kind, old), _by_id(kind, new)
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield Change(kind=kind, how="removed", id=key, title=_title(before[key]))
        elif key not in before:
            yield Change(kind=kind, how="added", id=key, title=_title(after[key]))
        else:
            fields = _changed_fields(before[key], after[key], _IGNORED.get(kind, set()))
            if fields:
                was, title = _title(before[key]), _title(after[key])
                yield Change(
                    kind=kind,
                    how="changed",
                    id=key,
                    title=title,
                    fields=fields,
                    was=was if was != title else None,
                )


def _by_id(kind: str, records: Iterable[object]) -> Mapping[str, object]:
    """Give records by id; checks, whose numbers move, by what they ask."""
    if kind == "check":
        return {f"{one.act} {one.prompt}": one for one in records if isinstance(one, Check)}
    return {str(getattr(one, "id", "")): one for one in records}


def _changed_fields(before: object, after: object, ignored: set[str]) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(before, "__struct_fields__", ())
    return tuple(
        name
        for name in names
        if name not in ignored and _settled(before, name) != _settled(after, name)
    )


def _settled(record: object, name: str) -> object:
    """Return a field; of a place only the note, since lines move with every edit above them."""
    value = getattr(record, name)
    return value.note if isinstance(value, Place) else value


def _title(record: object) -> str:
    if isinstance(record, SeedProtocol):
        return record.name
    if isinstance(record, SeedClaim):
        return _short(record.text)
    if isinstance(record, SeedFrame | Act):
        return record.title
    told = getattr(record, "prompt", None) or getattr(record, "statement", None)
    return _short(str(told or getattr(record, "title", "")))


def _short(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]} …"


def _edges(old: Seed, new: Seed) -> Iterable[Change]:
    titles = {key: title for key, _, title in (*old.nodes, *new.nodes)}
    for how, edges in (
        ("removed", set(old.edges) - set(new.edges)),
        ("added", set(new.edges) - set(old.edges)),
    ):
        for source, relation, target in sorted(edges):
            told = f"{titles.get(source, source)} {relation} {titles.get(target, target)}"
            key = f"{source} {relation} {target}"
            yield Change(kind="edge", how=how, id=key, title=told)
