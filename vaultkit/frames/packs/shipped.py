"""The packs that come with vaultkit, and the lexicon of those and a user's own."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from vaultkit.frames.packs.lexicon import Lexicon
from vaultkit.frames.packs.pack import Pack
from vaultkit.frames.packs.parsing import parse_pack

SHIPPED = ("core", "ru", "en")


def shipped_text(name: str) -> str:
    """Return the text of a shipped pack."""
    return files("vaultkit.frames.packs").joinpath(f"{name}.toml").read_text(encoding="utf-8")


@cache
def shipped_packs() -> tuple[Pack, ...]:
    """Return the shipped packs, ``core`` first."""
    return tuple(parse_pack(shipped_text(name), f"{name}.toml") for name in SHIPPED)


@cache
def default_lexicon() -> Lexicon:
    """Return what the shipped packs say together."""
    return Lexicon(shipped_packs())


def lexicon_of(own: Sequence[Pack]) -> Lexicon:
    """Return the lexicon of the shipped packs and a user's *own*, which come after.

    Raises:
        PackError: An expression is not valid or could take unbounded time.
    """
    return Lexicon((*shipped_packs(), *own)) if own else default_lexicon()
