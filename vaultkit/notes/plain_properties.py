"""The commonest property blocks, read without YAML: names with a plain text, and lists of those.

A shortcut of `vaultkit.notes.properties` and never a second grammar: it takes a block only where
every line leaves YAML no other reading, and gives it back otherwise. A test reads both ways.
"""

from typing import Any

from vaultkit.notes.expression import compiled
from vaultkit.notes.yaml_scalar import plain_value

# Words, numbers, dates and addresses; nothing that could be a mark of YAML where it stands.
_WORDS = r"[A-Za-z0-9_ ./()+*&@=%~?;!,'\w\U0001f300-\U0001faff-]*+"
_TEXT = r"[^\W_]" + _WORDS + r"(?::[\w/]" + _WORDS + r")*+|\"[^\"\\\n]*+\""
_NAME = r"[A-Za-z_][A-Za-z0-9_-]*+(?: [A-Za-z0-9_-]++)*+"
_lines = compiled(
    rf"((?:({_NAME}):(?: ++({_TEXT}))?+|( *+)-(?: ++({_TEXT}))?+) *+\n)",
).findall


def read_plain(text: str) -> dict[str, Any] | None:
    """Return the properties of a block, or None where it must be read as YAML."""
    lines = _lines(text)
    if sum([len(line[0]) for line in lines]) != len(text):
        return None
    found: dict[str, Any] = {}
    items: list[Any] | None = None
    name = indent = ""
    for _, key, value, before, item in lines:  # what is not there is empty
        if key:
            if key in found:
                return None
            name, items = "" if value else key, None
            found[key] = _value(value) if value else None
            continue
        if items is None:
            if not name:
                return None
            items = found[name] = []
            indent = before
        if before != indent:
            return None
        items.append(_value(item) if item else None)
    return found


def _value(text: str) -> Any:
    return text[1:-1] if text[0] == '"' else plain_value(text.rstrip(" "))
