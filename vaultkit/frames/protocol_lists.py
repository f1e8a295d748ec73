"""Protocols that the items of a list name: «- **Архитектурный перенос** (через документацию)».

An item is one where it begins with the noun of a transfer and has a medium, a mark, or a lead or
heading of ways over it. A refusal in the item, its lead or its heading makes it a rejected one.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from vaultkit.frames.blocks import LIST, Block, Item
from vaultkit.frames.conditions import condition_of, says_cannot
from vaultkit.frames.counted_nouns import any_counted, counted_noun
from vaultkit.frames.definitions import read_definition
from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.images import Image, fill_image, image_of, may_have_image
from vaultkit.frames.inner_frames import is_citation_list
from vaultkit.frames.leads import Lead, lead_of
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.media import media_in, without_media
from vaultkit.frames.protocol_draft import GroupDraft, ProtocolDraft, draft_protocol
from vaultkit.frames.record import Lines, Section
from vaultkit.frames.section_frames import enclosing
from vaultkit.frames.transfer import (
    head_phrase,
    is_denied,
    is_refused,
    speaks_of_ways,
)
from vaultkit.frames.ways import lists_ways

_CROSSED = ("~~", "❌", "✗", "✘", "✖", "⛔", "🚫", "❎")
"""What an item begins with that is struck out."""

_FEWEST = 2
"""Members of the smallest group."""


def protocol_lists(
    manuscript: Manuscript, outer: Sequence[Draft], taken: Collection[int] = ()
) -> Iterator[tuple[list[ProtocolDraft], GroupDraft | None]]:
    """Yield the protocols of each list whose items name transfers.

    *taken* are the lines that fill a slot of a protocol found before: steps are no protocols.
    """
    said = manuscript.said
    if not (manuscript.is_of_genre or said.may("tell_transfer")):
        return
    if not (manuscript.is_of_genre or manuscript.speaks_of_transfer):
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
                    and not lists_ways(manuscript, block)
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
            ways = lists_ways(manuscript, block)
            found = [
                protocol
                for item in block.top_items
                if (protocol := _of_item(manuscript, item, lead, outer, ways=ways))
            ]
            if found:
                yield found, _group(manuscript, block, lead, found)


def _may_name_transfers(manuscript: Manuscript, block: Block) -> bool:
    """Return whether a list has the words that an item needs, or what stands over it has."""
    said, span = manuscript.said, block.span
    if not manuscript.is_of_genre:
        return said.begins("tell_transfer", span.first, span.last) and said.begins(
            "transfer", span.first, span.last
        )
    if said.begins("transfer", span.first, span.last) or said.begins(
        "group", span.first - 2, span.first - 1
    ):
        return True
    section = manuscript.section_at(span.first)
    if section is not None and said.begins("group", section.line, section.line):
        return True
    if is_refused(manuscript, span.first) or lists_ways(manuscript, block):
        return True
    return any(map(may_have_image, manuscript.page.folded_lines[span.first - 1 : span.last]))


def _of_item(
    manuscript: Manuscript,
    item: Item,
    lead: Lead | None,
    outer: Sequence[Draft],
    *,
    ways: bool,
) -> ProtocolDraft | None:
    phrase = head_phrase(manuscript, item.text)
    section = manuscript.section_at(item.line)
    told = f"{lead.text if lead else ''} {section.title if section else ''}"
    listed = ways or speaks_of_ways(manuscript, told)
    if phrase is not None and phrase.marked and (image := image_of(phrase.name)):
        return _image_item(manuscript, item, phrase.name, image, outer) if lead else None
    if phrase is None or len(phrase.name) < 3:
        return None
    rest = item.text[phrase.end :]
    media = media_in(rest, manuscript.lexicon) or media_in(phrase.name, manuscript.lexicon)
    refused = is_refused(manuscript, item.line)
    counted = _counts_ways(manuscript, lead, section) and _DASH.match(rest) is not None
    if not (phrase.transfer or refused or counted or (listed and (media or phrase.marked))):
        return None
    listed = listed or counted
    if not (media or phrase.marked or listed or refused or _lead_names_transfer(manuscript, lead)):
        return None
    protocol = draft_protocol(manuscript, phrase.name, item.line, outer, "transfer_item")
    struck = "~~" in item.text
    protocol.quote = item.text.strip()[:200] if struck else squeeze(plain(item.text))[:200]
    protocol.fill("medium", media)
    if (
        is_denied(manuscript, without_media(rest, manuscript.lexicon))
        or item.text.lstrip().startswith(_CROSSED)
        or is_refused(manuscript, item.line)
        or (
            lead
            and is_denied(manuscript, lead.text.rpartition(", ")[2])
            and not condition_of(manuscript, plain(lead.raw))
        )
    ):
        protocol.status, protocol.role = "rejected", "excluded"
        protocol.reason = manuscript.evidence(item.line, trimmed(rest)[:200])
    if lead and (condition := condition_of(manuscript, plain(lead.raw))):
        protocol.condition = manuscript.evidence(lead.line, condition)
    return protocol


def _counts_ways(manuscript: Manuscript, lead: Lead | None, section: Section | None) -> bool:
    """Return whether a lead counts ways where the note says what to do: "three ways to do so"."""
    if lead is None or section is None or section.role not in ("solution", "corollary"):
        return False
    counted = counted_noun(manuscript, lead.folded) or any_counted(manuscript, lead.folded)
    return counted is not None and manuscript.lexicon.lex("way_head").occurs(fold(counted[1]))


_DASH = re.compile(r"[*_]{0,3}\s*(?:[—–:]|-\s)")
"""What stands between a way's name and what is told of it."""


def _image_item(
    manuscript: Manuscript, item: Item, name: str, image: Image, outer: Sequence[Draft]
) -> ProtocolDraft | None:
    """Return the vector that an item «**журнал как память** — …» is, in a note of the genre."""
    if not manuscript.is_of_genre:
        return None
    vector = draft_protocol(manuscript, name, item.line, outer, "counted_group", role="vector")
    vector.quote = squeeze(plain(item.text))[:200]
    fill_image(vector, image)
    return vector


def _lead_names_transfer(manuscript: Manuscript, lead: Lead | None) -> bool:
    return lead is not None and bool(manuscript.lexicon.lex("transfer").first(lead.folded))


def _group(
    manuscript: Manuscript, block: Block, lead: Lead | None, members: list[ProtocolDraft]
) -> GroupDraft | None:
    if lead is None or len(members) < _FEWEST:
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
