"""The sample note against its gold record, by the scorer that judges vaultkit."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from vaultkit.facts.record import note_facts
from vaultkit.frames.reading import read_meaning
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

# The scorer is not ours and leaves its files to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
EXACT = (
    "messages", "sections", "wikilinks", "footnote_refs", "footnote_defs", "table_cells",
)  # fmt: skip


def facts_of(file: Path) -> dict[str, Any]:
    source = Source.of(NotePath(file.name), file.read_bytes())
    return note_facts(read_meaning(source, parse_note(source)))


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "data/seed-note/score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(counts: tuple[int, int, int]) -> float:
    hits, extra, missed = counts
    return 2 * hits / max(1, 2 * hits + extra + missed)


def test_exact_layers_are_all_there(shared: Path, scorer: ModuleType) -> None:
    note = shared / "data/seed-note/note.md"
    gold = json.loads((shared / "data/seed-note/gold.json").read_text(encoding="utf-8"))
    scores = scorer.score(facts_of(note), gold, str(note))
    assert {name: f1(scores[name]) for name in EXACT} == dict.fromkeys(EXACT, 1.0)


BARS = {
    "frame_slots": 0.99,
    "oppositions_core": 0.9,
    "frames_all": 0.81,
    "frames_core_spans_only": 0.77,
}
"""What is reached of the layers that are not all there; the last two count optional frames."""


def test_what_it_means_is_as_good_as_it_was(shared: Path, scorer: ModuleType) -> None:
    note = shared / "data/seed-note/note.md"
    gold = json.loads((shared / "data/seed-note/gold.json").read_text(encoding="utf-8"))
    scores = {
        name: f1(counts)
        for name, counts in scorer.score(facts_of(note), gold, str(note)).items()
        if sum(counts)
    }
    assert {name: one for name, one in scores.items() if one < BARS.get(name, 1.0)} == {}
