"""Modules by the way their names are written: `FORMAL-ANCHOR`, `ΔCORE`, and `CamelCase` in code.

Whether such a token names a module is for the vault to decide (`vaultkit.frames.vault.module`):
in one note there are only mentions, each with what speaks for it.
"""

import re

from vaultkit.frames.page import CODE, COMMENT, HEADER, Page
from vaultkit.frames.record import ModuleMention
from vaultkit.notes.source import Source

_UPPER = "A-ZА-ЯЁΑ-Ω∆"
_PART = rf"[{_UPPER}][{_UPPER}0-9]{{1,30}}"
_TOKEN = re.compile(
    rf"(?<![\w\-/.#])(?:{_PART}(?:[-‑][{_UPPER}0-9]{{1,30}}){{1,5}}|[Α-Ω∆]{_PART}"
    rf"|(?<=`)[A-Z][a-z0-9]{{1,30}}(?:[A-Z][a-z0-9]{{1,30}}){{1,5}}(?=`))(?![\w/]|-\w)"
)
# A hyphen and capitals after it, a Greek capital, or code that begins with a capital: without one
# of these there is no token, and most files have none.
_ANY = re.compile(rb"-(?:[A-Z]{2}|\xd0[\x81\x90-\xaf]\xd0)|\xce[\x91-\xa9][A-Z]|\xe2\x88\x86")
_CAMEL = re.compile(rb"`[A-Z][a-z]")
_LETTERS = re.compile(rf"[{_UPPER}]{{2}}")
_DECLARING = re.compile(r"\b(?:модул[ьияюейх]|modul(?:e|es)\b)", re.IGNORECASE)


def find_module_tokens(source: Source, page: Page) -> tuple[ModuleMention, ...]:
    """Return every token in prose or inline code that is written as modules are."""
    if not _ANY.search(source.data) and not _CAMEL.search(source.data):
        return ()
    found: list[ModuleMention] = []
    lead = False
    for number, text in enumerate(page.text, start=1):
        if page.kind[number - 1] in (CODE, COMMENT, HEADER):
            continue
        declared = _DECLARING.search(text) is not None
        # A list below a line that announces modules names them.
        inherits = lead and text.lstrip()[:1] in tuple("-*+0123456789|")
        found += _mentions(page, number, declared=declared or inherits)
        if text.strip():
            lead = inherits or (declared and text.rstrip().rstrip("*").endswith(":"))
    return tuple(found)


def _mentions(page: Page, number: int, *, declared: bool) -> list[ModuleMention]:
    text = page.text[number - 1]
    found = []
    for match in _TOKEN.finditer(text):
        name = match[0].replace("‑", "-")
        camel = not name.isupper()
        code = (
            text[match.start() - 1 : match.start()] == "`" == text[match.end() : match.end() + 1]
        )
        if (camel and not declared) or _in_link(text, match.start()) or not _is_name(name):
            continue
        found.append(
            ModuleMention(
                name=name,
                line=number,
                col=page.column(number, match.start()),
                code=code,
                declared=declared,
            )
        )
    return found


def _is_name(name: str) -> bool:
    """Return whether more than one part has letters: ``UTF-8`` and ``GPT-4`` are no modules."""
    if "-" not in name:
        return True
    return sum(bool(_LETTERS.search(part)) for part in name.split("-")) >= 2


def _in_link(text: str, at: int) -> bool:
    """Return whether offset *at* is inside a wikilink or an address."""
    opened = text.rfind("[[", 0, at)
    if opened >= 0 and text.find("]]", opened, at) < 0:
        return True
    word = text[text.rfind(" ", 0, at) + 1 : at]
    return "://" in word or "](" in word
