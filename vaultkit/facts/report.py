"""Findings as text for people, and as JSON, SARIF and GitHub annotations for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from vaultkit import __version__
from vaultkit.facts.kinds import KINDS
from vaultkit.findings import Finding
from vaultkit.terminal import counted, visible

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_HELP = (
    "`vaultkit check --only {kind}` lists these alone. What is meant so can be left out for good:"
    ' under check in config.toml, `ignore = ["{kind}"]`, or `"{kind}:Folder/*"` for some paths.'
)
_SERIOUS = ("broken-", "invalid-", "dangling-", "ambiguous-", "unreadable", "vaultkit-fault")


def level(kind: str) -> str:
    """Return how grave findings of *kind* are: ``warning``, or ``note``."""
    hidden = kind.endswith("-in-comment")
    return "warning" if kind.startswith(_SERIOUS) and not hidden else "note"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return *findings* in the order of the text."""
    return sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.line, finding.column, finding.kind, finding.message


def by_kind(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Return *findings* in groups of one kind: grave ones first, then by name."""
    ordered = sorted(findings, key=_gravest)
    return [(kind, list(group)) for kind, group in groupby(ordered, key=lambda one: one.kind)]


def _gravest(finding: Finding) -> tuple[bool, str, tuple[str, int, int, str, str]]:
    return level(finding.kind) == "note", finding.kind, _place(finding)


def report_text(findings: Sequence[Finding], notes: int, limit: int | None = None) -> str:
    """Return what `vaultkit check` prints: groups with their counts, one line a finding.

    *limit* is how many findings of one kind are shown; None: all.
    """
    lines = []
    for kind, group in by_kind(findings):
        lines.append(f"{kind}: {len(group)}")
        for one in group[:limit]:
            place = f"{visible(one.path)}:{one.line}:{one.column}"
            lines.append(f"  {place}: {visible(one.message)}")
        if limit is not None and len(group) > limit:
            lines.append(f"  and {len(group) - limit} more: --all shows them")
        lines.append("")
    lines.append(f"{counted(len(findings), 'finding')} in {counted(notes, 'note')}")
    return "\n".join(lines)


def report_json(findings: Sequence[Finding], notes: int) -> str:
    """Return the findings as one JSON document."""
    document = {
        "notes": notes,
        "counts": dict(sorted(Counter(one.kind for one in findings).items())),
        "findings": [
            {
                "kind": one.kind,
                "level": level(one.kind),
                "path": one.path,
                "line": one.line,
                "column": one.column,
                "message": one.message,
            }
            for one in findings
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def report_sarif(findings: Sequence[Finding]) -> str:
    """Return the findings as SARIF 2.1.0, with what GitHub's code scanning asks for beyond it."""
    kinds = sorted({one.kind for one in findings})
    rules = [
        {
            "id": kind,
            "shortDescription": {"text": KINDS.get(kind, kind)},
            "fullDescription": {"text": KINDS.get(kind, kind)},
            "help": {"text": _HELP.format(kind=kind)},
            "defaultConfiguration": {"level": level(kind)},
        }
        for kind in kinds
    ]
    driver = {"name": "vaultkit", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, kinds) for one in findings],
    }
    return json.dumps(
        {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
    )


def _sarif_result(finding: Finding, kinds: list[str]) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(finding.path)},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    return {
        "ruleId": finding.kind,
        "ruleIndex": kinds.index(finding.kind),
        "level": level(finding.kind),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }


def report_github(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the findings as GitHub workflow commands, one a line."""
    for one in findings:
        command = "warning" if level(one.kind) == "warning" else "notice"
        file = visible(_escaped(one.path, "%\r\n:,"))
        place = f"file={file},line={one.line},col={one.column}"
        message = visible(_escaped(one.message, "%\r\n"))
        yield f"::{command} {place},title={one.kind}::{message}"


def _escaped(text: str, marks: str) -> str:
    """Return *text* with each of *marks*, which begin with ``%``, as a workflow command has it."""
    for mark in marks:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text
