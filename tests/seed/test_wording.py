"""Both languages say everything, with the same blanks to fill."""

import string

import pytest

from tests.seed.gold_meaning import snapshot_of
from tests.seed.hand_made import LOG, packed
from vaultkit.seed.making import Making
from vaultkit.seed.wording import LANGUAGES, phrases


def blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


WORDS = ("kind.", "slot.", "field.", "role.", "status.", "mode.", "transfer.", "relation.")


def test_templates_are_in_both_languages_with_the_same_blanks() -> None:
    russian, english = (phrases(language) for language in ("ru", "en"))
    said = {key for key in russian if not key.startswith(WORDS)}
    assert said == {key for key in english if not key.startswith(WORDS)}
    assert {key: blanks(russian[key]) for key in said} == {
        key: blanks(english[key]) for key in said
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_seed_in_either_language_is_whole(language: str) -> None:
    package = packed(
        snapshot_of(("Log.md", "", LOG)), making=Making(title="Log", language=language)
    )
    marks = {"ru": "«", "en": "“"}
    assert marks[language] in package.files["data/acts/01-what-a-garden-log-keeps.md"].decode()
