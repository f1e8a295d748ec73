"""Regular expressions of packs, refused where they could take unbounded time on a note.

Refused are back references, a repeat inside a repeat (but for short ones), and a repeat without an
upper bound of anything but one kind of letter: what is left takes time that the bounds limit.
"""

import re
from collections.abc import Iterable
from re import _constants as constants  # type: ignore[attr-defined]  # CPython's parse tree
from re import _parser as parser  # type: ignore[attr-defined]  # CPython's parse tree
from typing import Any

from vaultkit.errors import PackError

_MOST = 400
_FEW, _SHORT = 4, 40
"""A repeat inside a repeat is well where the outer is of few times and the inner is short."""

_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)
_SINGLE = (constants.IN, constants.LITERAL, constants.NOT_LITERAL, constants.ANY)


def compile_expression(expression: str, origin: str, key: str) -> re.Pattern[str]:
    """Return *expression* compiled.

    Raises:
        PackError: It is not valid, lacks the groups ``n`` and ``p``, or is dangerous.
    """
    try:
        compiled = re.compile(expression)
        tree = parser.parse(expression)
    except (re.error, OverflowError, RecursionError) as error:
        raise PackError(origin, key, f"is no regular expression: {error}") from error
    if not {"n", "p"} <= set(compiled.groupindex):
        raise PackError(origin, key, "needs the groups (?P<n>…) and (?P<p>…)")
    problem = danger(tree)
    if problem:
        raise PackError(origin, key, problem)
    return compiled


def danger(tree: Iterable[Any], *, inside: int = 1) -> str | None:
    """Return why an expression's parse tree could take unbounded time, or None.

    Args:
        tree: What `re` parses an expression to.
        inside: How often the repeat around it may repeat it.
    """
    for operation, argument in tree:
        if operation is constants.GROUPREF:
            return "a back reference may take unbounded time: write it without"
        if operation in _REPEATS:
            problem = _of_repeat(argument, inside=inside)
        else:
            found = (danger(child, inside=inside) for child in _children(operation, argument))
            problem = next((one for one in found if one), None)
        if problem:
            return problem
    return None


def _of_repeat(argument: Any, *, inside: int) -> str | None:
    _, most, body = argument
    single = len(body) == 1 and body[0][0] in _SINGLE
    unbounded = most == constants.MAXREPEAT
    if unbounded and (not single or body[0][0] is constants.ANY):
        return "an unbounded repeat: give it an upper bound, such as {1,80}"
    if not unbounded and most > _MOST:
        return f"a repeat of more than {_MOST}: use a smaller bound"
    if most > 1 and inside > 1 and (inside > _FEW or most > _SHORT):
        return "a repeat inside a repeat: write it flat"
    return None if single else danger(body, inside=max(inside, most))


def _children(operation: Any, argument: Any) -> list[Any]:
    if operation is constants.SUBPATTERN:
        return [argument[-1]]
    if operation is constants.BRANCH:
        return list(argument[1])
    if operation in (constants.ASSERT, constants.ASSERT_NOT):
        return [argument[1]]
    return []
