"""Every piece of evidence that the vault pass gives is found in its note, at its line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vaultkit.config import Config
from vaultkit.frames.record import Evidence
from vaultkit.live_vault import LiveVault
from vaultkit.snapshot import Snapshot

SAMPLE = Path(__file__).parents[2] / "vault_sample"
CLUTTER = re.compile(r"[*_`~>\s]+|^[-+\d.)]+\s", re.MULTILINE)


def evidence_of(snapshot: Snapshot) -> Iterator[Evidence]:
    for protocol in snapshot.protocols:
        yield from protocol.evidence
    for module in snapshot.modules:
        yield from module.evidence
    for conflicts in snapshot.conflicts.values():
        for conflict in conflicts:
            yield from conflict.evidence


def check(vault: Path) -> None:
    live = LiveVault(vault, Config())
    found = list(evidence_of(live.snapshot))
    assert len(found) > 10
    for one in found:
        lines = live.source(one.note).text.split("\n")[one.line - 1 : one.line + 3]
        assert CLUTTER.sub("", one.quote) in CLUTTER.sub("", "\n".join(lines)), one


def test_in_the_sample_vault() -> None:
    check(SAMPLE)


@pytest.mark.parametrize("name", ["133_д.md", "other.md"])
def test_in_the_sample_note(shared: Path, tmp_path: Path, name: str) -> None:
    note = (shared / "data" / "seed-note" / "note.md").read_bytes()
    (tmp_path / name).write_bytes(note)
    (tmp_path / "b.md").write_text(
        ">[!nexus_agent] **Assistant** - 11.05.2025 at 6:20\n> Поправка: **экспорт** AGI "
        "в [[133_д|файл]] всё-таки [невозможен](x).\n<!-- UID: z -->\n",
        "utf-8",
    )
    check(tmp_path)
