"""Programs that are not ours, each pinned in an environment of its own.

They are made once per machine, under the user's cache folder, so that a fresh clone does not
install them again. Where one cannot be installed, its tests skip with the reason, and fail in CI.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Program:
    """One program and exactly what it is installed from."""

    name: str
    requirements: tuple[str, ...]
    command: str
    """File name in the environment's folder of programs."""


BAGIT = Program("bagit", ("bagit==1.9.0", "setuptools<81"), "bagit.py")
SKILLS_REF = Program("skills-ref", ("skills-ref==0.1.1",), "agentskills")
AGNIX = Program("agnix", ("agnix==0.59.3",), "agnix")
CHECK_JSONSCHEMA = Program("check-jsonschema", ("check-jsonschema==0.39.0",), "check-jsonschema")
OKF = Program("okf-cli", ("okf-cli==0.7.0",), "okf")
ROCRATE = Program("rocrate", ("rocrate==0.16.0", "roc-validator==0.13.0"), "rocrate-validator")
IGRAPH = Program("igraph", ("igraph==1.0.0", "networkx==3.6.1"), "python")
PORTABLE_MEMORY = Program("portable-memory", ("portable-memory==0.3.0",), "mem")
OKF_INGEST = Program("okf-ingest", ("okf-ingest==0.13.1",), "okf")
FASTMCP = Program("fastmcp", ("fastmcp==4.1.2",), "python")
LETTA = Program("letta", ("letta==0.34.12",), "letta")
ATLAS_RECALL = Program("atlas-recall", ("atlas-recall==0.3.0",), "recall")


def installed(program: Program) -> Path:
    """Return the environment of *program*, made now where it is not there yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    pins = "+".join(program.requirements).replace("==", "-").replace("<", "-below-")
    home = cache / "vaultkit-tests" / pins
    if (home / "complete").exists():
        return home
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode == 0:
        made = subprocess.run(
            [str(home / "bin" / "python"), "-m", "pip", "install", "-q", *program.requirements],
            capture_output=True,
            text=True,
            check=False,
        )
    if made.returncode:
        refuse(f"{program.name} cannot be installed: {made.stderr.strip().splitlines()[-1:]}")
    (home / "complete").touch()
    return home


_MACHINE = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x64")

NODE = (
    f"node-{sys.platform}-{_MACHINE}@22.23.3",
    "skills@1.7.4",
    "@modelcontextprotocol/inspector@2.12.0",
    "openskills@1.5.0",
)
"""Programs of npm, and the Node that the newest of them need, whatever Node the machine has."""


SARIF_MULTITOOL = ("@microsoft/sarif-multitool@5.7.0",)
"""Validates SARIF by the schema of the standard, and by what GitHub's code scanning asks for."""


def node_tools() -> Path:
    """Return the folder of programs of `NODE`, its own node among them, made where need be."""
    home = npm_installed(NODE)
    tools = home / "node_modules" / ".bin"
    (node,) = home.glob("node_modules/node-*/bin/node")
    if not (tools / "node").is_symlink():
        (tools / "node").symlink_to(node)
    return tools


def npm_installed(packages: tuple[str, ...]) -> Path:
    """Return the folder that *packages* of npm are in, made now where they are not there yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "vaultkit-tests" / "+".join(packages).replace("/", "-").replace("@", "-")
    if not (home / "complete").exists():
        if shutil.which("npm") is None:
            refuse("npm is not here")
        home.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-fund", "--no-audit", *packages]
        made = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
        if made.returncode:
            refuse(f"npm cannot install: {made.stderr.strip().splitlines()[-1:]}")
        (home / "complete").touch()
    return home


def run_node(
    tool: str, *arguments: str | Path, cwd: Path, home: Path
) -> subprocess.CompletedProcess[str]:
    """Run *tool* of `NODE` with its own node first on the path, and *home* as home."""
    tools = node_tools()
    path = os.pathsep.join([str(tools), os.environ["PATH"]])
    return subprocess.run(
        [str(tools / tool), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=300,
        env={**os.environ, "PATH": path, "HOME": str(home), "DISABLE_TELEMETRY": "1"},
    )


def refuse(reason: str) -> None:
    """Skip on a developer's machine, fail in CI."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def run(
    program: Program,
    *arguments: str | Path,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run *program* without a network of its own making; output as text."""
    command = installed(program) / "bin" / program.command
    return subprocess.run(
        [str(command), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=300,
        env={**os.environ, **(environment or {})},
    )
