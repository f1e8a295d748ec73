"""The map of a vault on disk: drawn from its snapshot, placed where its nodes lay before.

Places are kept in the user's data folder, outside the cache: clearing a cache must not make the
map of a vault unrecognisable.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from vaultkit import disk
from vaultkit.index.place import data_folder
from vaultkit.listing import shown
from vaultkit.live_vault import LiveVault
from vaultkit.map.drawing import ends_by_id
from vaultkit.map.model import GROUPS, MapOptions, build_model
from vaultkit.map.page import page_html
from vaultkit.map.page_data import Live, PageOptions
from vaultkit.map.page_panels import page_panels
from vaultkit.map.positions import Positions, parse_positions, positions_of, positions_text
from vaultkit.map.record import Drawing, FlowAct, MapModel
from vaultkit.seed.preview import acts_of
from vaultkit.seed.selection import Selection
from vaultkit.snapshot import Snapshot

NS_PER_DAY = 86_400_000_000_000
_MOST_FRAMES = 1_000
"""A chain of acts over more is for a seed to make, not for a page to show after each edit."""

CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def places_file(vault: Path, group: str) -> Path:
    """Return the file that keeps the places of the map grouped by *group*."""
    return data_folder(vault) / f"places-{group if group in GROUPS else GROUPS[0]}.txt"


def read_places(vault: Path, group: str) -> Positions:
    """Return the places that are kept; none where there is no file or it is not ours."""
    return parse_positions(disk.read_text_if_there(places_file(vault, group)))


def keep_places(vault: Path, model: MapModel) -> None:
    """Keep the places of *model* for the next run.

    Raises:
        OutputError: The data folder cannot be written to.
    """
    text = positions_text(positions_of(model))
    disk.write_if_changed(places_file(vault, model.group), text.encode("utf-8", "replace"))


def map_of(
    live: LiveVault,
    snapshot: Snapshot,
    places: Positions,
    group: str = "region",
    acts: Sequence[FlowAct] | None = None,
    before: Drawing | None = None,
) -> MapModel:
    """Return the map of *snapshot*, which is or was the state of *live*.

    Without *acts* they are found: that is most of the work in a large vault. What *before* has of
    the same content is taken from there.
    """
    # An archive that keeps no dates unpacks to files of 1970: that is no date.
    days = {
        path: day
        for path, known in live.files.items()
        if (day := known.listed.fingerprint.mtime_ns // NS_PER_DAY) > 0
    }
    options = MapOptions(
        name=shown(live.folder.name),
        group=group,
        positions=places,
        acts=flow_acts(snapshot) if acts is None else acts,
        days=days,
        before=before,
    )
    return build_model(snapshot, options)


def flow_acts(snapshot: Snapshot) -> tuple[FlowAct, ...]:
    """Return the acts that a seed of the vault would have; none where it would be a large one."""
    if sum(map(len, snapshot.frames.values())) > _MOST_FRAMES:
        return ()
    drawn = ends_by_id(snapshot)
    return tuple(
        FlowAct(act.title, act.mode, _node(act.protocol or next(iter(act.frames), ""), drawn))
        for act in acts_of(snapshot, Selection())
    )


def _node(key: str, drawn: Mapping[str, str]) -> str:
    """Return the node of a seed's record: ``f-abc`` is ``f:abc``, or a protocol's own node."""
    return drawn.get(key[2:], f"{key[0]}:{key[2:]}") if key else ""


def page_of(
    live: LiveVault, snapshot: Snapshot, model: MapModel, lang: str | None, tells: Live
) -> str:
    """Return the page of *model*; its panels are in it where no server answers for them."""
    panels = {} if tells.notes else page_panels(snapshot, model, live.source)
    options = PageOptions(lang=lang or language_of(model), live=tells, panels=panels)
    return page_html(model, options)


def language_of(model: MapModel) -> str:
    """Return the language that most names of notes are in: ``ru`` where they are Cyrillic."""
    names = [node.label for node in model.drawing.nodes if node.kind in ("note", "ghost")]
    cyrillic = sum(1 for name in names if CYRILLIC.search(name))
    return "ru" if names and 2 * cyrillic >= len(names) else "en"
