"""Labelled slots under a heading or in a callout: «**Условия:** …», "Check: …", «### Шаги»."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vaultkit.frames.blocks import LIST, Block, Item, block_text, read_blocks
from vaultkit.frames.draft import coordinated, trimmed
from vaultkit.frames.folding import fold, plain, squeeze
from vaultkit.frames.inner_frames import is_citation_list
from vaultkit.frames.leads import lead_of
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.orders import are_orders
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.page import HEADING, PARAGRAPH, TABLE
from vaultkit.frames.record import Lines
from vaultkit.frames.sentences import split_sentences
from vaultkit.frames.sequences import prose_steps
from vaultkit.frames.slot_labels import LABELLED, NAMES, SLOTS, label_slot, without_labels
from vaultkit.frames.tables import split_row
from vaultkit.frames.ways import lists_ways

_STEP = re.compile(
    r"\s*(?:[*_]{1,3})?(?P<word>[^\W\d_]{3,12})\s+(?P<n>\d{1,2})(?![\w.]\d)[*_]{0,3}\s*(?:[.:)—–-]\s*)?[*_]{0,3}\s*(?P<rest>.*)$",
    re.DOTALL,
)
_LEADING = re.compile(
    r"^(?:через|посредством|с помощью|при помощи|путем|путём|through|via|by means of|using|by)\s",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*(?:→|⇒|⟶|->|=>)\s*")
"""What stands between steps that follow one another on one line."""

_PROSE = (
    ("told_condition", "preconditions"),
    ("told_check", "checks"),
    ("told_actor", "actor"),
)
"""Cues of sentences in a protocol that tell a slot without its label."""


_ROLE = re.compile(
    r"(?:исполнитель|исполняющ\w{2,3}|ведущ\w{2,3}|свидетель(?:ница)?|помощни\w{1,3}|хранитель\w{0,4}|"
    r"принимающ\w{2,3}|передающ\w{2,3}|наблюдатель\w{0,4}|слушатель\w{0,4}|наставни\w{1,3}|учени\w{1,3}|"
    r"ответственн\w{2,3}|проводник|участник|судья|секретарь|заказчик|куратор|гость|хозяин|хозяйка|"
    r"(?:the )?(?:host|guest|witness|performer|helper|keeper|observer|listener|receiver|giver|"
    r"sender|recipient|mentor|pupil|leader|lead|assistant|facilitator|scribe|judge|owner|operator|"
    r"executor|steward|second|backup))\s?(?:[:=]\s|\s?[—–-]\s)(?P<who>.+)$",
    re.IGNORECASE,
)
_DOES = re.compile(r"(?:\w+(?:[еи]т|[уюая]т)(?:ся)?|(?!\w*ss\b)\w{3,}s)\b", re.IGNORECASE)
"""A verb of the third person, which tells what one does and not who one is."""


def who_in(part: str) -> str:
    """Return who plays a part: «сестра» of «свидетель — сестра»; else *part* as it stands.

    >>> who_in("witness: the nurse"), who_in("keeper — listens")
    ('the nurse', 'keeper — listens')
    """
    role = _ROLE.match(part)
    return part if role is None or _DOES.match(role["who"]) else trimmed(role["who"])


@dataclass(frozen=True, slots=True)
class SlotValue:
    """One value of a slot, and where it stands."""

    slot: str
    text: str
    line: int
    label: str = ""
    number: int | None = None


def read_slots(manuscript: Manuscript, span: Lines, depth: int) -> list[SlotValue]:
    """Return the labelled values between the lines of *span* and the steps listed there."""
    blocks = read_blocks(manuscript.page, span.first, span.last, depth)
    found: list[SlotValue] = []
    slot: tuple[str, str] | None = None
    for at, block in enumerate(blocks):
        if block.kind == HEADING:
            step = step_on(manuscript, _heading_text(manuscript, block))
            slot = _slot_of_heading(manuscript, block)
            if step is not None:
                found.append(SlotValue("steps", step[1], block.span.first, number=step[0]))
                slot = ("skip", "")
        elif block.kind == LIST and not is_citation_list(block):
            if slot is not None or not lists_ways(manuscript, block):
                found.extend(_of_list(manuscript, blocks, at, slot))
        elif block.kind == PARAGRAPH:
            found.extend(_of_paragraph(manuscript, blocks, at, slot))
        elif block.kind == TABLE:
            found.extend(_of_table(manuscript, block))
    return found


def _heading_text(manuscript: Manuscript, block: Block) -> str:
    return manuscript.page.line(block.span.first).lstrip(" \t#")


def heading_slot(manuscript: Manuscript, title: str) -> str | None:
    """Return the slot that a heading inside a protocol announces: «Что берём с собой», "Signs"."""
    text = re.sub(r"^\d+[.)]\s*", "", plain(title).strip(" :"))
    slot = label_slot(manuscript, text)
    folded = fold(text)
    hit = manuscript.lexicon.labels.at_start(folded)
    if slot is None and hit and hit.words > 1 and hit.name in SLOTS:
        slot = hit.name
    told = (manuscript.lexicon.lex(f"{name}_heading").at_start(folded) for name in sorted(SLOTS))
    hits = [one for one in told if one is not None and not folded[: one.start].strip('*_«"“ ')]
    longest = max(hits, key=lambda one: one.end, default=None)
    if longest is None or (slot is not None and hit is not None and hit.end >= longest.end):
        return slot
    return longest.name.removesuffix("_heading")


def _slot_of_heading(manuscript: Manuscript, block: Block) -> tuple[str, str] | None:
    text = plain(_heading_text(manuscript, block)).strip(" :")
    slot = heading_slot(manuscript, text)
    return (slot, text) if slot else None


def _values(slot: str, text: str, line: int, label: str) -> Iterator[SlotValue]:
    text = text.strip()
    if not text:
        return
    if slot == "steps" and len(steps := _ARROW.split(text)) > 1:
        for at, step in enumerate(steps, 1):
            yield SlotValue(slot, trimmed(step), line, label, at)
        return
    if slot in NAMES:
        text = _TOGETHER.sub(", ", text) if slot == "actor" else text
        for part in coordinated(_LEADING.sub("", text.replace(" + ", ", "))):
            yield SlotValue(slot, who_in(part) if slot == "actor" else part, line, label)
        return
    parts = re.split(r";\s", text)
    if len(parts) == 1 and slot in ("preconditions", "checks"):
        few = text.rstrip(" .").split(", ")
        parts = few if all(len(WORD.findall(one)) <= _BRIEF for one in few) else parts
    for part in parts:
        yield SlotValue(slot, trimmed(part), line, label)


def _of_list(
    manuscript: Manuscript, blocks: Sequence[Block], at: int, slot: tuple[str, str] | None
) -> Iterator[SlotValue]:
    block = blocks[at]
    lead = lead_of(manuscript, blocks, at)
    own = _lead_slot(manuscript, lead.folded) if lead else None
    top = {one.line for one in block.top_items}
    for whole in block.top_items:
        item, labels = without_labels(manuscript, whole)
        step = step_on(manuscript, item.text)
        label = LABELLED.match(item.text)
        named = label_slot(manuscript, label["label"]) if label else None
        if step is not None:
            yield SlotValue("steps", step[1], item.line, number=step[0])
        elif named and label:
            yield from _labelled_item(block, item, named, label, top)
        elif own:
            yield from _item(own, item, lead.text if lead else "", block)
        elif slot and slot[0] != "skip":
            yield from _item(slot[0], item, slot[1], block)
        elif slot is None and "[ ]" in manuscript.page.line(item.line)[: item.start]:
            yield SlotValue("preconditions", trimmed(item.text), item.line)
        elif block.ordered and slot is None:
            yield SlotValue("steps", trimmed(item.text), item.line, number=item.number)
        for number, line in labels:
            yield from _of_labels(manuscript, line, number)
        if not (named and label):
            yield from _nested(manuscript, block, whole, top)


def _nested(
    manuscript: Manuscript, block: Block, item: Item, top: Collection[int]
) -> Iterator[SlotValue]:
    """Yield what labelled items under *item* say: a step's own check."""
    for at in range(bisect_right(block.items, item.line, key=_line), len(block.items)):
        one = block.items[at]
        if one.line in top:
            break
        label = LABELLED.match(one.text)
        named = label_slot(manuscript, label["label"]) if label else None
        if named and label:
            yield from _values(named, label["rest"], one.line, label["label"])


