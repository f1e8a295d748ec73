"""What one act is about: a frame with its parts, a note, a folder, or a protocol.

A small vault is grown frame by frame; a large one note by note or folder by folder, so that a
person has some forty acts to go through and not thousands.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vaultkit.seed.record import Content, SeedClaim, SeedFrame, SeedProtocol

LIMIT = 40
"""How many acts of reading a person is asked to go through, where the vault allows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The matter of one act."""

    key: str
    """Id of the frame, note or protocol, or the folder's path with a slash at the end."""

    title: str
    frames: tuple[SeedFrame, ...] = ()
    claims: tuple[SeedClaim, ...] = ()
    protocol: SeedProtocol | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """Ids of the notes that the matter stands in."""
        places = [frame.place.note for frame in self.frames]
        places += [claim.place.note for claim in self.claims]
        if self.protocol is not None:
            places.append(self.protocol.place.note)
        return tuple(dict.fromkeys(places))


def find_units(content: Content, grain: str = "auto") -> tuple[Unit, ...]:
    """Return the matter of each act, in the order of the vault; protocols come last.

    Args:
        content: The content of a seed.
        grain: ``frame``, ``note``, ``folder``, or ``auto`` for the finest that keeps to `LIMIT`.
    """
    paths = _paths(content)
    ways = sorted(
        (one for one in content.protocols if _is_a_way(one)),
        key=lambda one: (paths.get(one.place.note, ""), one.place.lines, one.id),
    )
    return (*_reading_units(content, grain), *(_of_protocol(content, one) for one in ways))


def _is_a_way(protocol: SeedProtocol) -> bool:
    """A rejected protocol, or a mere classification, is known and not followed."""
    return protocol.status != "rejected" and protocol.role not in ("excluded", "taxonomy")


def _of_protocol(content: Content, protocol: SeedProtocol) -> Unit:
    wanted = {*protocol.steps, *protocol.evidence}
    return Unit(
        key=protocol.id,
        title=protocol.name,
        frames=tuple(frame for frame in content.frames if frame.protocol == protocol.id),
        claims=tuple(claim for claim in content.claims if claim.id in wanted),
        protocol=protocol,
    )


def _reading_units(content: Content, grain: str) -> tuple[Unit, ...]:
    tops = _tops(content)
    if grain == "frame":
        return _grouped(content, lambda frame: tops[frame.id])
    if grain == "note":
        return _grouped(content, None)
    if grain == "folder":
        return _by_folder(content)
    by_frame = _grouped(content, lambda frame: tops[frame.id])
    if len(by_frame) <= LIMIT:
        return by_frame
    by_note = _grouped(content, None)
    return by_note if len(by_note) <= LIMIT else _by_folder(content)


def _tops(content: Content) -> dict[str, str]:
    """Give each frame the outermost frame that holds it; a next step goes with what it follows."""
    parents = {frame.id: frame.parent for frame in content.frames}
    parents |= dict(_enclosing(content.frames))
    tops: dict[str, str] = {}
    for frame in content.frames:
        top, seen = frame.id, {frame.id}
        while (parent := parents.get(top)) in parents and parent not in seen:
            top = parent or top
            seen.add(top)
        tops[frame.id] = top
    before: dict[str, str] = {}
    for frame in in_reading_order(content.frames):
        if frame.kind == "next_step" and tops[frame.id] == frame.id:
            tops[frame.id] = before.get(frame.place.note, frame.id)
        else:
            before[frame.place.note] = tops[frame.id]
    return tops


def _enclosing(frames: Iterable[SeedFrame]) -> Iterator[tuple[str, str]]:
    """Give each frame without a parent the frame whose lines hold all of its own."""
    open_frames: list[SeedFrame] = []
    for frame in in_reading_order(frames):
        first, last = frame.place.lines
        while open_frames and (
            open_frames[-1].place.note != frame.place.note
            or open_frames[-1].place.lines[1] < first
        ):
            open_frames.pop()
        outer = next((one for one in reversed(open_frames) if one.place.lines[1] >= last), None)
        if outer is not None and frame.parent is None and frame.kind != "next_step":
            yield frame.id, outer.id
        open_frames.append(frame)


def in_reading_order(frames: Iterable[SeedFrame]) -> list[SeedFrame]:
    """Return *frames* note by note, outer before inner, from the first line on."""
    return sorted(
        frames,
        key=lambda one: (one.place.note, one.place.lines[0], -one.place.lines[1], one.id),
    )


def _grouped(content: Content, group_of: Callable[[SeedFrame], str] | None) -> tuple[Unit, ...]:
    """Group frames by *group_of*, or by note; claims without a frame make a unit of their note."""
    titles = {frame.id: frame.title for frame in content.frames}
    titles |= {source.id: source.title for source in content.sources}
    frames: dict[str, list[SeedFrame]] = {}
    group: dict[str, str] = {}
    for frame in in_reading_order(content.frames):
        key = group_of(frame) if group_of else frame.place.note
        group[frame.id] = key
        frames.setdefault(key, []).append(frame)
    claims: dict[str, list[SeedClaim]] = {}
    for claim in content.claims:
        if claim.frame is not None or claim.protocol is None:
            key = group.get(claim.frame or "", claim.place.note)
            claims.setdefault(key, []).append(claim)
    paths = _paths(content)

    def first(key: str) -> tuple[str, tuple[int, int], str]:
        places = [one.place for one in (*frames.get(key, ()), *claims[key])]
        place = min(places, key=lambda place: (place.note, place.lines))
        return paths.get(place.note, ""), place.lines, key

    return tuple(
        Unit(
            key=key,
            title=titles.get(key, key),
            frames=tuple(one for one in frames.get(key, ()) if one.protocol is None),
            claims=tuple(claims[key]),
        )
        for key in sorted(claims, key=first)
    )


def _paths(content: Content) -> dict[str, str]:
    return {source.id: source.path or source.title for source in content.sources}


def _by_folder(content: Content) -> tuple[Unit, ...]:
    """Group by the deepest level of folders that keeps to `LIMIT`, or by the top one."""
    paths = _paths(content)
    notes = _grouped(content, None)
    for depth in (4, 3, 2, 1):
        groups: dict[str, list[Unit]] = {}
        for unit in notes:
            folder = paths.get(unit.key, "").split("/")[:-1][:depth]
            groups.setdefault("/".join(folder) + "/", []).append(unit)
        if len(groups) <= LIMIT or depth == 1:
            return tuple(_joined(key, groups[key]) for key in sorted(groups))
    return ()


def _joined(key: str, units: list[Unit]) -> Unit:
    return Unit(
        key=key,
        title=key.rstrip("/").rpartition("/")[2] or units[0].title,
        frames=tuple(frame for unit in units for frame in unit.frames),
        claims=tuple(claim for unit in units for claim in unit.claims),
    )
