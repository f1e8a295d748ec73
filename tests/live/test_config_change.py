"""config.toml may change while the vault is watched."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.live.conftest import Watching, until
from vaultkit.config import load_config
from vaultkit.config_watch import ConfigWatch

Start = Callable[..., Watching]


def test_other_options_are_taken_while_it_watches(watching: Start) -> None:
    watch = watching()
    (watch.vault / "a.md").write_text("---\naliases: [Other]\n---\n", "utf-8")
    (watch.vault / "b.md").write_text("[[Other]]", "utf-8")
    pid = watch.ready()["pid"]
    until(lambda: nodes(watch), lambda ids: "g:other" in ids)
    config = watch.vault / "config.toml"
    config.write_text("[links]\nresolve_by_alias = 3\n", "utf-8")
    fault = until(watch.status, lambda status: status["config_fault"])["config_fault"]
    assert "resolve_by_alias" in fault
    config.write_text("[links]\nresolve_by_alias = true\n", "utf-8")
    # The same process, at the same address.
    until(lambda: nodes(watch), lambda ids: ids and "g:other" not in ids)
    assert watch.ready()["pid"] == pid
    assert watch.status()["config_fault"] == ""


def test_options_are_taken_from_a_whole_file_that_is_there(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[links]\nresolve_by_alias = true\n", "utf-8")
    watched = ConfigWatch(tmp_path, load_config(tmp_path))
    assert not watched.is_another()
    config.write_text("[links]\n", "utf-8")
    assert not watched.is_another()  # perhaps half written
    assert watched.is_another()
    assert not watched.is_another()  # told once
    config.write_bytes(b"\xff")
    assert not any([watched.is_another(), watched.is_another()])
    assert "stay in force" in watched.fault
    config.unlink()
    assert not any([watched.is_another(), watched.is_another()])
    assert "gone" in watched.fault
    config.write_text("[links]\nresolve_by_alias = true\n", "utf-8")
    assert not any([watched.is_another(), watched.is_another()])
    assert not watched.fault


def nodes(watch: Watching) -> list[str]:
    try:
        said = watch.get("/data")[1]
    except OSError:
        return []  # between the one and the other
    return list(json.loads(said)["nodes"]["id"])
