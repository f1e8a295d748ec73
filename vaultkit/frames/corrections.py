"""A message that takes back, or says no to, what an earlier one of its dialogue says.

Both statements are kept as they stand: the record shows the conflict and decides nothing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from vaultkit.frames.containers import Container
from vaultkit.frames.folding import plain
from vaultkit.frames.identity import anchor_id, revision
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import CODE, COMMENT, DEFINITION, HEADER, HEADING, TABLE
from vaultkit.frames.record import Conflict, Lines
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.vault.statement import overlap, stems

_SILENT = frozenset((CODE, COMMENT, DEFINITION, HEADER, TABLE))

_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,4}[.)]) +")

_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_]{1,200}(?:\*\*|__)\W{0,3}")
"""A line that is all bold: it names what follows, as a heading does."""

_OPENING = 2
"""Sentences of a message in which a bare no answers the message before it."""

_ALIKE = 0.4
"""Overlap from which an earlier sentence is what a correction speaks of."""


_CLAIM = 2
"""Stems that a claim has at least: «Привет!» says nothing that could be taken back."""

_FAR = 2000
"""How many sentences back a correction may speak of."""


class Said(NamedTuple):
    """A sentence of a message."""

    line: int
    text: str
    folded: str
    stems: frozenset[str]
    heading: bool


def find_corrections(manuscript: Manuscript) -> tuple[Conflict, ...]:
    """Return what the messages of one note correct in those before them."""
    messages = [container for container in manuscript.containers if container.message]
    cues = manuscript.lexicon.lex("correction").stems + manuscript.lexicon.lex("denial").stems
    if len(messages) < 2 or not any(cue in manuscript.folded for cue in cues):
        return ()
    roles = [container.message.role for container in messages if container.message]
    spoken = [list(_sentences(manuscript, message)) for message in messages]
    found: list[Conflict] = []
    for at in range(1, len(messages)):
        for number, said in enumerate(spoken[at]):
            if _corrects(manuscript, said, opening=number < _OPENING):
                after = spoken[at][number + 1 : number + 2]
                own = _takes_back(manuscript, said)
                against = _spoken_of(said, after, spoken[:at])
                against = against or _answered(roles, spoken, at, taken_back=own)
                found.append(_conflict(manuscript, messages[at], said, against))
    return tuple(found)


def _sentences(manuscript: Manuscript, container: Container) -> Iterator[Said]:
    page = manuscript.page
    for line in container.numbers:
        if line > len(page.raw) or page.kind_of(line) in _SILENT or not page.is_content(line):
            continue
        text, folded = page.line(line), page.folded(line)
        is_title = page.kind_of(line) == HEADING or _BOLD.fullmatch(text) is not None
        for sentence in split_sentences(text, manuscript.lexicon.abbreviations):
            start, end = sentence.start, sentence.end
            bullet = _BULLET.match(text, start, end)
            said = text[bullet.end() if bullet else start : end].strip()
            if said:
                yield Said(line, said, folded[start:end], stems(plain(said)), is_title)


def _corrects(manuscript: Manuscript, said: Said, *, opening: bool) -> bool:
    if said.text.endswith("?"):
        return False
    if _takes_back(manuscript, said):
        return True
    if not opening:
        return False
    # «это не так» says no; «это не так просто» does not.
    hits = manuscript.lexicon.lex("denial").find(said.folded)
    return any(not said.folded[hit.end : hit.end + 2].strip(' *_"»”').isalnum() for hit in hits)


def _takes_back(manuscript: Manuscript, said: Said) -> bool:
    hits = manuscript.lexicon.lex("correction").find(said.folded)
    return any(_is_first(manuscript, said.folded[: hit.start]) for hit in hits)


def _is_first(manuscript: Manuscript, before: str) -> bool:
    """Return whether a cue begins its clause, but for a short word: «да, ты прав», "no, I was …".

    «где я ошибся» and "whether I was wrong" tell of something else.
    """
    words = re.split(r"[.,;:!?()—–-]", before)[-1].split()
    if len(words) > 1:
        return False
    return not words or not manuscript.lexicon.lex("complement").find(words[0])


def _spoken_of(
    said: Said, after: Sequence[Said], earlier: Sequence[Sequence[Said]]
) -> Said | None:
    """Return the earlier sentence that a correction and what follows it share most words with."""
    spoken = said.stems.union(*(sentence.stems for sentence in after))
    reversed_ = (sentence for message in reversed(earlier) for sentence in message)
    candidates = list(islice(reversed_, _FAR))
    for told in (_claims(candidates), candidates):
        scored = [(overlap(spoken, sentence.stems), sentence) for sentence in told]
        best = max((score for score, _ in scored), default=0.0)
        if best >= _ALIKE:
            return next(sentence for score, sentence in scored if score == best)
    return None


def _claims(sentences: Sequence[Said]) -> list[Said]:
    """Return the sentences that say something: no titles, questions, greetings."""
    return [
        one
        for one in sentences
        if not one.heading and not one.text.endswith(("?", ":")) and len(one.stems) >= _CLAIM
    ]


def _answered(
    roles: Sequence[str], spoken: Sequence[Sequence[Said]], at: int, *, taken_back: bool
) -> Said | None:
    """Return the first claim of what message *at* answers where its words do not tell.

    Who takes something back speaks of what he said himself, who says no of the message before.
    """
    for other in range(at - 1, -1, -1):
        if spoken[other] and (not taken_back or roles[other] == roles[at]):
            return (_claims(spoken[other]) or spoken[other])[0]
    return None


def _conflict(
    manuscript: Manuscript, container: Container, said: Said, against: Said | None
) -> Conflict:
    quotes = [manuscript.evidence(said.line, said.text)]
    if against is not None:
        quotes.insert(0, manuscript.evidence(against.line, against.text))
    return Conflict(
        id=anchor_id(container.anchor, "conflict", f"correction {said.text[:80]}"),
        rev=revision("\n".join(quote.quote for quote in quotes)),
        kind="correction",
        line=said.line,
        span=Lines(said.line, said.line),
        statement=said.text,
        against=against.text if against else "",
        evidence=tuple(quotes),
    )
