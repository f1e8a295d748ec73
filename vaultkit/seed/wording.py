"""What a seed says in its own voice, in Russian and in English; all else in it is quoted.

The phrases lie in ``phrases/``, one file a language, as templates of `str.format`. The voice is
that of someone who hands over work: it says what to do, marks what is quoted, and asks where the
notes are silent.
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


class Wording:
    """The phrases of one language."""

    def __init__(self, language: str) -> None:
        """Take the phrases of *language*."""
        self._phrases = phrases(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the phrase *key* with *values* filled in."""
        return self._phrases[key].format(**values)

    def quoted(self, text: str) -> str:
        """Return *text* in the quotation marks of the language."""
        return self._phrases["quote"].format(text)

    def word(self, family: str, name: str) -> str:
        """Return the word for *name* in *family*; *name* itself where there is none."""
        return self._phrases.get(f"{family}.{name}", name.replace("_", " "))
