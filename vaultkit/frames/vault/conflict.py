"""What a vault holds against itself: oppositions, and sources cited for both of two opposites."""

import re
from collections.abc import Iterable, Mapping

from vaultkit.frames.identity import anchor_id, folded, revision
from vaultkit.frames.record import Citation, Conflict, Evidence, Lines, Meaning, Opposition
from vaultkit.notes.note_path import NotePath

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NEGATORS = frozenset(
    {
        *("не", "нет", "нельзя", "невозможно", "невозможен", "невозможна", "никогда", "ни", "без"),
        *("not", "no", "never", "cannot", "can't", "isn't", "aren't", "doesn't", "don't", "won't"),
        *("nothing", "without", "impossible"),
    }
)
_STEM = 5
_SHARED = 2
"""Words that two claims must share before one can be said to deny the other."""

_MOST = 40
"""Citations of one source that are compared with one another."""

Claim = tuple[NotePath, Citation]


def opposition_conflicts(path: NotePath, oppositions: Iterable[Opposition]) -> list[Conflict]:
    """Return what one note sets against each other, as conflicts of the architecture."""
    return [
        Conflict(
            id=anchor_id(path, "conflict", f"opposition {one.rejected} / {one.asserted}"),
            rev=revision(f"{one.rejected}\n{one.asserted}"),
            kind="opposition",
            line=one.line,
            span=one.span,
            statement=one.asserted,
            against=one.rejected,
            evidence=tuple(
                Evidence(note=path, line=one.line, quote=quote) for quote in one.quotes
            ),
        )
        for one in oppositions
    ]


def tensions(meanings: Mapping[NotePath, Meaning]) -> dict[NotePath, list[Conflict]]:
    """Return pairs of claims about one source of which one denies what the other says.

    They share words and differ in negation. That is a sign, not a proof: the record says
    ``tension`` and shows both.
    """
    by_source: dict[str, list[Claim]] = {}
    for path, meaning in meanings.items():
        for citation in meaning.citations:
            if citation.claim:
                source = citation.to_note or folded(citation.target)
                by_source.setdefault(source, []).append((path, citation))
    found: dict[NotePath, list[Conflict]] = {}
    for source in sorted(by_source):
        for later, conflict in _within(source, by_source[source][:_MOST]):
            found.setdefault(later, []).append(conflict)
    return found


def _within(source: str, claims: list[Claim]) -> list[tuple[NotePath, Conflict]]:
    if len(claims) < 2:
        return []
    read = [(_stems(one.claim), is_negative(one.claim)) for _, one in claims]
    found = []
    for at, (first, denied) in enumerate(read):
        for other in range(at + 1, len(read)):
            second, other_denied = read[other]
            shared = first & second
            if denied != other_denied and len(shared) >= _SHARED and _is_alike(first, second):
                found.append(_tension(source, claims[at], claims[other]))
    return found


def _is_alike(first: set[str], second: set[str]) -> bool:
    return 3 * len(first & second) >= min(len(first), len(second))


def is_negative(text: str) -> bool:
    """Return whether the first clause of *text* denies something.

    What follows a comma says what is so instead («не X, а Y»), or adds to it.

    >>> is_negative("модули не существуют независимо, а растут"), is_negative("X has Y")
    (True, False)
    """
    clause = re.split(r"[,;:—]", text, maxsplit=1)[0]
    return any(word in _NEGATORS for word in folded(clause).replace("’", "'").split())


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(folded(text)) if len(word) >= _STEM - 1}


def _tension(source: str, one: Claim, other: Claim) -> tuple[NotePath, Conflict]:
    (first_path, first), (path, later) = one, other
    quotes = (
        Evidence(note=first_path, line=first.line, quote=first.claim),
        Evidence(note=path, line=later.line, quote=later.claim),
    )
    return path, Conflict(
        id=anchor_id(path, "conflict", f"tension {source} {first.id} {later.id}"),
        rev=revision(f"{first.claim}\n{later.claim}"),
        kind="tension",
        line=later.line,
        span=Lines(later.line, later.line) if path != first_path else _both(first, later),
        statement=later.claim,
        against=first.claim,
        evidence=quotes,
    )


def _both(first: Citation, later: Citation) -> Lines:
    return Lines(min(first.line, later.line), max(first.line, later.line))
