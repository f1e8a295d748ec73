"""Questions answered on the spot, within a paragraph or an item: «… Почему? Потому что …».

Only where the answer shows that it is one: by its first words, or because the question is bold.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vaultkit.frames.blocks import LIST, Block
from vaultkit.frames.draft import Draft
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import PARAGRAPH
from vaultkit.frames.questions import asking_lines, asks, draft_of, is_in_image, is_reason
from vaultkit.frames.record import Lines
from vaultkit.frames.sentences import split_sentences

_WHY = re.compile(
    r"\W*(?:(?:и|а|но|and|but|so)\s)?(?:почему|зачем|отчего|для чего|ради чего|why|what for|"
    r"what is it for|to what end|how come)\b"
)
_PURPOSE = re.compile(
    r"\W*(?:чтобы|затем,? (?:что|чтобы)|оттого,? что|от того,? что|ради того|ибо|так как|"
    r"(?:да )?потому|so that|so (?:it|we|they|you|he|she) |in order to|to \w+ |for the sake|"
    r"lest |simply because|just because)\b"
)
_BOLD = re.compile(
    r"[ \t]*(?:\*\*|__)(?P<asked>[^*_\n]{3,200}\?)(?:\*\*|__)\s*(?:[—–-]\s*)?(?=\S)"
)
_LONGEST = 300
"""Characters of the longest question."""


def run_in_questions(
    manuscript: Manuscript, outer: Sequence[Draft], known: Sequence[Draft]
) -> Iterator[Draft]:
    """Yield a frame for each question with its answer that *known* does not hold."""
    asked = asking_lines(manuscript) if manuscript.is_of_genre else ()
    if not asked:
        return
    taken = {line for one in known for line in range(one.span.first, one.span.last + 1)}
    for container in manuscript.containers:
        for block in manuscript.blocks(container):
            if block.kind not in (PARAGRAPH, LIST) or not asks(asked, block):
                continue
            for span in _spans(block):
                if span.first not in taken and not is_in_image(span.first, outer):
                    yield from _in_text(manuscript, span, outer)


def _spans(block: Block) -> Iterator[Lines]:
    """Yield the lines of a paragraph, or of each item."""
    if block.kind == PARAGRAPH:
        yield block.span
    for item in block.items:
        yield Lines(item.line, item.last)


def _in_text(manuscript: Manuscript, span: Lines, outer: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the first question of a text that is answered there."""
    text = "\n".join(manuscript.page.lines(span))
    start = next((item.start() for item in re.finditer(r"[^\s\d.)*+•-]|\*\*", text)), 0)
    bold = _BOLD.match(text, start)
    if bold is not None and not manuscript.lexicon.lex("next").occurs(fold(bold["asked"])):
        yield draft_of(manuscript, span, bold["asked"], text[bold.end() :], outer)
        return
    sentences = split_sentences(text, manuscript.lexicon.abbreviations)
    for one, following in pairwise(sentences):
        question = plain(text[max(one.start, start) : one.end]).strip()
        rest = text[following.start :]
        if question.endswith("?") and len(question) < _LONGEST and _answers(question, rest):
            first = span.first + text.count("\n", 0, one.start)
            last = span.first + text.count("\n", 0, following.end)
            yield draft_of(manuscript, Lines(first, last), question, rest, outer)
            return


def _answers(question: str, rest: str) -> bool:
    if is_reason(rest):
        return True
    return bool(_WHY.match(fold(question)) and _PURPOSE.match(fold(plain(rest[:120]))))
