"""What is set against what, and what only looks so."""

import pytest

from tests.meaning.reading import meaning

GENRE = "How the persona of an assistant moves to another language model.\n\n"

OPPOSED = {
    "Important is not the size of a voice, but its return.": "its return",
    "Replace all marks prepended by a key with a link to the talk.": "a link to the talk",
    "We write to the voice itself rather than to its file because files age.": "to its file",
    "Он хранит [[Письма, ноты|письма]], а не разговоры.": "разговоры",
    "Важно не то, сколько он помнит, а то, к чему он возвращается.": "к чему он возвращается",
    "Голос не копируют. Голосу учатся.": "голосу учатся",
    "От счёта реплик — к счёту возвращений.": "к счету возвращений",
    "We must stop storing replies and start asking for them.": "asking for them",
    "It is neither a file nor a habit. It is **a way of asking**.": "a way of asking",
    "Feed the voice, don't store it.": "don't store it",
    "In place of a manual there is a weekly walk.": "a weekly walk",
    "We are not moving the file. We are moving the quarrels.": "moving the quarrels",
    "Swap the archive for a diary of quarrels.": "a diary of quarrels",
    "From counting to listening": "to listening",
    "От счёта реплик мы переходим к счёту пауз.": "к счету пауз",
    "Пора перестать копить реплики и начать спрашивать.": "спрашивать",
    "Не потому, что запись плоха. Причина в другом: запись не ждёт.": "запись не ждет",
    "A shift from [[Notes, old]] to growth.": "to growth",
    "Выгрузка не удержит голос наставника и привычку спорить: она удержит числа.": "удержит числа",
    "Фрейм не хранит ответ, не заменяет друга, он держит вопрос.": "не заменяет друга | держит",
    "The frame doesn't hold the answer and doesn't teach; it holds the question.": "holds the q",
}
NOT_OPPOSED = {
    "a condition": "If you are not afraid of heights, this is a place for you.",
    "a condition in Russian": "Пока вопрос не решён, голос молчит. Это ударит по доверию.",
    "a relative clause": "There are things that are not in the list. That is all of them.",
    "the place where": "It is not in the note itself. That's where a reader looks first.",
    "a title with a not": "- [[Signal, Not Noise]] — explains how a voice is heard.",
    "an attribution": "*From the series on moving a pilot's sense into the new boat*",
    "two branches": "Он не различает, где сторож рискнул, а где поленился.",
    "a better one": "We wait until a better reason than beauty appears.",
    "a verb of replacing": "## Почему опись не заменит сторожа",
    "two denials": "The log doesn't replace the keeper, it doesn't wake. It isn't one.",
    "two denials in Russian": "Файл не заменяет разговор, он не даёт спора, его не разбудить.",
    "addition": "It keeps not only words but also pauses.",
    "addition in Russian": "Он хранит не только слова, но и паузы.",
}
CRITERIA = "| Criterion | Scan | Ear |\n| - | - | - |\n| keeps | tones | habits |\n"
ATTRIBUTES = "| Model | Context | Latency |\n| - | - | - |\n| Wren | 8k | 40 ms |\n"
THINGS = "Scan and ear differ in this:\n\n| Case | Scan | Ear |\n| - | - | - |\n| rain | a | b |\n"


@pytest.mark.parametrize("text", OPPOSED)
def test_two_sides_are_set_against_each_other(text: str) -> None:
    (one,) = meaning(GENRE + text).oppositions
    assert OPPOSED[text] in f"{one.rejected} | {one.asserted}".lower().replace("ё", "е")


def test_a_reason_is_of_no_side() -> None:
    text = "We write to the voice itself rather than to its file because files age."
    (one,) = meaning(GENRE + text).oppositions
    assert one.rejected == "to its file"


@pytest.mark.parametrize("text", NOT_OPPOSED.values(), ids=NOT_OPPOSED)
def test_what_only_looks_so_is_no_opposition(text: str) -> None:
    assert meaning(GENRE + text).oppositions == ()


@pytest.mark.parametrize(
    ("table", "found"),
    [(CRITERIA, ["table_contrast"]), (ATTRIBUTES, []), (THINGS, ["table_contrast"])],
)
def test_a_table_opposes_things_and_not_what_is_known_of_them(
    table: str, found: list[str]
) -> None:
    assert [one.type for one in meaning(f"{GENRE}## Comparison\n\n{table}").oppositions] == found


def test_a_correction_speaks_of_a_claim_and_not_of_its_heading() -> None:
    text = (
        ">[!nexus_agent] **Assistant** - 11.05.2025 at 6:11\n> ## Moving a voice\n>\n> Hello!\n>\n"
        "> A voice fits into one file of letters.\n\n<!-- UID: a -->\n\n"
        ">[!nexus_user] **User** - 11.05.2025 at 6:12\n> That's not true. Try again.\n\n"
        "<!-- UID: b -->\n"
    )
    (one,) = (one for one in meaning(text).conflicts if one.kind == "correction")
    assert one.against == "A voice fits into one file of letters."
