"""What a metaphor's section compares, and with what: source, mapping."""

import re

from vaultkit.frames.draft import Draft, bold_spans, trimmed
from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import PARAGRAPH
from vaultkit.frames.record import Section
from vaultkit.frames.sentences import split_sentences

_IMAGE_END = re.compile(r"[:;,.!?\n]|\s[—–]\s|\s(?:that|which|who|whose|where)\s|$")
_LESSON = re.compile(
    r"\W*(?:урок|мораль|смысл притчи|вывод|(?:the )?(?:lesson|moral|takeaway))\s?"
    r"(?:[:.]|\s[—–-])\s?(?P<lesson>.{6,300})$",
    re.IGNORECASE,
)
_QUOTES = '"«»“”„ *_'
_THINGS = 7
"""Words of the longest image."""

_KEY = 2
"""Words up to which a bold text is a stress and no sentence."""


def fill_metaphor(manuscript: Manuscript, draft: Draft, section: Section) -> None:
    """Fill the source, the image, and the mapping, what is said of it.

    The source is what a question asks about, or what follows «похож на», "is like"; the mapping
    is the longest bold text, else the sentence that carries the image over («так и …»), else the
    one that makes the comparison.
    """
    said: list[tuple[str, int]] = []
    bold: tuple[str, int] = ("", 0)
    for number in range(section.line + 1, section.span.last + 1):
        if manuscript.page.kind_of(number) != PARAGRAPH:
            continue
        line = manuscript.page.line(number)
        sentences = split_sentences(line, manuscript.lexicon.abbreviations)
        words = [plain(line[one.start : one.end]) for one in sentences]
        _fill_question(manuscript, draft, words, number)
        if manuscript.page.depth[number - 1] <= draft.container.depth:
            said.extend((one, number) for one in words)
            texts = [one for one in bold_spans(line) if len(WORD.findall(one)) > _KEY]
            longest = max(texts, key=len, default="")
            bold = bold if bold[0] else (longest, number)
    if bold[0]:
        draft.fill("mapping", [bold[0]], bold[1])
    _fill_image(manuscript, draft, said)
    _fill_lesson(draft, said)


def _fill_lesson(draft: Draft, said: list[tuple[str, int]]) -> None:
    """Fill what a label calls the lesson: «Урок: …», "The moral: …"."""
    for text, number in said:
        label = _LESSON.match(text)
        if label is not None:
            draft.fill("lesson", [label["lesson"].strip(_QUOTES)], number)


def _fill_question(manuscript: Manuscript, draft: Draft, sentences: list[str], line: int) -> None:
    for words in sentences:
        if words.endswith("?"):
            hit = manuscript.lexicon.lex("question_start").at_start(fold(words))
            draft.fill("source", [trimmed(words[hit.end if hit else 0 :].rstrip("?"))], line)


def _fill_image(manuscript: Manuscript, draft: Draft, said: list[tuple[str, int]]) -> None:
    """Fill what no question and no bold text told, from the sentences that compare."""
    if "source" in draft.slots and "mapping" in draft.slots:
        return
    lexicon = manuscript.lexicon
    compared: tuple[str, int] | None = None
    for text, number in said:
        folded = fold(text)
        imagined = None if text.endswith("?") else lexicon.lex("imagine").at_start(folded)
        if imagined and "source" not in draft.slots and (image := image_after(text, imagined.end)):
            draft.fill("source", [image], number)
        hits = [] if text.endswith("?") else lexicon.lex("likened").find(folded)
        if hits and (image := image_after(text, hits[0].end)):
            compared = compared or (text, number)
            if "source" not in draft.slots:
                draft.fill("source", [image], number)
        told = "mapping" in draft.slots or text.endswith(":")
        if not told and lexicon.lex("carried_over").at_start(folded):
            draft.fill("mapping", [text], number)
    if compared and "mapping" not in draft.slots:
        draft.fill("mapping", [compared[0]], compared[1])
    label, colon, image = (draft.title or "").partition(":")
    if "source" not in draft.slots and colon and label and not image.rstrip().endswith("?"):
        draft.fill("source", [trimmed(image)], draft.span.first)


def image_after(text: str, start: int) -> str | None:
    """Return the image that *text* names from *start*: a short phrase up to the next stop."""
    end = _IMAGE_END.search(text, start)
    image = trimmed(text[start : end.start() if end else len(text)])
    words = WORD.findall(image)
    return image if 0 < len(words) <= _THINGS else None
