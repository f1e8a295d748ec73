"""Headings that are names play a part only where what stands under them does."""

import pytest

from vaultkit.frames.reading import read_meaning
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


def kinds(name: str, text: str) -> set[str]:
    source = Source(note_path(f"{name}.md"), text.encode())
    return {frame.kind for frame in read_meaning(source, parse_note(source)).frames}


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("frame-crop", "# Image Cropper\n\nAuthor: Ann\n\nCuts pictures.\n", "metaphor"),
        ("rivers", "# Rivers\n\n## Image\n\nA photograph of the river.\n", "metaphor"),
        ("solve", "# Solve\n\nA calculator.\n", "solution"),
        ("tea", "# Tea\n\n## Recipe links\n\n- one\n- two\n", "procedure"),
        ("words", "# Definition Popups\n\nShows a window.\n", "definition"),
        ("people", "# People\n\n## J.D Salt\n\n- a writer\n", "principle"),
    ],
)
def test_a_name_tells_no_role(name: str, text: str, kind: str) -> None:
    assert kind not in kinds(name, text)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("tea", "# Tea\n\n## Recipe notes\n\n1. Boil water\n2. Pour it\n", "procedure"),
        ("roads", "# Roads\n\n## The problem\n\nThe bridge is closed.\n", "problem"),
        ("roads", "# Bridge problem\n\nThe problem is the ice on it.\n", "problem"),
        ("rivers", "# Rivers\n\n## Image\n\nThe delta is like a hand.\n", "metaphor"),
    ],
)
def test_what_bears_a_name_out_keeps_its_role(name: str, text: str, kind: str) -> None:
    assert kind in kinds(name, text)


def test_a_heading_that_is_only_a_part_names_no_protocol() -> None:
    text = (
        "# Twin of the assistant\n\n## Solution\n\n"
        "The twin is moved by three rails: **letters as protocol**, **walks as clock** and "
        "**a friend as mirror**, where each frame of the agent is met in talk.\n\n"
        "1. Read the frame aloud.\n2. Ask it back.\n3. Write down what differs.\n"
    )
    source = Source(note_path("twin.md"), text.encode())
    meaning = read_meaning(source, parse_note(source))
    names = {one.name for one in meaning.protocols}
    assert "letters as protocol" in names
    assert names.isdisjoint({"Solution", "protocol"})
    assert "procedure" in {frame.kind for frame in meaning.frames}
