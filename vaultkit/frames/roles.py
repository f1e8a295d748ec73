"""What part a section plays: from the words of its heading, then from what stands under it."""

from collections.abc import Callable, Collection, Sequence

from msgspec import structs

from vaultkit.frames.folding import fold, plain
from vaultkit.frames.packs.cues import WORD
from vaultkit.frames.packs.lexicon import Lexicon
from vaultkit.frames.record import Section, Table
from vaultkit.frames.sections import own_lines

_WIDE = 3
_LONG = 200
"""Characters of the longest heading whose words tell a role."""

_DIGEST = ("problem", "consequence", "solution")
_WEAK = (None, "procedure", "question_answer", "example", "principle")
_OWN = frozenset((
    "problem", "consequence", "solution", "comparison", "exclusion", "procedure", "corollary",
    "definition", "metaphor",
))  # fmt: skip
"""Roles that a part keeps whose title is nothing but a word for one: «Глава 2. Последствия»."""

_DOUBTED = ("solution", "problem", "procedure")
_PLAIN = frozenset(("§", "пункт", "п", "параграф", "item", "paragraph"))
"""Labels that only number a section."""

_SLOTTED = frozenset(("procedure", "exclusion", "definition", "sources", "protocol", "principle"))
"""Roles that a part of a protocol may have besides its slot."""

_STRONGER = frozenset(("sources", "problem", "solution", "consequence", "protocol", "procedure"))


def with_roles(
    sections: Sequence[Section],
    tables: Sequence[Table],
    lexicon: Lexicon,
    *,
    of_genre: bool = False,
) -> tuple[Section, ...]:
    """Return *sections* with the role of each; None where nothing tells one.

    In a note of the genre more headings tell one: «Загвоздка», "The snag", "Who pays".
    """
    titled = _title_of_genre if of_genre else title_role
    loose = frozenset() if of_genre else lexicon.numbering.loose
    roles = [_role(one, sections, tables, lexicon, titled, loose) for one in sections]
    if of_genre:
        _keep_protocols_parts(sections, roles, lexicon)
    _complete_digests(sections, roles)
    return tuple(
        structs.replace(section, role=role) if role else section
        for section, role in zip(sections, roles, strict=True)
    )


def _keep_protocols_parts(
    sections: Sequence[Section], roles: list[str | None], lexicon: Lexicon
) -> None:
    """Leave the parts of a protocol to its slots: «Что делаем» is no solution there."""
    of_protocol: set[str] = set()
    for at, section in enumerate(sections):
        if roles[at] == "protocol" or section.parent in of_protocol:
            of_protocol.add(section.id)
        if section.parent in of_protocol and _is_loose(section, lexicon):
            roles[at] = None  # «Вечер 2» is a step there
        elif section.parent in of_protocol and roles[at] not in _SLOTTED:
            roles[at] = title_role(section.title, lexicon) if roles[at] else None


def _is_loose(section: Section, lexicon: Lexicon) -> bool:
    return section.label is not None and fold(section.label) in lexicon.numbering.loose


def _complete_digests(sections: Sequence[Section], roles: list[str | None]) -> None:
    """Give the third role to problem, consequence and solution in a row, of which two are told."""
    if not any(role in _DIGEST for role in roles):
        return
    siblings: dict[tuple[str, int, str | None], list[int]] = {}
    for at, section in enumerate(sections):
        siblings.setdefault((section.container, section.level, section.parent), []).append(at)
    for group in siblings.values():
        for run in zip(group, group[1:], group[2:], strict=False):
            told = [roles[at] == wanted for at, wanted in zip(run, _DIGEST, strict=True)]
            if told[1] and _is_numbered_digest(sections, group, run):
                for at, wanted in zip(run, _DIGEST, strict=True):
                    roles[at] = wanted if roles[at] in _WEAK else roles[at]
            missing = run[told.index(False)] if told.count(True) == 2 else None
            weak = (*_WEAK, "corollary") if missing == run[1] else _WEAK
            if missing is not None and roles[missing] in weak:
                roles[missing] = _DIGEST[run.index(missing)]


def _is_numbered_digest(
    sections: Sequence[Section], group: Sequence[int], run: Sequence[int]
) -> bool:
    """Return whether *run* is all that stands side by side, numbered 1, 2, 3 without a label."""
    numbers = [sections[at].number for at in run]
    plainly = all(sections[at].label is None for at in run)
    return plainly and numbers == ["1", "2", "3"] and len(group) <= len(run) + 1


def _role(
    section: Section,
    sections: Sequence[Section],
    tables: Sequence[Table],
    lexicon: Lexicon,
    titled: Callable[[str, Lexicon], str | None],
    loose: Collection[str],
) -> str | None:
    if section.label and lexicon.lex("step").whole(fold(section.label)):
        return None
    role = titled(section.title, lexicon)
    if _is_numbered_part(section, loose) and role not in ("protocol", "sources"):
        hit = lexicon.roles.whole(fold(plain(section.title)))
        return hit.name if hit is not None and hit.name in _OWN else "principle"
    if tables and role not in _STRONGER and _is_mostly_table(section, sections, tables):
        return "comparison"
    return role


def title_role(title: str, lexicon: Lexicon) -> str | None:
    """Return the role that the words of a heading tell."""
    hit = lexicon.role_of(title)
    if hit is None or (len(title) > _LONG and len(plain(title)) > _LONG):
        return None
    if hit.name == "sources" and hit.start > 4:
        return None
    return hit.name


def _title_of_genre(title: str, lexicon: Lexicon) -> str | None:
    """Return the role that a heading tells in a note of the genre: the longer cue's."""
    told = title_role(title, lexicon)
    if told in _DOUBTED and _is_condition(title, lexicon):
        return "consequence"  # «Если не решить» holds the word of a solution
    if len(title) > _LONG or ":" in title:
        return told
    hit = lexicon.titles_of_genre.at_start(fold(plain(title)))
    if hit is None or (hit.words == 1 and WORD.search(plain(title), hit.end)):
        return told  # one word tells as a whole heading only
    other = lexicon.role_of(title) if told is not None else None
    longer = other is not None and other.end - other.start >= hit.end - hit.start
    return told if longer else hit.name


def _is_condition(title: str, lexicon: Lexicon) -> bool:
    folded = fold(plain(title))
    hit = lexicon.lex("bare_condition").at_start(folded)
    return hit is not None and hit.words == 1 and "?" not in folded


def _is_numbered_part(section: Section, loose: Collection[str]) -> bool:
    """Return whether a part's number stands in a heading; labels of *loose* only number here."""
    if section.number is None:
        return False
    if section.label is not None:
        return fold(section.label) not in _PLAIN and fold(section.label) not in loose
    parts = section.number.split(".")
    return len(parts) > 1 and not parts[0].isdigit() and _counts(parts[-1])


def _counts(part: str) -> bool:
    """Return whether the end of «I.3», «II.IV» counts, as that of initials («J.D») does not."""
    return any(sign.isdigit() for sign in part) or set(part) <= set("IVX")


def _is_mostly_table(
    section: Section, sections: Sequence[Section], tables: Sequence[Table]
) -> bool:
    lines = own_lines(section, sections)
    inside = sum(
        table.span.last - table.span.first + 1
        for table in tables
        if len(table.header) >= _WIDE
        and lines.first <= table.span.first <= table.span.last <= lines.last
    )
    return inside * 2 > lines.last - lines.first + 1
