from pathlib import Path

import pytest

from tests.foreign.environments import PORTABLE_MEMORY, run
from tests.seed.contents import SEED
from vaultkit.seed.targets.memory_bundle import memory_bundle

pytestmark = [pytest.mark.foreign, pytest.mark.xdist_group("foreign")]


def written(files: dict[str, bytes], folder: Path) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_portable_memory_accepts_the_bundle(tmp_path: Path) -> None:
    bundle = written(memory_bundle(SEED), tmp_path / "seed.mem")
    answer = run(PORTABLE_MEMORY, "validate", bundle)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    rendered = run(PORTABLE_MEMORY, "render", bundle)
    assert "Не A, а B" in rendered.stdout, rendered.stdout + rendered.stderr


def test_portable_memory_finds_a_changed_byte(tmp_path: Path) -> None:
    files = memory_bundle(SEED)
    files["items/episode.jsonl"] = files["items/episode.jsonl"].replace(b"2025", b"2024", 1)
    assert run(PORTABLE_MEMORY, "validate", written(files, tmp_path / "seed.mem")).returncode
