"""Protocols that prose names in bold or in quotes: «**Прямой перенос** через файлы не работает».

The name holds the noun of a transfer, or the word "protocol" stands before it; what follows gives
its medium, or a word beside it rejects it.
"""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.media import has_marker, media_in
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import ITEM, PARAGRAPH
from vaultkit.frames.protocol_draft import ProtocolDraft, draft_protocol
from vaultkit.frames.transfer import (
    is_denied,
    names_transfer,
)

_INLINE_END = re.compile(r"[.;!?](?:\s|$)|\n")
_MARKED_PHRASE = re.compile(r"(?:\*\*|[«“\"])(?P<name>[^*«»“”\"\n\[\]]{3,80})(?:\*\*|[»”\"])")


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
    if manuscript.lexicon.labels.whole(fold(name)) is not None:
        return None  # «**Что переносится:** …» fills a slot
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
