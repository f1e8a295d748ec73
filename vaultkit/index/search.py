"""Full-text search over an index, also while another process writes it."""

from contextlib import suppress
from dataclasses import dataclass

from vaultkit.errors import VaultkitError
from vaultkit.index.faults import IndexUnavailableError
from vaultkit.index.store import Index
from vaultkit.index.words import folded, match_expression
from vaultkit.notes.note_path import NotePath

_WEIGHTS = "8.0, 3.0, 1.0"
"""Of a word in the title, a heading, the text."""


class QueryError(VaultkitError):
    """A query that asks for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A note that a query found."""

    path: NotePath
    title: str
    score: float
    """BM25, larger is better."""


def search(index: Index, query: str, limit: int = 20) -> list[Hit]:
    """Return the notes of *index* that *query* finds, best first.

    Raises:
        QueryError: There is no word in *query*.
        IndexCorruptError: The index is damaged.
    """
    expression = match_expression(query)
    if not expression:
        raise QueryError("nothing to search for: give at least one word to find")
    with suppress(IndexUnavailableError):  # then what is fit to search is searched
        index.take_in_words()
    rows = index.select(_SEARCH, (expression, limit))
    return [Hit(path=path, title=title, score=-rank) for path, title, rank in rows]


_SEARCH = f"""
SELECT file.path, facts.title, bm25(words, {_WEIGHTS}) AS rank
FROM words JOIN file ON file.id = words.rowid JOIN facts ON facts.id = file.facts
WHERE words MATCH ? ORDER BY rank, file.path LIMIT ?
"""  # noqa: S608 - our own numbers


def matching_lines(text: str, query: str, limit: int = 3) -> list[tuple[int, str]]:
    """Return lines of *text*, counted from 1, in which words of *query* stand, fullest first."""
    wanted = {word for word in folded(query).replace('"', " ").split() if word[0] != "-"}
    wanted = {word.strip("*") for word in wanted if any(map(str.isalnum, word))}
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        plain = folded(line).lower()
        count = sum(word in plain for word in wanted)
        if count:
            found.append((-count, number, line.strip()))
    return [(number, line) for _, number, line in sorted(found)[:limit]]
