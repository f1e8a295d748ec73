"""What a note defines as a transfer and denies elsewhere: a protocol kept as rejected.

It is denied by a heading around it («Запрет на снимок»), by a condition that drops it («Раз снимок
отпадает, …»), or by a sentence with all its words and one such as «невозможен».
"""

from collections.abc import Iterator, Sequence

from vaultkit.frames.conditions import condition_of
from vaultkit.frames.draft import Draft
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.media import media_in
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import PARAGRAPH
from vaultkit.frames.protocol_draft import ProtocolDraft, draft_protocol
from vaultkit.frames.record import Evidence, Section
from vaultkit.frames.transfer import is_denied, names_transfer


def rejected_definitions(
    manuscript: Manuscript, drafts: Sequence[Draft]
) -> Iterator[ProtocolDraft]:
    """Yield what a note defines as a transfer and then denies: a protocol kept as rejected."""
    for draft in drafts:
        terms = draft.slots.get("term") if draft.kind == "definition" else None
        if not terms or not names_transfer(manuscript, terms[0].value):
            continue
        denial = _denial(manuscript, terms[0].value, draft)
        if denial is None:
            continue
        protocol = draft_protocol(
            manuscript, terms[0].value, terms[0].line, drafts, "denied_term", "excluded"
        )
        protocol.status = "rejected"
        protocol.quote = squeeze(plain(manuscript.page.line(terms[0].line)))[:200].rstrip(" :")
        protocol.reason = _reason(manuscript, draft, drafts) or denial
        for told in draft.slots.get("definiens", ()):
            protocol.fill("medium", media_in(told.value, manuscript.lexicon))
        yield protocol


def _denies(manuscript: Manuscript, term: str, section: Section) -> bool:
    folded = fold(plain(section.title))
    heads = {word[:4] for word in WORD.findall(fold(term)) if len(word) > 3}
    if not heads & {word[:4] for word in WORD.findall(folded)}:
        return False
    hit = manuscript.lexicon.role_of(section.title)
    return is_denied(manuscript, folded) or (hit is not None and hit.name == "exclusion")


def _reason(manuscript: Manuscript, draft: Draft, drafts: Sequence[Draft]) -> Evidence | None:
    for other in drafts:
        if other.container is draft.container and "reason" in other.slots:
            filler = other.slots["reason"][0]
            return manuscript.evidence(filler.line, filler.value[:200])
    return None


def _denial(manuscript: Manuscript, term: str, draft: Draft) -> Evidence | None:
    """Return the sentence that denies *term*: all its words and a word such as «невозможен».

    A heading around the definition denies it with one of its words: «Запрет на снимок».
    """
    section = draft.section
    while section is not None:
        if section.line != draft.span.first and _denies(manuscript, term, section):
            return manuscript.evidence(section.line, section.title)
        section = manuscript.section_by_id.get(section.parent or "")
    stems = [word[: max(4, len(word) - 3)] for word in WORD.findall(fold(term)) if len(word) > 3]
    if denied := _denied_by_condition(manuscript, stems):
        return denied
    if not stems or not all(stem in manuscript.folded for stem in stems):
        return None
    page = manuscript.page
    for number in range(1, len(page.text) + 1):
        folded = page.folded(number)
        if not all(stem in folded for stem in stems) or draft.span.first == number:
            continue
        if manuscript.lexicon.lex("denied").find(folded):
            return manuscript.evidence(number, squeeze(plain(page.line(number)))[:200])
    return None


def _denied_by_condition(manuscript: Manuscript, stems: Sequence[str]) -> Evidence | None:
    """Return the condition that denies what is defined by one of its words: «Раз X отпадает»."""
    page = manuscript.page
    for number in manuscript.said.lines("denied"):
        folded = page.folded(number)
        if page.kind_of(number) != PARAGRAPH or not any(stem in folded for stem in stems):
            continue
        words = squeeze(plain(page.line(number)))
        condition = condition_of(manuscript, words)
        if condition and is_denied(manuscript, condition):
            told = fold(condition)
            if any(stem in told for stem in stems):
                return manuscript.evidence(number, words[:200])
    return None
