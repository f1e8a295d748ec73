"""A seed as a whole: its layout, its bytes, and that it says nothing the notes do not say."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import networkx as nx
import pytest
import yaml

from tests.seed.gold_meaning import snapshot_of
from tests.seed.hand_made import GARDEN, LOG, garden, packed
from vaultkit.seed.integrity import integrity_faults
from vaultkit.seed.making import Making
from vaultkit.seed.package import Package, make_package
from vaultkit.seed.reading import name_fault
from vaultkit.seed.selection import Selection

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def package() -> Package:
    return packed()


def test_layout_is_that_of_the_four_standards(package: Package) -> None:
    names = set(package.files)
    assert {"SKILL.md", "evals/evals.json", "bagit.txt", "bag-info.txt"} <= names
    assert {"data/ro-crate-metadata.json", "data/seed.json", "data/index.md"} <= names
    assert {"data/claims.jsonl", "data/checks/quiz.jsonl", "data/graph/graph.canvas"} <= names
    assert all(name.isascii() and name_fault(name) is None for name in names)
    assert not any(name.endswith("metadata.json") and "ro-crate" not in name for name in names)


def test_written_seed_is_whole(package: Package) -> None:
    assert integrity_faults(package.files) == []


def test_every_line_ends_with_lf_and_every_file_with_one(package: Package) -> None:
    for name, data in package.files.items():
        assert b"\r" not in data, name
        assert data == b"" or (data.endswith(b"\n") and not data.endswith(b"\n\n")), name


def test_json_files_satisfy_their_schemas(package: Package) -> None:
    schemas = {
        name: json.loads(package.files[f"data/schema/{name}-1.0.schema.json"])
        for name in ("seed", "claim", "receipt")
    }
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(package.files["data/seed.json"]), schemas["seed"])
    for line in package.files["data/claims.jsonl"].splitlines():
        jsonschema.validate(json.loads(line), schemas["claim"])


def test_front_matter_reads_alike_in_yaml_and_keeps_dates_as_text(package: Package) -> None:
    for name, data in package.files.items():
        if name.endswith(".md") and name != "data/log.md":
            header = yaml.safe_load(data.decode().split("---\n")[1])
            assert isinstance(header, dict), name
            if name.startswith("data/") and name != "data/index.md":
                assert header["type"]


def test_links_lead_to_files_of_the_seed(package: Package) -> None:
    for name, data in package.files.items():
        if not name.endswith(".md"):
            continue
        text = re.sub(r"```.*?```", "", data.decode(), flags=re.DOTALL)
        for target in re.findall(r"(?<!\\)\]\(([^)#]+)\)", text):
            found = os.path.normpath(os.path.join(os.path.dirname(name), target))  # noqa: PTH118, PTH120  # names in the seed, not paths
            assert found in package.files or target.endswith("/"), (name, target)


def test_graph_files_hold_the_same_graph(package: Package, tmp_path: Path) -> None:
    told = json.loads(package.files["data/graph/graph.json"])
    linked = nx.node_link_graph(told, edges="edges")
    file = tmp_path / "graph.graphml"
    file.write_bytes(package.files["data/graph/graph.graphml"])
    marked = nx.read_graphml(file, force_multigraph=True)
    assert set(linked.nodes) == set(marked.nodes)
    assert linked.number_of_edges() == marked.number_of_edges() == len(package.seed.edges)


def test_canvas_links_only_what_it_holds(package: Package) -> None:
    canvas = json.loads(package.files["data/graph/graph.canvas"])
    ids = [node["id"] for node in canvas["nodes"]]
    assert len(ids) == len(set(ids))
    assert all({edge["fromNode"], edge["toNode"]} <= set(ids) for edge in canvas["edges"])
    places = [(node["x"], node["y"]) for node in canvas["nodes"]]
    assert len(places) == len(set(places))


def test_every_claim_is_said_in_the_notes(package: Package) -> None:
    said = json.dumps([GARDEN, LOG], ensure_ascii=False)
    for claim in package.seed.content.claims:
        assert claim.text in said
        assert claim.place.note in package.seed.sources


def test_rejected_protocol_is_told_and_not_followed(package: Package) -> None:
    assert any(one.status == "rejected" for one in package.seed.content.protocols)
    assert all(act.protocol != "p-k2" for act in package.seed.acts)
    assert "Копия грядок" in package.files["SKILL.md"].decode()


def test_skill_is_short_and_named_as_its_folder(package: Package) -> None:
    text = package.files["SKILL.md"].decode()
    header = yaml.safe_load(text.split("---\n")[1])
    assert header["name"] == package.seed.about.name == "sad-bez-sadovnika"
    assert set(header) <= {"name", "description", "license", "metadata", "compatibility"}
    assert len(text.splitlines()) <= 200


def test_same_notes_give_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import hashlib; from tests.seed.hand_made import packed; files = packed().files; "
        "print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("7", "Asia/Tokyo"))
    }
    assert len(digests) == 1


def test_date_is_that_of_the_newest_message(package: Package) -> None:
    manifest = json.loads(package.files["data/seed.json"])
    assert manifest["created"] == "2024-03-05T09:30:00Z"
    assert manifest["createdFrom"] == "dialogue"


def test_date_and_version_leave_the_content_digest_alone(package: Package) -> None:
    later = packed(
        making=Making(title="Сад без садовника", version="2.0.0", date="2030-01-01T00:00:00Z")
    )
    told = [json.loads(one.files["data/seed.json"]) for one in (package, later)]
    assert told[0]["contentDigest"] == told[1]["contentDigest"]
    assert told[0]["id"] == told[1]["id"]


def test_absent_notes_are_counted_and_asked_for(package: Package) -> None:
    coverage = json.loads(package.files["data/seed.json"])["coverage"]
    assert coverage["notesMissing"] == ["Дневник сада"]
    assert coverage["notesCited"] == 2
    assert coverage["claimsWithoutSource"] == 0


def test_sealed_checks_are_kept_out_and_known_by_their_digest() -> None:
    sealed = packed(making=Making(title="Сад", seal=True))
    assert sealed.sealed
    kept = [json.loads(line) for line in sealed.sealed.splitlines()]
    told = json.loads(sealed.files["data/seed.json"])["checks"]
    assert told["sealed"] == {
        "count": len(kept),
        "sha256": hashlib.sha256(sealed.sealed).hexdigest(),
    }
    everything = b"".join(sealed.files.values()).decode()
    assert kept
    assert all(one["prompt"] not in everything for one in kept)


def test_seed_of_one_note_names_nothing_of_the_other() -> None:
    part = make_package(garden(), Selection(root="Garden log"), Making(title="Log"), lambda _: "")
    assert "Сад" not in b"".join(part.files.values()).decode()
    assert part.seed.content.language == "en"


def test_sample_note_becomes_a_seed(shared: Path) -> None:
    folder = shared / "data" / "seed-note"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    text = (folder / "note.md").read_text(encoding="utf-8")
    package = packed(snapshot_of(("133_д.md", text, gold)))
    assert package.leaks == ()
    assert integrity_faults(package.files) == []
    assert len(package.files["SKILL.md"].splitlines()) <= 200
    assert {act.mode for act in package.seed.acts} == {"read", "dialogue", "code", "human"}
