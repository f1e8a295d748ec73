"""HTML in a note's text: what can be read of it is shown, what could do more stays text.

Tags that format words become the same tags without attributes, links and pictures become links,
tags that only arrange a page are passed over. ``<script>``, ``<style>``, ``<svg>`` and every tag
that is not named here stay text, for the reader to see.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

FORMATS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "s": "s",
    "del": "s",
    "strike": "s",
    "u": "u",
    "mark": "mark",
    "sup": "sup",
    "sub": "sub",
    "kbd": "kbd",
    "code": "code",
}
ARRANGING = frozenset(
    """
    div span p center font small big details summary button section article header footer nav main
    aside figure figcaption picture source ins abbr cite q wbr ul ol li dl dt dd table thead tbody
    tfoot tr td th caption blockquote pre h1 h2 h3 h4 h5 h6 img a br hr
    """.split()  # noqa: SIM905 - fifty quoted words would hide what it says
)
"""Tags that are left out while what stands between them is shown."""

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,11})((?:\s[^<>]{0,2000})?)/?>")
ATTRIBUTE = re.compile(
    r"\b(href|src|alt)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE
)
REACH = 4000
"""Characters within which an element must end to be shown as one: keeps reading linear."""


def add_html(reader: MarkdownIt) -> None:
    """Teach *reader* the tags of this module."""
    reader.inline.ruler.before("autolink", "html_in_note", _tag)


def _tag(state: StateInline, silent: bool) -> bool:
    found = TAG.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    name = found.group(2).lower()
    if name not in FORMATS and name not in ARRANGING:
        return False
    opens = not found.group(1)
    attributes = {
        key.lower(): one or two or three
        for key, one, two, three in ATTRIBUTE.findall(found.group(3))
    }
    state.pos = found.end()
    if opens and name in FORMATS:
        _element(state, name, FORMATS[name], {}, silent=silent)
    elif opens and name == "a" and attributes.get("href"):
        _element(state, name, "a", {"href": attributes["href"]}, silent=silent)
    elif not silent and name in ("br", "hr", "tr", "li", "p"):
        state.push("hardbreak", "br", 0)
    elif opens and not silent and name == "img" and attributes.get("src"):
        image = state.push("image", "img", 0)
        image.attrs = {"src": attributes["src"]}
        image.content = attributes.get("alt", "")
        image.children = []
    return True


def _element(
    state: StateInline, name: str, tag: str, attrs: dict[str, str], *, silent: bool
) -> None:
    """Show what stands up to the closing tag as an element; without one the tag is left out."""
    most = state.posMax
    closing = f"</{name}>"
    reach = min(state.pos + REACH, most)
    end = state.src[state.pos : reach].lower().find(closing)
    if end < 0:
        return
    end += state.pos
    if not silent:
        kind = "link" if tag == "a" else tag
        state.push(f"{kind}_open", tag, 1).attrs = {**attrs}
        state.posMax = end
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push(f"{kind}_close", tag, -1)
    state.pos = end + len(closing)
