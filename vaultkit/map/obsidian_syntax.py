"""Obsidian's own inline and block syntax as rules for markdown-it-py.

Wikilinks and embeds, tags, highlights, comments (``%%`` and HTML), block ids. Each rule looks at
a character once or searches for one closing mark, so that no text takes more than linear time.
"""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

LINK_LIMIT = 2000
"""Characters of a wikilink with its brackets; longer ones are text."""

TAG = re.compile(r"#([\w/\-]{1,200})")
BLOCK_ID = re.compile(r" ?\^[A-Za-z0-9-]{1,80}[ \t]*(?=\n|$)")


@dataclass(frozen=True, slots=True)
class Wikilink:
    """``[[target#subpath|shown]]`` in a text."""

    target: str
    shown: str
    embed: bool


def add_obsidian_syntax(reader: MarkdownIt) -> None:
    """Teach *reader* the rules of this module."""
    reader.inline.ruler.before("link", "wikilink", _wikilink)
    reader.inline.ruler.before("wikilink", "comment", _comment)
    reader.inline.ruler.before("emphasis", "highlight", _highlight)
    reader.inline.ruler.push("tag", _tag)
    reader.inline.ruler.push("block_id", _block_id)
    reader.block.ruler.before("code", "comment", _comment_block, {"alt": ["paragraph"]})


def _wikilink(state: StateInline, silent: bool) -> bool:
    embed = state.src.startswith("![[", state.pos)
    start = state.pos + 3 if embed else state.pos + 2
    if not embed and not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", start, min(start + LINK_LIMIT, state.posMax))
    written = state.src[start:end]
    if end < 0 or "\n" in written or "[[" in written or not written.strip():
        return False
    if not silent:
        whole, _, alias = written.partition("|")
        target, mark, subpath = whole.partition("#")
        shown = alias.strip() or f"{target.strip()}{' > ' if mark and target else ''}{subpath}"
        token = state.push("wikilink", "a", 0)
        token.content = shown
        # In a table the bar of an alias is written \|, which leaves its backslash here.
        token.meta = {"link": Wikilink(target.strip().rstrip("\\"), shown.rstrip("\\"), embed)}
    state.pos = end + 2
    return True


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - a comment leaves nothing
    for opening, closing in (("%%", "%%"), ("<!--", "-->")):
        if state.src.startswith(opening, state.pos):
            end = state.src.find(closing, state.pos + len(opening), state.posMax)
            if end >= 0:
                state.pos = end + len(closing)
                return True
    return False


def _highlight(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("==", state.pos):
        return False
    start = state.pos + 2
    end = state.src.find("==", start, state.posMax)
    if end <= start or state.src[start].isspace() or state.src[end - 1].isspace():
        return False
    if not silent:
        most = state.posMax
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push("mark_close", "mark", -1)
    state.pos = end + 2
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1] if state.pos else " "
    if state.src[state.pos] != "#" or not before.isspace():
        return False
    found = TAG.match(state.src, state.pos, state.posMax)
    # Obsidian: a tag needs a character that is not a digit.
    if not found or found.group(1).isdigit():
        return False
    if not silent:
        state.push("tag_open", "span", 1).attrSet("class", "tag")
        state.push("text", "", 0).content = found.group()
        state.push("tag_close", "span", -1)
    state.pos = found.end()
    return True


def _block_id(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - an id leaves nothing
    found = BLOCK_ID.match(state.src, state.pos, state.posMax)
    if state.src[state.pos] != "^" or not found:
        return False
    state.pos = found.end()
    return True


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    line = state.src[at : state.eMarks[start]]
    closing = "%%" if line.startswith("%%") else "-->" if line.startswith("<!--") else ""
    if not closing:
        return False
    opened = len("%%") if closing == "%%" else len("<!--")
    close = state.src.find(closing, at + opened, state.eMarks[end - 1])
    if close < 0:
        return False
    last = start
    while state.eMarks[last] < close:
        last += 1
    if state.src[close + len(closing) : state.eMarks[last]].strip():
        return False
    if not silent:
        state.line = last + 1
    return True
