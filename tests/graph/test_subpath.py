"""What stands behind ``#`` in a link."""

import pytest

from vaultkit.graph.subpath import find_subpath, parse_subpath
from vaultkit.notes.note import BlockId, Footnote, Heading
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

NOTE = parse_note(
    Source.of(
        note_path("Note.md"),
        b"""\
# Top
## Same
# Other: with *marks*, (and) `code`!
## Same
### Deep_er - 'still'
# A link in a [[x]]
text ^Block-1

[^Note]: a footnote
""",
    )
)


@pytest.mark.parametrize(
    ("subpath", "line"),
    [
        ("#Top", 1),
        ("#top", 1),
        ("#Same", 2),
        ("#Top#Same", 2),
        ("#Other with marks and code#Same", 4),
        ("#Other: with *marks*, (and) `code`!", 3),
        ("#Same#Deep_er - 'still'", 5),
        ("#Other with marks and code#Deep_er - 'still'", 5),
        ("##Top##Same", 2),
        ("#A link in a x", 6),
        ("#A link in a [[x]]", 6),
        ("#^block-1", 7),
        ("#[^note]", 9),
        ("#Deep_er - 'still'#Same", None),
        ("#None", None),
        ("#Deep er still", None),
        ("#^none", None),
        ("#[^none]", None),
    ],
)
def test_subpaths(subpath: str, line: int | None) -> None:
    parsed = parse_subpath(subpath)
    assert parsed is not None
    found = find_subpath(NOTE, parsed)
    assert (found and found.line) == line
    assert found is None or isinstance(found, Heading | BlockId | Footnote)
