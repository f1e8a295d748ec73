"""The index: a cold first read beside the floor, a warm start, an idle comparison, memory."""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.benchmarks.facts import floor
from scripts.benchmarks.timing import best, row

MANY = 100_000

OPENED = """
import gc, resource, sys, time
from pathlib import Path
began = time.perf_counter()
from vaultkit.cli.opening import open_vault
vault = open_vault(Path(sys.argv[1]))
opened = time.perf_counter() - began
if len(sys.argv) > 2:
    vault.snapshot
both = time.perf_counter() - began
began = time.process_time()
vault.refresh()
idle = time.process_time() - began
vault.close()
used = resource.getrusage(resource.RUSAGE_SELF)
helped = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime + helped.ru_utime + helped.ru_stime
print(opened, both, idle, used.ru_maxrss / 1024, cpu)
"""
"""Opens a vault as every command does; prints seconds and megabytes."""


def opened(vault: Path, home: Path, *, derived: bool = False) -> list[float]:
    """Return seconds to open, to the snapshot, of an idle comparison; megabytes; CPU seconds."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), "XDG_STATE_HOME": str(home)}
    command = [sys.executable, "-c", OPENED, str(vault), *(["x"] if derived else [])]
    ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return [float(number) for number in ran.stdout.split()]


def floor_cpu(vault: Path) -> float:
    """Return the processor seconds of the floor: on a busy machine the only fair base."""
    began = time.process_time()
    floor(vault)
    return time.process_time() - began


def main(vault: Path, options: argparse.Namespace) -> None:
    """Measure *vault*, and with ``--large`` a generated one of 100,000 notes."""
    measure(vault)
    if options.large:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), MANY)
            print(f"-- generated: {MANY} notes")
            measure(Path(folder))


def measure(vault: Path) -> None:
    """Print one table."""
    base = best(lambda: floor(vault), 2)
    processor = min(floor_cpu(vault) for _ in range(2))
    row("floor: list, read, pyromark events", base, base)
    home = Path(tempfile.mkdtemp())
    try:
        cold = opened(vault, home)
        row("cold index with frames, whole command", cold[0], base)
        row("  CPU of all its processes, to floor's CPU", cold[4], processor)
        warm = min((opened(vault, home) for _ in range(3)), key=lambda one: one[0])
        row("warm start to a compared index", warm[0], base)
        whole = opened(vault, home, derived=True)
        row("warm start to the whole snapshot", whole[1], base)
        print(f"{'idle comparison, CPU':42s} {warm[2]:9.3f} s, every 30 s: {warm[2] / 30:.2%}")
        print(f"{'memory: index open, with snapshot':42s} {warm[3]:9.0f} {whole[3]:9.0f} MB")
        size = sum(file.stat().st_size for file in home.rglob("index.db")) / 1e6
        print(f"{'index file':42s} {size:9.0f} MB", flush=True)
    finally:
        shutil.rmtree(home)


def generate(folder: Path, count: int) -> None:
    """Write a vault of *count* notes of 1 to 4 kB in Russian and English, with 5 links each."""
    chance = random.Random(7)  # noqa: S311 - the same vault each time
    words = [line for name in ("ru", "en") for line in WORDS[name].split()]
    for number in range(count):
        place = folder / f"f{number % 997:03}"
        if number < 997:
            place.mkdir()
        paragraphs = [" ".join(chance.choices(words, k=60)) for _ in range(chance.randrange(2, 7))]
        links = "\n".join(f"- [[note {chance.randrange(count)}]] — so" for _ in range(5))
        text = "\n\n".join((f"# Note {number}", *paragraphs, "## Sources", links, "#tag"))
        (place / f"note {number}.md").write_text(text, encoding="utf-8")
    long_ago = time.time() - 3600
    for file in folder.rglob("*.md"):
        os.utime(file, (long_ago, long_ago))


WORDS = {
    "ru": """память среда перенос протокол фрейм диалог заметка вопрос ответ граница смысл опыт
        ошибка рост время письмо человек модель архитектура связь причина форма образ слово и в
        не на что как это по но из у за то же для при без над под""",
    "en": """memory environment transfer protocol frame dialogue note question answer boundary
        sense failure growth time letter person model architecture link reason form image word
        and in not on that as this by but from at for the with without over under""",
}