def _labelled_item(
    block: Block, item: Item, slot: str, label: re.Match[str], top: Collection[int]
) -> Iterator[SlotValue]:
    """Yield what a label and the items under it say; *top* are the lines of the list's own."""
    yield from _values(slot, label["rest"], item.line, label["label"])
    for at in range(bisect_right(block.items, item.line, key=_line), len(block.items)):
        one = block.items[at]
        if one.line in top:
            break
        if one.indent > item.indent + 1:
            yield SlotValue(slot, trimmed(one.text), one.line, label["label"], one.number)


def _line(item: Item) -> int:
    return item.line


def _item(slot: str, item: Item, label: str, block: Block) -> Iterator[SlotValue]:
    number = item.number if slot == "steps" and block.ordered else None
    yield SlotValue(slot, trimmed(item.text), item.line, label, number)


def _lead_slot(manuscript: Manuscript, folded: str) -> str | None:
    slot = label_slot(manuscript, folded)
    if slot:
        return slot
    if manuscript.lexicon.lex("steps_lead").find(folded):
        return "steps"
    hit = manuscript.lexicon.labels.at_start(folded)
    if hit is None or hit.name not in SLOTS or (hit.words < 2 and len(WORD.findall(folded)) > 4):
        return None
    return hit.name


def _of_paragraph(
    manuscript: Manuscript, blocks: Sequence[Block], at: int, slot: tuple[str, str] | None
) -> Iterator[SlotValue]:
    """Yield what the lines of a paragraph say by labels, else what all of it says."""
    block = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    led = following is not None and following.kind == LIST and lead_of(manuscript, blocks, at + 1)
    last = block.span.last - 1 if led else block.span.last
    labelled = last < block.span.first
    for number in range(block.span.first, last + 1):
        values = list(_of_line(manuscript, number, following))
        labelled = labelled or (bool(values) and _begins_labelled(manuscript, number))
        yield from values
    if not labelled:
        yield from _of_unlabelled(manuscript, block, slot)


