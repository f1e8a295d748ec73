"""Claims that say the same in two places: relations ``same_as`` across the vault."""

from collections.abc import Mapping

from vaultkit.frames.identity import folded
from vaultkit.frames.record import Meaning, Relation
from vaultkit.notes.note_path import NotePath

_SHORTEST = 25
"""Characters below which two equal claims may be chance."""

_BOILERPLATE = 8
"""Places from which on a text is a template's and nobody's claim."""

_STATEMENTS = frozenset({"thesis", "principle", "definition", "corollary"})


def same_claims(
    meanings: Mapping[NotePath, Meaning],
) -> tuple[Relation, ...]:
    """Return ``same_as`` between records whose text is the same up to spelling.

    A message that stands in two files has the same ids in both and says nothing new.
    """
    said: dict[str, dict[str, None]] = {}
    for meaning in meanings.values():
        for number, text in _statements(meaning):
            key = folded(text) if len(text) >= _SHORTEST else ""
            if len(key) >= _SHORTEST:
                said.setdefault(key, {})[number] = None
    return tuple(
        Relation(source=number, type="same_as", target=first, origin="text")
        for first, *others in said.values()
        if len(others) < _BOILERPLATE
        for number in others
    )


def _statements(meaning: Meaning) -> list[tuple[str, str]]:
    said = [
        (citation.id, citation.claim)
        for citation in meaning.citations
        if citation.acts != ("mentions",)
    ]
    for frame in meaning.frames:
        if frame.kind in _STATEMENTS:
            fillers = next(iter(frame.slots.values()), ())
            said += [(frame.id, filler.value) for filler in fillers[:1]]
    return said
