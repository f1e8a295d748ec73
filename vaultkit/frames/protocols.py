"""Ways to move an architecture that a note names in lists, counted groups and prose."""

import re
from collections.abc import Collection, Iterator, Sequence

from vaultkit.frames.blocks import LIST, Block, Item
from vaultkit.frames.conditions import condition_of, says_cannot
from vaultkit.frames.definitions import read_definition
from vaultkit.frames.draft import Draft, bold_spans, coordinated, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.inner_frames import is_citation_list
from vaultkit.frames.leads import Lead, lead_of
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.media import has_marker, media_in
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.page import ITEM, PARAGRAPH
from vaultkit.frames.protocol_draft import GroupDraft, ProtocolDraft
from vaultkit.frames.record import Evidence, Lines, Section
from vaultkit.frames.section_frames import enclosing
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.transfer import Phrase, head_phrase, is_denied, is_sentence, names_transfer

_COLON = re.compile(r"[*_»\"]*(?::|\s[—–])\s")
_COUNT = re.compile(r"(?<![\w\[.])\d{1,3}\+?(?![\w.])")
_AS = re.compile(r"^(?P<what>.{2,60}?)\s(?:как|as)\s(?P<image>.{2,60})$", re.IGNORECASE)
_AS_WORD = re.compile(r"(?<![^\W_])(?:как|as)(?![^\W_])")
_RELATIVE = re.compile(
    r",\s(?:где|в котор\w+|котор\w+|чья|where|in which|which|whose)\s(?P<rest>.+)$"
)
_BY = re.compile(r"\sby\s(?P<what>(?!\w{2,20}ing\b)[a-z][^.;:!?\n]{1,80})$", re.IGNORECASE)
_BY_AGAIN = re.compile(r"^by\s", re.IGNORECASE)
_INLINE_END = re.compile(r"[.;!?](?:\s|$)|\n")
_NOUN = re.compile(
    r"\s(?:[\w-]{2,24}(?:ых|их|ым|им|ыми|ими|ые|ие)\s|(?:such|other|different|simple|living|new|old|main)\s)?"
    r"(?!из\b|of\b|and\b|or\b|и\b|или\b|as\b|years?\b|days?\b|раза?\b)[^\W\d_][\w-]{2,24}"
)
"""What a numeral counts: a word, with an adjective before it."""

_FEWEST = 2
_BETWEEN = 9
"""Words between what is counted and its colon."""

_MARKED_PHRASE = re.compile(r"(?:\*\*|[«“\"])(?P<name>[^*«»“”\"\n\[\]]{3,80})(?:\*\*|[»”\"])")

_SLOT_NOUNS = frozenset(("preconditions", "checks", "warnings", "excludes", "reason", "objective"))


def protocol_lists(
    manuscript: Manuscript, outer: Sequence[Draft], taken: Collection[int] = ()
) -> Iterator[tuple[list[ProtocolDraft], GroupDraft | None]]:
    """Yield the protocols of each list whose items name transfers.

    *taken* are the lines that fill a slot of a protocol found before: steps are no protocols.
    """
    said = manuscript.said
    if not (manuscript.is_of_genre or said.may("tell_transfer")):
        return
    if not manuscript.speaks_of_transfer:
        return
    for container in manuscript.containers:
        blocks = manuscript.blocks(container)
        for at, block in enumerate(blocks):
            if block.kind != LIST or not _may_name_transfers(manuscript, block):
                continue
            lead = lead_of(manuscript, blocks, at)
            parent = enclosing(outer, block.span.first)
            if (
                block.span.first in taken
                or is_citation_list(block)
                or (
                    parent
                    and parent.kind in ("exclusion", "procedure", "definition")
                    and not is_refused(manuscript, block.span.first)
                )
            ):
                continue
            if lead and (
                says_cannot(manuscript, plain(lead.raw))
                or manuscript.lexicon.labels.whole(lead.folded)  # fills a slot
                or manuscript.lexicon.lex("steps_lead").find(lead.folded)
            ):
                continue
            if lead and read_definition(manuscript, lead.raw, lead.line):
                continue
            found = [
                protocol
                for item in block.top_items
                if (protocol := _of_item(manuscript, item, lead, outer))
            ]
            if found:
                yield found, _group(manuscript, block, lead, found)


