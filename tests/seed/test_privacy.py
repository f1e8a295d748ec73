"""What must not leave a vault does not, in whatever file of the seed it would stand."""

import re
from dataclasses import replace

import pytest
from msgspec import structs

from tests.seed.gold_meaning import Gold, snapshot_of
from tests.seed.hand_made import GARDEN, LOG, citation, frame, packed
from vaultkit.notes.note_path import NotePath
from vaultkit.seed.making import Making
from vaultkit.seed.privacy import Policy, Redactor, sweep
from vaultkit.seed.selection import Selection, SelectionError
from vaultkit.snapshot import Snapshot, take_snapshot

SECRETS = {
    "api-key": "sk-proj-" + "Ab3dEf6hIj9kLm2nOp5q",
    "token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
    "private-key": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "password": "пароль: Zx9!kk2-в-ведре",
    "url-credentials": "https://anna:t0psecret@example.org/x",
    "e-mail": "anna.petrova@example.org",
    "phone": "+7 (916) 123-45-67",
    "card": "4111 1111 1111 1111",
    "inn": "ИНН 7707083893",
    "snils": "112-233-445 95",
    "passport": "паспорт серии 45 08 123456",
    "ip-address": "93.184.216.34",
}


def secret_note(text: str) -> Snapshot:
    gold: Gold = {
        "frames": [
            frame("s1", "principle", "Кто отвечает", [1, 9], key=f"Пишите на {text}, если")
        ],
        "citations": [citation("c1", 3, f"Письмо {text}", f"говорит, что {text} отвечает")],
    }
    return snapshot_of(("Кто.md", "", gold))


@pytest.mark.parametrize("rule", sorted(SECRETS))
def test_secret_stops_the_seed_and_its_value_is_not_told(rule: str) -> None:
    package = packed(secret_note(SECRETS[rule]))
    assert rule in {leak.rule for leak in package.leaks}
    assert SECRETS[rule] not in repr(package.leaks)


@pytest.mark.parametrize("rule", sorted(SECRETS))
def test_redacted_secret_is_in_no_byte_of_the_seed(rule: str) -> None:
    package = packed(secret_note(SECRETS[rule]), making=Making(title="Кто", redact=True))
    assert package.leaks == ()
    whole = "\n".join(package.files) + b"\n".join(package.files.values()).decode()
    assert SECRETS[rule] not in whole
    assert re.split(r": |серии ", SECRETS[rule])[-1] not in whole
    assert f'"rule": "{rule}"' in package.files["data/redactions.json"].decode()


@pytest.mark.parametrize("allowed", ["e-mail", "anna.petrova@example.org"])
def test_allowed_rule_or_value_passes(allowed: str) -> None:
    package = packed(
        secret_note(SECRETS["e-mail"]), making=Making(title="Кто", allow=frozenset({allowed}))
    )
    assert package.leaks == ()
    assert "anna.petrova" in package.files["data/claims.jsonl"].decode()


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "6f286626-1e8c-4a5b-9e2d-426614174000",
        "версия 1.2.3.4.5",
        "127.0.0.1",
        "строки 100–108, 2025-05-11T06:11",
        "длинный список из 1234567890 строк",
        "112-233-445 96",
        "password: как его выбрать",
        "0.1234567890123456",
        "git@",
        "2024-01-02 03:04:05 2024-01-02",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert Policy().hits(text) == []


def test_title_of_the_seed_is_cleaned_too() -> None:
    package = packed(making=Making(title="Сад anna@example.org", redact=True))
    assert package.leaks == ()
    assert "anna@" not in "".join(package.files) + b"".join(package.files.values()).decode()


def test_own_words_do_not_leave() -> None:
    making = Making(title="Сад", words=("дневник за прошлый год",))
    assert {leak.rule for leak in packed(making=making).leaks} == {"own-word"}


