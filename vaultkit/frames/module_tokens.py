"""Modules by how their names are written and where: `FORMAL-ANCHOR`, `ΔCORE`, `CamelCase`, «имя».

Whether a token names a module is for the vault to decide (`vaultkit.frames.vault.module`): in one
note there are only mentions, each with what speaks for it. A line declares what it names where it
speaks of modules, or where it is in a list below a heading or a lead that does.
"""

import re
from collections.abc import Iterator

from vaultkit.frames.folding import fold, plain
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import CODE, COMMENT, HEADER, HEADING, Page
from vaultkit.frames.record import ModuleMention

_UPPER = "A-ZА-ЯЁΑ-Ω∆"
_PART = rf"[{_UPPER}][{_UPPER}0-9]{{1,30}}"
_TOKEN = re.compile(
    rf"(?<![\w\-/.#])(?:{_PART}(?:[-‑][{_UPPER}0-9]{{1,30}}){{1,5}}|[Α-Ω∆]{_PART}"
    rf"|(?<=`)[A-Z][a-z0-9]{{1,30}}(?:[A-Z][a-z0-9]{{1,30}}){{1,5}}(?=`))(?![\w/]|-\w)"
)
# A hyphen before capitals, a Greek capital, or code that begins with a capital: without one
# of these there is no token, and most files have none.
_GREEK = re.compile("[Α-Ω∆][A-Z]")
_CAMEL = re.compile("`[A-Z][a-z]")
_HOLDS = re.compile(rf"[-‑Α-Ω∆`](?:(?<=[-‑])[{_UPPER}0-9]|(?<=[Α-Ω∆])[{_UPPER}]|(?<=`)[A-Z])")
"""What each token has two letters of."""

_LETTERS = re.compile(rf"[{_UPPER}]{{2}}")
_NAME = (
    r"(?:«([^«»]{2,40})»|“([^“”]{2,40})”|\"([^\"]{2,40})\"|`([^`]{2,40})`|\*\*([^*]{2,40})\*\*)"
)
_NAMED = re.compile(rf"[ \t]*[:—–-]?[ \t]*{_NAME}")
_ALSO = re.compile(rf"[ \t]*(?:,|и|and)[ \t]*{_NAME}")
_ITEM = re.compile(rf"[ \t]*(?:[-*+•]|\d{{1,3}}[.)])[ \t]+{_NAME}[ \t]*(?:[:—–-]|$)")
_ITEM_START = tuple("-*+•0123456789|")
_NO_NAME = frozenset("/\\()[]{}<>=#|.;?!")


def find_module_tokens(manuscript: Manuscript) -> tuple[ModuleMention, ...]:
    """Return everything in prose or inline code that is written, or declared, as a module."""
    speaks = manuscript.said.may("module")
    if not speaks and not _may_hold_tokens(manuscript):
        return ()
    cues, names = manuscript.lexicon.lex("module"), manuscript.lexicon.lex("module_name")
    page = manuscript.page
    telling = frozenset(manuscript.said.lines("module"))
    found: list[ModuleMention] = []
    listed = named = False
    for number, text in enumerate(page.text, start=1):
        if not (listed or number in telling or _HOLDS.search(text)):
            continue
        kind = page.kind_of(number)
        if kind in (CODE, COMMENT, HEADER) or not text.strip():
            continue
        hits = cues.find(page.folded(number)) if number in telling else []
        item = text.lstrip().startswith(_ITEM_START)
        declared = bool(hits) or (listed and item)
        found += _tokens(page, number, declared=declared)
        ends = [hit.end for hit in names.find(page.folded(number))] if hits else []
        if ends or (named and item):
            found += _names(page, number, ends)
        if hits or kind == HEADING or not item:
            listed = bool(hits) and _announces(manuscript, text, kind)
            named = listed and bool(ends)
    return tuple({(one.name, one.line, one.col): one for one in found}.values())


def _may_hold_tokens(manuscript: Manuscript) -> bool:
    text = manuscript.text
    if manuscript.has_hyphened_capitals or _CAMEL.search(text):
        return True
    return not text.isascii() and _GREEK.search(text) is not None


def _announces(manuscript: Manuscript, text: str, kind: str) -> bool:
    """Return whether the list below a line that speaks of modules names them."""
    if kind != HEADING:
        return plain(text).endswith(":") or text.lstrip().startswith(_ITEM_START)
    title = fold(plain(text)).strip("# :")
    labels = manuscript.lexicon.lex("modules_label").find(title)
    return any(hit.start == 0 and hit.end == len(title) for hit in labels)


def _tokens(page: Page, number: int, *, declared: bool) -> Iterator[ModuleMention]:
    text = page.line(number)
    for match in _TOKEN.finditer(text):
        before, after = (
            text[match.start() - 1 : match.start()],
            text[match.end() : match.end() + 1],
        )
        name = match[0].replace("‑", "-")
        if not _in_link(text, match.start()) and is_token_name(name):
            yield ModuleMention(
                name=name,
                line=number,
                col=page.column(number, match.start()),
                code=before == "`" == after,
                declared=declared,
            )


def _names(page: Page, number: int, ends: list[int]) -> Iterator[ModuleMention]:
    """Yield the names in quotation marks, bold or code after «модуль», or first in an item."""
    text = page.line(number)
    matches = [_NAMED.match(text, end) for end in ends] or [_ITEM.match(text)]
    while matches:
        match = matches.pop()
        if match is None:
            continue
        group = match.lastindex or 1
        name = plain(match[group]).rstrip(":").strip()
        if name and not _NO_NAME & set(name) and len(name.split()) <= 5:
            yield ModuleMention(
                name=name,
                line=number,
                col=page.column(number, match.start(group)),
                code=group == 4,
                declared=True,
            )
        matches.append(_ALSO.match(text, match.end()))


def is_token_name(name: str) -> bool:
    """Return whether *name* can be a module's: ``UTF-8``, ``GPT-4`` and ``YYYY-MM-DD`` cannot.

    More than one part has letters, and some part has more than one letter again and again.
    """
    parts = name.split("-")
    if len(parts) == 1:
        return True
    return sum(bool(_LETTERS.search(part)) for part in parts) >= 2 and any(
        len(set(part)) > 1 for part in parts
    )


def _in_link(text: str, at: int) -> bool:
    """Return whether offset *at* is inside a wikilink or an address."""
    opened = text.rfind("[[", 0, at)
    if opened >= 0 and text.find("]]", opened, at) < 0:
        return True
    word = text[text.rfind(" ", 0, at) + 1 : at]
    return "://" in word or "](" in word
