"""A note's property block to its properties: YAML 1.2 core scalars or JSON, within bounds.

YAML is read event by event, never composed: size, depth, number of values and aliases are bounded
while it is read, so that no block can exhaust memory, recurse without end or run code. Tags are
not acted on. Dates, ``yes`` and ``no`` stay text, as in Obsidian.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from vaultkit.notes.expression import compiled
from vaultkit.notes.plain_properties import read_plain
from vaultkit.notes.yaml_scalar import plain_value

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32
MAX_EVENTS = 5000
MAX_ALIASES = 10

_OPENING = compiled(rb"---[ \t]*+(?:\r\n|\n|\r)")
_CLOSING = compiled(rb"[\r\n]---[ \t]*+(?=[\r\n]|\Z)")
_STRING = "tag:yaml.org,2002:str"


class InvalidPropertiesError(ValueError):
    """A property block that gives no properties; *line* counts from 0 in the block."""

    def __init__(self, problem: str, line: int = 0) -> None:
        """Remember where the fault lies."""
        super().__init__(problem)
        self.line = line


class PropertyBlock(NamedTuple):
    """Where a property block stands."""

    inner: tuple[int, int]
    """The text between the two ``---`` lines."""

    end: int
    """Where the closing line ends, its line end not counted."""


def find_block(data: bytes) -> PropertyBlock | None:
    """Return the property block that *data* starts with: ``---`` must be its very first line."""
    opened = _OPENING.match(data)
    if opened is None:
        return None
    start = opened.end()
    closed = _CLOSING.search(data, start - 1)
    return PropertyBlock((start, closed.start() + 1), closed.end()) if closed else None


def parse_properties(text: str) -> dict[str, Any]:
    """Return the properties that the *text* of a block (without its ``---`` lines) gives.

    Raises:
        InvalidPropertiesError: It is not YAML or JSON, no mapping, or out of bounds.
    """
    if len(text) > MAX_BYTES:
        raise InvalidPropertiesError(f"the block is larger than {MAX_BYTES} characters")
    plain = read_plain(text)
    if plain is not None:
        return plain
    metadata, _ = frontmatter.parse("", handler=_Handler(text))
    return dict(metadata)


class _Handler(BaseHandler):
    """Hands python-frontmatter a block that is cut out already, and loads it within bounds.

    The block is handed over here because python-frontmatter strips what it is given, and the
    first indent and the last line end mean something in YAML.
    """

    def __init__(self, block: str) -> None:
        self._block = block

    def detect(self, text: str) -> bool:
        return not text

    def split(self, text: str) -> tuple[str, str]:
        return self._block, text

    def load(self, fm: str) -> dict[str, Any]:
        text = fm
        value = _load_json(text) if text.lstrip().startswith("{") else None
        if value is None:
            value = _load_yaml(text)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise InvalidPropertiesError("the block is not a list of `name: value` lines")
        return value


def _load_json(text: str) -> Any:
    """Return what *text* is as JSON, or None where it is not JSON or nested too deep."""
    if text.count("{") + text.count("[") > MAX_EVENTS:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _load_yaml(text: str) -> Any:
    try:
        return _Loader(yaml.parse(text, Loader=_PARSER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "not YAML"
        raise InvalidPropertiesError(problem, mark.line if mark else 0) from error
    except yaml.YAMLError as error:
        raise InvalidPropertiesError(str(error).splitlines()[0]) from error


# The C parser where PyYAML was built with it: the same events, ten times as fast.
_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader:
    """Builds values from YAML events, counting as it goes."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._count = 0
        self._aliases = 0
        self._anchors: dict[str, Any] = {}

    def document(self) -> Any:
        """Return the first document's value; None where there is none."""
        value = None
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                value = self._value(event, 0)
            elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                break
        return value

    def _value(self, event: yaml.Event, depth: int) -> Any:
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_EVENTS:
            raise InvalidPropertiesError("nested too deep or too long", _line(event))
        if isinstance(event, yaml.ScalarEvent):
            value: Any = _scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            value = self._mapping(depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(depth)
        else:
            return self._alias(event)
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _alias(self, event: yaml.Event) -> Any:
        anchor = event.anchor if isinstance(event, yaml.AliasEvent) else None
        self._aliases += 1
        if self._aliases > MAX_ALIASES or anchor not in self._anchors:
            raise InvalidPropertiesError("too many or unknown aliases", _line(event))
        return self._anchors[anchor]

    def _sequence(self, depth: int) -> list[Any]:
        found = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._value(event, depth + 1))
        return found

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, depth)
            if key in found:
                raise InvalidPropertiesError(f"`{key}` is given twice", _line(event))
            found[key] = self._value(next(self._events), depth + 1)
        return found

    def _key(self, event: yaml.Event, depth: int) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._count += 1
            return str(event.value)
        return json.dumps(self._value(event, depth + 1), ensure_ascii=False, default=str)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _scalar(event: yaml.ScalarEvent) -> Any:
    text: str = event.value
    return text if event.style or event.tag in {"!", _STRING} else plain_value(text)
