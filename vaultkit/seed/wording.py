"""What a seed says in its own voice, in Russian and in English; all else in it is quoted.

The phrases lie in ``phrases/``, one file a language, as templates of `str.format`. A number may
name its forms, ``{acts:act|acts}``, in Russian three: for 1, for 2 to 4, and for the rest. The
voice is that of someone who hands over work: it says what to do, marks what is quoted, and asks
where the notes are silent.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ru")


@cache
def phrases(language: str) -> Mapping[str, str]:
    """Return every phrase of *language* by key; those of English where there are none."""
    name = language if language in LANGUAGES else "en"
    found: dict[str, str] = json.loads(
        files("vaultkit.seed").joinpath("phrases", f"{name}.json").read_text(encoding="utf-8")
    )
    return found


class Count(int):
    """A number that a template can count with.

    >>> "{:акт|акта|актов}".format(Count(23)), "{:act|acts}".format(Count(1))
    ('23 акта', '1 act')
    """

    __slots__ = ()

    def __format__(self, forms: str) -> str:
        """Return the number, and the one of *forms* that agrees with it."""
        if not forms:
            return str(int(self))
        words = forms.split("|")
        return f"{int(self)} {words[_form(self, len(words))]}"


def _form(count: int, forms: int) -> int:
    """Return which of two (English) or three (Russian) *forms* goes with *count* (CLDR)."""
    if forms < 3:
        return 0 if count == 1 else 1
    ones, tens = count % 10, count % 100
    if ones == 1 and tens != 11:
        return 0
    return 1 if 2 <= ones <= 4 and not 12 <= tens <= 14 else 2


class Wording:
    """The phrases of one language."""

    def __init__(self, language: str) -> None:
        """Take the phrases of *language*."""
        self._phrases = phrases(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the phrase *key* with *values* filled in."""
        told = {
            name: Count(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return self._phrases[key].format(**told)

    def quoted(self, text: str) -> str:
        """Return *text* in the quotation marks of the language."""
        return self._phrases["quote"].format(text)

    def word(self, family: str, name: str) -> str:
        """Return the word for *name* in *family*; *name* itself where there is none."""
        return self._phrases.get(f"{family}.{name}", name.replace("_", " "))
