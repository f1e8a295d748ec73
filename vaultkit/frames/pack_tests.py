"""The tests that a language pack carries, run against a lexicon."""

from collections.abc import Iterator

from vaultkit.frames.acts import find_acts
from vaultkit.frames.folding import fold
from vaultkit.frames.packs.lexicon import Lexicon
from vaultkit.frames.packs.pack import Pack
from vaultkit.frames.verb_position import Place


def failed_tests(pack: Pack, lexicon: Lexicon) -> Iterator[str]:
    """Yield one line for each of a pack's own tests that *lexicon* does not pass."""
    for text, wanted in pack.tests.acts:
        folded = fold(text)
        found = tuple(hit.name for hit in find_acts(folded, Place(0), len(folded), lexicon))
        if tuple(dict.fromkeys(found)) != wanted:
            yield f"acts: {text!r} gives {list(found)}, not {list(wanted)}"
    for text, role in pack.tests.roles:
        hit = lexicon.role_of(text)
        if (hit.name if hit else "") != role:
            yield f"roles: {text!r} gives {hit.name if hit else ''!r}, not {role!r}"
    for text, slot in pack.tests.labels:
        hit = lexicon.labels.whole(fold(text))
        if (hit.name if hit else "") != slot:
            yield f"labels: {text!r} gives {hit.name if hit else ''!r}, not {slot!r}"
    yield from _failed_oppositions(pack, lexicon)


def _failed_oppositions(pack: Pack, lexicon: Lexicon) -> Iterator[str]:
    for text, rejected, asserted in pack.tests.oppositions:
        folded = fold(text)
        found = [
            (match["n"], match["p"])
            for pattern in lexicon.oppositions
            if pattern.may_match(folded)
            for match in pattern.expression.finditer(folded)
        ]
        if not any(fold(rejected) in n and fold(asserted) in p for n, p in found):
            yield f"oppositions: {text!r} gives {found}, not {(rejected, asserted)}"
