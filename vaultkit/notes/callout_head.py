"""The first line of a callout: ``[!type|metadata]± title`` (Obsidian Help, Callouts)."""

import re
from typing import NamedTuple

_HEAD = re.compile(r"\[!([^\]|]+)(?:\|([^\]]*))?\]([+-]?)[ \t]*")


class CalloutHead(NamedTuple):
    """What the first line of a callout says."""

    type: str
    """Lower case."""

    metadata: str
    fold: str
    """``+`` open, ``-`` closed, or empty."""

    title: str


def parse_callout_head(line: str) -> CalloutHead | None:
    """Return what *line*, the first of a quote without its mark, says; None: it is no callout.

    >>> parse_callout_head("[!Tip|wide]- A title")
    CalloutHead(type='tip', metadata='wide', fold='-', title='A title')
    """
    found = _HEAD.match(line)
    if found is None:
        return None
    kind = found[1].strip().lower()
    return CalloutHead(kind, (found[2] or "").strip(), found[3], line[found.end() :].strip())
