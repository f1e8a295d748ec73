"""A language pack: what its tables hold, as typed data (`vaultkit.frames.packs.parsing`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

RANK = 50
"""Rank of a role that names none; lower wins."""

Patterns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a citation does, by who the subject of the verb is (CiTO 2.8)."""

    cited: str
    citing: str
    scicite: str = ""
    acl_arc: str = ""
    polarity: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOverride:
    """A section's role that sharpens a weak property."""

    role: str
    source: tuple[str, ...]
    acts: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OppositionPattern:
    """A form of words that sets one thing against another; groups ``n`` and ``p``."""

    name: str
    expression: str
    requires: tuple[str, ...] = ()
    """Literal texts that the folded sentence must have before the expression is tried."""

    any_of: tuple[str, ...] = ()
    """Literal texts of which it must have one."""

    across: bool = False
    """Whether it spans the sentences of a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTests:
    """What a pack promises of itself."""

    acts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    oppositions: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One language's words, or (``core``) what acts mean in every language."""

    id: str
    name: str = ""
    version: int = 1
    extends: str | None = None
    scripts: tuple[str, ...] = ()
    act_not_ending: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    numbering: tuple[str, ...] = ()
    loose_numbering: tuple[str, ...] = ()
    """Labels that head other things as well: they make a part in notes of the genre only."""

    act_meanings: Mapping[str, Act] = field(default_factory=dict)
    section_overrides: tuple[SectionOverride, ...] = ()
    acts: Patterns = field(default_factory=dict)
    pre: Patterns = field(default_factory=dict)
    roles: Patterns = field(default_factory=dict)
    role_ranks: Mapping[str, int] = field(default_factory=dict)
    callouts: Patterns = field(default_factory=dict)
    labels: Patterns = field(default_factory=dict)
    relations: Patterns = field(default_factory=dict)
    lex: Patterns = field(default_factory=dict)
    numerals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Patterns = field(default_factory=dict)
    """Number, in digits, to the words that count it: ``3`` to "third"."""
    oppositions: tuple[OppositionPattern, ...] = ()
    tests: PackTests = field(default_factory=PackTests)
