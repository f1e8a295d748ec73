"""Kinds of transfer that are declared by their number: «пять категорий переноса, включая A и B».

The signs are a numeral, a noun of groups and a noun of transfer, one right after the other.
"""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.counted_nouns import counted_noun
from vaultkit.frames.draft import Draft, coordinated
from vaultkit.frames.folding import plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import ITEM, PARAGRAPH
from vaultkit.frames.protocol_draft import ProtocolDraft, draft_protocol


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
