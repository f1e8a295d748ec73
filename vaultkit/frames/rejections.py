"""Ways to move that prose rejects: «Если X невозможен, …», "Bulk export does not work: …"."""

from collections.abc import Iterator, Sequence

from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.means_denied import means_denied
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import PARAGRAPH
from vaultkit.frames.protocol_draft import ProtocolDraft, draft_protocol
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.transfer import names_transfer

_MOST = 6
_LINKING = frozenset((
    "is", "are", "was", "were", "has", "have", "been", "be", "itself", "alone", "turned", "proved",
    "был", "была", "было", "были", "оказался", "оказалась", "оказалось", "сам", "сама", "здесь",
))  # fmt: skip
_ARTICLES = frozenset(("the", "a", "an", "any", "this", "such", "our", "любой", "любая", "наш"))


def denied_transfers(
    manuscript: Manuscript, outer: Sequence[Draft], known: Sequence[ProtocolDraft]
) -> Iterator[ProtocolDraft]:
    """Yield each transfer that a sentence, or a condition at its head, says does not work.

    One that shares its attribute with a protocol rejected before is that one.
    """
    lexicon = manuscript.lexicon
    if not manuscript.is_of_genre:
        return
    names = [one.name for one in known if one.status == "rejected"]
    page = manuscript.page
    said = manuscript.said
    for number in sorted({*said.lines("denied"), *said.lines("cannot"), *said.lines("given_up")}):
        if page.kind_of(number) != PARAGRAPH:
            continue
        line = page.line(number)
        for sentence in split_sentences(line, lexicon.abbreviations):
            text = squeeze(plain(line[sentence.start : sentence.end]))
            denied = _denied(manuscript, text)
            for name in [denied] if denied else means_denied(manuscript, text):
                if not any(_is_same(manuscript, name, one) for one in names):
                    names.append(name)
                    yield _rejected(manuscript, name, text, number, outer)


def _denied(manuscript: Manuscript, text: str) -> str | None:
    """Return the transfer that *text* begins with and denies in its first clause."""
    folded = fold(text)
    lexicon = manuscript.lexicon
    condition = lexicon.lex("conditional").at_start(folded)
    start = condition.end if condition and not folded[: condition.start].strip("*_ ") else 0
    hits = lexicon.lex("denied").find(folded, start)
    if not hits or any(mark in text[start : hits[0].start] for mark in ",;:—"):
        return None
    words = list(WORD.finditer(text, start, hits[0].start))
    while words and fold(words[-1][0]) in _LINKING:
        words.pop()
    while words and fold(words[0][0]) in _ARTICLES:
        words.pop(0)
    if not 2 <= len(words) <= _MOST:
        return None
    name = trimmed(text[words[0].start() : words[-1].end()])
    copies = lexicon.lex("copying").whole(fold(words[0][0])) is not None
    return name if copies or names_transfer(manuscript, name) else None


def _is_same(manuscript: Manuscript, name: str, other: str) -> bool:
    return bool(_attributes(manuscript, name) & _attributes(manuscript, other))


def _attributes(manuscript: Manuscript, name: str) -> set[str]:
    indexes = [manuscript.lexicon.lex(name) for name in ("transfer", "medium")]
    words = (word for word in WORD.findall(fold(name)) if len(word) > 3)
    return {word[:4] for word in words if all(index.whole(word) is None for index in indexes)}


def _rejected(
    manuscript: Manuscript, name: str, text: str, number: int, outer: Sequence[Draft]
) -> ProtocolDraft:
    protocol = draft_protocol(manuscript, name, number, outer, "denied_transfer", "excluded")
    protocol.status = "rejected"
    protocol.quote = text[:200]
    protocol.reason = manuscript.evidence(number, text[:200])
    return protocol
