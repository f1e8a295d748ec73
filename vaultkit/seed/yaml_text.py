"""Values to YAML that every reader understands alike: YAML 1.1, 1.2 and JSON-minded ones.

Only what is plainly a word stays unquoted. Timestamps and numbers in text are quoted: a reader
that writes the file back must not turn them into dates.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Value = Any
"""Text, number, boolean, None, or sequences and mappings of them."""

_WORD = re.compile(r"[^\W\d_][\w /-]*(?<! )\Z")
_KEYWORDS = {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "none"}
_UNSAFE = re.compile("@|[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def front_matter(values: Mapping[str, Value]) -> str:
    """Return *values* as a block between ``---`` lines, keys in the order given."""
    return f"---\n{_mapping(values, '')}---\n"


def _mapping(values: Mapping[str, Value], indent: str) -> str:
    return "".join(f"{indent}{key}:{_value(value, indent)}" for key, value in values.items())


def _value(value: Value, indent: str) -> str:
    if isinstance(value, Mapping):
        return "\n" + _mapping(value, indent + "  ") if value else " {}\n"
    if isinstance(value, str) or not isinstance(value, Sequence):
        return f" {_scalar(value)}\n"
    if not value:
        return " []\n"
    return "\n" + "".join(_item(item, indent + "  ") for item in value)


def _item(item: Value, indent: str) -> str:
    if isinstance(item, Mapping) and item:
        return f"{indent}- {_mapping(item, indent + '  ').removeprefix(indent + '  ')}"
    return f"{indent}-{_value(item, indent)}"


def _scalar(value: str | float | None) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if len(value) < 80 and _WORD.match(value) and value.casefold() not in _KEYWORDS:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
