"""Which files Obsidian leaves out of graph and search: its setting "Excluded files".

They are read all the same, and links to them resolve.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The entries of the setting, ready to be asked."""

    prefixes: tuple[str, ...] = ()
    """Lower case."""

    patterns: tuple[re.Pattern[str], ...] = ()

    def excludes(self, path: str) -> bool:
        """Return whether the file at *path* is excluded."""
        lower = path.lower()
        return lower.startswith(self.prefixes) or any(one.search(path) for one in self.patterns)


def read_exclusion(settings: str) -> Exclusion:
    """Return what the text of ``.obsidian/app.json`` excludes; nothing where it is not readable.

    An entry between slashes is a regular expression that is looked for in the path, any other one
    is how a path begins; neither heeds case. Patterns that are not valid are skipped.

    >>> read_exclusion('{"userIgnoreFilters": ["Archive/"]}').excludes("archive/a.md")
    True
    """
    try:
        entries = json.loads(settings)["userIgnoreFilters"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Exclusion()
    return exclusion_of(one for one in entries or () if isinstance(one, str) and one)


def exclusion_of(entries: Iterable[str]) -> Exclusion:
    """Return the exclusion that *entries* of the setting say."""
    prefixes, patterns = [], []
    for entry in entries:
        if len(entry) > 2 and entry[0] == entry[-1] == "/":
            try:
                patterns.append(re.compile(entry[1:-1], re.IGNORECASE))
            except re.error:
                continue
        else:
            prefixes.append(entry.lower())
    return Exclusion(tuple(prefixes), tuple(patterns))
