"""Seeds of strangers, and seeds that were changed on the way."""

import random
from dataclasses import dataclass, replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.seed.hand_made import packed
from vaultkit.seed.integrity import integrity_faults
from vaultkit.seed.parsing import SeedFormatError, parse_seed
from vaultkit.seed.reading import SeedRefusedError, check_listing
from vaultkit.seed.structure import structure_faults

FILES = packed().files
NAMES = sorted(FILES)


@dataclass(frozen=True)
class Listed:
    name: str
    kind: str = "file"
    size: int = 10
    packed: int = 10


WHOLE = (Listed("data/seed.json"), Listed("SKILL.md"))


def test_whole_seed_is_read_back_as_it_was() -> None:
    package = packed()
    seed = parse_seed(package.files)
    assert seed.content == package.seed.content
    assert seed.acts == package.seed.acts
    assert seed.checks == package.seed.checks
    assert seed.about == package.seed.about
    assert seed.structure_digest == package.seed.structure_digest


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 10**9), st.integers(1, 255))
def test_every_changed_byte_is_found(name: str, at: int, flip: int) -> None:
    data = bytearray(FILES[name])
    if not data:
        return
    data[at % len(data)] ^= flip
    assert integrity_faults({**FILES, name: bytes(data)})


def test_bytes_at_random_places_of_the_whole_are_all_found() -> None:
    """Places are drawn over all bytes, so that large files weigh as they do in real damage."""
    rng = random.Random(6)  # noqa: S311  # a fixed draw, not a secret
    names = [name for name in NAMES if FILES[name]]
    weights = [len(FILES[name]) for name in names]
    for name in rng.choices(names, weights, k=1000):
        data = bytearray(FILES[name])
        data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
        assert integrity_faults({**FILES, name: bytes(data)}), name


@pytest.mark.parametrize("name", NAMES)
def test_missing_file_is_found(name: str) -> None:
    assert integrity_faults({key: data for key, data in FILES.items() if key != name})


def test_added_file_is_found_unless_an_installer_adds_it() -> None:
    assert integrity_faults({**FILES, "data/frames/more.md": b"x\n"})
    assert integrity_faults({**FILES, "notes.txt": b"x\n"})
    assert not integrity_faults({**FILES, ".openskills.json": b"{}\n"})


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Listed("../evil"), "leads outside"),
        (Listed("data/../../evil"), "leads outside"),
        (Listed("/etc/passwd"), "leads outside"),
        (Listed("~/x"), "leads outside"),
        (Listed("C:\\win.txt"), "must not hold"),
        (Listed("data/a\x00b"), "must not hold"),
        (Listed("data/a\x1b[31m"), "must not hold"),
        (Listed("data/и\u0306.md"), "NFC"),
        (Listed("data/CON.md"), "keep to themselves"),
        (Listed("data/x. "), "keep to themselves"),
        (Listed("data/link.md", kind="link"), "is a link"),
        (Listed("data/pipe.md", kind="other"), "is no regular file"),
        (Listed("SKILL.md"), "is in it twice"),
        (Listed("skill.md"), "one name on some"),
        (Listed("data/seed.json/x"), "below something"),
        (Listed("data/bomb", size=400_000_000, packed=200_000), "unpacks to"),
        (Listed("data/huge", size=600_000_000, packed=600_000_000), "bytes"),
        (Listed("data/" + "x" * 500), "too long"),
    ],
)
def test_strange_names_are_refused_with_the_reason(entry: Listed, reason: str) -> None:
    with pytest.raises(SeedRefusedError, match=reason):
        check_listing([*WHOLE, entry], folder=True)


def test_zip_may_have_one_folder_around_the_seed() -> None:
    entries = [replace(entry, name=f"garden/{entry.name}") for entry in WHOLE]
    assert check_listing(entries, folder=False) == {
        "SKILL.md": "garden/SKILL.md",
        "data/seed.json": "garden/data/seed.json",
    }


def test_something_else_is_refused() -> None:
    with pytest.raises(SeedRefusedError, match=r"no data/seed\.json"):
        check_listing([Listed("README.md")], folder=True)


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("data/seed.json", b'"vaultkit-seed"', b'"other-seed"', r"\$\.format"),
        ("data/seed.json", b'"formatVersion": "1.0.0"', b'"formatVersion": "2.0.0"', "Version"),
        ("data/seed.json", b'"position": 1,', b'"position": "one",', r"acts\[0\]\.position"),
        ("data/seed.json", b'"id": "f-', b'"id": "f-../../x', "is no id"),
        ("data/seed.json", b'"file": "acts/', b'"file": "acts/../../x', "is no file of an act"),
        ("data/seed.json", b'"name": "sad', b'"name": "../sad', "is no name"),
        ("data/claims.jsonl", b'"id":"c-', b'"id":"c-/', "is no id"),
        ("data/claims.jsonl", b"{", b"[", "line 1"),
        ("data/graph/graph.json", b"{", b"[" * 100_000, "deeper"),
    ],
)
def test_faulty_file_is_named_with_its_place(
    name: str, old: bytes, new: bytes, place: str
) -> None:
    files = {**FILES, name: FILES[name].replace(old, new, 1)}
    assert files[name] != FILES[name]
    with pytest.raises(SeedFormatError, match=place):
        parse_seed(files)


def test_newer_minor_version_is_read() -> None:
    newer = FILES["data/seed.json"].replace(
        b'"formatVersion": "1.0.0"', b'"formatVersion": "1.7.0"'
    )
    newer = newer.replace(b'"format":', b'"xNew": {"a": 1}, "format":', 1)
    assert parse_seed({**FILES, "data/seed.json": newer}).acts


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("data/seed.json", b'"prompt": "', b'"prompt": "", "x": "', "has no text"),
        ("data/claims.jsonl", b'"note":"n-', b'"note":"n-zz', "has no source"),
        ("data/graph/graph.json", b'"source": "f-', b'"source": "f-zz', "one end is missing"),
    ],
)
def test_structure_faults_are_told(name: str, old: bytes, new: bytes, fault: str) -> None:
    files = {**FILES, name: FILES[name].replace(old, new, 1)}
    seed = parse_seed(files)
    assert any(fault in told for told in structure_faults(seed, {}))


def test_circle_of_needs_is_told() -> None:
    seed = parse_seed(FILES)
    first = msgspec.structs.replace(seed.acts[0], needs=(seed.acts[-1].id,))
    turned = replace(seed, acts=(first, *seed.acts[1:]))
    assert "the needs of the acts go in a circle" in structure_faults(turned, {})
