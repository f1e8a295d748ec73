"""Ways that a note tells as tried and given up: «Пробовали **X**. Её забросили», "we dropped X".

A package must carry them as rejected, or it would advise what the note has left behind.
"""

import re
from collections.abc import Iterator, Sequence

from vaultkit.frames.draft import Draft, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import ITEM, PARAGRAPH
from vaultkit.frames.protocol_draft import ProtocolDraft, rejected_protocol
from vaultkit.frames.sentences import Sentence, split_sentences
from vaultkit.frames.transfer import is_refused, is_sentence, names_transfer

_BOLD = re.compile(r"(?:\*\*|__|[«“\"])(?P<name>[^*_«»“”\"\n\[\]]{3,90})(?:\*\*|__|[»”\"])")
_NOUN_END = re.compile(r"[.,;:!?\n(]|\s[—–]\s|\s(?:and|but|for|и|но|а)\s|$")
_ARTICLE = re.compile(r"^(?:the|an?|our|this|that|наш\w*|эт\w{1,2})\s", re.IGNORECASE)
_NEGATED = re.compile(r"(?:\bне|\bnot|n't|\bnever|\bни)\s+$")
_DOING = re.compile(r"(?:\wing|[ае]ни[еюя]|[ае]нием|овк[ауи]|рузк[ауи]|ылк[ауи]|ци[яюи])$")
"""What a tried doing ends in: "freezing", «пересылку»."""

_THINGS = frozenset(("something", "anything", "nothing", "everything", "thing"))
_JOINING = frozenset(("and", "or", "but", "that", "which", "и", "или", "а", "но", "что"))
_MOST_WORDS = 8
_SUBJECT = 4
"""Words of the longest subject."""

_NEAR = 30
"""Words after a name within which its own sentence must give it up."""


def tried_ways(
    manuscript: Manuscript, outer: Sequence[Draft], known: Sequence[ProtocolDraft]
) -> Iterator[ProtocolDraft]:
    """Yield each way of which its sentence, or the next one, says that it was given up."""
    if not manuscript.is_of_genre or not manuscript.said.may("given_up"):
        return
    names = {_bare(one.name) for one in known if one.status == "rejected"}
    seen: set[int] = set()
    for said in manuscript.said.lines("given_up"):
        for number in (said - 1, said):
            kind = manuscript.page.kind_of(number) if number > 0 else ""
            if number in seen or kind not in (PARAGRAPH, ITEM):
                continue
            seen.add(number)
            for name, reason in _on_line(manuscript, number):
                if _bare(name) not in names:
                    names.add(_bare(name))
                    yield rejected_protocol(manuscript, name, number, outer, "tried_way", reason)


def _bare(name: str) -> str:
    """Return *name* folded, without an article."""
    return _ARTICLE.sub("", fold(name))


def _on_line(manuscript: Manuscript, number: int) -> Iterator[tuple[str, str]]:
    """Yield name and reason of the ways that a line names and it, or the next one, gives up."""
    line = manuscript.page.line(number)
    text = manuscript.page.with_below(number)
    refused = is_refused(manuscript, number)
    sentences = split_sentences(text, manuscript.lexicon.abbreviations)
    for at, sentence in enumerate(sentences):
        if sentence.start >= len(line):
            break
        following = sentences[at + 1] if at + 1 < len(sentences) else None
        if refused:
            yield from _refused(manuscript, text, sentence)
        for name, end in _named(manuscript, text, sentence):
            reason = _given_up(manuscript, text, sentence, end, following)
            if reason:
                yield name, reason


def _refused(manuscript: Manuscript, text: str, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Yield what a sentence under a heading of rejected ways says was given up, and why."""
    said = text[sentence.start : sentence.end]
    folded = fold(said)
    hits = manuscript.lexicon.lex("given_up").find(folded)
    if not hits:
        return
    source = _REFUSED_FROM.match(said)
    before = re.split(r":\s|\s[—–]\s", said[: hits[0].start], maxsplit=1)[0]
    name = source["what"] if source else _LINKING.sub("", before)
    name = _ARTICLE.sub("", trimmed(name))
    words = WORD.findall(fold(name))
    if 0 < len(words) <= _SUBJECT + 1 and not is_sentence(name) and "," not in name:
        yield name, trimmed(squeeze(plain(said[hits[0].start :])))[:200]


_REFUSED_FROM = re.compile(
    r"\s*от\s(?P<what>[\w-]+(?:\s[\w-]+){0,3}?)\s(?:[\w-]+\s){0,3}?отказа", re.IGNORECASE
)
_LINKING = re.compile(r"\s(?:(?:was|were|is|are|has|have|had|been|был[аио]?|мы|мной|нами)\s)+$")


def _named(manuscript: Manuscript, text: str, sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Yield the ways that a sentence names, with their ends: marked, tried, or its subject."""
    said = text[sentence.start : sentence.end]
    tried = manuscript.lexicon.lex("tried").find(fold(said))
    marked = False
    for match in _BOLD.finditer(said):
        name = trimmed(match["name"])
        before = any(hit.end <= match.start() for hit in tried)
        way = before or names_transfer(manuscript, name)
        if way and 0 < len(WORD.findall(name)) <= _MOST_WORDS and not is_sentence(name):
            marked = True
            yield name, sentence.start + match.end()
    if not marked:
        yield from _unmarked(manuscript, said, sentence.start, [hit.end for hit in tried])


def _unmarked(
    manuscript: Manuscript, said: str, shift: int, tried: Sequence[int]
) -> Iterator[tuple[str, int]]:
    subject = _subject_end(manuscript, said)
    starts: list[tuple[int, int | None]] = [(start, None) for start in tried[:1]]
    starts = ([(0, subject)] if subject else []) + starts
    for start, known in starts:
        stop = _NOUN_END.search(said, start)
        end = known or (stop.start() if stop else len(said))
        name = _ARTICLE.sub("", trimmed(said[start:end]))
        words = WORD.findall(fold(name))
        if not 0 < len(words) <= (_SUBJECT if known else _MOST_WORDS) or words[-1] in _JOINING:
            continue
        if names_transfer(manuscript, name) or (
            known is None and words[0] not in _THINGS and _DOING.search(words[0])
        ):
            yield name, shift + end


def _subject_end(manuscript: Manuscript, said: str) -> int | None:
    """Return where the transfer that a sentence begins with ends: before its verb."""
    copula = manuscript.lexicon.lex("copula_or_past").find(fold(said), 0, 80)
    return copula[0].start if copula else None


def _given_up(
    manuscript: Manuscript, text: str, sentence: Sentence, end: int, following: Sentence | None
) -> str | None:
    """Return what gives up the way named before *end*: the rest of its sentence, or the next."""
    rest = text[end : sentence.end]
    if _says_given_up(manuscript, rest, _NEAR):
        return trimmed(squeeze(plain(rest)))[:200]
    if following is None:
        return None
    after = text[following.start : following.end]
    if _BOLD.search(after) and not manuscript.lexicon.lex("back_to").at_start(fold(after)):
        return None  # it speaks of another way
    if _says_given_up(manuscript, after, _NEAR):
        return trimmed(squeeze(plain(after)))[:200]
    return None


def _says_given_up(manuscript: Manuscript, text: str, near: int) -> bool:
    folded = fold(plain(text))
    for hit in manuscript.lexicon.lex("given_up").find(folded):
        before = folded[: hit.start]
        if len(WORD.findall(before)) <= near and not _NEGATED.search(before):
            return True
    return False
