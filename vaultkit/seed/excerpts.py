"""The paragraphs that claims stand in, for a seed that is to carry some text of its notes.

Comments are taken out before anything else: what an author hid from readers stays at home.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import structs

from vaultkit.notes.note_path import NotePath
from vaultkit.seed.markdown_text import visible
from vaultkit.seed.places import note_key
from vaultkit.seed.record import Content, Excerpt

LONGEST = 4000
"""Characters of one excerpt; a longer paragraph is cut."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMENTS = (("<!--", "-->"), ("%%", "%%"))


def with_excerpts(
    content: Content,
    paths: Iterable[NotePath],
    text_of: Callable[[NotePath], str],
    clean: Callable[[str, str], str],
) -> Content:
    """Return *content* with the paragraphs of its claims at their notes.

    Args:
        content: What is carried.
        paths: The notes that are selected.
        text_of: Gives a note's text.
        clean: Hides what must not leave, given a text and where it stands.
    """
    wanted: dict[str, list[tuple[int, int]]] = {}
    for claim in content.claims:
        wanted.setdefault(claim.place.note, []).append(claim.place.lines)
    found = {
        key: tuple(
            structs.replace(one, text=clean(one.text, path))
            for one in _excerpts(text_of(path), wanted[key])
        )
        for path in paths
        if (key := note_key(path)) in wanted
    }
    return _placed(content, found)


def _placed(content: Content, found: Mapping[str, tuple[Excerpt, ...]]) -> Content:
    sources = tuple(
        structs.replace(one, excerpts=found[one.id]) if one.id in found else one
        for one in content.sources
    )
    return structs.replace(content, sources=sources)


def _excerpts(text: str, places: Iterable[tuple[int, int]]) -> Iterator[Excerpt]:
    lines = _LINE_END.split(without_comments(unicodedata.normalize("NFC", text)))
    end = 0
    for first, last in sorted(places):
        if last <= end or first > len(lines):
            continue
        start = _edge(lines, max(first, end + 1), -1)
        end = _edge(lines, last, 1)
        said = "\n".join(lines[max(start, 1) - 1 : end]).strip("\n")
        if said.strip():
            yield Excerpt(lines=(start, end), text=visible(_cut(said)))


def _edge(lines: list[str], at: int, step: int) -> int:
    """Return the last line of the paragraph of line *at* (from 1), going by *step*."""
    while 1 <= at + step <= len(lines) and not _is_blank(lines[at + step - 1]):
        at += step
    return min(at, len(lines))


def _is_blank(line: str) -> bool:
    return not line.strip(" \t>")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def without_comments(text: str) -> str:
    r"""Return *text* without what comments hold; line ends stay, so lines keep their numbers.

    >>> without_comments("a %%b\nc%% d <!-- e -->f")
    'a \n d f'
    """
    for opening, closing in _COMMENTS:
        pieces, at = [], 0
        while (start := text.find(opening, at)) >= 0:
            end = text.find(closing, start + len(opening))
            end = len(text) if end < 0 else end + len(closing)
            pieces += [text[at:start], *_LINE_END.findall(text[start:end])]
            at = end
        text = "".join([*pieces, text[at:]])
    return text
