"""Whether a pack is sound: patterns that tell something, expressions that are safe."""

from collections.abc import Iterator, Mapping, Sequence

from vaultkit.errors import PackError
from vaultkit.frames.packs.cues import pattern_words
from vaultkit.frames.packs.expressions import compile_expression
from vaultkit.frames.packs.pack import Pack, Patterns

_SHORT = 3
_TABLES = ("acts", "pre", "roles", "labels", "relations", "lex")


def check_pack(pack: Pack, origin: str) -> None:
    """Refuse a pack whose patterns match everything or whose expressions are dangerous.

    Raises:
        PackError: With the key at fault.
    """
    for key, patterns in _patterns(pack):
        for pattern in patterns:
            problem = _problem(pattern.removeprefix("!"))
            if problem:
                raise PackError(origin, key, f"{pattern!r} {problem}")
    for one in pack.oppositions:
        compile_expression(one.expression, origin, f"opposition.{one.name}")


def _patterns(pack: Pack) -> Iterator[tuple[str, Sequence[str]]]:
    for table in _TABLES:
        found: Patterns = getattr(pack, table)
        for name, patterns in found.items():
            yield f"{table}.{name}", patterns
    numerals: Mapping[str, int] = pack.numerals
    yield "numerals", tuple(numerals)


def _problem(pattern: str) -> str | None:
    words = pattern_words(pattern)
    if not words:
        return "has no word"
    if words[0] == "*":
        return "begins with a gap: begin with a word"
    if words[0][-1] == "*" and len(words[0]) <= _SHORT and len(words) == 1:
        return f"would match most words: give a stem of {_SHORT} letters or more"
    return None


TEMPLATE = """\
# {name}. Patterns: `word*` is any word that begins so, a lone `*` is one or two words of any kind.
# Fill the lists, then run: vaultkit pack check {id}.toml
[pack]
id = "{id}"
name = "{name}"
version = 1
scripts = []                 # ["Latin"]
act_not_ending = []          # endings that a stem pattern must not have, such as reflexives

[sentence]
abbr = []                    # abbreviations that do not end a sentence, without the last stop

[numbering]
labels = []                  # words before a part's number: "part", "chapter"

# What the citing text says a note does: explains, introduces, defines, formulates, classifies,
# demonstrates, asserts, emphasises, indicates, describes, contains, proposes, opens_path, uses,
# concludes, compares, excludes, supports, extends, critiques, refutes.
[acts]
explains = []
demonstrates = []

[pre]                        # before a link: according_to, contrasts, see, uses, extends
according_to = []

# Words of headings. The lower rank wins where one heading has words of two roles.
[roles.problem]
rank = 30
heading = []

[roles.solution]
rank = 10
heading = []

[roles.sources]
rank = 1
heading = []

# Labels of a protocol's slots: actor, medium, environment, preconditions, steps, checks, excludes,
# warnings, payload, form, objective, status, question, answer, reason.
[labels]
steps = []
checks = []

[relations]                  # headings that type the links under them: broader, narrower, related
related = []

[lex]
transfer = []                # nouns for moving something
medium = []                  # "through", "by means of"
cannot = []
genre = []

[numerals]

[ordinals]                   # 1 = ["first"]: "the first part", "part the first"

# [[opposition]]
# name = "not_x_but_y"
# re = 'not (?P<n>[^,.;]{{2,90}}), but (?P<p>[^,.;]{{2,90}})'
# requires = ["not ", "but "]

[tests]
acts = []                    # [["explains why", ["explains"]]]
roles = []                   # [["The problem", "problem"]]
"""
