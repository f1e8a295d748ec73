"""The commonest blocks at the root of a note, each recognised in one step.

A shortcut of `vaultkit.notes.block_reader` and never a second grammar: it takes a block only where
its first bytes and what follows leave the grammar no other choice, and leaves everything else to
be read line by line. A test reads whole vaults with and without it.
"""

from vaultkit.notes.expression import compiled
from vaultkit.notes.line import BLOCK_TAGS, COMMENT_LINE, SPACE

# A line that starts no block: neither a marker of one nor what turns the line before into one.
_PLAIN = (
    rb"(?:[^" + SPACE + rb"#>\-+*_`~$<%0-9\[=|:]|\*\*?[^*\s]|__?[^_\s]|[0-9]++[^0-9.)\n]|#[^#\s]"
    rb"|<(?:a|b|br|code|em|font|i|img|kbd|mark|small|span|strong|sub|sup|u)(?=[\s/>])"
    rb"(?:[^>\"'\n]|\"[^\">\n]*+\"|'[^'>\n]*+')*+>[ \t]*+[^\s]"
    rb"|\[\[|\[[^\]\[\n^][^\]\n]*+\](?!:)|%%[^%\n]*+%%)"
)
_LINE = rb"[^\n]*+"
# An item, from its mark on, with the lines that stay in it whatever they are: those that have no
# mark, and those indented as far as its text.
_TEXT = rb"(?:[^" + SPACE + rb"\-+*]|\*\*?[^*\s])" + _LINE
_LAZY = rb"(?:[^" + SPACE + rb"#\-+*_`~0-9]|\*\*?[^*\s]|__?[^_\s])"
_ITEM = (
    rb"(?:\9 (?:" + _TEXT + rb"(?:\n(?:" + _LAZY + rb"|(?:  |\t)[ \t]*+\S)" + _LINE + rb")*+"
    rb"| {1,3}" + _TEXT + rb"(?:\n" + _LAZY + _LINE + rb")*+))"
)
_END = rb"(?=\n?\Z|\n *+\n|\n#{1,6}+[ \t]|\n[-+*] (?=[^|\n]*+(?:\n|\Z))|\n>|\n<!--)"
_BLOCK = compiled(
    rb"(?:[ \t]*+\n)*+(?:"
    rb"((#{1,6}+)[ \t]++("
    + _LINE
    + rb"))"
    + rb"|("
    + COMMENT_LINE
    + rb")"
    + _END
    + rb"|("
    + _PLAIN
    + _LINE
    + rb"(?:\n"
    + _PLAIN
    + _LINE
    + rb")*+)"
    + _END
    + rb"|(<!--(?!-?>)(?![^\n]*+\n[-=])(?:[^-]++|-(?!->))*+-->"
    + _LINE
    + rb"|</?(?i:"
    + BLOCK_TAGS
    + rb")(?=[\s>]|/>)"
    + _LINE
    + rb"(?!\n[-=])(?:\n[^\n]++)*+)"
    rb"|((?=([-+*]) )" + _ITEM + rb"(?:\n" + _ITEM + rb")*+)"
    rb"(?=\n?\Z|\n\n++(?:[^\s\-+*0-9]|\*\*?[^*\s])|\n#{1,6}+[ \t])"
    rb"|\Z)"
)
match_plain = _BLOCK.match
HEADING, COMMENT, PARAGRAPH, HTML, LIST = 1, 4, 6, 7, 8
"""``lastindex`` of what `match_plain` found, also the group it is; None: the end of the text."""

HEADING_MARK, HEADING_TEXT, COMMENTED = 2, 3, 5

find_items = compiled(
    rb"[-+*] {1,4}+(?:(" + _PLAIN + _LINE + rb")(?=\n[-+*] |\Z)"
    rb"|([^\n]*+)(?:\n(?![-+*] )[^\n]*+)*+)"
).finditer
"""The items of such a list; the group is the first line without its mark."""

PLAIN_ITEM = 1
"""``lastindex`` of an item that is one line, and that plain."""

is_plain = compiled(_PLAIN + _LINE + rb"(?:\n[ \t]*+" + _PLAIN + _LINE + rb")*+").fullmatch
"""Whether the lines of an item are one paragraph."""
