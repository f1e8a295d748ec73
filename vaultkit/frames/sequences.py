"""Steps that a sentence or a paragraph tells in order: «сначала …, затем …», "(1) … (2) …"."""

import re

from vaultkit.frames.draft import trimmed
from vaultkit.frames.folding import fold
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import Hit
from vaultkit.frames.packs.lexicon import Lexicon

_COUNTED = re.compile(r"(?<!\w)\(?(?P<n>\d{1,2}|[a-zа-я])\)\s+(?=\S)")
_JOINT = re.compile(r"(?:^|[.;:!?,—–(]|\s-|\b(?:and|и|а|but|но))[\s*_»”\"]{0,4}$")
_TAIL = re.compile(r"[\s,;]+(?:and|и|а)$")
_NEEDS = re.compile(
    r",?\s(?:you|we|one)\s(?:will\s)?needs?\b|,?\s(?:нуж\w+|понадоб\w+|потребу\w+)\b"
)
"""What makes "to begin" the beginning of a condition and not of steps."""

_FEWEST = 2
_LONGEST = 260


def prose_steps(manuscript: Manuscript, text: str) -> list[tuple[int, str]]:
    """Return offset and text of each step that *text* tells; none where it tells no order.

    An order has a beginning («сначала», "first") and something after it, or counted brackets.
    """
    if len(text) > _LONGEST * 20:
        return []
    return _counted(text) or _told(manuscript, text)


def _counted(text: str) -> list[tuple[int, str]]:
    marks = list(_COUNTED.finditer(text))
    if len(marks) < _FEWEST or marks[0]["n"] not in ("1", "a", "а"):
        return []
    ends = [mark.start() for mark in marks[1:]] + [_end_of(text, marks[-1].end())]
    return _texts(text, [mark.end() for mark in marks], ends)


def _told(manuscript: Manuscript, text: str) -> list[tuple[int, str]]:
    lexicon = manuscript.lexicon
    folded = fold(text)
    begun = [
        hit
        for hit in lexicon.lex("order_first").find(folded)
        if _is_joint(folded, hit) and not _NEEDS.match(folded, hit.end)
    ]
    if not begun:
        return []
    start = begun[0]
    later = [
        hit
        for hit in lexicon.lex("order_next").find(folded, start.end)
        if _is_joint(folded, hit) and hit.start > start.end
    ]
    marks = [start]
    for hit in later:
        if hit.start >= marks[-1].end:
            marks.append(hit)
    if len(marks) < _FEWEST:
        return []
    ends = [hit.start for hit in marks[1:]] + [_end_of(text, marks[-1].end)]
    return _texts(text, [_past_time(lexicon, folded, hit.end) for hit in marks], ends)


def _past_time(lexicon: Lexicon, folded: str, at: int) -> int:
    """Return where the step begins after a cue and the time it names: "on the first evening"."""
    hit = lexicon.lex("step_of_time").at_start(folded, at)
    return hit.end if hit is not None and not folded[at : hit.start].strip() else at


def _is_joint(folded: str, hit: Hit) -> bool:
    """Return whether a clause begins with *hit*: a stop, a comma or «и» stands before it."""
    return _JOINT.search(folded[max(0, hit.start - 12) : hit.start]) is not None or hit.start == 0


def _end_of(text: str, start: int) -> int:
    stop = re.compile(r"[.!?](?:\s|$)|\n\n").search(text, start)
    return stop.start() if stop else len(text)


def _texts(text: str, starts: list[int], ends: list[int]) -> list[tuple[int, str]]:
    found = []
    for start, end in zip(starts, ends, strict=True):
        step = trimmed(_TAIL.sub("", text[start:end].rstrip(" ,;.:!\n")))
        if step and len(step) <= _LONGEST:
            found.append((start, step))
    return found if len(found) >= _FEWEST else []
