"""A vault as JSON documents: what its notes say together is in them."""

import json
from pathlib import Path

from vaultkit.config import Config
from vaultkit.facts.vault import vault_facts, whole_facts
from vaultkit.live_vault import LiveVault

HEAD = (
    ">[!nexus_user] **User** - {} at 1:32 AM\n> Модуль «Тихий якорь» держит.\n<!-- UID: u{} -->\n"
)


def test_what_the_vault_decides_is_in_the_documents(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD.format("03/04/2025", 1) + "\n[[b]] shows it.\n", "utf-8")
    (tmp_path / "b.md").write_text(
        HEAD.format("25/04/2025", 2) + HEAD.format("1/1/25", 1), "utf-8"
    )
    snapshot = LiveVault(tmp_path, Config()).snapshot
    first, second = json.loads(json.dumps(list(vault_facts(snapshot))))
    whole = json.loads(json.dumps(whole_facts(snapshot)))
    assert (first["path"], second["path"]) == ("a.md", "b.md")
    assert first["messages"][0]["timestamp"] == "2025-04-03T01:32"
    assert [one["to_note"] for one in first["citations"]] == ["b.md"]
    assert [one["title"] for one in whole["modules"]] == ["Тихий якорь"]
    assert len(whole["modules"][0]["evidence"]) == 3
    assert whole["repeated_messages"] == {"u1": ["a.md", "b.md"]}