def _may_name_transfers(manuscript: Manuscript, block: Block) -> bool:
    """Return whether a list has the words that an item needs, or what stands over it has."""
    said, span = manuscript.said, block.span
    if not manuscript.is_of_genre:
        return said.begins("tell_transfer", *span) and said.begins("transfer", *span)
    if said.begins("transfer", *span) or said.begins("group", span.first - 2, span.first - 1):
        return True
    section = manuscript.section_at(span.first)
    if section is not None and said.begins("group", section.line, section.line):
        return True
    return any(map(_AS_WORD.search, manuscript.page.folded_lines[span.first - 1 : span.last]))


def _of_item(
    manuscript: Manuscript, item: Item, lead: Lead | None, outer: Sequence[Draft]
) -> ProtocolDraft | None:
    phrase = head_phrase(manuscript, item.text)
    section = manuscript.section_at(item.line)
    told = f"{lead.text if lead else ''} {section.title if section else ''}"
    listed = speaks_of_ways(manuscript, told)
    if phrase is not None and phrase.marked and (image := _AS.match(phrase.name)):
        return _image_item(manuscript, item, phrase.name, image, outer) if lead else None
    if phrase is None or not (phrase.transfer or (listed and len(phrase.name) > 2)):
        return None
    rest = item.text[phrase.end :]
    media = media_in(rest, manuscript.lexicon) or media_in(phrase.name, manuscript.lexicon)
    refused = is_refused(manuscript, item.line)
    if not (media or phrase.marked or listed or refused or _lead_names_transfer(manuscript, lead)):
        return None
    protocol = draft_protocol(manuscript, phrase.name, item.line, outer, "transfer_item")
    protocol.quote = squeeze(plain(item.text))[:200]
    protocol.fill("medium", media)
    if (
        is_denied(manuscript, rest)
        or item.text.lstrip().startswith("~~")
        or is_refused(manuscript, item.line)
        or (
            lead
            and is_denied(manuscript, lead.raw)
            and not condition_of(manuscript, plain(lead.raw))
        )
    ):
        protocol.status, protocol.role = "rejected", "excluded"
        protocol.reason = manuscript.evidence(item.line, trimmed(rest)[:200])
    if lead and (condition := condition_of(manuscript, plain(lead.raw))):
        protocol.condition = manuscript.evidence(lead.line, condition)
    return protocol


def is_refused(manuscript: Manuscript, line: int) -> bool:
    """Return whether the heading over *line* says that what stands under it was given up."""
    section = manuscript.section_at(line)
    if section is None:
        return False
    folded = fold(plain(section.title))
    return any(manuscript.lexicon.lex(name).find(folded) for name in ("given_up", "refusal"))


def _image_item(
    manuscript: Manuscript, item: Item, name: str, image: re.Match[str], outer: Sequence[Draft]
) -> ProtocolDraft | None:
    """Return the vector that an item «**журнал как память** — …» is, in a note of the genre."""
    if not manuscript.is_of_genre:
        return None
    vector = draft_protocol(manuscript, name, item.line, outer, "counted_group", role="vector")
    vector.quote = squeeze(plain(item.text))[:200]
    vector.fill("medium", [trimmed(image["what"])])
    vector.metaphor = trimmed(image["image"])
    return vector


def speaks_of_ways(manuscript: Manuscript, text: str) -> bool:
    """Return whether a heading or a lead announces ways to move something: «Три пути переноса»."""
    if not manuscript.is_of_genre:
        return False
    folded = fold(plain(text))
    lexicon = manuscript.lexicon
    if not lexicon.lex("group").find(folded):
        return False
    return bool(lexicon.lex("transfer").find(folded) or lexicon.lex("to_move").find(folded))


def _lead_names_transfer(manuscript: Manuscript, lead: Lead | None) -> bool:
    return lead is not None and bool(manuscript.lexicon.lex("transfer").first(lead.folded))


