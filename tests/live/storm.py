"""A storm of changes in a vault, made by another process: everything that tools and people do."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def storm(
    vault: Path, outside: Path, *, seed: int, seconds: float, bulk: int = 200
) -> Iterator[Callable[[], bool]]:
    """Let it storm in *vault* for so long; yields what tells whether it is over.

    Folders move to and from *outside*; now and then *bulk* files appear at once.
    """
    outside.mkdir(exist_ok=True)
    command = [sys.executable, __file__, str(vault), str(outside), str(seed), str(seconds)]
    process = subprocess.Popen([*command, str(bulk)])
    try:
        yield lambda: process.poll() is not None
        process.wait()
    finally:
        process.kill()
        process.wait()


class Storm:
    """Random deeds in a vault, the same for the same seed and folder."""

    def __init__(self, vault: Path, outside: Path, seed: int, bulk: int) -> None:
        self.vault = vault
        self.outside = outside
        self.chance = random.Random(seed)  # noqa: S311 - a repeatable storm, no secret
        self.bulk = bulk
        self.number = 0
        self.deeds: dict[Callable[[], object], int] = {
            lambda: self.write(self.folder() / f"n{self.number}.md"): 25,
            lambda: self.write(self.file()): 15,
            self.save_by_rename: 12,
            lambda: self.write(self.file(), "a"): 8,
            lambda: self.file().rename(self.folder() / f"r{self.number}.md"): 8,
            lambda: self.file().unlink(): 6,
            self.make_tree: 6,
            lambda: self.inner().rename(self.folder() / f"m{self.number}"): 5,
            lambda: self.inner().rename(self.outside / f"o{self.number}"): 3,
            self.come_back: 4,
            lambda: shutil.rmtree(self.inner()): 2,
            self.make_many: 1,
            lambda: time.sleep(0.01): 5,
        }

    def act(self) -> None:
        """Do one thing; what cannot be done is left."""
        self.number += 1
        try:
            self.chance.choices(list(self.deeds), list(self.deeds.values()))[0]()
        except OSError:
            return

    def folder(self) -> Path:
        return self.chance.choice(
            [self.vault, *sorted(path for path in self.vault.rglob("*") if path.is_dir())]
        )

    def inner(self) -> Path:
        found = self.folder()
        if found == self.vault:
            raise FileNotFoundError
        return found

    def file(self) -> Path:
        for _ in range(5):
            notes = sorted(self.folder().glob("*.md"))
            if notes:
                return self.chance.choice(notes)
        raise FileNotFoundError

    def write(self, note: Path, how: str = "w") -> None:
        links = " ".join(f"[[n{self.chance.randrange(500)}]]" for _ in range(3))
        text = f"# {self.chance.random()}\n\n{links} #tag\n\n"
        with note.open(how, encoding="utf-8") as handle:
            handle.write(text + "слово " * self.chance.randrange(300))

    def save_by_rename(self) -> None:
        note = self.file()
        new = note.with_name(f".tmp{self.number}")
        self.write(new)
        new.replace(note)

    def make_tree(self) -> None:
        top = self.folder() / f"d{self.number}" / "e" / "f"
        top.mkdir(parents=True)
        self.write(top / "x.md")
        self.write(top.parent / "y.md")

    def make_many(self) -> None:
        top = self.folder() / f"bulk{self.number}"
        top.mkdir()
        for each in range(self.bulk):
            self.write(top / f"b{each}.md")

    def come_back(self) -> None:
        waiting = sorted(self.outside.iterdir())
        if waiting:
            self.chance.choice(waiting).rename(self.folder() / f"back{self.number}")


def main() -> None:
    """Be the storm for so many seconds."""
    vault, outside, seed, seconds, bulk = sys.argv[1:]
    weather = Storm(Path(vault), Path(outside), int(seed), int(bulk))
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end:
        weather.act()
        time.sleep(0.004)


if __name__ == "__main__":
    main()
