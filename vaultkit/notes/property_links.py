"""What Obsidian takes from properties: links with dotted keys, tags and aliases."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vaultkit.notes.linktext import (
    PROPERTY_MARKDOWN,
    PROPERTY_WIKILINK,
    SCHEME,
    LinkText,
    parse_destination,
    parse_wikilink,
)
from vaultkit.notes.note import PropertyLink

_NO_TAG = re.compile("[ ,\t\n]").search
_LINK_MARK = re.compile(rb"\[\[|\]\(|\\").search


def may_hold_links(data: bytes, start: int, end: int) -> bool:
    """Return whether a link may stand in the block of properties from *start* to *end*."""
    return _LINK_MARK(data, start, end) is not None


def find_property_links(properties: Mapping[str, Any]) -> Iterator[PropertyLink]:
    """Yield the links among *properties*, in order: a value that is one link and nothing else."""
    for key, value in properties.items():
        yield from _links_in(key, value)


def _links_in(key: str, value: Any) -> Iterator[PropertyLink]:
    if isinstance(value, str):
        found = _link_text(value) if "[" in value else None
        if found is not None:
            yield PropertyLink(
                key=key,
                target=found.path,
                subpath=found.subpath,
                display=found.display,
                original=value.strip(),
            )
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _links_in(f"{key}.{index}", item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _links_in(f"{key}.{name}", item)


def _link_text(value: str) -> LinkText | None:
    text = value.strip()
    if text.startswith("[["):
        wikilink = PROPERTY_WIKILINK.fullmatch(text)
        return parse_wikilink(wikilink[1]) if wikilink else None
    markdown = PROPERTY_MARKDOWN.fullmatch(text)
    if markdown is None:
        return None
    destination = markdown[2] or markdown[3] or ""
    if not destination or SCHEME.match(destination):
        return None
    return parse_destination(destination, markdown[1])


def _value_of(properties: Mapping[str, Any], name: str) -> Any:
    for key, value in properties.items():
        if len(key) == len(name) and key.lower() == name:
            return value
    return None


def property_tags(properties: Mapping[str, Any], *, legacy: bool = False) -> list[str] | None:
    """Return the tags of the property ``tags``, each with ``#``; None where it says nothing.

    A value with a space or comma is no tag (Obsidian 1.9). *legacy* reads what older vaults hold:
    the key ``tag``, and several tags in one text.
    """
    value = _value_of(properties, "tags")
    if value is None and legacy:
        value = _value_of(properties, "tag")
    values = value if isinstance(value, list) else [value]
    texts = [item.strip() for item in values if isinstance(item, str)]
    if legacy:
        texts = [part for text in texts for part in text.replace(",", " ").split()]
    if value is None:
        return None
    return [
        text if text.startswith("#") else f"#{text}"
        for text in texts
        if text.strip("#") and not _NO_TAG(text)
    ]


def property_aliases(properties: Mapping[str, Any], *, legacy: bool = False) -> list[str]:
    """Return the other names in the property ``aliases``: a list, or one text that is one name.

    *legacy* also reads the key ``alias``, and several names parted by commas.
    """
    value = _value_of(properties, "aliases")
    if value is None and legacy:
        value = _value_of(properties, "alias")
    if legacy and isinstance(value, str):
        value = value.split(",")
    values = value if isinstance(value, list) else [value]
    return [item.strip() for item in values if isinstance(item, str) and item.strip()]