def _group(
    manuscript: Manuscript, block: Block, lead: Lead | None, members: list[ProtocolDraft]
) -> GroupDraft | None:
    if lead is None or len(members) < 2:
        return None
    counted = counted_noun(manuscript, lead.folded) or any_counted(manuscript, lead.folded)
    group = GroupDraft(
        name=counted[1] if counted else lead.text,
        line=lead.line,
        quote=lead.text,
        span=Lines(lead.line, block.span.last),
        declared=counted[0] if counted else None,
        ordered=block.ordered,
        members=members,
    )
    for member in members:
        member.group = group
    return group


def counted_noun(manuscript: Manuscript, folded: str) -> tuple[str, str, Hit] | None:
    """Return count, phrase and place of «три вектора», "four phases" in a folded text."""
    lexicon = manuscript.lexicon
    numbers = [(hit.name, hit.start, hit.end) for hit in lexicon.numerals.find(folded)]
    numbers.extend((match[0], match.start(), match.end()) for match in _COUNT.finditer(folded))
    for count, start, end in sorted(numbers, key=lambda one: one[1]):
        for hit in lexicon.lex("group").find(folded, end, min(len(folded), end + 40)):
            between = folded[end : hit.start]
            if len(WORD.findall(between)) <= 2 and not between.strip(" *_").startswith(
                (".", ",", ":", ")")
            ):
                return count, folded[start : hit.end], Hit("group", start, hit.end, 2, 0)
    return None


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
    pictured = group[0].declared is not None and all(map(_AS.match, group[1]))
    if not pictured and not _is_about_transfer(manuscript, sentence, number, outer):
        return None
    for name in group[1]:
        _add_member(manuscript, group[0], name, outer)
    return group[0] if len(group[0].members) >= _FEWEST else None


def _of_images(
    manuscript: Manuscript, sentence: str, number: int
) -> tuple[GroupDraft, list[str]] | None:
    """Return the group of two or more bold images, «**a как b** и **c как d**», counted or not."""
    images = [one for one in bold_spans(sentence) if _AS.match(one)]
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


def any_counted(manuscript: Manuscript, folded: str) -> tuple[str, str, Hit] | None:
    """Return count, phrase and place of a numeral and whatever it counts: "two rails"."""
    for hit in manuscript.lexicon.numerals.find(folded):
        noun = _NOUN.match(folded, hit.end)
        if noun is not None and hit.name != "1":
            place = Hit("group", hit.start, noun.end(), 2, 0)
            return hit.name, folded[hit.start : noun.end()], place
    return None


def _fills_slot(manuscript: Manuscript, counted: str) -> bool:
    """Return whether what is counted («четыре условия») fills a slot and moves nothing itself."""
    noun = counted.rsplit(maxsplit=1)[-1]
    label = manuscript.lexicon.labels.whole(noun)
    return label is not None and label.name in _SLOT_NOUNS


