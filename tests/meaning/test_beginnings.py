"""Beginnings of cues are those that one expression of all their forms finds."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.frames.packs.beginnings import END, REST, SPACE, Beginnings

SIGNS = {REST: r"\w*", END: r"\b", SPACE: r"[^\w.,;:!?\n]{1,8}"}
WORDS = st.text("abж_", min_size=1, max_size=3)
FORMS = st.lists(
    st.builds(
        lambda words: SPACE.join(word + end for word, end in words),
        st.lists(st.tuples(WORDS, st.sampled_from((REST, END))), max_size=2),
    ),
    max_size=8,
)
TEXTS = st.lists(
    st.sampled_from(["a", "b", "ж", "_", "ab", "aж", " ", "  ", ", ", ". ", "*", "\n", "\ud800"]),
    max_size=30,
).map("".join)


def _expression(forms: list[str]) -> re.Pattern[str]:
    """Return the alternatives in the order in which a tree of letters and signs has them."""
    kept = sorted(form for form in forms if not any(_is_enough(one, form) for one in forms))
    ways = ["".join(SIGNS.get(sign, re.escape(sign)) for sign in form) for form in kept]
    return re.compile(rf"\b(?:{'|'.join(ways)})" if ways else r"(?!)")


def _is_enough(one: str, form: str) -> bool:
    return one != form and form.startswith(one)


def _bare(form: str) -> str:
    return form[:-1] if form.endswith(REST) else form


@settings(max_examples=500)
@given(FORMS, TEXTS, st.data())
def test_beginnings_are_those_of_one_expression(
    forms: list[str], text: str, data: st.DataObject
) -> None:
    bare = data.draw(st.sets(st.sampled_from(forms or [""])))
    asked = sorted({_bare(form) if form in bare else form for form in forms if form})
    beginnings, expression = Beginnings(asked), _expression(asked)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    assert list(beginnings.find(text)) == [one.span() for one in expression.finditer(text)]
    assert list(beginnings.find(text, start, stop)) == [
        one.span() for one in expression.finditer(text, start, stop)
    ]
    for word in re.finditer(r"\w+", text):
        begun = expression.match(text, word.start()) is not None
        assert beginnings.begin_at(text, *word.span()) is begun


def test_a_list_without_forms_begins_nowhere() -> None:
    assert list(Beginnings([]).find("a word")) == []
