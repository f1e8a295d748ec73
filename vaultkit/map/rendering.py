"""A note's text to safe HTML for reading: Obsidian's syntax, and nothing that could run or load.

HTML in a note is shown as far as it can be read (`vaultkit.map.html_in_notes`), images are links,
links lead to nodes of the map, to http(s) or to ``obsidian://``. Elements carry the line in the
file that they come from, counted from 1.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from vaultkit.map.html_in_notes import add_html
from vaultkit.map.obsidian_syntax import Wikilink, add_obsidian_syntax

TEXT_LIMIT = 120_000
"""Characters of a note that are shown; the rest stays in the file."""

OUTSIDE = re.compile(r"(?:https?://|obsidian://)", re.IGNORECASE)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
CALLOUT = re.compile(r"\[!([^\]\s|]{1,40})(?:\|[^\]]{0,40})?\][+-]? ?")
TASK = re.compile(r"\[(.)\] ")

NodeOf = Callable[[str], str]
"""From a link's target as written (without ``#…``) to the id of the node it opens."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of a text, and whether it shows all of it."""

    html: str
    whole: bool


def render(text: str, node_of: NodeOf, first_line: int = 1, limit: int = TEXT_LIMIT) -> Rendered:
    """Return *text* as safe HTML.

    Args:
        text: Markdown, without a block of properties.
        node_of: Which node a link opens.
        first_line: Line of the file that the text begins with.
        limit: Characters of the text that are shown.
    """
    shown = text[:limit]
    env: dict[str, Any] = {"node_of": node_of, "first_line": first_line}
    html: str = _reader().render(shown.replace("\0", "\ufffd"), env)
    return Rendered(html, len(shown) == len(text))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    reader.enable(["table", "strikethrough"])
    footnote_plugin(reader)
    add_obsidian_syntax(reader)
    add_html(reader)
    setattr(reader, "validateLink", lambda _url: True)  # noqa: B010 - `_link` judges every link
    # Browsers encode addresses themselves; doing it here takes a third of the time.
    setattr(reader, "normalizeLink", lambda url: url)  # noqa: B010 - as above
    reader.core.ruler.push("vaultkit", _adapt)
    return reader


def _adapt(state: StateCore) -> None:
    """Give each token its line, and each link, callout and task its safe form."""
    first_line = state.env["first_line"]
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + first_line))
        if token.type == "blockquote_open":
            _callout(tokens, at)
        elif token.type == "inline" and token.children:
            if at >= 2 and tokens[at - 2].type == "list_item_open":
                _task(token.children, tokens[at - 2])
            token.children = _inline(token.children, state.env["node_of"])


def _callout(tokens: list[Token], at: int) -> None:
    """Turn a quote that begins ``[!type] title`` into a callout with a title of its own."""
    if at + 2 >= len(tokens) or tokens[at + 2].type != "inline":
        return
    children = tokens[at + 2].children or []
    found = CALLOUT.match(tokens[at + 2].content)
    if not found or not children or children[0].type != "text":
        return
    kind = re.sub(r"\W+", "-", found.group(1).lower()).strip("-") or "note"
    tokens[at].attrSet("class", f"callout callout-{kind}")
    # The title's text is one inline run up to the first break; the marker may be split in two.
    length = found.end()
    while children and length > 0 and children[0].type == "text":
        taken = min(length, len(children[0].content))
        children[0].content = children[0].content[taken:]
        length -= taken
        if children[0].content:
            break
        children.pop(0)
    if not children or children[0].type in ("softbreak", "hardbreak"):
        children.insert(0, _text(found.group(1)))
    tokens[at + 2].children = children
    tokens[at + 1].attrSet("class", "callout-title")


def _task(children: list[Token], item: Token) -> None:
    found = TASK.match(children[0].content) if children[0].type == "text" else None
    if not found:
        return
    children[0].content = children[0].content[found.end() :]
    box = Token("checkbox", "input", 0)
    box.attrs = {"type": "checkbox", "disabled": ""}
    if found.group(1) != " ":
        box.attrs["checked"] = ""
    item.attrSet("class", "task")
    children[:0] = [box, _text(" ")]


def _inline(children: list[Token], node_of: NodeOf) -> list[Token]:
    found: list[Token] = []
    for child in children:
        match child.type:
            case "image":
                found += _image(child, node_of)
            case "link_open":
                child.attrs = _link(str(child.attrGet("href") or ""), node_of)
                found.append(child)
            case "wikilink":
                found += _wikilink(child.meta["link"], node_of)
            case _:
                found.append(child)
    return found


def _image(image: Token, node_of: NodeOf) -> list[Token]:
    source = str(image.attrGet("src") or "")
    opening = Token("link_open", "a", 1)
    opening.attrs = {**_link(source, node_of), "class": "embed"}
    return [opening, _text(image.content or source), Token("link_close", "a", -1)]


def _wikilink(link: Wikilink, node_of: NodeOf) -> list[Token]:
    opening = Token("link_open", "a", 1)
    opening.attrs = {
        "class": "embed" if link.embed else "wikilink",
        "data-node": node_of(link.target),
    }
    return [opening, _text(link.shown), Token("link_close", "a", -1)]


def _link(url: str, node_of: NodeOf) -> dict[str, str | int | float]:
    """Return the attributes of a link to *url*; one that may not be followed gets none."""
    if OUTSIDE.match(url):
        return {"href": url, "rel": "noopener noreferrer"}
    if SCHEME.match(url) or not url:
        return {"class": "no-link"}
    path = _decoded(url.partition("#")[0])
    return {"class": "wikilink", "data-node": node_of(path)}


def _decoded(url: str) -> str:
    """Return *url* with its percent escapes read as UTF-8."""
    parts = url.split("%")
    data = bytearray(parts[0].encode("utf-8", "replace"))
    for part in parts[1:]:
        try:
            data.append(int(part[:2], 16) if len(part) >= 2 else ord("%"))
            rest = part[2:] if len(part) >= 2 else part
        except ValueError:
            data += b"%"
            rest = part
        data += rest.encode("utf-8", "replace")
    return data.decode("utf-8", "replace")


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token
