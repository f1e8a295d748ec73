"""A note's text to plain safe HTML: headings, paragraphs, code and links, and nothing more.

A page carries thousands of notes; reading each as Markdown (`vaultkit.map.rendering`) takes a
millisecond, this a thirtieth of it. Emphasis, lists and tables stay as they are written.
"""

import re
from collections.abc import Callable, Iterator

from vaultkit.map.page_template import escaped

HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
FENCE = re.compile(r" {0,3}(```|~~~)")
LINK = re.compile(
    r"!?\[\[(?P<target>[^\[\]|#\n]{1,300})(?P<place>#[^\[\]|\n]{0,300})?(?:\|(?P<name>[^\[\]\n]{1,300}))?\]\]"
    r"|!?\[(?P<text>[^\[\]\n]{0,300})\]\((?P<url>https?://[^\s()<>\"]{1,1000})\)"
)


def plain_html(text: str, node_of: Callable[[str], str], first_line: int = 1) -> str:
    """Return *text* as safe HTML; arguments as for `vaultkit.map.rendering.render`."""
    return "".join(_blocks(text.split("\n"), node_of, first_line))


def _blocks(lines: list[str], node_of: Callable[[str], str], first_line: int) -> Iterator[str]:
    at = 0
    while at < len(lines):
        start = at
        line = lines[at]
        fence = FENCE.match(line)
        heading = HEADING.fullmatch(line)
        at += 1
        if fence:
            while at < len(lines) and not lines[at].lstrip().startswith(fence.group(1)):
                at += 1
            code = "".join(f"{escaped(each)}\n" for each in lines[start + 1 : at])
            yield f"<pre><code>{code}</code></pre>\n"
            at += 1
        elif heading:
            tag = f"h{len(heading.group(1))}"
            words = _inline(heading.group(2), node_of)
            yield f'<{tag} data-line="{start + first_line}">{words}</{tag}>\n'
        elif line.strip():
            while at < len(lines) and lines[at].strip() and not _begins(lines[at]):
                at += 1
            shown = "<br />".join(_inline(each, node_of) for each in lines[start:at])
            yield f'<p data-line="{start + first_line}">{shown}</p>\n'


def _begins(line: str) -> bool:
    return bool(FENCE.match(line) or HEADING.fullmatch(line))


def _inline(line: str, node_of: Callable[[str], str]) -> str:
    if "](" not in line and "[[" not in line:
        return escaped(line)
    parts: list[str] = []
    at = 0
    for found in LINK.finditer(line):
        parts += (escaped(line[at : found.start()]), _link(found, node_of))
        at = found.end()
    return "".join((*parts, escaped(line[at:])))


def _link(found: re.Match[str], node_of: Callable[[str], str]) -> str:
    url, target = found["url"], found["target"]
    if url:
        return f'<a href="{escaped(url)}" rel="noopener noreferrer">{escaped(found["text"])}</a>'
    shown = found["name"] or target
    node = escaped(node_of(target.strip()))
    return f'<a class="wikilink" data-node="{node}">{escaped(shown)}</a>'
