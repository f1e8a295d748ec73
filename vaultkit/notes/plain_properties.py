"""The commonest property blocks, read without YAML: names with a plain text, and lists of those.

A shortcut of `vaultkit.notes.properties` and never a second grammar: it takes a block only where
every line leaves YAML no other reading, and gives it back otherwise. A test reads both ways.
"""

from typing import Any

from vaultkit.notes.expression import compiled
from vaultkit.notes.yaml_scalar import plain_value

# Words, numbers, dates and addresses; nothing that could be a mark of YAML where it stands.
_WORDS = r"[\w ./()+*&@=%~?;!,'\U0001f300-\U0001faff-]*+"
_TEXT = r"[^\W_]" + _WORDS + r"(?::[\w/]" + _WORDS + r")*+|\"[^\"\\\n]*+\""
_NAME = r"[A-Za-z_][A-Za-z0-9_-]*+(?: [A-Za-z0-9_-]++)*+"
_LINE = compiled(
    rf"(?:({_NAME}):(?: ++({_TEXT}))?+|( *+)-(?: ++({_TEXT}))?+) *+\n",
)


def read_plain(text: str) -> dict[str, Any] | None:
    """Return the properties of a block, or None where it must be read as YAML."""
    found: dict[str, Any] = {}
    items: list[Any] | None = None
    name = indent = None
    at = 0
    for line in _LINE.finditer(text):
        start, after = line.span()
        if start != at:
            return None
        at = after
        key = line[1]
        if key is not None:
            if key in found:
                return None
            name, items, indent = key, None, None
            found[key] = None if line[2] is None else _value(line[2])
            continue
        if items is None:
            if name is None or found[name] is not None or line[3] is None:
                return None
            items = found[name] = []
            indent = line[3]
        if line[3] != indent:
            return None
        items.append(None if line[4] is None else _value(line[4]))
    return found if at == len(text) else None


def _value(text: str) -> Any:
    return text[1:-1] if text[0] == '"' else plain_value(text.rstrip(" "))
