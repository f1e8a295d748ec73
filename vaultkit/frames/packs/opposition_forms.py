"""The forms of words that set one thing against another, and which of them a text may have.

Each form names literal texts that it needs. All of them are looked for at once: most notes have
few, and most sentences none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from vaultkit.frames.packs.expressions import compile_expression
from vaultkit.frames.packs.key_words import Literals
from vaultkit.frames.packs.pack import Pack

_KEPT = 4096
"""Sets of literal texts of which the forms are kept: those of sentences repeat."""


@dataclass(frozen=True, slots=True)
class CompiledOpposition:
    """An opposition's expression, ready to search."""

    name: str
    expression: re.Pattern[str]
    requires: tuple[str, ...]
    any_of: tuple[str, ...]
    across: bool

    def may_match(self, folded: str) -> bool:
        """Return whether *folded* has the literal texts that the expression needs."""
        for text in self.requires:
            if text not in folded:
                return False
        # Plain loops: this is asked of every form of words for every sentence.
        for text in self.any_of:
            if text in folded:
                return True
        return not self.any_of


class OppositionForms:
    """All forms of some packs, in order."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        """Take the forms of *packs*.

        Raises:
            PackError: An expression is not valid or could take unbounded time.
        """
        self._forms = tuple(form for pack in packs for form in _compiled(pack))
        texts = (text for form in self._forms for text in (*form.requires, *form.any_of))
        bits = {text: 1 << at for at, text in enumerate(dict.fromkeys(filter(None, texts)))}
        self._literals = Literals(bits)
        self._needs = tuple(
            (
                form,
                _bits(form.requires, bits),
                0 if "" in form.any_of else _bits(form.any_of, bits),
            )
            for form in self._forms
        )

        self._with_texts = lru_cache(_KEPT)(self._find)

    def __iter__(self) -> Iterator[CompiledOpposition]:
        """Yield each form."""
        return iter(self._forms)

    def by_line(self, folded: str) -> Mapping[int, int]:
        """Return the literal texts, as bits, that begin on each line of *folded* with any.

        A line end is a space to them.
        """
        return self._literals.by_line(folded)

    def with_texts(self, bits: int) -> Sequence[CompiledOpposition]:
        """Return the forms that need no other literal texts than *bits*."""
        return self._with_texts(bits)

    def _find(self, bits: int) -> Sequence[CompiledOpposition]:
        return tuple(
            form
            for form, required, choice in self._needs
            if required & bits == required and (not choice or choice & bits)
        )


def _bits(texts: Iterable[str], bits: Mapping[str, int]) -> int:
    return reduce(or_, (bits[text] for text in texts if text), 0)


def _compiled(pack: Pack) -> Iterator[CompiledOpposition]:
    for pattern in pack.oppositions:
        origin = f"opposition.{pattern.name}"
        yield CompiledOpposition(
            pattern.name,
            compile_expression(pattern.expression, pack.id, origin),
            pattern.requires,
            pattern.any_of,
            pattern.across,
        )
