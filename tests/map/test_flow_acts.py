"""The chain of acts is a lane of the flow view, and each act opens what it is about."""

from pathlib import Path

from vaultkit.config import Config
from vaultkit.live_vault import LiveVault
from vaultkit.map.positions import Positions
from vaultkit.whole_map import map_of

SAMPLE = Path(__file__).parents[2] / "vault_sample"


def test_the_acts_of_the_sample_stand_in_their_order() -> None:
    live = LiveVault(SAMPLE, Config())
    model = map_of(live, live.snapshot, Positions())
    flow = model.drawing.flow
    lane = next(at for at, one in enumerate(flow.lanes) if one.kind == "acts")
    boxes = [box for box in flow.boxes if box.lane == lane]
    assert [box.column for box in boxes] == list(range(len(boxes)))
    assert len(boxes) > 5
    drawn = {node.id for node in model.drawing.nodes}
    opened = [box.node for box in boxes if box.node]
    assert len(opened) > 5
    assert set(opened) <= drawn
    assert {box.actor for box in boxes} <= {"read", "dialogue", "code", "human"}
