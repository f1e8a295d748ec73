"""Questions that a note asks itself and answers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vaultkit.frames.blocks import QUOTE, Block, block_text
from vaultkit.frames.draft import Draft, bold_spans, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import COMMENT, HEADING, PARAGRAPH
from vaultkit.frames.record import Lines
from vaultkit.frames.section_frames import enclosing
from vaultkit.frames.sentences import each_sentence, split_sentences

_LABEL = re.compile(r"[\s*_]*([^\W\d_][\w ]{0,30}?)[*_]*\s*[:.—–][*_]*\s*(?P<rest>[^\n]*)")
_NOT_BECAUSE = re.compile(
    r"^(?:и |and )?(?:не потому|не из-за|дело не в|причина не в|not because|it is not because|"
    r"this is not because|(?:this|that|it) has nothing to do|that is not because|"
    r"the reason is not|"
    r"(?:this|that|it)(?: is not|'s not| isn't|’s not| isn’t) "
    r"(?:a matter of|a question of|about|for want of|for lack of|due to)|"
    r"not (?:for want|for lack|about|a matter) of|"
    r"(?:the )?(?:obstacle|problem|trouble|difficulty|point|issue|question|matter|catch|snag|"
    r"hurdle|barrier|bottleneck|limit)"
    r"(?: is not|'s not| isn't|’s not| isn’t)\b|"
    r"(?:проблема|беда|препятствие|загвоздка|трудность|суть|вопрос|помеха) не в\b)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"^(?:а |но |but |and )?(?:потому,? что|дело в том,? что|причина в том,? что|"
    r"дело в (?:ином|другом)\s?[:—–]|причина (?:в ином|в другом|иная|другая|проста)\s?[:—–]|"
    r"суть в том,? что|важно,? что|важно другое\s?[:—–]|because|since|it is because|"
    r"this is because|the reason is(?: that)?|what matters is(?: that)?|the point is(?: that)?|"
    r"the truth is(?: that)?|the (?:obstacle|problem|trouble|difficulty|issue|catch|snag|"
    r"hurdle|barrier|bottleneck|limit) is that|"
    r"(?:проблема|беда|препятствие|загвоздка|трудность|помеха) в том,? что|"
    r"(?:it|this)(?: is|'s|’s) that|"
    r"it(?: is|'s|’s) (?:about|a matter of)|rather,? |the matter is(?: that)?|"
    r"there is simply|просто)"
    r"\s*(?P<why>[^\n]+)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?:[,;]|\s[—–])\s(?:(?:а|но|but|it is|it['’]s)\s)?(?:потому,?\sчто|в том,?\sчто|"
    r"because|that|there is simply|просто)\s",
    re.IGNORECASE,
)
"""Where a sentence that denies one reason gives another."""

_ANNOUNCES = re.compile(
    r"^(?:[\w-]+\s){0,4}[\w-]+(?::|\s(?:is|was|будет|таков|—|–))[\s\"«“]*$", re.IGNORECASE
)
"""A few words before a plain answer: «Отвечу честно:», "My reply is"."""

_GOES_ON = re.compile(r",\s(?:and|but|и|но|а|because|since|потому|ибо)\s|\s[—–]\s|;\s|:\s")
_STOPPED = re.compile(r"[*_]{0,3}[.!]+[*_]{0,3}(?:\s+|$)")
_IN_QUOTES = re.compile(r":\s*[«“\"](?P<asked>[^«»“”\"]{3,400}\?)[»”\"]?$")
_SHORT = 60
"""Characters of an answer that is a yes or a no, with the words that announce it."""

_EARLY = 400
"""Characters in which an answer shows that it is one."""

_QUOTED = '"«»“”„ '
_TAG = re.compile(
    r",\s(?:(?:is|are|do|does|did|was|were|has|have|can|could|will|would|should)n['’]t\s\w+|"
    r"right|"
    r"eh|не так ли|правда|верно|да)\?\W*$",
    re.IGNORECASE,
)
"""A question that only asks to agree."""

_ASKED = re.compile(r"\?(?![^\W_])")
"""A question mark, and not the one in an address."""

_POINT = re.compile(r"\W{0,4}\d{1,3}[.)](?:\W|$)")
"""What the next point of a list begins with, which answers no question of the one before."""

_LETTER = re.compile(r"[^\W_]")
_HIDING = re.compile(r"[\])]")
"""What ends all that `plain` takes out together with its letters."""

_ASKING = frozenset((PARAGRAPH, QUOTE, HEADING))


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A question and its answer."""

    span: Lines
    question: str
    answer: str
    line: int
    """Line of the answer."""