def _begins_labelled(manuscript: Manuscript, number: int) -> bool:
    line = manuscript.page.line(number)
    label = LABELLED.match(line)
    named = label is not None and label_slot(manuscript, label["label"]) is not None
    return named or step_on(manuscript, line) is not None


def _of_line(manuscript: Manuscript, number: int, following: Block | None) -> Iterator[SlotValue]:
    """Yield the values of a line: a step, labels with text, a label of the paragraph below."""
    line = manuscript.page.line(number)
    step = step_on(manuscript, line)
    label = LABELLED.match(line)
    named = label_slot(manuscript, label["label"]) if label else None
    if step is not None and step[1]:
        yield SlotValue("steps", step[1], number, number=step[0])
    elif (named or ":" in line) and (values := list(_of_labels(manuscript, line, number))):
        yield from values
    elif named and label and following is not None and following.kind == PARAGRAPH:
        text = squeeze(block_text(manuscript.page, following))
        if not LABELLED.match(text) and step_on(manuscript, text) is None:
            yield from _values(named, text, following.span.first, label["label"])


def _of_unlabelled(
    manuscript: Manuscript, block: Block, slot: tuple[str, str] | None
) -> Iterator[SlotValue]:
    if slot is None or slot[0] == "steps":
        prose = list(_of_prose(manuscript, block))
        yield from prose
        if slot is None or any(value.slot == "steps" for value in prose):
            return
    if slot[0] == "skip":
        return
    text = block_text(manuscript.page, block)
    if slot[0] in NAMES:
        yield from _values(slot[0], text, block.span.first, slot[1])
        return
    if slot[0] == "steps" and not _orders(manuscript, text):
        return  # what is told of the steps is none
    for one in split_sentences(text, manuscript.lexicon.abbreviations):
        line = block.span.first + text.count("\n", 0, one.start)
        yield SlotValue(slot[0], trimmed(text[one.start : one.end]), line, slot[1])


def _orders(manuscript: Manuscript, text: str) -> bool:
    sentences = split_sentences(text, manuscript.lexicon.abbreviations)
    return are_orders([trimmed(text[one.start : one.end]) for one in sentences])