def taxonomies(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[ProtocolDraft]:
    """Yield «пять категорий переноса, включая A и B»: what is declared and what is named of it."""
    lexicon = manuscript.lexicon
    if not manuscript.is_of_genre or not manuscript.speaks_of_transfer:
        return
    for number in manuscript.said.lines("group"):
        kind = manuscript.page.kind_of(number)
        if kind not in (PARAGRAPH, ITEM):
            continue
        folded = manuscript.page.folded(number)
        counted = counted_noun(manuscript, folded) if len(folded) < 4000 else None
        if counted is None:
            continue
        place = counted[2]
        moved = lexicon.lex("transfer").at_start(folded, place.end)
        if moved is None or len(WORD.findall(folded[place.end : moved.start])) > 0:
            continue
        line = manuscript.page.line(number)
        named = lexicon.lex("including").at_start(folded, moved.end)
        protocol = draft_protocol(
            manuscript, line[place.start : moved.end], number, outer, "counted_kinds", "taxonomy"
        )
        protocol.declared, protocol.complete = counted[0], False
        if named is not None:
            rest = re.split(r",\s(?:как|as)\s|[.;:!?]|\s[—–]\s|\[\^", line[named.end :])[0]
            protocol.known = coordinated(plain(rest))
            if counted[0].isdecimal():
                protocol.complete = len(protocol.known) >= int(counted[0])
        links = manuscript.links_by_line.get(number, ())
        if links and kind == ITEM:
            protocol.cited = links[0].target
        yield protocol


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
    as_image = _AS.match(name)
    if as_image:
        member.fill("medium", [trimmed(as_image["what"])])
        member.metaphor = trimmed(as_image["image"])
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


def marked_protocols(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[ProtocolDraft]:
    """Yield protocols that prose names in bold or quotes and gives a medium or rejects."""
    if not manuscript.is_of_genre:
        return
    page = manuscript.page
    for number in manuscript.said.lines("transfer"):
        if page.kind_of(number) not in (PARAGRAPH, ITEM):
            continue
        line = page.line(number)
        if not any(mark in line for mark in '*«“"'):
            continue
        for match in _MARKED_PHRASE.finditer(line):
            protocol = _marked(manuscript, line, number, match, outer)
            if protocol is not None:
                yield protocol


def _marked(
    manuscript: Manuscript, line: str, number: int, match: re.Match[str], outer: Sequence[Draft]
) -> ProtocolDraft | None:
    name = trimmed(match["name"])
    words = WORD.findall(name)
    headed = _is_headed(manuscript, line[: match.start()])
    if not 2 <= len(words) <= 6 or not (headed or names_transfer(manuscript, name)):
        return None
    end = _INLINE_END.search(line, match.end())
    rest = line[match.end() : end.start() if end else len(line)][:240]
    near = plain(rest)
    media = media_in(near, manuscript.lexicon) if _is_near(manuscript, near) else []
    before = plain(line[: match.start()]).split()[-4:]
    said = " ".join(near.split()[:6])
    denied = is_denied(manuscript, said) or bool(
        manuscript.lexicon.lex("rejected").find(fold(said))
    )
    denied = denied or bool(manuscript.lexicon.lex("rejected").find(fold(" ".join(before))))
    if not media and not denied:
        return None
    protocol = draft_protocol(manuscript, name, number, outer, "marked_phrase")
    protocol.quote = squeeze(plain(match[0] + rest))[:200]
    if denied:
        protocol.status, protocol.role = "rejected", "excluded"
        protocol.reason = manuscript.evidence(number, trimmed(rest)[:200])
    else:
        protocol.fill("medium", media)
    links = manuscript.links_by_line.get(number, ())
    if links and manuscript.page.kind_of(number) == ITEM:
        protocol.cited = links[0].target
    return protocol


def _is_headed(manuscript: Manuscript, before: str) -> bool:
    """Return whether the last word before a marked name says that it is of a protocol."""
    words = WORD.findall(fold(plain(before[-60:])))
    return bool(words) and manuscript.lexicon.lex("protocol").whole(words[-1]) is not None


def _is_near(manuscript: Manuscript, rest: str) -> bool:
    folded = fold(rest)
    hits = manuscript.lexicon.lex("medium").find(folded)
    return (
        bool(hits)
        and len(WORD.findall(folded[: hits[0].start])) <= 4
        and has_marker(folded, manuscript.lexicon)
    )


def draft_protocol(
    manuscript: Manuscript,
    name: str,
    line: int,
    outer: Sequence[Draft],
    rule: str,
    role: str = "transfer_type",
) -> ProtocolDraft:
    """Return an empty protocol called *name* on *line*, with a frame of that line."""
    frame = Draft(
        kind="protocol",
        span=Lines(line, line),
        container=manuscript.container_at(line),
        section=manuscript.section_at(line),
        title=name,
        parent=enclosing(outer, line),
        rules=[rule],
    )
    return ProtocolDraft(name=name, line=line, frame=frame, role=role, quote=name, rule=rule)


def phrase_of(manuscript: Manuscript, text: str) -> Phrase | None:
    """Return the head phrase of *text* where it names a transfer."""
    phrase = head_phrase(manuscript, text)
    return phrase if phrase and phrase.transfer else None


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
