"""Language packs: their own tests, merging, and what is refused."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from vaultkit.cli import app
from vaultkit.config import load_config
from vaultkit.errors import ConfigError, PackError
from vaultkit.frames.pack_tests import failed_tests
from vaultkit.frames.packs.checking import TEMPLATE, check_pack
from vaultkit.frames.packs.expressions import compile_expression
from vaultkit.frames.packs.parsing import parse_pack
from vaultkit.frames.packs.shipped import default_lexicon, lexicon_of, shipped_packs
from vaultkit.frames.reading import read_meaning
from vaultkit.notes.note_path import note_path
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

DANGEROUS = {
    "a repeat of a repeat": r"(?P<n>(?:\w+\s)+) (?P<p>x)",
    "nested bounded repeats": r"(?P<n>(?:\w{1,80} ){1,80}) (?P<p>x)",
    "anything without a bound": r"(?P<n>.+?) but (?P<p>.+)",
    "a back reference": r"(?P<n>\w{1,9}) (?P<p>x) \1",
    "a huge bound": r"(?P<n>\w{1,9000}) (?P<p>x)",
    "no groups": r"not x",
    "not an expression": r"(?P<n>",
}


@pytest.mark.parametrize("why", DANGEROUS)
def test_dangerous_expressions_are_refused(why: str) -> None:
    with pytest.raises(PackError, match=r"pack x\.toml: opposition"):
        compile_expression(DANGEROUS[why], "x.toml", "opposition.x")


@pytest.mark.parametrize("number", range(len(shipped_packs())))
def test_shipped_packs_pass_their_own_tests(number: int) -> None:
    pack = shipped_packs()[number]
    check_pack(pack, pack.id)
    assert list(failed_tests(pack, default_lexicon())) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("not toml", "syntax"),
        ('[pack]\nid = "x"\n[roleS]', "roleS"),
        ("[pack]\n", "pack.id"),
        ('[pack]\nid = "x"\n[acts]\nexplains = "erklär*"', "acts.explains"),
        ('[pack]\nid = "x"\n[numerals]\n"drei" = "3"', "numerals.drei"),
        ('[pack]\nid = "x"\n[roles]\nproblem = 3', "roles.problem"),
        ('[pack]\nid = "x"\n[[opposition]]\nname = "o"', "opposition.re"),
        ('[pack]\nid = "x"\n[acts.tells]\ncited = "cites"', "acts.tells"),
    ],
)
def test_a_fault_is_named_by_its_key(text: str, key: str) -> None:
    with pytest.raises(PackError) as raised:
        parse_pack(text, "x.toml")
    assert raised.value.key == key


@pytest.mark.parametrize("pattern", ["*", "a*", "", "* x"])
def test_patterns_that_would_match_everything_are_refused(pattern: str) -> None:
    pack = parse_pack(f'[pack]\nid = "x"\n[lex]\nnext = ["{pattern}"]', "x.toml")
    with pytest.raises(PackError, match=r"lex\.next"):
        check_pack(pack, "x.toml")


def test_a_users_pack_adds_and_takes_away() -> None:
    text = (
        '[pack]\nid = "de"\n[acts]\nexplains = ["erklär*"]\n'
        '[roles.solution]\nrank = 10\nheading = ["lösung*", "!fix"]'
    )
    lexicon = lexicon_of((("de.toml", text),))
    assert [hit.name for hit in lexicon.acts.find("erklärt, warum")] == ["explains"]
    hit = lexicon.role_of("Lösungsweg")
    assert hit is not None
    assert hit.name == "solution"
    assert default_lexicon().role_of("Fix") is not None
    assert lexicon.role_of("Fix") is None


def test_config_names_packs_by_files_of_the_vault(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[packs]\nfiles = ["de.toml"]', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"packs\.files"):
        load_config(tmp_path)
    (tmp_path / "de.toml").write_text('[pack]\nid = "de"', encoding="utf-8")
    assert load_config(tmp_path).packs.texts == (("de.toml", '[pack]\nid = "de"'),)


def test_pack_new_begins_a_pack_that_checks(tmp_path: Path) -> None:
    file = tmp_path / "de.toml"
    assert CliRunner().invoke(app, ["pack", "new", "de", "-o", str(file)]).exit_code == 0
    assert file.read_text(encoding="utf-8") == TEMPLATE.format(id="de", name="de")
    assert CliRunner().invoke(app, ["pack", "check", str(file)]).exit_code == 0
    again = CliRunner().invoke(app, ["pack", "new", "de", "-o", str(file)])
    assert "exists" in str(again.exception)


def test_pack_check_tells_failed_tests_with_status_1(tmp_path: Path) -> None:
    file = tmp_path / "de.toml"
    text = '[pack]\nid = "de"\n[tests]\nacts = [["erklärt es", ["explains"]]]'
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["pack", "check", str(file)])
    assert result.exit_code == 1
    assert "erklärt es" in result.stdout


UKRAINIAN = """
[pack]
id = "uk"
scripts = ["Cyrillic"]
[acts]
explains = ["поясню*"]
demonstrates = ["показу*"]
proposes = ["schlägt * * vor", "пропону*"]
"""


@pytest.mark.parametrize(
    ("claim", "act"),
    [
        ("пояснюють, чому голос слабне", "explains"),
        ("показує, що звичка легша", "demonstrates"),
        ("schlägt eine andere Form vor", "proposes"),
    ],
)
def test_verbs_of_another_language_are_not_held_to_the_forms_of_ours(claim: str, act: str) -> None:
    lexicon = lexicon_of((("uk.toml", UKRAINIAN),))
    source = Source(
        note_path("note.md"), f"- [[Ваги]] — {claim} [^1]\n\n[^1]: [[Ваги]]\n".encode()
    )
    (citation, *_) = read_meaning(source, parse_note(source), lexicon=lexicon).citations
    assert citation.acts == (act,)


def test_a_pack_that_extends_one_has_its_endings_and_grammar() -> None:
    text = '[pack]\nid = "ru-lab"\nextends = "ru"\n[acts]\nexplains = ["растолков*"]'
    lexicon = lexicon_of((("lab.toml", text),))
    assert lexicon.packs[-1].act_not_ending == shipped_packs()[1].act_not_ending
    assert not lexicon.is_of_other_language("растолковывает")
    assert lexicon.acts.find("растолковывается") == []


def test_a_pack_cannot_extend_what_is_not_there() -> None:
    with pytest.raises(PackError, match=r"pack\.extends: 'de' is no pack before this one"):
        lexicon_of((("at.toml", '[pack]\nid = "de-at"\nextends = "de"'),))
