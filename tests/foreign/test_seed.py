"""Seeds of real notes against programs that know nothing of vaultkit."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.foreign.environments import (
    AGNIX,
    ATLAS_RECALL,
    BAGIT,
    CHECK_JSONSCHEMA,
    IGRAPH,
    OKF,
    ROCRATE,
    SKILLS_REF,
    Program,
    installed,
    run,
)
from vaultkit.cli import app
from vaultkit.cli.seed_opening import open_seed

# One worker makes the seeds and the environments once.
pytestmark = [pytest.mark.foreign, pytest.mark.xdist_group("foreign")]

ROOT = Path(__file__).parents[2]
PROFILE = ROOT / "vaultkit" / "seed" / "profile"


def export(vault: Path, out: Path, *options: str) -> Path:
    went = CliRunner().invoke(app, ["export-seed", str(vault), "-o", str(out), *options])
    assert went.exit_code == 0, went.output
    (folder,) = out.iterdir()
    return folder


@pytest.fixture(scope="module")
def sample_note_vault(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vault")
    shutil.copy(shared / "data" / "seed-note" / "note.md", folder)
    return folder


@pytest.fixture(scope="module", params=["vault_sample", "sample note"])
def seed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seed of each, as ``export-seed`` writes it."""
    if request.param == "vault_sample":
        vault = ROOT / "vault_sample"
    else:
        vault = request.getfixturevalue("sample_note_vault")
    return export(vault, tmp_path_factory.mktemp("seeds"))


def check_bag(folder: Path) -> subprocess.CompletedProcess[str]:
    home = installed(BAGIT)
    return run(
        Program("bagit", BAGIT.requirements, "python"),
        home / "bin" / "bagit.py",
        "--validate",
        folder,
    )


