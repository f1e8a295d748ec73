"""What is drawn and where it lies: a snapshot to a `MapModel`."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from vaultkit.map.drawing import draw
from vaultkit.map.record import Drawing, MapModel, Place
from vaultkit.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions:
    """How a map is made."""

    name: str = "vault"
    group: str = "region"
    """What lies together: ``region`` (found communities), ``folder`` or ``frame``."""

    lang: str = "en"
    days: Mapping[str, int] = field(default_factory=dict)
    """Days since 1970 by path, for notes that do not tell their date themselves."""


def place_drawing(drawing: Drawing, options: MapOptions) -> MapModel:
    """Return *drawing* with a place for every node."""
    places = tuple(
        Place(1000 * ((at * 0.7548776662) % 1), 1000 * ((at * 0.5698402909) % 1))
        for at in range(len(drawing.nodes))
    )
    degree = [0] * len(drawing.nodes)
    for edge in drawing.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    most = math.log1p(max(degree, default=1)) or 1
    return MapModel(
        name=options.name,
        drawing=drawing,
        places=places,
        weights=tuple(math.log1p(each) / most for each in degree),
        region_of=(-1,) * len(drawing.nodes),
        unit=1000 / math.sqrt(len(drawing.nodes) or 1),
        revision=hashlib.blake2b(
            repr(drawing).encode("utf-8", "replace"), digest_size=8
        ).hexdigest(),
    )


def build_model(snapshot: Snapshot, options: MapOptions) -> MapModel:
    """Return the map of *snapshot*."""
    return place_drawing(draw(snapshot, options.days), options)
