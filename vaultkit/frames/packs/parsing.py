"""TOML text to a `Pack`, with every fault named by its key."""

import tomllib
from collections.abc import Mapping
from typing import Any

from vaultkit.errors import PackError
from vaultkit.frames.packs.pack import (
    RANK,
    Act,
    OppositionPattern,
    Pack,
    PackTests,
    Patterns,
    SectionOverride,
)

_TABLES = frozenset((
    "pack", "sentence", "numbering", "acts", "section_override", "pre", "roles", "labels",
    "relations", "lex", "numerals", "ordinals", "opposition", "tests",
))  # fmt: skip


def parse_pack(text: str, origin: str) -> Pack:
    """Return the pack that *text* is.

    Args:
        text: TOML.
        origin: How to call it in errors: a file's name.

    Raises:
        PackError: It is not TOML, has an unknown table, or a value is of a wrong kind.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(origin, "syntax", str(error)) from error
    unknown = sorted(set(document) - _TABLES)
    if unknown:
        known = ", ".join(sorted(_TABLES))
        raise PackError(origin, unknown[0], f"is no table of a pack; there are {known}")
    return _Reader(document, origin).pack()


class _Reader:
    """A TOML document, and the name of its file for errors."""

    def __init__(self, document: Mapping[str, Any], origin: str) -> None:
        self.document = document
        self.origin = origin

    def pack(self) -> Pack:
        head = self.table("pack")
        acts, roles = self.table("acts"), self.table("roles")
        meanings = {name: value for name, value in acts.items() if isinstance(value, dict)}
        forms = {name: value for name, value in acts.items() if name not in meanings}
        return Pack(
            id=self.word(head, "pack.id"),
            name=str(head.get("name", "")),
            version=self.number(head.get("version", 1), "pack.version"),
            extends=self.word(head, "pack.extends") if "extends" in head else None,
            scripts=self.texts(head, "pack.scripts"),
            act_not_ending=self.texts(head, "pack.act_not_ending"),
            abbreviations=self.texts(self.table("sentence"), "sentence.abbr"),
            numbering=self.texts(self.table("numbering"), "numbering.labels"),
            loose_numbering=self.texts(self.table("numbering"), "numbering.of_genre"),
            act_meanings={name: self.act(name, value) for name, value in meanings.items()},
            section_overrides=self.overrides(),
            acts=self.patterns("acts", forms),
            pre=self.patterns("pre"),
            roles={
                name: self.texts(value, f"roles.{name}.heading") for name, value in roles.items()
            },
            role_ranks={
                name: self.number(value.get("rank", RANK), f"roles.{name}.rank")
                for name, value in roles.items()
            },
            callouts={
                name: self.texts(value, f"roles.{name}.callout") for name, value in roles.items()
            },
            labels=self.patterns("labels"),
            relations=self.patterns("relations"),
            lex=self.patterns("lex"),
            numerals={
                name: self.number(value, f"numerals.{name}")
                for name, value in self.table("numerals").items()
            },
            ordinals=self.ordinals(),
            oppositions=self.oppositions(),
            tests=self.tests(),
        )

    def table(self, key: str) -> Mapping[str, Any]:
        value = self.document.get(key, {})
        if not isinstance(value, dict):
            raise PackError(self.origin, key, "must be a table")
        return value

    def rows(self, key: str) -> list[Mapping[str, Any]]:
        value = self.document.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise PackError(self.origin, key, f"must be tables, each under [[{key}]]")
        return value

    def word(self, parent: Mapping[str, Any], key: str) -> str:
        value = parent.get(key.rpartition(".")[2])
        if not isinstance(value, str) or not value:
            raise PackError(self.origin, key, "must be a text")
        return value

    def number(self, value: Any, key: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise PackError(self.origin, key, "must be a whole number")
        return value

    def ordinals(self) -> Patterns:
        found = self.patterns("ordinals")
        for number in found:
            if not number.isdecimal():
                raise PackError(self.origin, f"ordinals.{number}", "must be a number in digits")
        return found

    def texts(self, parent: Any, key: str) -> tuple[str, ...]:
        """Return the list of texts that *parent* has under the last part of *key*."""
        if not isinstance(parent, dict):
            raise PackError(self.origin, key.rpartition(".")[0], "must be a table")
        value = parent.get(key.rpartition(".")[2], [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise PackError(self.origin, key, "must be a list of texts")
        return tuple(value)

    def patterns(self, key: str, table: Mapping[str, Any] | None = None) -> Patterns:
        table = self.table(key) if table is None else table
        return {name: self.texts(table, f"{key}.{name}") for name in table}

    def act(self, name: str, value: Mapping[str, Any]) -> Act:
        try:
            return Act(**{key: str(text) for key, text in value.items()})
        except TypeError as error:
            problem = "needs cited and citing, and may have scicite, acl_arc and polarity"
            raise PackError(self.origin, f"acts.{name}", problem) from error

    def overrides(self) -> tuple[SectionOverride, ...]:
        return tuple(
            SectionOverride(
                role=self.word(row, "section_override.role"),
                source=self.texts(row, "section_override.from"),
                acts=self.texts(row, "section_override.acts"),
                to=self.word(row, "section_override.to"),
            )
            for row in self.rows("section_override")
        )

    def oppositions(self) -> tuple[OppositionPattern, ...]:
        return tuple(
            OppositionPattern(
                name=self.word(row, "opposition.name"),
                expression=self.word(row, "opposition.re"),
                requires=self.texts(row, "opposition.requires"),
                any_of=self.texts(row, "opposition.any_of"),
                across=bool(row.get("across", False)),
            )
            for row in self.rows("opposition")
        )

    def tests(self) -> PackTests:
        table = self.table("tests")
        try:
            return PackTests(
                acts=tuple((text, tuple(acts)) for text, acts in table.get("acts", [])),
                roles=tuple((text, role) for text, role in table.get("roles", [])),
                labels=tuple((text, slot) for text, slot in table.get("labels", [])),
                oppositions=tuple(
                    (text, no, yes) for text, no, yes in table.get("oppositions", [])
                ),
            )
        except (TypeError, ValueError) as error:
            raise PackError(self.origin, "tests", "must be lists of text and answer") from error
