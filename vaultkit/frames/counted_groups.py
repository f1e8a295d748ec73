"""Ways that a sentence counts and names together: «через три вектора: **a**, **b** и **c**».

A group is a numeral with its noun, then a colon or dash and two names or more; or bold images
(«**a как b** и **c как d**»), counted or not. What is counted must be about a transfer by its own
words, its heading or the frame around it, and must not fill a slot («четыре условия»).
"""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.counted_nouns import any_counted, counted_noun
from vaultkit.frames.draft import Draft, bold_spans, coordinated, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.images import fill_image, image_of
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.media import media_in
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.page import PARAGRAPH
from vaultkit.frames.protocol_draft import GroupDraft, draft_protocol
from vaultkit.frames.record import Lines
from vaultkit.frames.section_frames import enclosing
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.transfer import (
    is_sentence,
)

_COLON = re.compile(r"[*_»\"]*(?::|\s[—–])\s")
_RELATIVE = re.compile(
    r",\s(?:где|в котор\w+|котор\w+|чья|where|in which|which|whose)\s(?P<rest>.+)$"
)
_BY = re.compile(r"\sby\s(?P<what>(?!\w{2,20}ing\b)[a-z][^.;:!?\n]{1,80})$", re.IGNORECASE)
_BY_AGAIN = re.compile(r"^by\s", re.IGNORECASE)
_INLINE_END = re.compile(r"[.;!?](?:\s|$)|\n")

_FEWEST = 2
_BETWEEN = 9
"""Words between what is counted and its colon."""

_SLOT_NOUNS = frozenset(("preconditions", "checks", "warnings", "excludes", "reason", "objective"))


def counted_groups(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[GroupDraft]:
    """Yield the counted groups of prose: «через три вектора: **a**, **b** и **c**»."""
    if not manuscript.is_of_genre:
        return
    page = manuscript.page
    for number, kind in enumerate(page.kind, 1):
        line = page.line(number)
        if kind != PARAGRAPH or not ("**" in line or _COLON.search(line)):
            continue
        for sentence in split_sentences(line, manuscript.lexicon.abbreviations):
            group = _counted(manuscript, line[sentence.start : sentence.end], number, outer)
            if group is not None:
                yield group


def _counted(
    manuscript: Manuscript, sentence: str, number: int, outer: Sequence[Draft]
) -> GroupDraft | None:
    group = _of_images(manuscript, sentence, number) or _of_count(manuscript, sentence, number)
    if group is None:
        return None
    pictured = group[0].declared is not None and all(map(image_of, group[1]))
    if not pictured and not _is_about_transfer(manuscript, sentence, number, outer):
        return None
    for name in group[1]:
        _add_member(manuscript, group[0], name, outer)
    return group[0] if len(group[0].members) >= _FEWEST else None


def _of_images(
    manuscript: Manuscript, sentence: str, number: int
) -> tuple[GroupDraft, list[str]] | None:
    """Return the group of two or more bold images, «**a как b** и **c как d**», counted or not."""
    images = [one for one in bold_spans(sentence) if image_of(one)]
    if len(images) < _FEWEST:
        return None
    start = sentence.find("**")
    counted = any_counted(manuscript, fold(sentence[:start]))
    if counted and _fills_slot(manuscript, counted[1]):
        return None
    place = counted[2] if counted else Hit("group", 0, start, 0, 0)
    head = trimmed(sentence[place.start : place.end]) or images[0]
    lead = squeeze(plain(sentence[: place.end])) if counted else squeeze(plain(sentence[:start]))
    group = GroupDraft(
        name=head,
        line=number,
        quote=lead.rstrip(" :") or images[0],
        span=Lines(number, number),
        declared=counted[0] if counted and counted[0].isdecimal() else None,
        ordered=bool(counted and manuscript.lexicon.lex("ordered").find(counted[1])),
    )
    return group, _members(_INLINE_END.split(sentence[start:])[0])


def _of_count(
    manuscript: Manuscript, sentence: str, number: int
) -> tuple[GroupDraft, list[str]] | None:
    folded = fold(sentence)
    counted = counted_noun(manuscript, folded) or any_counted(manuscript, folded)
    if counted is None or not _is_plural(counted[0]) or _fills_slot(manuscript, counted[1]):
        return None
    colon = _COLON.search(sentence, counted[2].end)
    if colon is None or len(WORD.findall(sentence[counted[2].end : colon.start()])) > _BETWEEN:
        return None
    tail = _INLINE_END.split(sentence[colon.end() :])[0]
    names = _members(tail)
    known = counted_noun(manuscript, folded) is not None
    if not known and manuscript.lexicon.lex("no_way").whole(counted[1].rsplit(maxsplit=1)[-1]):
        return None
    if len(names) < _FEWEST or not (known or len(bold_spans(tail)) >= _FEWEST):
        return None
    if any(is_sentence(name) for name in names):
        return None
    group = GroupDraft(
        name=sentence[counted[2].start : counted[2].end],
        line=number,
        quote=squeeze(plain(sentence[: counted[2].end])),
        span=Lines(number, number),
        declared=counted[0],
        ordered=bool(manuscript.lexicon.lex("ordered").find(counted[1])),
    )
    return group, names


def _is_plural(count: str) -> bool:
    """Return whether *count* is of more than one: «ещё один путь, X, но …» is no group."""
    return count.isdecimal() and int(count) > 1


def _fills_slot(manuscript: Manuscript, counted: str) -> bool:
    """Return whether what is counted («четыре условия») fills a slot and moves nothing itself."""
    noun = counted.rsplit(maxsplit=1)[-1]
    label = manuscript.lexicon.labels.whole(noun)
    return label is not None and label.name in _SLOT_NOUNS


def _is_about_transfer(
    manuscript: Manuscript, sentence: str, number: int, outer: Sequence[Draft]
) -> bool:
    section = manuscript.section_at(number)
    about = fold(f"{sentence} {section.title if section else ''}")
    if any(manuscript.lexicon.lex(name).find(about) for name in ("transfer", "moving", "to_move")):
        return True
    parent = enclosing(outer, number)
    return parent is not None and (
        parent.kind in ("solution", "protocol", "corollary")
        or bool(manuscript.lexicon.lex("transfer").find(fold(parent.title or "")))
    )


def _members(tail: str) -> list[str]:
    """Return the members of a group; what hangs on the last one with «где …» stays with it."""
    relative = _RELATIVE.search(tail)
    names = coordinated(tail[: relative.start()] if relative else tail)
    if relative and names:
        names[-1] += tail[relative.start() :]
    return [name for name in names if len(name) < 200]


def _add_member(
    manuscript: Manuscript, group: GroupDraft, text: str, outer: Sequence[Draft]
) -> None:
    relative = _RELATIVE.search(text)
    name = trimmed(text[: relative.start()] if relative else text)
    if len(WORD.findall(name)) > 9 or not name:
        return
    name = re.sub(r"^\d{1,2}[).]\s*", "", name)
    member = draft_protocol(manuscript, name, group.line, outer, "counted_group", role="vector")
    member.quote = name
    image = image_of(name)
    if image:
        fill_image(member, image)
    elif relative:
        told = _BY.search(plain(relative["rest"]))
        by = coordinated(told["what"]) if told else []
        media = media_in(relative["rest"], manuscript.lexicon)
        member.fill("medium", media or [_BY_AGAIN.sub("", one) for one in by])
        quote = plain(text[relative.start() + 1 :])
        member.evidence.append(manuscript.evidence(group.line, quote[:200]))
    else:
        media = media_in(name, manuscript.lexicon)
        member.fill("medium", media)
    member.group = group
    group.members.append(member)
