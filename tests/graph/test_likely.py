"""What a broken link was probably meant to say: the near slip is named, the far-fetched is not."""

import pytest

from vaultkit.graph.likely import LikelyTargets
from vaultkit.notes.note_path import note_path

FILES = ("crlf.md", "C.md", "Go.md", "x/ab.md", "Kapitel 1.md", "Ёлка.md", "act.md")
ALIASES = (("Chapter One", note_path("Kapitel 1.md")),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kapitel", "Kapitel 1.md"),
        ("kapitel-1", "Kapitel 1.md"),
        ("chapter one!", "Kapitel 1.md"),
        ("Елка", "Ёлка.md"),
        # two letters that changed places
        ("crfl", "crlf.md"),
        ("Kaiptel1", "Kapitel 1.md"),
        ("cat", None),
        # of one or two letters nothing may be left out
        ("C++", None),
        ("C#", None),
        ("g-o", None),
        ("y/AB", "x/ab.md"),
        ("y/c.md", "C.md"),
        ("!", None),
        ("x" * 100_000, None),
    ],
)
def test_likely_target(written: str, meant: str | None) -> None:
    likely = LikelyTargets([note_path(path) for path in FILES], ALIASES)
    assert likely.find(written) == meant
