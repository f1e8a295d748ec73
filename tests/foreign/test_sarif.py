"""Findings as SARIF, judged by the standard's schema and by the validator of its SDK."""

import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest

from tests.foreign.environments import SARIF_MULTITOOL, npm_installed
from vaultkit.facts.kinds import KINDS
from vaultkit.facts.report import report_sarif
from vaultkit.findings import Finding

pytestmark = [pytest.mark.foreign, pytest.mark.xdist_group("foreign")]

PATHS = (
    "Daily/2024-01-01.md",
    "Заметка о чтении.md",
    "odd #1 ^2 [3] |4 50%.md",
    "a:b.md",
    "e\u0301.md",
    'quotes " and \\ back.md',
    "two\nlines\u2028.md",
)
FINDINGS = [
    Finding(
        PATHS[at % len(PATHS)], at + 1, kind, f"`x` leads nowhere: \x00 {{0}} [[{at}]](1)", at + 1
    )
    for at, kind in enumerate(KINDS)
]


def against_schema(log: str) -> list[str]:
    """Return where *log* is not as the schema of SARIF 2.1.0 has it."""
    (file,) = npm_installed(SARIF_MULTITOOL).glob("node_modules/*/*/sarif-2.1.0.json")
    schema = json.loads(file.read_text(encoding="utf-8-sig"))
    judge = jsonschema.validators.validator_for(schema)(schema)
    return [one.json_path for one in judge.iter_errors(json.loads(log))]


def against_rules(log: str, folder: Path) -> list[str]:
    """Return what the validator refuses in *log*: by the standard's text, and GitHub's needs."""
    file = folder / "findings.sarif"
    file.write_text(log, encoding="utf-8")
    tool = npm_installed(SARIF_MULTITOOL) / "node_modules" / ".bin" / "sarif-multitool"
    # It hands its arguments to a shell.
    kinds = ["--rule-kind", '"Sarif;Ghas"', "--level", "Error"]
    answer = subprocess.run(
        [str(tool), "validate", str(file), *kinds],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
    )
    assert "1 files scanned" in answer.stdout, answer.stdout + answer.stderr
    return [line for line in answer.stdout.splitlines() if ": error " in line]


@pytest.mark.parametrize("findings", [FINDINGS, []], ids=["of every kind", "of none"])
def test_a_log_is_valid(findings: list[Finding], tmp_path: Path) -> None:
    log = report_sarif(findings)
    assert against_schema(log) == []
    assert against_rules(log, tmp_path) == []


def test_a_faulty_log_is_refused(tmp_path: Path) -> None:
    log = report_sarif(FINDINGS)
    wordy = log.replace('"startLine": 1,', '"startLine": "one",')
    assert against_schema(wordy) == [
        "$.runs[0].results[0].locations[0].physicalLocation.region.startLine"
    ]
    assert against_rules(log.replace('"ruleIndex": 1,', '"ruleIndex": 999,'), tmp_path)
    assert against_rules(log.replace('"help": ', '"aid": '), tmp_path)
