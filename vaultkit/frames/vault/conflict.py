"""What a vault holds against itself: oppositions, tensions of a source, contradictions."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vaultkit.frames.identity import anchor_id, folded, revision
from vaultkit.frames.record import (
    Citation,
    Conflict,
    Evidence,
    Frame,
    Lines,
    Meaning,
    Opposition,
)
from vaultkit.frames.vault.statement import is_negative, overlap, stems
from vaultkit.notes.note_path import NotePath

_MOST = 40
"""Statements of one source or one conversation that are compared with one another."""

_ALIKE = 1 / 3
"""Overlap from which two claims about one source speak of the same thing."""

_SAME = 2 / 3
"""Overlap from which two statements of different messages do."""

_STATED = {"thesis": ("statement",), "principle": ("key",), "definition": ("term", "definiens")}
"""Slots that say what a frame states."""

Claim = tuple[NotePath, Citation]


class Statement(NamedTuple):
    """What a frame of a message states."""

    path: NotePath
    frame: Frame
    text: str
    stems: frozenset[str]
    denies: bool
    evidence: Evidence


class OppositionMemory:
    """Makes conflicts of oppositions, again only where a note has others than before."""

    def __init__(self) -> None:
        """Remember nothing."""
        self._kept: dict[NotePath, tuple[tuple[Opposition, ...], list[Conflict]]] = {}

    def conflicts(self, meanings: Mapping[NotePath, Meaning]) -> dict[NotePath, list[Conflict]]:
        """Return the conflicts of the notes that have oppositions (`opposition_conflicts`)."""
        before, self._kept = self._kept, {}
        for path, meaning in meanings.items():
            if meaning.oppositions:
                kept = before.get(path)
                if kept is None or kept[0] is not meaning.oppositions:
                    found = opposition_conflicts(path, meaning.oppositions)
                    kept = (meaning.oppositions, found)
                self._kept[path] = kept
        return {path: found for path, (_, found) in self._kept.items()}


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


def tensions(
    citations: Mapping[NotePath, tuple[Citation, ...]],
) -> dict[NotePath, list[Conflict]]:
    """Return pairs of claims about one source of which one denies what the other says.

    They share words and differ in negation. That is a sign, not a proof: the record says
    ``tension`` and shows both. A link without a cue of what it does claims nothing.
    """
    by_source: dict[str, list[Claim]] = {}
    for path, cited in citations.items():
        for citation in cited:
            if citation.claim and citation.acts != ("mentions",):
                source = citation.to_note or folded(citation.target)
                by_source.setdefault(source, []).append((path, citation))
    found: dict[NotePath, list[Conflict]] = {}
    for source in sorted(by_source):
        for later, conflict in _within(source, by_source[source][:_MOST]):
            found.setdefault(later, []).append(conflict)
    return found


def _within(source: str, claims: list[Claim]) -> list[tuple[NotePath, Conflict]]:
    denials = [is_negative(one.claim) for _, one in claims]
    if len(set(denials)) < 2:
        return []
    read = [(stems(one.claim), denied) for (_, one), denied in zip(claims, denials, strict=True)]
    return [
        _tension(source, claims[at], claims[other])
        for at, (first, denied) in enumerate(read)
        for other, (second, other_denied) in enumerate(read[at + 1 :], at + 1)
        if denied != other_denied and overlap(first, second) >= _ALIKE
    ]


def _tension(source: str, one: Claim, other: Claim) -> tuple[NotePath, Conflict]:
    (first_path, first), (path, later) = one, other
    quotes = (
        Evidence(note=first_path, line=first.line, quote=first.quote or first.claim),
        Evidence(note=path, line=later.line, quote=later.quote or later.claim),
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


def contradictions(meanings: Mapping[NotePath, Meaning]) -> dict[NotePath, list[Conflict]]:
    """Return what a message states and an earlier one of the same conversation denies.

    Or the other way round. A conversation may be split over notes; they are taken in path order.
    """
    conversations: dict[str, list[Statement]] = {}
    for path, meaning in meanings.items():
        if len(meaning.messages) > 1 or (meaning.messages and meaning.conversation_id):
            said = _statements(path, meaning)
            conversations.setdefault(meaning.conversation_id or path, []).extend(said)
    found: dict[NotePath, list[Conflict]] = {}
    for key in sorted(conversations):
        said = conversations[key][:_MOST]
        for at, earlier in enumerate(said):
            for later in said[at + 1 :]:
                if _contradicts(earlier, later):
                    found.setdefault(later.path, []).append(_contradiction(earlier, later))
    return found


def _statements(path: NotePath, meaning: Meaning) -> list[Statement]:
    said = []
    for frame in meaning.frames:
        slots = _STATED.get(frame.kind, ())
        fillers = [frame.slots[slot][0] for slot in slots if frame.slots.get(slot)]
        if fillers and frame.container.startswith("m"):
            text = " — ".join(filler.value for filler in fillers)
            place = Evidence(note=path, line=fillers[-1].line, quote=fillers[-1].value)
            said.append(Statement(path, frame, text, stems(text), is_negative(text), place))
    return said


def _contradicts(earlier: Statement, later: Statement) -> bool:
    if (earlier.path, earlier.frame.container) == (later.path, later.frame.container):
        return False
    return earlier.denies != later.denies and overlap(earlier.stems, later.stems) >= _SAME


def _contradiction(earlier: Statement, later: Statement) -> Conflict:
    key = f"contradiction {earlier.frame.id} {later.frame.id}"
    return Conflict(
        id=anchor_id(later.path, "conflict", key),
        rev=revision(f"{earlier.text}\n{later.text}"),
        kind="contradiction",
        line=later.frame.span.first,
        span=later.frame.span,
        statement=later.text,
        against=earlier.text,
        evidence=(earlier.evidence, later.evidence),
    )


def _both(first: Citation, later: Citation) -> Lines:
    return Lines(min(first.line, later.line), max(first.line, later.line))
