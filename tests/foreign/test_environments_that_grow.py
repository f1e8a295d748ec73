"""The second group: environments that take a seed in; minutes and much to install: -m slow."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.foreign.environments import FASTMCP, LETTA, OKF_INGEST, run, run_node
from tests.foreign.test_seed import check_bag, check_skill, export
from vaultkit.cli import app
from vaultkit.cli.seed_opening import open_seed

pytestmark = [pytest.mark.foreign, pytest.mark.slow, pytest.mark.xdist_group("foreign")]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(ROOT / "vault_sample", tmp_path_factory.mktemp("seeds"))


def test_okf_ingest_finds_it_conformant(seed: Path) -> None:
    answer = run(OKF_INGEST, "validate", seed / "data")
    assert answer.returncode == 0, answer.stdout


def test_a_client_of_the_skills_extension_verifies_every_file(seed: Path, tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "vaultkit"
    script = Path(__file__).parent / "fastmcp_client.py"
    answer = run(FASTMCP, script, program, seed, tmp_path / "grown")
    assert answer.returncode == 0, answer.stderr[-2000:]
    told = json.loads(answer.stdout.splitlines()[-1])
    assert told["name"] == seed.name
    assert told["files"] == told["right"] > 20


@pytest.mark.parametrize(
    ("tool", "arguments", "places"),
    [
        ("openskills", ("install", "SEED", "-y"), [".claude"]),
        (
            "skills",
            ("add", "SEED", "-a", "claude-code", "-a", "codex", "-y", "--copy"),
            [".claude", ".agents"],
        ),
    ],
)
def test_an_installed_copy_is_still_whole(
    seed: Path, tmp_path: Path, tool: str, arguments: tuple[str, ...], places: list[str]
) -> None:
    told = [str(seed) if one == "SEED" else one for one in arguments]
    went = run_node(tool, *told, cwd=tmp_path, home=tmp_path)
    assert went.returncode == 0, went.stdout + went.stderr
    for place in places:
        copy = tmp_path / place / "skills" / seed.name
        assert check_bag(copy).returncode == 0
        assert check_skill(copy).returncode == 0
        assert CliRunner().invoke(app, ["seed", "verify", str(copy)]).exit_code == 0


def test_the_inspector_lists_reads_and_calls(seed: Path, tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "vaultkit"
    server = (program, "seed", "grow", seed, "--into", tmp_path / "grown", "--target", "mcp")

    def inspected(method: str, *arguments: str) -> dict[str, Any]:
        asked: list[str | Path] = ["--cli", *server, "--method", method, *arguments]
        answer = run_node("mcp-inspector", *asked, cwd=tmp_path, home=tmp_path)
        assert answer.returncode == 0, answer.stderr[-2000:]
        told: dict[str, Any] = json.loads(answer.stdout[answer.stdout.index("{") :])
        return told

    tools = [one["name"] for one in inspected("tools/list")["tools"]]
    assert tools == ["next_act", "submit_answers", "find_claims"]
    resources = inspected("resources/list")["resources"]
    assert len(resources) == sum(path.is_file() for path in seed.rglob("*"))
    acts = open_seed(seed).acts
    prompts = inspected("prompts/list")["prompts"]
    assert [one["name"] for one in prompts] == [act.id for act in acts]
    page = inspected("resources/read", "--uri", f"skill://{seed.name}/SKILL.md")
    assert page["contents"][0]["text"] == (seed / "SKILL.md").read_text(encoding="utf-8")
    called = inspected("tools/call", "--tool-name", "next_act")
    assert called["structuredContent"]["act"] == acts[0].id


def test_an_agent_takes_the_seed_into_its_memory(seed: Path, tmp_path: Path) -> None:
    """Letta Code checks every memory file in a hook of its own before it is kept."""
    home = {"HOME": str(tmp_path / "home")}
    Path(home["HOME"]).mkdir()
    run(LETTA, "backend", "local", environment=home)
    made = run(
        LETTA,
        *("--backend", "local", "agents", "create", "--name", "x", "--personality", "blank"),
        environment=home,
    )
    assert made.returncode == 0, made.stderr
    (memory,) = Path(home["HOME"]).glob(".letta/lc-local-backend/memfs/*/memory")
    grown = tmp_path / "grown"
    options = ("--into", str(grown), "--target", "letta-memfs")
    assert CliRunner().invoke(app, ["seed", "grow", str(seed), *options]).exit_code == 0
    shutil.copytree(grown, memory, dirs_exist_ok=True)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@localhost"]
    environment = {**os.environ, **home}
    subprocess.run([*git, "add", "-A"], cwd=memory, check=True, env=environment)
    kept = subprocess.run(
        [*git, "commit", "-q", "-m", "seed"],
        cwd=memory,
        check=False,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert kept.returncode == 0, kept.stdout + kept.stderr
    assert check_bag(memory / "skills" / seed.name).returncode == 0


def test_an_agent_refuses_a_memory_with_other_keys(tmp_path: Path) -> None:
    """The hook that accepts ours is a strict one."""
    home = {"HOME": str(tmp_path / "home")}
    Path(home["HOME"]).mkdir()
    run(LETTA, "backend", "local", environment=home)
    run(
        LETTA,
        *("--backend", "local", "agents", "create", "--name", "x", "--personality", "blank"),
        environment=home,
    )
    (memory,) = Path(home["HOME"]).glob(".letta/lc-local-backend/memfs/*/memory")
    (memory / "frame.md").write_text("---\ntitle: x\n---\n\ntext\n", encoding="utf-8")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@localhost"]
    environment = {**os.environ, **home}
    subprocess.run([*git, "add", "-A"], cwd=memory, check=True, env=environment)
    command = [*git, "commit", "-q", "-m", "x"]
    refused = subprocess.run(
        command, cwd=memory, check=False, env=environment, capture_output=True
    )
    assert refused.returncode
