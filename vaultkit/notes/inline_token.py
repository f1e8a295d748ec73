"""One expression for every byte in a text that may mean something.

What is whole and holds nothing else is taken in one step; ``lastindex`` says what it is. What must
be looked at with what stands around it has no ``lastindex``.
"""

from vaultkit.notes.expression import compiled
from vaultkit.notes.line import CLOSE_TAG, OPEN_TAG, SPACE

_INSIDE = rb"(?:[^\[\]\r\n]++|\](?!\])|\[(?!\[))++"
# Starts with a set of bytes, which `re` finds fast; what follows each is told by looking back.
find_token = compiled(
    rb"[\\\[\]^`$%<#](?:"
    # What is whole: wikilink, Markdown link (one with a scheme closes a group more), comment (or
    # its mark, where it holds more), tag of HTML, code, mark of a tag.
    rb"(?<=\[)(?:\[(" + _INSIDE + rb")\]\]|([^\[\]\\`<$!#%^]*+)\]\("
    rb"([A-Za-z][A-Za-z0-9+.-]*+:|//)?+((?:[^"
    + SPACE
    + rb"()<>\\]++|\([^"
    + SPACE
    + rb"()<>\\]*+\))++)"
    rb"(?:[ \t]++\"[^\"\r\n]*+\")?+\)(?(3)())|\^?)"
    rb"|(?<=%)%((?:[^%\[#\\`<$]*+%%)?+)"
    rb"|(?<=<)(?:(" + OPEN_TAG[1:] + rb"|" + CLOSE_TAG[1:] + rb")|(?=[A-Za-z/!?]))"
    rb"|(?<=`)(?:([^`]++`(?!`))|`*+)"
    rb"|(?<=#)(?=[^\s#])()"
    # What must be looked at.
    rb"|(?<=\])\(?|(?<=\\)[!-/:-@\[-`{-~]|(?<=\^)\[|(?<=\$)\$?"
    rb")"
).search

WIKILINK, MARKDOWN_TEXT, _SCHEME, MARKDOWN, EXTERNAL, COMMENT, HTML, CODE = range(1, 9)
"""Groups: of a link its target, and a Markdown link's text; ``EXTERNAL``: one with a scheme, none
of ours."""
