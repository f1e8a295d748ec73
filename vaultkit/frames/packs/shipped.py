"""The packs that come with vaultkit, and the lexicon of those and a user's own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from vaultkit.errors import PackError
from vaultkit.frames.packs.checking import check_pack
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


@lru_cache(maxsize=8)
def lexicon_of(own: tuple[tuple[str, str], ...]) -> Lexicon:
    """Return the lexicon of the shipped packs and a user's *own*, which come after.

    Args:
        own: Name and text of each pack.

    Raises:
        PackError: A pack does not say what it should, or an expression could take unbounded time.
    """
    if not own:
        return default_lexicon()
    packs = tuple(parse_pack(text, name) for name, text in own)
    for (name, _), pack in zip(own, packs, strict=True):
        check_pack(pack, name)
    return Lexicon((*shipped_packs(), *_extended(own, packs)))


def _extended(own: Sequence[tuple[str, str]], packs: Sequence[Pack]) -> Iterator[Pack]:
    """Yield *packs*, each with what it has from the one it extends.

    Raises:
        PackError: A pack extends one that is neither shipped nor named before it.
    """
    known = {pack.id: pack for pack in shipped_packs()}
    for (name, _), pack in zip(own, packs, strict=True):
        whole = pack
        if pack.extends is not None:
            base = known.get(pack.extends)
            if base is None:
                problem = f"{pack.extends!r} is no pack before this one; there are {list(known)}"
                raise PackError(name, "pack.extends", problem)
            whole = replace(
                pack,
                scripts=pack.scripts or base.scripts,
                act_not_ending=(*base.act_not_ending, *pack.act_not_ending),
            )
        known[whole.id] = whole
        yield whole
