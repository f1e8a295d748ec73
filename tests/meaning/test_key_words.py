"""A scan never hides a cue: where a list of cues finds something, its key words are there."""

from functools import reduce
from operator import or_
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.frames.folding import fold
from vaultkit.frames.packs.cues import WORD, CueIndex
from vaultkit.frames.packs.key_words import KeyWords, key_of
from vaultkit.frames.packs.lexicon import ACTS, PRE
from vaultkit.frames.packs.opposition_forms import OppositionForms
from vaultkit.frames.packs.pack import OppositionPattern, Pack
from vaultkit.frames.packs.shipped import default_lexicon

GOLD = sorted((Path(__file__).parent / "gold").glob("*.md"))
PATTERNS = (
    "shows",
    "объясн*",
    "points * out",
    "in",
    "op*",
    "_of_",
    "see also",
    "é*",
    "ope*",
    "opens",
    "_",
)
LISTS = [CueIndex([(pattern, pattern, 0, ())]) for pattern in PATTERNS]
KEYS = KeyWords(dict(zip(PATTERNS, LISTS, strict=True)))
TEXTS = st.lists(
    st.sampled_from(["shows", "объяснит", "points", "out", "in", "open", "opens", "inside", "s",
                     "_of_", "see", "also", "été", "x", "_", " ", "\u00a0", "«", "»", "—", "-",
                     "[[", "]]", ".", "\n", "\ud800"])
).map(lambda pieces: fold("".join(pieces)))  # fmt: skip


@settings(max_examples=300)
@given(TEXTS, st.data())
def test_what_a_list_finds_in_a_text_may_begin_in_it(folded: str, data: st.DataObject) -> None:
    begun = KEYS.lists_in(folded)
    words = [match.end() for match in WORD.finditer(folded)]
    end = data.draw(st.sampled_from([len(folded), *words]))
    end -= data.draw(st.integers(0, len(folded[:end]) - len(folded[:end].rstrip("_"))))
    for at, cues in enumerate(LISTS):
        if cues.occurs(folded) or cues.find(folded, 0, end):
            assert begun >> at & 1, PATTERNS[at]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_note_with_acts_may_govern(path: Path) -> None:
    lexicon = default_lexicon()
    text = fold(path.read_text("utf-8"))
    assert lexicon.governing(text) & ACTS or not lexicon.acts.find(text)
    assert lexicon.governing(text) & PRE or not lexicon.pre.find(text)


def test_words_that_begin_nothing_begin_nothing() -> None:
    assert KEYS.lists_in("showsx inx объя opt points insee") == KEYS.lists_in("opt points")
    assert KEYS.lists_in("x" * 1000) == 0


def test_a_word_before_marks_of_emphasis_is_a_word() -> None:
    assert KEYS.lists_in("it shows__ that") == KEYS.lists_in("shows") != 0


def test_of_a_cue_the_longest_word_is_looked_for() -> None:
    cues = CueIndex([("a", "of the * garden", 0, ()), ("a", "снят* с", 0, ())])
    assert sorted(map(key_of, cues.patterns())) == ["garden", "снят*"]
    keys = KeyWords({"a": cues})
    assert [keys.lists_in(text) for text in ("of the", "a garden", "gardens", "снято")] == [
        0,
        1,
        0,
        1,
    ]
    assert keys.scan("снят\nof the\nold garden, garden").lines(keys.of_list("a")) == [1, 3]


FORMS = default_lexicon().oppositions
PARTS = st.sampled_from(sorted({text for one in FORMS for text in (*one.requires, *one.any_of)}))


@given(st.lists(st.one_of(PARTS, st.sampled_from([" ", "\n", "x", "не", "мест", "—"]))))
def test_a_form_of_words_is_told_where_its_texts_stand(parts: list[str]) -> None:
    folded = "".join(parts)
    told = FORMS.by_line(folded)
    lines = folded.split("\n")
    for first in range(len(lines)):
        for last in range(first, len(lines)):
            text = " ".join(lines[first : last + 1])
            bits = reduce(or_, (told.get(at + 1, 0) for at in range(first, last + 1)))
            assert {one for one in FORMS if one.may_match(text)} <= set(FORMS.with_texts(bits))


def test_a_form_that_needs_no_text_is_always_told() -> None:
    oppositions = (OppositionPattern(name="any", expression="(?P<n>x) (?P<p>y)"),)
    forms = OppositionForms([Pack(id="p", oppositions=oppositions)])
    assert [one.name for one in forms.with_texts(0)] == ["any"]
    assert forms.by_line("x y") == {}
