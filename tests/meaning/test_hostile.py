"""Notes made to break rules: they are read in bounded time and give nothing invented."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.facts.record import note_facts
from vaultkit.frames.reading import read_meaning
from vaultkit.frames.record import Meaning
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


def meaning_of(text: str) -> Meaning:
    source = Source.of(NotePath("n.md"), text.encode("utf-8", "surrogatepass"))
    return read_meaning(source, parse_note(source))


WORDS = (
    "не а но перенос через нельзя можно это три вектора: это не not but from to "
    "[[ [^1] ** > | — ? I.4"
)
HOSTILE = {
    "only cues": f"{WORDS} " * 2000,
    "one line of commas": "не " + "а, " * 40_000,
    "open brackets": "[[" * 40_000,
    "open emphasis": "**" * 40_000,
    "deep quotes": ">" * 3000 + " перенос",
    "deep list": "\n".join(" " * n + "- перенос через код" for n in range(600)),
    "a table of bars": "|" * 20_000 + "\n" + "|-" * 10_000,
    "footnotes without end": "[^a]" * 20_000,
    "spaces": "перенос" + " " * 100_000 + "через код",
    "headings": "## Проблема\n" * 1500,
    "labels": "**Условие:** a\n" * 5000,
    "steps": "Шаг 1. a\n" * 5000,
    "breaks": "# a\n## b\n" + "---\n" * 50_000 + "### c\n",
    "bold that stays open": "**a\n" * 20_000,
    "labels alone": "Проблема:\n\nтекст\n\n" * 3000,
    "labelled items": "## Протокол переноса\n\n" + "- **Условие:** a\n" * 10_000,
    "an item of many lines": "- перенос агента\n" + "  слово и слово\n" * 50_000,
    "pointers": "Готов двигаться к **I.4 — Принцип**?\n\n" * 3000,
    "different cues": "".join(f"перенос{n} " for n in range(40_000)),
    "quotes": "> перенос?\nНет.\n\n" * 2000,
    "links on a line": "[[A]] " * 5000,
    "an item of links": "- " + "[[A]], " * 5000,
    "sentences of links": "See [[A]] shows it. " * 5000,
    "cues before links": "see [[A]] shows and " * 5000,
    "cues after a link": "[[A]] " + "shows and describes " * 5000,
    "footnotes of links": "[[A]] x[^1] " * 5000 + "\n\n[^1]: [[A]]\n",
    "a row of links": "| a | b |\n|---|---|\n| " + "[[A]] | shows | " * 5000,
    "protocols of nearly one name": "".join(
        f"## Протокол переноса памяти {n}\n\nПеренос через текст.\n\n1. Шаг.\n\n"
        for n in range(2000)
    ),
    "sources": "[[A]]\n\n## Sources\n" + "".join(f"- [[A{n}]]\n" for n in range(5000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_notes_are_read(name: str) -> None:
    meaning_of(HOSTILE[name])


def test_five_megabytes_are_read() -> None:
    dense = "Архитектурный перенос (через код и фреймы) — не копия, а рост; см. [[Нота]] [^1].\n"
    prose = "Вечером садовник снова читал записи, и никто его не торопил.\n\n" * 60
    part = dense + prose
    meaning = meaning_of(part * (5_000_000 // len(part.encode())))
    assert len(meaning.citations) > 700


@given(st.text(alphabet="не а\n>#-*[]|^:1.— перенос через это?`", max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_raises_and_every_span_is_in_the_file(text: str) -> None:
    facts = note_facts(meaning_of(text))
    last = text.count("\n") + text.count("\r") + 1
    for frame in facts["frames"]:
        assert 1 <= frame["span"][0] <= frame["span"][1] <= last


def test_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    note = tmp_path / "n.md"
    sample = Path(__file__).parent / "gold" / "ru_part_doctor_twin.md"
    note.write_bytes(sample.read_bytes())
    told = {
        subprocess.run(
            [sys.executable, "-m", "vaultkit", "facts", str(note)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
