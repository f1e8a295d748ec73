"""Notes whose metadata Obsidian itself wrote down: every field is the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from vaultkit.facts.obsidian import all_tags, cached_metadata, frontmatter_tags
from vaultkit.graph.resolution import index_names, resolve
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


@pytest.fixture(scope="session")
def captures(shared: Path) -> dict[str, Any]:
    files = sorted((shared / "data" / "obsidian-cache").glob("*.json"))
    assert files
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def test_every_field_is_as_captured(captures: dict[str, Any]) -> None:
    for name, captured in captures.items():
        source = Source.of(note_path(captured["filePath"]), captured["fileContents"].encode())
        note = parse_note(source)
        assert cached_metadata(note, source) == captured["cachedMetadata"], name
        assert all_tags(note) == captured["getAllTags"], name
        assert frontmatter_tags(note) == captured["parseFrontMatterTags"], name


def test_links_resolve_as_captured(captures: dict[str, Any]) -> None:
    answers = {
        (captured["filePath"], link): target
        for captured in captures.values()
        for link, target in captured["resolveLinkToPath"].items()
    }
    files = {path for path, _ in answers} | {target for target in answers.values() if target}
    names = index_names(note_path(path) for path in files)
    for (path, link), target in answers.items():
        found = resolve(link.partition("#")[0], note_path(path), names)
        assert (found[0] if found else None) == target, (path, link)