def _of_prose(manuscript: Manuscript, block: Block) -> Iterator[SlotValue]:
    """Yield what a paragraph tells without labels: steps in order, «годится, только если …»."""
    text = block_text(manuscript.page, block)
    for at, (offset, step) in enumerate(prose_steps(manuscript, text), 1):
        line = block.span.first + text.count("\n", 0, offset)
        yield SlotValue("steps", step, line, number=at)
    for sentence in split_sentences(text, manuscript.lexicon.abbreviations):
        said = text[sentence.start : sentence.end]
        folded = fold(said).replace(",", " ")
        for cue, slot in _PROSE:
            hits = manuscript.lexicon.lex(cue).find(folded)
            if hits and trimmed(said[hits[0].end :]):
                line = block.span.first + text.count("\n", 0, sentence.start)
                yield from _told(slot, said[hits[0].end :], line)
                break


def _told(slot: str, text: str, line: int) -> Iterator[SlotValue]:
    """Yield what follows a cue: all of it, of those who act only their names."""
    if slot != "actor":
        yield SlotValue(slot, trimmed(text), line)
        return
    end = _NAMES_END.search(text)
    names = coordinated(_TOGETHER.sub(", ", text[: end.start()] if end else text))
    if all(len(WORD.findall(name)) <= _FEW for name in names):
        for name in names:
            yield SlotValue(slot, name, line)


_NAMES_END = re.compile(
    r"[.;:!?(]|\s[—–]\s|,\s(?:котор|а|но|чтобы|когда|who|which|while|but)\w*\s|"
    r"\s(?:and|и)\s(?:then|потом|затем)\s"
)
_TOGETHER = re.compile(r"\s(?:together with|along with|вместе с|совместно с)\s")
_BRIEF = 3
"""Words of what may be one of several things between commas."""

_FEW = 5
"""Words of the longest name of who acts."""


def _of_labels(manuscript: Manuscript, line: str, number: int) -> Iterator[SlotValue]:
    """Yield the values of a line of labels: «Условие: … . Контроль: …»."""
    sentences = split_sentences(line, manuscript.lexicon.abbreviations)
    slot, label, start = "", "", 0
    for sentence in sentences:
        match = LABELLED.match(line[sentence.start : sentence.end])
        named = label_slot(manuscript, match["label"]) if match else None
        if match and named:
            if slot:
                yield from _filled(manuscript, slot, line[start : sentence.start], number, label)
            slot, label = named, match["label"]
            start = sentence.start + match.start("rest")
    if slot:
        yield from _filled(manuscript, slot, line[start:], number, label)


def _filled(
    manuscript: Manuscript, slot: str, text: str, number: int, label: str
) -> Iterator[SlotValue]:
    steps = prose_steps(manuscript, text) if slot == "steps" else []
    if not steps:
        yield from _values(slot, text, number, label)
    for at, (_, step) in enumerate(steps, 1):
        yield SlotValue("steps", step, number, label, at)


def _of_table(manuscript: Manuscript, block: Block) -> Iterator[SlotValue]:
    """Yield the rows of a two-column table of labels, or the columns of a table of steps."""
    page = manuscript.page
    header = split_row(page.line(block.span.first))
    columns = [label_slot(manuscript, cell) for cell in header]
    is_steps = any(slot == "steps" for slot in columns) or (
        len(header) > 1 and manuscript.lexicon.lex("step").whole(fold(header[0])) is not None
    )
    for number in range(block.span.first + 2, block.span.last + 1):
        cells = split_row(page.line(number))
        if is_steps:
            texts = [
                cell for slot, cell in zip(columns, cells, strict=False) if not cell.isdigit()
            ]
            text = next((cell for cell in texts if cell), "")
            if text:
                yield SlotValue("steps", trimmed(text), number)
            for slot, cell in zip(columns, cells, strict=False):
                if slot not in (None, "steps") and cell:
                    yield from _values(slot or "", cell, number, "")
        elif len(cells) == 2 and (slot := label_slot(manuscript, cells[0])):
            yield from _values(slot, cells[1], number, cells[0])


def step_on(manuscript: Manuscript, text: str) -> tuple[int, str] | None:
    """Return number and text of «Шаг 3 — …»."""
    match = _STEP.match(text)
    if match is None:
        return None
    word, lexicon = fold(match["word"]), manuscript.lexicon
    if lexicon.lex("step").whole(word) is None and not (
        manuscript.is_of_genre and lexicon.lex("step_of_time").whole(word)
    ):
        return None
    return int(match["n"]), trimmed(match["rest"])