def check_skill(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(SKILLS_REF, "validate", folder)


def check_lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(AGNIX, folder)


def check_schema(folder: Path) -> subprocess.CompletedProcess[str]:
    schema = folder / "data" / "schema" / "seed-1.0.schema.json"
    return run(CHECK_JSONSCHEMA, "--schemafile", schema, folder / "data" / "seed.json")


def check_knowledge(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(OKF, "validate", folder / "data")


def check_crate(folder: Path) -> subprocess.CompletedProcess[str]:
    home = installed(ROCRATE)
    cache = home / "context"
    if not cache.with_suffix(".sqlite").exists():
        script = Path(__file__).parent / "roc_cache.py"
        made = run(Program("rocrate", ROCRATE.requirements, "python"), script, cache)
        assert made.returncode == 0, made.stderr
    options = ("--offline", "--cache-path", cache, "--extra-profiles-path", PROFILE)
    return run(ROCRATE, "-y", "validate", *options, "--no-paging", folder)


CHECKS: dict[str, Callable[[Path], subprocess.CompletedProcess[str]]] = {
    "bagit": check_bag,
    "skills-ref": check_skill,
    "agnix": check_lint,
    "check-jsonschema": check_schema,
    "okf-cli": check_knowledge,
    "roc-validator": check_crate,
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_seed_is_accepted(seed: Path, check: str) -> None:
    answer = CHECKS[check](seed)
    assert answer.returncode == 0, answer.stdout[-4000:] + answer.stderr[-2000:]


def test_sha512sum_accepts_it(seed: Path) -> None:
    command = ["sha512sum", "-c", "--quiet", "manifest-sha512.txt"]
    assert subprocess.run(command, cwd=seed, check=False).returncode == 0


def test_two_graph_libraries_read_the_same_graph(seed: Path) -> None:
    graph = seed / "data" / "graph"
    code = (
        "import sys, json, igraph, networkx;"
        "g = igraph.Graph.Read_GraphML(sys.argv[1]); n = networkx.read_graphml(sys.argv[1]);"
        "print(json.dumps([g.vcount(), g.ecount(), len(n), n.number_of_edges()]))"
    )
    answer = run(IGRAPH, "-W", "ignore", "-c", code, graph / "graph.graphml")
    assert answer.returncode == 0, answer.stderr
    counts = json.loads(answer.stdout)
    held = open_seed(seed)
    assert counts == [len(held.nodes), len(held.edges)] * 2


def test_a_retriever_finds_the_frame_of_a_question(seed: Path, tmp_path: Path) -> None:
    """Search of another's making, over the files alone, leads from a question to its frame."""
    notes = tmp_path / "notes"
    shutil.copytree(seed / "data", notes)
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert run(ATLAS_RECALL, "init", notes, environment=home).returncode == 0
    indexed = run(ATLAS_RECALL, "index", cwd=notes, environment=home)
    assert indexed.returncode == 0, indexed.stderr
    held = open_seed(seed)
    asked = [frame for frame in held.content.frames if frame.claims][:8]
    lost = []
    for frame in asked:
        longest = max((held.claims[key].text for key in frame.claims), key=len)
        words = sorted(set(re.findall(r"\w{4,}", longest)), key=lambda word: (-len(word), word))[
            :3
        ]
        answer = run(ATLAS_RECALL, "find", " ".join(words), cwd=notes, environment=home).stdout
        if Path(held.files[frame.id]).stem not in answer:
            lost.append((frame.title, words))
    assert len(lost) <= 1, lost


# What is wrong must be found by those who should find it.


@pytest.fixture(scope="module")
def sample_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(ROOT / "vault_sample", tmp_path_factory.mktemp("sample"))


@pytest.fixture
def copy(sample_seed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_seed, tmp_path / sample_seed.name))


def edit_json(file: Path, change: Callable[[dict[str, object]], None]) -> None:
    held = json.loads(file.read_text(encoding="utf-8"))
    change(held)
    file.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


def test_a_flipped_byte_is_found(copy: Path) -> None:
    file = copy / "data" / "claims.jsonl"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    assert check_bag(copy).returncode
    assert CliRunner().invoke(app, ["seed", "verify", str(copy)]).exit_code == 1


def test_an_act_without_a_text_is_no_valid_crate(copy: Path) -> None:
    def empty(crate: dict[str, object]) -> None:
        graph = crate["@graph"]
        assert isinstance(graph, list)
        step = next(entity for entity in graph if entity["@type"] == "HowToStep")
        del step["text"]

    edit_json(copy / "data" / "ro-crate-metadata.json", empty)
    assert check_crate(copy).returncode


def test_an_act_without_an_id_is_against_the_schema(copy: Path) -> None:
    def strip(manifest: dict[str, object]) -> None:
        acts = manifest["acts"]
        assert isinstance(acts, list)
        del acts[0]["id"]

    edit_json(copy / "data" / "seed.json", strip)
    assert check_schema(copy).returncode


def test_a_folder_of_another_name_is_no_skill(copy: Path) -> None:
    other = copy.with_name("another-name")
    copy.rename(other)
    assert check_skill(other).returncode


def test_needs_in_a_circle_are_found(copy: Path) -> None:
    def knot(manifest: dict[str, object]) -> None:
        acts = manifest["acts"]
        assert isinstance(acts, list)
        acts[0]["needs"] = [acts[-1]["id"]]
        acts[-1]["needs"] = [acts[0]["id"]]

    edit_json(copy / "data" / "seed.json", knot)
    verified = CliRunner().invoke(app, ["seed", "verify", str(copy), "--json"])
    assert verified.exit_code == 1
    assert "circle" in verified.output or "cycl" in verified.output


def test_a_claim_without_a_source_is_found(copy: Path) -> None:
    file = copy / "data" / "claims.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    first["place"]["note"] = "n-nowhere"
    text = "\n".join([json.dumps(first, ensure_ascii=False), *lines[1:]])
    file.write_text(text + "\n", encoding="utf-8")
    verified = CliRunner().invoke(app, ["seed", "verify", str(copy), "--json"])
    assert verified.exit_code == 1
    assert f"{first['id']} has no source" in verified.output


def test_a_name_in_nfd_is_refused(copy: Path) -> None:
    (copy / "data" / "frames" / "и\u0306.md").write_text("x", encoding="utf-8")
    refused = CliRunner().invoke(app, ["seed", "verify", str(copy)])
    assert refused.exit_code != 0
    assert "NFC" in str(refused.exception) or "NFC" in refused.output


def test_a_secret_never_leaves(tmp_path: Path) -> None:
    canary = "sk-ant-api03-" + "A1b2" * 20
    vault = tmp_path / "vault"
    vault.mkdir()
    text = f"# Принцип I.1 — Ключ\n\nКлюч — это {canary}.\n\n- [[A]] — утверждает, что {canary}\n"
    (vault / "a.md").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    went = CliRunner().invoke(app, ["export-seed", str(vault), "-o", str(out)])
    assert went.exit_code == 1
    assert canary not in went.output
    assert not out.exists() or not any(out.rglob("*"))
    redacted = export(vault, out, "--redact")
    found = subprocess.run(["grep", "-r", canary, str(redacted)], check=False, env=os.environ)
    assert found.returncode == 1
