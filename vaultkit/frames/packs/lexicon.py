"""All packs that apply, compiled: one index of cues for each question that the rules ask."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from vaultkit.frames.folding import fold, plain
from vaultkit.frames.packs.cues import CueIndex, Hit
from vaultkit.frames.packs.key_words import KeyWords
from vaultkit.frames.packs.opposition_forms import OppositionForms
from vaultkit.frames.packs.pack import RANK, Act, Pack, Patterns
from vaultkit.frames.packs.part_words import PartWords

_NOTHING = CueIndex(())
ASKED = ("genre", "genre_weak", "module", "next", "step", "tell_transfer", "transfer")
"""Lists that rules ask a note for (`vaultkit.frames.said`) before they walk it."""

ASKED_OF_GENRE = (
    "cannot", "denied", "dismissed", "given_up", "group", "left_behind", "neither",
    "told_protocol",
)  # fmt: skip
"""Lists that rules ask only a note of the genre for: many of their words are everybody's."""

_TITLE = "title_"
"""What names a list of headings' beginnings, before the role that they tell."""

ACTS, PRE, AS = 1, 2, 4
"""Cues about a link: a verb or noun, a word right before it, «как»."""

_GRAMMARS = ("ru", "en")
"""Packs of languages whose forms of verbs the rules know; packs that extend them are of those."""

_REMEMBERED = 20_000
"""How many headings' roles are kept: those of a vault repeat."""


