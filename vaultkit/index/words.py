r"""Text to the form in which it is indexed and asked for, so that word forms and spellings meet.

English is stemmed by SQLite's own ``porter``; Russian has no stemmer there, and SQLite holds ё
and е, and the two normalizations of й, apart. So Russian words are folded and stemmed here, on
both sides.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_RUSSIAN = re.compile("[а-я]+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_STEMMER = snowballstemmer.stemmer("russian")

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""The rest of the work, for FTS5."""


def folded(text: str) -> str:
    """Return *text* with Russian words in their stems, everything else as it is.

    >>> folded("Ёлки и заметками, C++")
    'елк и заметк, c++'
    """
    if text.isascii():
        return text
    return _RUSSIAN.sub(_stemmed, plain(text))


def plain(text: str) -> str:
    """Return *text* in lower case, with one letter for ё and е, and one for й however written."""
    return unicodedata.normalize("NFC", text).lower().replace("ё", "е")


def _stemmed(word: re.Match[str]) -> str:
    return _stem(word[0])


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    # Compounds written without a space can be as long as a hostile note likes.
    return word if len(word) > 40 else str(_STEMMER.stemWord(word))


def match_expression(query: str) -> str:
    r"""Return what FTS5 is asked for a user's *query*; empty where nothing can be asked.

    All words are wanted, ``"phrases"`` as they stand, ``-word`` not; a star at a word's end asks
    for everything that begins so. Nothing else in *query* means anything.

    >>> match_expression('заметки "вторая часть" -c++ архит*')
    '"заметк" AND "втор част" AND "архит" * NOT "c++"'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(query):
        term = _quoted(phrase or word)
        if term:
            (unwanted if minus else wanted).append(term)
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


def _quoted(term: str) -> str:
    if not any(character.isalnum() for character in term):
        return ""
    is_prefix = term.endswith("*")
    # The beginning of a word is no word, so it has no stem.
    text = plain(term) if is_prefix else folded(term)
    text = text.rstrip("*").replace('"', '""').replace("\0", " ")
    return f'"{text}" *' if is_prefix else f'"{text}"'
