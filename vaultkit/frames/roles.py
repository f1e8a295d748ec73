"""What part a section plays: from the words of its heading, then from what stands under it."""

from collections.abc import Sequence

from msgspec import structs

from vaultkit.frames.folding import fold, plain
from vaultkit.frames.packs.lexicon import Lexicon
from vaultkit.frames.record import Section, Table
from vaultkit.frames.sections import own_lines

_WIDE = 3
_LONG = 200
"""Characters of the longest heading whose words tell a role."""

_DIGEST = ("problem", "consequence", "solution")
_WEAK = (None, "procedure", "question_answer", "example", "principle")
_STRONGER = frozenset(("sources", "problem", "solution", "consequence", "protocol", "procedure"))


def with_roles(
    sections: Sequence[Section], tables: Sequence[Table], lexicon: Lexicon
) -> tuple[Section, ...]:
    """Return *sections* with the role of each; None where nothing tells one."""
    roles = [_role(section, sections, tables, lexicon) for section in sections]
    _complete_digests(sections, roles)
    return tuple(
        structs.replace(section, role=role) if role else section
        for section, role in zip(sections, roles, strict=True)
    )


def _complete_digests(sections: Sequence[Section], roles: list[str | None]) -> None:
    """Give the third role to problem, consequence and solution in a row, of which two are told."""
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
            if missing is not None and roles[missing] in _WEAK:
                roles[missing] = _DIGEST[run.index(missing)]


def _is_numbered_digest(
    sections: Sequence[Section], group: Sequence[int], run: Sequence[int]
) -> bool:
    """Return whether *run* is all that stands side by side, numbered 1, 2, 3 without a label."""
    numbers = [sections[at].number for at in run]
    plainly = all(sections[at].label is None for at in run)
    return plainly and numbers == ["1", "2", "3"] and len(group) <= len(run) + 1


def _role(
    section: Section, sections: Sequence[Section], tables: Sequence[Table], lexicon: Lexicon
) -> str | None:
    if section.label and lexicon.lex("step").whole(fold(section.label)):
        return None
    role = title_role(section.title, lexicon)
    if _is_numbered_part(section) and role not in ("protocol", "sources"):
        return "principle"
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


def _is_numbered_part(section: Section) -> bool:
    if section.number is None:
        return False
    if section.label is not None:
        return True
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
