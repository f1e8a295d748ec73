"""Possessive groups match alike on every supported Python (early 3.11 gets them wrong)."""

import pytest

from vaultkit.notes.expression import atomic, compiled


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        (r"(?:ab)*+c", r"(?>(?:ab)*)c"),
        (r"(a|(?:b)?+){2,}+", r"(?>(a|(?>(?:b)?)){2,})"),
        (r"[^()]*+x", r"[^()]*+x"),
        (r"[]()]++\)*+", r"[]()]++\)*+"),
        (r"(?:\(\)[)]+)+", r"(?:\(\)[)]+)+"),
    ],
)
def test_only_possessive_groups_are_rewritten(pattern: str, written: str) -> None:
    assert atomic(pattern) == written


def test_a_group_that_backtracks_inside_still_matches() -> None:
    inside = compiled(rb"\[\[((?:[^\[\]\r\n]++|\](?!\])|\[(?!\[))++)\]\]")
    match = inside.search(b"see [[Sq]uare#a|b]] here")
    assert match is not None
    assert match[1] == b"Sq]uare#a|b"


def test_nothing_is_given_back() -> None:
    assert compiled(r"(?:a|ab)++b").fullmatch("aab") is not None
    assert compiled(r"(?:a+b?)++b").fullmatch("aab") is None