class Lexicon:
    """What the packs say together; later packs add to earlier ones and may take away."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        """Take *packs*, shipped ones first, and compile their expressions.

        Raises:
            PackError: An expression is not valid or could take unbounded time.
        """
        self.packs = tuple(packs)
        self.numbering = PartWords(
            (label for pack in packs for label in pack.numbering),
            (label for pack in packs for label in pack.loose_numbering),
            {
                word: int(number)
                for pack in packs
                for number, words in pack.ordinals.items()
                for word in words
            },
        )
        self.abbreviations = frozenset(fold(one) for pack in packs for one in pack.abbreviations)
        self.meanings: Mapping[str, Act] = {
            name: act for pack in packs for name, act in pack.act_meanings.items()
        }
        self.overrides = tuple(one for pack in packs for one in pack.section_overrides)
        self._told: dict[str, Hit | None] = {}
        self._lists: dict[str, CueIndex] = {}
        self.oppositions = OppositionForms(packs)

    @cached_property
    def acts(self) -> CueIndex:
        """Verbs and nouns that tell what a citation does."""
        return CueIndex(
            (name, pattern, 0, pack.act_not_ending)
            for pack in self.packs
            for name, pattern in _entries(self.packs, pack, "acts")
        )

    @cached_property
    def _acts_of_others(self) -> CueIndex:
        known = {"core", *_GRAMMARS}
        for pack in self.packs:
            if pack.extends in known:
                known.add(pack.id)
        others = (pack for pack in self.packs if pack.id not in known)
        return CueIndex(
            (name, pattern, 0, pack.act_not_ending)
            for pack in others
            for name, pattern in _entries(self.packs, pack, "acts")
        )

    def is_of_other_language(self, cue: str) -> bool:
        """Return whether an act's cue (folded) is of a language whose forms no rule knows.

        What stands before and after an English verb tells nothing of a German one.
        """
        return self._acts_of_others.whole(cue) is not None

    @cached_property
    def pre(self) -> CueIndex:
        """Words right before a link."""
        return self._index("pre")

    @cached_property
    def roles(self) -> CueIndex:
        """Words of headings that tell a section's role; rank decides."""
        ranks: dict[str, int] = {}
        for pack in self.packs:
            for role, rank in pack.role_ranks.items():
                ranks[role] = min(rank, ranks.get(role, RANK))
        return CueIndex(
            (role, pattern, ranks[role], ())
            for pack in self.packs
            for role, pattern in _entries(self.packs, pack, "roles")
        )

    @cached_property
    def callouts(self) -> Mapping[str, str]:
        """Callout type to role."""
        return {
            pattern: role
            for pack in self.packs
            for role, pattern in _entries(self.packs, pack, "callouts")
        }

    @cached_property
    def labels(self) -> CueIndex:
        """Labels of slots: «Условие:», ``Check:``."""
        return self._index("labels")

    @cached_property
    def relations(self) -> CueIndex:
        """Headings that type the edges under them: broader, narrower, related."""
        return self._index("relations")

    @cached_property
    def numerals(self) -> CueIndex:
        """Number words; the name of a hit is the number."""
        return CueIndex(
            (str(value), word, 0, ())
            for pack in self.packs
            for word, value in pack.numerals.items()
        )

    @cached_property
    def _lex(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for pack in self.packs:
            for name, pattern in _entries(self.packs, pack, "lex"):
                found.setdefault(name, []).append(pattern)
        return found

    @cached_property
    def titles_of_genre(self) -> CueIndex:
        """What headings begin with that play a part in a note of the genre: «Загвоздка»."""
        return CueIndex(
            (name.removeprefix(_TITLE), pattern, 0, ())
            for pack in self.packs
            for name, pattern in _entries(self.packs, pack, "lex")
            if name.startswith(_TITLE)
        )

    def lex(self, name: str) -> CueIndex:
        """Return the cues of a list under ``[lex]``; an empty index where no pack has it."""
        cues = self._lists.get(name)
        if cues is None:  # many lists are never asked for in one run
            patterns = self._lex.get(name)
            cues = CueIndex((name, one, 0, ()) for one in patterns) if patterns else _NOTHING
            self._lists[name] = cues
        return cues

    @cached_property
    def asked(self) -> KeyWords:
        """The key words of the lists `ASKED`."""
        return KeyWords({name: self.lex(name) for name in ASKED})

    @cached_property
    def asked_of_genre(self) -> KeyWords:
        """The key words of the lists `ASKED_OF_GENRE`."""
        return KeyWords({name: self.lex(name) for name in ASKED_OF_GENRE})

    @cached_property
    def _about_links(self) -> KeyWords:
        like = CueIndex(("as", word, 0, ()) for word in ("as", "как"))
        return KeyWords({"acts": self.acts, "pre": self.pre, "as": like})

    def governing(self, folded: str) -> int:
        """Return which cues about a link may stand in *folded*: bits `ACTS`, `PRE`, `AS`."""
        return self._about_links.lists_in(folded)

    def role_of(self, title: str) -> Hit | None:
        """Return the role that a heading's words tell.

        A phrase («как решить») tells more than a noun, whose place in the heading then decides:
        «Последствия отсутствия решения» is about consequences.
        """
        if title not in self._told:
            if len(self._told) > _REMEMBERED:
                self._told.clear()
            self._told[title] = self._tell(fold(plain(title)))
        return self._told[title]

    def _tell(self, folded: str) -> Hit | None:
        """Tell by the label before a colon, where there is one; else by the whole heading."""
        if not self._of_headings.lists_in(folded):
            return None
        label, colon, _ = folded.partition(":")
        hit = (self.roles.whole(label) or self._image(label)) if colon else None
        return hit or self.roles.leading(folded)

    @cached_property
    def _of_headings(self) -> KeyWords:
        return KeyWords({"roles": self.roles, "labels": self.labels})

    def _image(self, label: str) -> Hit | None:
        """Return the hit of a label that announces a metaphor and says nothing elsewhere."""
        hit = self.labels.whole(label)
        return hit if hit is not None and hit.name == "metaphor" else None

    def relation_of(self, title: str) -> Hit | None:
        """Return how the links under a heading lead: to broader, narrower or related notes."""
        return self._relation_of(title)

    @cached_property
    def _relation_of(self) -> Callable[[str], Hit | None]:
        return lru_cache(_REMEMBERED)(lambda title: self.relations.first(fold(plain(title))))

    def _index(self, table: str) -> CueIndex:
        return CueIndex(
            (name, pattern, 0, ())
            for pack in self.packs
            for name, pattern in _entries(self.packs, pack, table)
        )


def _entries(packs: Sequence[Pack], pack: Pack, table: str) -> Iterable[tuple[str, str]]:
    """Yield name and pattern of one pack's table, without what any pack takes away."""
    removed = {
        (name, pattern[1:])
        for other in packs
        for name, patterns in _table(other, table).items()
        for pattern in patterns
        if pattern.startswith("!")
    }
    for name, patterns in _table(pack, table).items():
        for pattern in patterns:
            if not pattern.startswith("!") and (name, pattern) not in removed:
                yield name, pattern


def _table(pack: Pack, table: str) -> Patterns:
    found: Patterns = getattr(pack, table)
    return found
