"""A snapshot to the flow view: protocols with their steps in order, numbered parts in order."""

from collections.abc import Sequence

from vaultkit.frames.record import Protocol
from vaultkit.map.node import note_id, short
from vaultkit.map.reading_order import reading_order
from vaultkit.map.record import Flow, FlowAct, FlowArrow, FlowBox, FlowLane
from vaultkit.notes.note_path import NotePath, stem
from vaultkit.snapshot import Snapshot


def flow_of(snapshot: Snapshot, acts: Sequence[FlowAct] = ()) -> Flow:
    """Return a lane for each protocol and each chain of parts, and one for the *acts*."""
    lanes: list[FlowLane] = []
    boxes: list[FlowBox] = []
    arrows: list[FlowArrow] = []
    for protocol in snapshot.protocols:
        _protocol_lane(protocol, len(lanes), boxes, arrows)
        lanes.append(
            FlowLane(
                title=short(protocol.name),
                kind="protocol",
                status=protocol.status,
                group=protocol.group or "",
            )
        )
    for chain in reading_order(snapshot):
        _parts_lane(snapshot, chain, len(lanes), boxes, arrows)
        lanes.append(FlowLane(title=stem(chain[0]), kind="parts"))
    if acts:
        _acts_lane(acts, len(lanes), boxes, arrows)
        lanes.append(FlowLane(title="", kind="acts"))
    return Flow(lanes=tuple(lanes), boxes=tuple(boxes), arrows=tuple(arrows))


def _protocol_lane(
    protocol: Protocol, lane: int, boxes: list[FlowBox], arrows: list[FlowArrow]
) -> None:
    first = len(boxes)
    node = f"p:{protocol.id}"
    texts = [
        ("protocol", protocol.name, protocol.line, ""),
        *(("condition", text, protocol.line, "") for text in protocol.preconditions),
        *(("step", step.text, step.line, step.actor or "") for step in protocol.steps),
        *(("check", text, protocol.line, "") for text in protocol.checks),
    ]
    boxes.extend(
        FlowBox(
            node=node,
            kind=kind,
            title=short(text),
            lane=lane,
            column=column,
            status=protocol.status,
            line=line,
            actor=actor,
        )
        for column, (kind, text, line, actor) in enumerate(texts)
    )
    arrows.extend(FlowArrow(at - 1, at, "next") for at in range(first + 1, len(boxes)))
    arrows.extend(_requirements(protocol, first + 1 + len(protocol.preconditions)))


def _requirements(protocol: Protocol, first_step: int) -> list[FlowArrow]:
    """Return an arrow for each step that waits for a step other than the one before it."""
    at = {step.n: first_step + place for place, step in enumerate(protocol.steps)}
    return [
        FlowArrow(at[before], at[step.n], "requires")
        for step in protocol.steps
        for before in step.after
        if before in at and before != step.n - 1
    ]


def _parts_lane(
    snapshot: Snapshot,
    chain: tuple[NotePath, ...],
    lane: int,
    boxes: list[FlowBox],
    arrows: list[FlowArrow],
) -> None:
    for column, path in enumerate(chain):
        if column:
            arrows.append(FlowArrow(len(boxes) - 1, len(boxes), "points_to"))
        title, line = _part_title(snapshot, path)
        boxes.append(
            FlowBox(
                node=note_id(path), kind="part", title=title, lane=lane, column=column, line=line
            )
        )


def _acts_lane(
    acts: Sequence[FlowAct], lane: int, boxes: list[FlowBox], arrows: list[FlowArrow]
) -> None:
    for column, act in enumerate(acts):
        if column:
            arrows.append(FlowArrow(len(boxes) - 1, len(boxes), "next"))
        title = short(act.title)
        boxes.append(
            FlowBox(
                node=act.node, kind="act", title=title, lane=lane, column=column, actor=act.mode
            )
        )


def _part_title(snapshot: Snapshot, path: NotePath) -> tuple[str, int]:
    for section in snapshot.readings[path].meaning.sections:
        if section.number:
            words = (section.label, section.number, section.title)
            return short(" ".join(filter(None, words))), section.line
    return short(stem(path)), 0