def private_vault() -> Snapshot:
    """A note, a private one that it cites, and one in a private folder."""
    gold: Gold = {
        **LOG,
        "citations": [
            citation("c1", 3, "Разлад с Мариной", "объясняет, почему сад был заброшен на год")
        ],
    }
    snapshot = snapshot_of(
        ("Garden log.md", "", gold),
        ("Разлад с Мариной.md", "", GARDEN),
        ("Врачи/Анализы весной.md", "", GARDEN),
    )
    hidden = snapshot.readings[NotePath("Разлад с Мариной.md")]
    marked = replace(hidden, note=structs.replace(hidden.note, properties={"private": True}))
    readings = {**snapshot.readings, hidden.note.path: marked}
    return take_snapshot(readings.values(), snapshot.files)


def test_private_notes_and_their_names_stay_out() -> None:
    package = packed(
        private_vault(),
        Selection(private_folders=("Врачи",)),
        Making(title="Сад", redact=True),
    )
    whole = "\n".join(package.files) + b"\n".join(package.files.values()).decode()
    for name in (
        "Марин",
        "marin",
        "Врачи",
        "vrachi",
        "Анализы",
        "analizy",
        "Пересадка",
        "дневник",
    ):
        assert name not in whole
    assert package.seed.about.coverage.notes_withheld == 2
    assert package.leaks == ()


def test_name_of_a_private_note_stops_the_seed_without_redaction() -> None:
    package = packed(private_vault(), Selection(private_folders=("Врачи",)))
    assert "private-name" in {leak.rule for leak in package.leaks}


def test_vault_of_private_notes_gives_no_seed() -> None:
    with pytest.raises(SelectionError, match="leaves no note"):
        packed(selection=Selection(private_folders=("Сад", "Garden log.md")))


def test_hidden_characters_do_not_reach_the_seed() -> None:
    package = packed(secret_note("соб\u200bака\u202e\U000e0041"))
    whole = b"".join(package.files.values()).decode()
    assert not set("\u200b\u202e\U000e0041") & set(whole)
    assert any(leak.rule == "hidden-text" for leak in package.redacted)


def test_quote_cannot_become_markup_or_close_its_fence() -> None:
    text = "x</script><b>[[Note]](http://a) ![i](http://b) ``` ==== %% hidden %% #tag [^1]: y"
    package = packed(secret_note(text))
    for name, data in package.files.items():
        if name.endswith(".md"):
            shown = re.sub(r"(`{3,})text\n.*?\n\1", "", data.decode(), flags=re.DOTALL)
            shown = shown.split("---\n", 2)[-1]
            for live in ("<b>", "[[Note", "![i]", "%% hidden", "</script"):
                assert live not in re.sub(r"\\.", "", shown), (name, live)


def test_quote_cannot_import_a_file() -> None:
    """Agents' instruction files import what stands after an at sign, backslash or not."""
    package = packed(secret_note("@~/.ssh/id_ed25519 и @docs/a.md"))
    for name, data in package.files.items():
        if name.endswith(".md"):
            shown = re.sub(r"(`{3,})text\n.*?\n\1", "", data.decode(), flags=re.DOTALL)
            assert not re.search(r"(?<!\w)@[\w~]", shown), name


def test_sweep_looks_into_names_of_files_too() -> None:
    leaks = sweep({"data/anna@example.org.md": b"nothing\n"}, Policy())
    assert [(leak.where, leak.rule) for leak in leaks] == [("data/anna@example.org.md", "e-mail")]


def test_sweep_finds_what_stands_anywhere_in_a_large_file() -> None:
    data = b"word " * 5000 + b"anna@example.org" + b" word" * 5000
    lines = b"short line\n" * 4000 + b"+7 916 123-45-67\n"
    found = sweep({"a": data, "b": lines}, Policy())
    assert [(leak.where, leak.rule, leak.count) for leak in found] == [
        ("a", "e-mail", 1),
        ("b", "phone", 1),
    ]


def test_redactor_counts_by_note_and_rule() -> None:
    redactor = Redactor(Policy(redact=True))
    assert redactor.clean("a@example.org, b@example.org", "N.md") == "[e-mail], [e-mail]"
    assert [(leak.where, leak.rule, leak.count) for leak in redactor.leaks] == [
        ("N.md", "e-mail", 2)
    ]
