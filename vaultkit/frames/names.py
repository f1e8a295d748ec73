"""Headings that are names: of a page, a program, a field; a cue in a name tells no role.

«Definition List» defines nothing. Such a heading plays the part its cue tells only where what
stands under it does so too: steps, a definition, a sentence that says what the problem is.
"""

import re
from bisect import bisect_right

from vaultkit.frames.blocks import LIST, QUOTE, Block, block_text
from vaultkit.frames.definitions import read_definition
from vaultkit.frames.folding import fold, name_key, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.packs.cues import WORD, Hit
from vaultkit.frames.page import CALLOUT, PARAGRAPH
from vaultkit.frames.record import Section
from vaultkit.frames.sections import own_lines

_FREE = frozenset((
    "a", "an", "the", "this", "that", "our", "my", "your", "its", "their", "main", "key", "core",
    "central", "first", "second", "third", "one", "two", "three", "of", "for", "to", "in", "on",
    "and", "or", "with", "without", "from", "by", "as", "is", "are", "we", "it", "not",
))  # fmt: skip
"""Words beside which a cue is a word of its own and no part of a name."""

_SHOWN = ("procedure", "protocol", "comparison", "definition")
"""Roles that a page's own name may tell, where its body shows them."""

_SAID = re.compile(r"[*_»\"]*(?:\s*[:—–]|\s+(?:is|are|was|were|lies|это|в том|состоит|такова))")

_DATE = re.compile(r"\d{4}-\d{2}")
"""Number of a dated page, whose title tells what is in its parts."""

_NEAR = 80
"""Characters before a cue in which the word before it is looked for."""

_FAR = 12
"""How many lines below a heading may bear it out."""


def is_mere_name(manuscript: Manuscript, section: Section) -> bool:
    """Return whether a heading has its role from a word of a name that nothing bears out.

    In a note of the genre only the note's own name is doubted, and work's words («Workflow»,
    «Recipe») that another noun follows; elsewhere an image is doubted too: most are pictures.
    """
    if section.number and _DATE.match(section.number) and section.level == 1:
        return not _is_borne_out(manuscript, section)
    if section.label is not None or section.number is not None:
        return section.role == "principle" and not _is_part(manuscript, section)
    hit = manuscript.lexicon.role_of(section.title)
    folded = fold(plain(section.title))
    if hit is None or hit.words > 1 or not folded[hit.start : hit.end].isascii():
        return False
    own = section.level == 1 and _is_own_name(manuscript, section)
    attached = _is_attached(folded, hit)
    if manuscript.is_of_genre:
        doubted = attached and (own or (hit.name == "procedure" and _is_modifier(folded, hit)))
    else:
        if own and hit.name not in _SHOWN:
            return True
        doubted = attached or own or hit.name == "metaphor"
    if not doubted:
        return section.role == "principle" and not _has_prose(manuscript, section)
    return not _is_borne_out(manuscript, section)


def _is_own_name(manuscript: Manuscript, section: Section) -> bool:
    note = manuscript.note
    stem = note.path.rpartition("/")[2].removesuffix(".md")
    title = note.properties.get("title")
    names = {stem, *note.aliases, *([title] if isinstance(title, str) else [])}
    told = {_letters(section.title), _letters(section.title_raw)}
    return not told.isdisjoint(map(_letters, names))


def _letters(name: str) -> str:
    return "".join(WORD.findall(name_key(name)))


def _is_attached(folded: str, hit: Hit) -> bool:
    """Return whether a word that is not free stands right before or after the cue."""
    # A word is looked for nearby only: a heading may be one word of a megabyte.
    before = re.search(r"(\w+)[\s/-]+$", folded[max(0, hit.start - _NEAR) : hit.start])
    return _is_modifier(folded, hit) or (before is not None and before[1] not in _FREE)


def _is_modifier(folded: str, hit: Hit) -> bool:
    """Return whether a word that is not free stands right after the cue."""
    after = re.match(r"[\s/-]+(\w+)", folded[hit.end :])
    return after is not None and after[1] not in _FREE


def _is_part(manuscript: Manuscript, section: Section) -> bool:
    """Return whether a numbered section holds something: words, in the genre parts of its own."""
    labelled = section.label is not None and manuscript.is_of_genre
    return _has_prose(manuscript, section) or (labelled and bool(manuscript.parts_of(section)))


def _has_prose(manuscript: Manuscript, section: Section) -> bool:
    """Return whether a section says something itself; a callout does for one with a label."""
    kinds = (PARAGRAPH, QUOTE, CALLOUT) if section.label is not None else (PARAGRAPH,)
    return any(block.kind in kinds for block in _under(manuscript, section))


def _under(manuscript: Manuscript, section: Section) -> list[Block]:
    lines = own_lines(section, manuscript.sections)
    container = manuscript.container_by_id[section.container]
    blocks = manuscript.blocks(container)
    begin = bisect_right(blocks, lines.first, key=_begin)
    end = bisect_right(blocks, min(lines.last, lines.first + _FAR), key=_begin)
    return list(blocks[begin:end])


def _begin(block: Block) -> int:
    return block.span.first


def _is_borne_out(manuscript: Manuscript, section: Section) -> bool:
    """Return whether what stands under a heading plays the part that the heading tells."""
    blocks = _under(manuscript, section)
    if section.role in ("procedure", "protocol"):
        return any(block.kind == LIST and block.ordered for block in blocks)
    if section.role == "comparison":
        return any(
            section.span.first < table.span.first <= section.span.last
            for table in manuscript.tables
        )
    texts = [(one, block_text(manuscript.page, one)) for one in blocks if one.kind == PARAGRAPH]
    if section.role == "metaphor":
        image = manuscript.lexicon.lex("metaphor_of")
        return any(image.first(fold(plain(text))) for _, text in texts)
    if section.role == "definition":
        return any(read_definition(manuscript, text, one.span.first) for one, text in texts)
    return any(_says(manuscript, fold(plain(text)), section.role or "") for _, text in texts)


def _says(manuscript: Manuscript, folded: str, role: str) -> bool:
    """Return whether prose says outright what the problem, the solution … is."""
    return any(
        hit.name == role and _SAID.match(folded, hit.end)
        for hit in manuscript.lexicon.roles.find(folded)
    )
