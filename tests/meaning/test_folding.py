"""Folding takes short ways where a text has few marks: what it gives is the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vaultkit.frames.folding import _FOOTNOTE, _LINK, _MARKDOWN_LINK, _MARKS, plain


@settings(max_examples=300)
@given(st.text(alphabet="ab*_`~=[]|^()! ", max_size=30))
def test_marks_go_without_a_look_at_what_is_beside_them(text: str) -> None:
    slow = _FOOTNOTE.sub("", text)
    slow = _LINK.sub(lambda link: link[2] or link[1], slow)
    slow = _MARKS.sub("", _MARKDOWN_LINK.sub(r"\1", slow))
    assert plain(text) == " ".join(slow.split())
