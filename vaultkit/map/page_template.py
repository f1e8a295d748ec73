"""Named places in a page's template, filled in one pass."""

from collections.abc import Mapping


def filled(template: str, parts: Mapping[str, str]) -> str:
    """Return *template* with each ``<!--vaultmap:NAME-->`` replaced by the part of that name.

    It goes once from left to right, so that a marker inside a part (a note may contain one) stays
    text. A name without a part is a KeyError.

    >>> filled("<b><!--vaultmap:x--></b>", {"x": "<!--vaultmap:x-->"})
    '<b><!--vaultmap:x--></b>'
    """
    pieces = template.split("<!--vaultmap:")
    page = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("-->")
        page += (parts[name], rest)
    return "".join(page)


def escaped(text: str) -> str:
    """Return *text* as text of an HTML page, or as an attribute's value in double quotes."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(character, entity)
    return text.encode("utf-8", errors="replace").decode("utf-8")
