"""In which order acts can be done: what an act needs comes before it.

Needs come from what the notes say: a part that names the next one, relations between frames, part
numbers, protocols that stand in what was read, and citations. Where these go around in a circle,
the weakest link of the circle is left out, and told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from vaultkit.seed.record import Content
from vaultkit.seed.unit import Unit

_CITATION, _NUMBER, _RELATION, _POINTER, _PLACE = range(1, 6)
"""From weak to strong."""

_BEFORE = {"leads_to", "resolved_by", "entails", "precedes"}
"""Relations whose source is understood first."""

_BUILDS_ON = {
    f"cito:{name}"
    for name in (
        *("obtainsBackgroundFrom", "citesAsAuthority", "usesMethodIn", "extends"),
        *("usesConclusionsFrom", "updates", "corrects"),
    )
}
"""Citations whose target is understood first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Units in order, with what each needs."""

    keys: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    left_out: tuple[tuple[str, str], ...]
    """Needs (before, after) that were left out because they went around in a circle."""


def find_order(content: Content, units: tuple[Unit, ...]) -> Order:
    """Order *units*; those between which nothing decides keep the order they come in."""
    place = {unit.key: at for at, unit in enumerate(units)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(place)
    for before, after, strength in _needs(content, units):
        if before != after:
            known = graph.get_edge_data(before, after, {"strength": 0})["strength"]
            graph.add_edge(before, after, strength=max(strength, known))
    left_out = tuple(_break_circles(graph, place))
    keys = tuple(nx.lexicographical_topological_sort(graph, key=place.__getitem__))
    lean = nx.transitive_reduction(graph) if len(graph) <= 500 else graph
    needs = {key: tuple(sorted(lean.predecessors(key), key=place.__getitem__)) for key in keys}
    return Order(keys=keys, needs=needs, left_out=left_out)


def _break_circles(graph: "nx.DiGraph[str]", place: dict[str, int]) -> Iterator[tuple[str, str]]:
    while True:
        circles = [one for one in nx.strongly_connected_components(graph) if len(one) > 1]
        if not circles:
            return
        for circle in sorted(circles, key=lambda one: min(place[key] for key in one)):
            inside = [
                (data["strength"], before, after)
                for before, after, data in graph.subgraph(circle).edges(data=True)
            ]
            weakest = min(strength for strength, _, _ in inside)
            weak = [(before, after) for strength, before, after in inside if strength == weakest]
            back = [edge for edge in weak if place[edge[0]] > place[edge[1]]] or weak
            for edge in sorted(back, key=lambda edge: (place[edge[0]], place[edge[1]])):
                graph.remove_edge(*edge)
                yield edge


def _needs(content: Content, units: tuple[Unit, ...]) -> Iterator[tuple[str, str, int]]:
    reading = [unit for unit in units if unit.protocol is None]
    unit_of = {frame.id: unit.key for unit in reading for frame in unit.frames}
    by_note: dict[str, list[str]] = {}
    for unit in reading:
        for note in unit.notes:
            by_note.setdefault(note, []).append(unit.key)
    yield from _from_relations(content, unit_of, by_note)
    yield from _from_numbers(reading)
    yield from _from_protocols(content, units, unit_of, by_note)


def _from_relations(
    content: Content, unit_of: dict[str, str], by_note: dict[str, list[str]]
) -> Iterator[tuple[str, str, int]]:
    for relation in content.relations:
        source = [unit_of[relation.source]] if relation.source in unit_of else []
        target = [unit_of[relation.target]] if relation.target in unit_of else []
        if relation.type in _BEFORE and source and target:
            yield source[0], target[0], _RELATION
        elif relation.type == "precedes":
            before, after = by_note.get(relation.source, []), by_note.get(relation.target, [])
            if before and after:
                yield before[-1], after[0], _POINTER
        elif relation.type in _BUILDS_ON:
            after = source or by_note.get(relation.source, [])
            for key in by_note.get(relation.target, [])[:1]:
                if after:
                    yield key, after[0], _CITATION


def _from_numbers(reading: Iterable[Unit]) -> Iterator[tuple[str, str, int]]:
    """Parts that carry numbers of one label follow each other by number."""
    series: dict[str, list[tuple[tuple[int, ...], str]]] = {}
    for unit in reading:
        if unit.frames and unit.frames[0].number and unit.frames[0].label:
            number = part_number(unit.frames[0].number)
            if number:
                label = unit.frames[0].label.casefold()
                series.setdefault(label, []).append((number, unit.key))
    for numbered in series.values():
        ordered = sorted(numbered)
        for (low, before), (high, after) in pairwise(ordered):
            if low < high:
                yield before, after, _NUMBER


def _from_protocols(
    content: Content,
    units: tuple[Unit, ...],
    unit_of: dict[str, str],
    by_note: dict[str, list[str]],
) -> Iterator[tuple[str, str, int]]:
    parents = {frame.id: frame.parent for frame in content.frames}
    ways = [unit for unit in units if unit.protocol is not None]
    for unit in ways:
        homes = [unit_of.get(parents[frame.id] or "") for frame in unit.frames]
        found = [home for home in homes if home] or [
            key for note in unit.notes for key in by_note.get(note, [])[-1:]
        ]
        for home in found[:1]:
            yield home, unit.key, _PLACE
    ordered = [unit for unit in ways if unit.protocol is not None and unit.protocol.ordered]
    for before, after in pairwise(ordered):
        if before.protocol and after.protocol and before.protocol.group == after.protocol.group:
            yield before.key, after.key, _NUMBER


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def part_number(written: str) -> tuple[int, ...]:
    """Return a part's number as numbers; empty where it is not one.

    >>> part_number("I.3"), part_number("iv"), part_number("12.а")
    ((1, 3), (4,), ())
    """
    found = []
    for part in re.split(r"[.\s-]+", written.casefold().strip(".) ")):
        if part.isdecimal() and len(part) < 9:
            found.append(int(part))
        elif part and set(part) <= set(_ROMAN) and len(part) < 12:
            values = [_ROMAN[letter] for letter in part]
            pairs = zip(values, [*values[1:], 0], strict=True)
            found.append(sum(-value if value < after else value for value, after in pairs))
        else:
            return ()
    return tuple(found)
