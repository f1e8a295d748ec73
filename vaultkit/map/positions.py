r"""Where the nodes of a map lie, as text that is kept in the user's data folder.

A map that moves under its reader's eyes is of no use, so places outlive the cache. The file is
plain text, one record a line, and can be edited by hand (docs/map.md)::

    vaultkit-positions 1
    unit<TAB>4.25
    group<TAB>region
    region<TAB>ID<TAB>HUE<TAB>OUTER REGION or -
    place<TAB>X<TAB>Y<TAB>REGION or -<TAB>NODE ID<TAB>DIGEST of a note

In a node id ``\\``, ``\n``, ``\r`` and ``\t`` are escaped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vaultkit.map.record import MapModel, Place

HEADER = "vaultkit-positions 1"
FARTHEST = 1e7
"""World units from the middle beyond which a place is taken for a fault and left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """Places by node id, and the regions that the nodes were in."""

    unit: float = 0.0
    """World units between neighbouring notes; 0 where nothing is known."""

    group: str = "region"
    places: Mapping[str, Place] = field(default_factory=dict)
    region_of: Mapping[str, str] = field(default_factory=dict)
    """Region id by node id; nodes of the strip have none."""

    hues: Mapping[str, int] = field(default_factory=dict)
    """Hue by region id, in the order of the regions."""

    parents: Mapping[str, str] = field(default_factory=dict)
    """Outer region by inner region."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """What each note said, by node id: a note with another name is known by it."""


def positions_of(model: MapModel) -> Positions:
    """Return the places of *model*'s nodes, those beside a lead left out."""
    leads = [
        (node, place, region)
        for node, place, region in zip(
            model.drawing.nodes, model.places, model.region_of, strict=True
        )
        if node.parent is None
    ]
    return Positions(
        unit=model.unit,
        group=model.group,
        places={node.id: place for node, place, _ in leads},
        region_of={node.id: model.regions[at].id for node, _, at in leads if at >= 0},
        hues={region.id: region.hue for region in model.regions},
        parents={
            region.id: model.regions[region.parent].id
            for region in model.regions
            if region.parent >= 0
        },
        digests={node.id: node.rev for node, _, _ in leads if node.kind == "note"},
    )


def positions_text(positions: Positions) -> str:
    """Return *positions* as the text of their file."""
    lines = [HEADER, f"unit\t{positions.unit:.6g}", f"group\t{positions.group}"]
    lines += [
        f"region\t{region}\t{hue}\t{positions.parents.get(region, '-')}"
        for region, hue in positions.hues.items()
    ]
    lines += [
        f"place\t{place.x:.2f}\t{place.y:.2f}\t"
        f"{positions.region_of.get(node, '-')}\t{_escaped(node)}\t"
        f"{positions.digests.get(node, '-')}"
        for node, place in sorted(positions.places.items())
    ]
    return "\n".join(lines) + "\n"


def parse_positions(text: str) -> Positions:
    """Return the positions that *text* tells; a line that tells none is passed over.

    A file of another version, or no file, gives no positions: the map is then laid out anew.
    """
    lines = text.split("\n")
    if lines[0].strip() != HEADER:
        return Positions()
    return _parsed(line.rstrip("\r").split("\t") for line in lines[1:])


def _parsed(rows: Iterable[list[str]]) -> Positions:
    unit, group = 0.0, "region"
    places: dict[str, Place] = {}
    told: dict[str, tuple[str, str]] = {}
    hues: dict[str, int] = {}
    parents: dict[str, str] = {}
    for row in rows:
        match row:
            case ["unit", value]:
                unit = _number(value) or 0.0
            case ["group", value]:
                group = value
            case ["region", region, hue, outer]:
                hues[region] = int(_number(hue) or 0) % 360
                if outer != "-":
                    parents[region] = outer
            case ["place", x, y, region, node, *digest]:
                place_x, place_y = _number(x), _number(y)
                if place_x is not None and place_y is not None:
                    places[_plain(node)] = Place(place_x, place_y)
                    told[_plain(node)] = (region, digest[0] if digest else "-")
            case _:
                pass
    if unit <= 0:
        return Positions()
    return Positions(
        unit=unit,
        group=group,
        places=places,
        region_of={node: region for node, (region, _) in told.items() if region != "-"},
        hues=hues,
        parents={inner: outer for inner, outer in parents.items() if outer not in parents},
        digests={node: digest for node, (_, digest) in told.items() if digest != "-"},
    )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < FARTHEST else None


def _escaped(node: str) -> str:
    for plain, escape in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        node = node.replace(plain, escape)
    return node


def _plain(node: str) -> str:
    if "\\" not in node:
        return node
    escapes = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
    parts = []
    characters = iter(node)
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            parts.append(escapes.get(following, following))
        else:
            parts.append(character)
    return "".join(parts)
