"""The regions of a placed drawing: circles around their members, named, coloured, counted."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from vaultkit.map.packing import Circle, enclosing
from vaultkit.map.placement import Placement
from vaultkit.map.record import Drawing, Place, Region
from vaultkit.map.region_names import centres, has_words, name_regions, title_name, unlike

GOLDEN_HUE = 137.50776405
LINKS_SHOWN = 400
"""Links between regions that a page carries, the strongest first."""


def find_regions(
    drawing: Drawing, placement: Placement, hues: Mapping[str, int]
) -> tuple[tuple[Region, ...], tuple[int, ...]]:
    """Return the regions, the outermost first, and the innermost region of each node.

    Regions that *hues* knows keep their order, so that open pages can keep their numbers.
    """
    outer_of = [
        placement.parents.get(key, key) if key is not None else None
        for key in placement.region_keys
    ]
    known = {key: number for number, key in enumerate(hues)}
    outer = _by_size(outer_of, known)
    inner = _by_size(
        [key if key in placement.parents else None for key in placement.region_keys], known
    )
    keys = (*outer, *inner)
    at = {key: number for number, key in enumerate(keys)}
    members = _members(keys, placement, outer_of)
    names = _names(drawing, placement, outer_of, outer, inner)
    colours = _hues(outer, hues)
    circles = [_circle(members[key], placement) for key in keys]
    circles = [*_apart(circles[: len(outer)]), *circles[len(outer) :]]
    regions = tuple(
        Region(
            id=key,
            parent=at[placement.parents[key]] if key in placement.parents else -1,
            name=name,
            x=circle.x,
            y=circle.y,
            r=circle.r,
            count=sum(1 for each in members[key] if drawing.nodes[each].parent is None),
            hue=colours[placement.parents.get(key, key)],
        )
        for key, name, circle in zip(keys, names, circles, strict=True)
    )
    return regions, tuple(at[key] if key is not None else -1 for key in placement.region_keys)


def _by_size(keys: Sequence[str | None], known: Mapping[str, int]) -> list[str]:
    count = Counter(key for key in keys if key is not None)
    return sorted(count, key=lambda key: (known.get(key, len(known)), -count[key], key))


def _members(
    keys: Sequence[str], placement: Placement, outer_of: Sequence[str | None]
) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {key: [] for key in keys}
    for at, (key, outer) in enumerate(zip(placement.region_keys, outer_of, strict=True)):
        if key is not None and outer is not None:
            members[outer].append(at)
            if key != outer:
                members[key].append(at)
    return members


def _names(
    drawing: Drawing,
    placement: Placement,
    outer_of: Sequence[str | None],
    outer: Sequence[str],
    inner: Sequence[str],
) -> list[str]:
    titles = [node.label if node.kind in ("note", "ghost") else "" for node in drawing.nodes]
    speech = _speech(drawing, titles)
    pairs = {(min(edge[:2]), max(edge[:2])) for edge in drawing.edges}
    found: list[str] = []
    taken: set[int] = set()
    for keys, given in ((outer_of, outer), (placement.region_keys, inner)):
        number = {key: at for at, key in enumerate(given)}
        of = [number.get(key, -1) if key is not None else -1 for key in keys]
        middle = centres(pairs, titles, of) if given else {}
        # A region inside another that turns around the same note goes by its words.
        called = {at: title_name(titles[node]) for at, node in middle.items() if node not in taken}
        taken.update(middle.values())
        words = name_regions(speech, of, len(given))
        found += unlike(
            [placement.names.get(key, called.get(at, words[at])) for at, key in enumerate(given)]
        )
    return found


def _speech(drawing: Drawing, titles: Sequence[str]) -> list[str]:
    """Return each title, or what a note's headings and parts say where its title says nothing."""
    dumb = {
        node.id: [text for _, text in node.headings]
        for node, title in zip(drawing.nodes, titles, strict=True)
        if title and not has_words(title)
    }
    for node in drawing.nodes:
        if node.parent in dumb and node.kind in ("frame", "protocol"):
            dumb[node.parent].append(node.label)
    return [
        " ".join(dumb.get(node.id, ())) or title
        for node, title in zip(drawing.nodes, titles, strict=True)
    ]


def _hues(outer: Sequence[str], known: Mapping[str, int]) -> dict[str, int]:
    """Return a hue for each region; a region keeps the hue that it had."""
    hues: dict[str, int] = {}
    used = {known[key] for key in outer if key in known}
    turn = 0
    for key in outer:
        if key in known:
            hues[key] = known[key]
            continue
        while (hue := int(210 + turn * GOLDEN_HUE) % 360) in used and turn < 720:
            turn += 1
        hues[key] = hue
        used.add(hue)
        turn += 1
    return hues


def _circle(members: Sequence[int], placement: Placement) -> Circle:
    places = tuple(sorted(placement.places[at] for at in members))
    return _around(places, 0.8 * placement.unit)


@lru_cache(maxsize=2048)
def _around(places: tuple[Place, ...], margin: float) -> Circle:
    """Return a circle around *places*; an edit moves few of them, so most are known."""
    return enclosing([Circle(*place, margin) for place in places])


def _apart(circles: Sequence[Circle]) -> list[Circle]:
    """Return *circles* made smaller where two overlap, so that each edge can be seen."""
    shrunk = list(circles)
    order = sorted(range(len(circles)), key=lambda at: circles[at].x - circles[at].r)
    for place, left in enumerate(order):
        for right in order[place + 1 :]:
            one, two = shrunk[left], shrunk[right]
            if two.x - two.r > circles[left].x + circles[left].r:
                break
            away = math.hypot(one.x - two.x, one.y - two.y)
            over = one.r + two.r - away
            if over > 0:
                share = over / (one.r + two.r)
                shrunk[left] = one._replace(r=one.r * (1 - share))
                shrunk[right] = two._replace(r=two.r * (1 - share))
    return shrunk


def region_links(
    drawing: Drawing, region_of: Sequence[int], regions: Sequence[Region]
) -> tuple[tuple[int, int, int], ...]:
    """Return how many edges join each two outermost regions, the strongest pairs first."""
    outermost = [region.parent if region.parent >= 0 else at for at, region in enumerate(regions)]
    count: Counter[tuple[int, int]] = Counter()
    for edge in drawing.edges:
        one, two = region_of[edge.source], region_of[edge.target]
        if one >= 0 and two >= 0:
            one, two = outermost[one], outermost[two]
            if one != two:
                count[min(one, two), max(one, two)] += 1
    pairs = sorted(count, key=lambda pair: (-count[pair], pair))[:LINKS_SHOWN]
    return tuple((*pair, count[pair]) for pair in pairs)
