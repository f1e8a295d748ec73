"""Protocols under two names that are likely one: ``same_as``, inferred and never merged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vaultkit.frames.record import Meaning, Protocol, Relation
from vaultkit.frames.vault.protocol import VaultProtocols
from vaultkit.frames.vault.statement import stems
from vaultkit.notes.note_path import NotePath


def same_protocols(
    found: VaultProtocols, meanings: Mapping[NotePath, Meaning]
) -> tuple[tuple[Protocol, ...], tuple[Relation, ...]]:
    """Return the protocols with ``same_as`` filled, and the same as relations.

    Two names are likely of one protocol where they differ in endings only («перенос семени»,
    «переноса семени»), or where one is a member of a group that is called by the rest of the
    other: «симбиотический» among «пять категорий переноса» is «симбиотический перенос».
    """
    named: dict[frozenset[str], list[str]] = {}
    for protocol in found.protocols:
        named.setdefault(stems(protocol.name), []).append(protocol.id)
    pairs = {
        (min(one, other), max(one, other))
        for one, other in (*_alike(named), *_members(found, meanings, named))
        if one != other
    }
    same: dict[str, set[str]] = {}
    for one, other in pairs:
        same.setdefault(one, set()).add(other)
        same.setdefault(other, set()).add(one)
    protocols = tuple(
        replace(one, same_as=tuple(sorted({*one.same_as, *same[one.id]})))
        if one.id in same
        else one
        for one in found.protocols
    )
    relations = tuple(
        Relation(source=one, type="same_as", target=other, origin="inferred")
        for one, other in sorted(pairs)
    )
    return protocols, relations


def _alike(named: Mapping[frozenset[str], list[str]]) -> Iterator[tuple[str, str]]:
    for key, ids in named.items():
        if key:
            yield from ((ids[0], other) for other in ids[1:])


def _members(
    found: VaultProtocols,
    meanings: Mapping[NotePath, Meaning],
    named: Mapping[frozenset[str], list[str]],
) -> Iterator[tuple[str, str]]:
    names = {protocol.id: protocol.name for protocol in found.protocols}
    for members, group in _groups(meanings):
        for member in members:
            own = found.ids.get(member, member)
            name = stems(names.get(own, ""))
            for word in stems(group) - name if name else ():
                yield from ((own, other) for other in named.get(name | {word}, ()))


def _groups(meanings: Mapping[NotePath, Meaning]) -> Iterable[tuple[tuple[str, ...], str]]:
    return (
        (group.members, group.name)
        for meaning in meanings.values()
        for group in meaning.protocol_groups
    )