def question_frames(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[Draft]:
    """Yield a frame for each question with its answer right after it."""
    asked = asking_lines(manuscript)
    for container in manuscript.containers if asked else ():
        blocks = manuscript.blocks(container)
        for at, block in enumerate(blocks):
            if block.kind not in _ASKING or not asks(asked, block):
                continue
            exchange = _exchange(manuscript, blocks, at)
            if exchange is None or _TAG.search(exchange.question):
                continue
            if not is_in_image(exchange.span.first, outer):
                yield _draft(manuscript, exchange, outer)


def asking_lines(manuscript: Manuscript) -> list[int]:
    """Return the lines, ascending, with a question mark."""
    if not _ASKED.search(manuscript.text):
        return []
    page = manuscript.page
    return [
        at
        for at, line in enumerate(page.text, 1)
        if "?" in line and page.kind[at - 1] != COMMENT and _ASKED.search(line)
    ]


def asks(asked: Sequence[int], block: Block) -> bool:
    """Return whether one of the lines *asked* stands in *block*."""
    at = bisect_left(asked, block.span.first)
    return at < len(asked) and asked[at] <= block.span.last


def is_in_image(line: int, outer: Sequence[Draft]) -> bool:
    """Return whether a question on *line* is part of a metaphor: nobody asks it."""
    around = enclosing(outer, line)
    return around is not None and around.kind == "metaphor"


def _exchange(manuscript: Manuscript, blocks: Sequence[Block], at: int) -> _Exchange | None:
    block = blocks[at]
    if block.kind in (PARAGRAPH, QUOTE) and (same := _in_one_paragraph(manuscript, block)):
        return same
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None or following.kind != PARAGRAPH:
        return None
    text = block_text(manuscript.page, following)
    question = _question(manuscript, block)
    if question is None:
        return None
    answer = _answer(manuscript, text)
    first = _first_line(manuscript, blocks, at)
    led = block.kind == QUOTE and first < block.span.first
    if answer is None and led and not _POINT.match(text):
        answer = text
    if answer is None:
        return None
    span = Lines(first, following.span.last)
    return _Exchange(span, question, answer, following.span.first)


def _first_line(manuscript: Manuscript, blocks: Sequence[Block], at: int) -> int:
    """Return where an exchange begins: at the line that announces its quoted question."""
    first = blocks[at].span.first
    before = blocks[at - 1] if at else None
    if blocks[at].kind != QUOTE or before is None or before.kind != PARAGRAPH:
        return first
    announced = manuscript.page.line(before.span.last).rstrip(" *_").endswith(":")
    return before.span.last if announced or first - before.span.last <= 1 else first


def _asked(text: str) -> str:
    """Return a question without what announces it: «Спрашивают: «…?»», a dash of dialogue."""
    quoted = _IN_QUOTES.search(text)
    return (quoted["asked"] if quoted else text).lstrip("—– ").strip(_QUOTED)


def draft_of(
    manuscript: Manuscript, span: Lines, question: str, answer: str, outer: Sequence[Draft]
) -> Draft:
    """Return the frame of a question and of its answer, both on the lines of *span*."""
    return _draft(manuscript, _Exchange(span, question, answer, span.first), outer)


def is_reason(text: str) -> bool:
    """Return whether *text* begins as a reason does: «Потому что …», "The point is that …"."""
    return _BECAUSE.match(plain(text[:_EARLY])) is not None


def _draft(manuscript: Manuscript, exchange: _Exchange, outer: Sequence[Draft]) -> Draft:
    first = exchange.span.first
    draft = Draft(
        kind="question_answer",
        span=exchange.span,
        container=manuscript.container_at(first),
        section=manuscript.section_at(first),
        parent=enclosing(outer, first),
        rules=["question_answer"],
    )
    draft.fill("question", [_asked(exchange.question)], first)
    _fill_answer(manuscript, draft, exchange.answer, exchange.line)
    return draft


def _question(manuscript: Manuscript, block: Block) -> str | None:
    """Return the question that a quote or paragraph asks: all of a quote, else its end."""
    text = block_text(manuscript.page, block)
    if block.kind == QUOTE and "?" in text:
        return plain(text).strip(_QUOTED).rstrip("." + _QUOTED)
    if block.kind == HEADING and "?" in text:
        return plain(text.lstrip(" \t#")).strip(_QUOTED)
    if block.kind != PARAGRAPH:
        return None
    label = _LABEL.match(text)
    if label and _is_label(manuscript, label[1], "question") and label["rest"].strip():
        return plain(text[label.start("rest") :]).strip(_QUOTED)
    if not _ends_asking(text):
        return None
    sentences = split_sentences(text, manuscript.lexicon.abbreviations)
    return plain(text[sentences[-1].start :]).strip(_QUOTED) if sentences else None


def _ends_asking(text: str) -> bool:
    """Return whether *text* ends with a question mark, but for marks, quotes and footnotes."""
    at = text.rfind("?")
    if at < 0 or (_LETTER.search(text, at) and not _HIDING.search(text, at)):
        return False
    return plain(text).rstrip(_QUOTED).endswith("?")


def _in_one_paragraph(manuscript: Manuscript, block: Block) -> _Exchange | None:
    """Return the question and answer of a paragraph that holds both, line under line."""
    page = manuscript.page
    if one := _in_one_line(manuscript, block):
        return one
    for number in range(block.span.first, block.span.last):
        line = page.line(number)
        label = _LABEL.match(line)
        asked = label is not None and _is_label(manuscript, label[1], "question")
        if not asked and not _ends_asking(line):
            continue
        answer = _answer(manuscript, "\n".join(page.text[number : block.span.last]))
        if answer is not None:
            text = line[label.start("rest") :] if asked and label else line
            span = Lines(number, block.span.last)
            return _Exchange(span, plain(text).strip(_QUOTED), answer, number + 1)
    return None


def _in_one_line(manuscript: Manuscript, block: Block) -> _Exchange | None:
    """Return the question that a paragraph begins with where its next sentence answers."""
    text = block_text(manuscript.page, block)
    if "?" not in text:
        return None
    label = _LABEL.match(text)
    begin = label.start("rest") if label and _is_label(manuscript, label[1], "question") else 0
    sentences = each_sentence(text[begin:], manuscript.lexicon.abbreviations)
    one = next(sentences, None)
    if one is None or not _ends_asking(first := text[begin : begin + one.end]):
        return None
    following = next(sentences, None)
    if following is None:
        return None
    rest = text[begin + following.start :]
    answer = _answer(manuscript, rest)
    if answer is None:
        return None
    line = block.span.first + text.count("\n", 0, begin + following.start)
    return _Exchange(block.span, plain(first).strip(_QUOTED), answer, line)


def _answer(manuscript: Manuscript, text: str) -> str | None:
    """Return the answer a text begins with: after its label, a plain yes or no, a reason."""
    label = _LABEL.match(text)
    if label and _is_label(manuscript, label[1], "answer"):
        return text[label.start("rest") :]
    begin = text[:_EARLY]
    folded = fold(begin)
    named = manuscript.lexicon.labels.at_start(folded)
    if named is not None and named.name == "answer" and named.end - named.start > 2:
        return text
    hit = manuscript.lexicon.lex("yes_no").at_start(folded)
    if hit is None:
        plainly = manuscript.lexicon.lex("yes_no").find(folded, 0, min(len(folded), _SHORT))
        if plainly and _ANNOUNCES.search(plain(text[: plainly[0].start]) + " "):
            return text
        return text if _BECAUSE.match(plain(begin)) else None
    after = text[hit.end : hit.end + 3].strip("*_ ")
    return text if not after or after[0] in ".,:;!—–-" else None


def _is_label(manuscript: Manuscript, word: str, slot: str) -> bool:
    hit = manuscript.lexicon.labels.whole(fold(word))
    return hit is not None and hit.name == slot


def _fill_answer(manuscript: Manuscript, draft: Draft, text: str, line: int) -> None:
    parts = _answer_parts(manuscript, text)
    if not parts:
        return
    draft.fill("answer", [_bare_answer(manuscript, parts[0])], line)
    for part in parts[1:]:
        words = plain(part)
        why = _BECAUSE.match(words)
        if _NOT_BECAUSE.match(words):
            _fill_rejected(draft, words, line)
        elif why and "reason" not in draft.slots:
            bold = bold_spans(part)
            draft.fill("reason", [bold[0] if bold else trimmed(why["why"])], line)


def _answer_parts(manuscript: Manuscript, text: str) -> list[str]:
    """Return the sentences of an answer; a "No." that begins it is one, and no abbreviation."""
    stop = _STOPPED.search(text, 0, _SHORT)
    start = 0
    if stop is not None:
        hits = manuscript.lexicon.lex("yes_no").find(fold(text), 0, stop.start())
        start = stop.end() if hits and hits[-1].end == stop.start() else 0
    sentences = split_sentences(text[start:], manuscript.lexicon.abbreviations)
    rest = [text[start + one.start : start + one.end] for one in sentences]
    return [text[:start], *rest] if start else rest


def _bare_answer(manuscript: Manuscript, text: str) -> str:
    """Return an answer without the words that announce it or go on from it: "My reply is"."""
    words = plain(text).lstrip("—–- ")
    hit = manuscript.lexicon.labels.at_start(fold(words))
    if hit is not None and hit.name == "answer" and hit.words > 1:
        words = words[hit.end :].lstrip(" ,:—–-") or words
    plainly = manuscript.lexicon.lex("yes_no").find(fold(words), 0, min(len(words), _SHORT))
    for told in plainly[:1]:
        before = words[: told.start]
        if not before.strip() or _ANNOUNCES.search(before):
            rest = _GOES_ON.search(words, told.end)
            return trimmed(words[told.start : rest.start() if rest else len(words)])
    return trimmed(words)


def _fill_rejected(draft: Draft, words: str, line: int) -> None:
    """Fill the reason that is none, and the one that its own sentence puts in its place."""
    instead = _INSTEAD.search(words)
    if instead is None:
        draft.fill("rejected_reason", [words], line)
        return
    draft.fill("rejected_reason", [words[: instead.start()]], line)
    if "reason" not in draft.slots:
        draft.fill("reason", [trimmed(words[instead.end() :])], line)
