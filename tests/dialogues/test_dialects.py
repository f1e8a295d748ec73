"""Each archive that vaultkit knows, as a note beside what must be read from it."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import astuple

from vaultkit.frames.dialogues.dialogue import Dialogue
from vaultkit.frames.dialogues.options import NO_OPTIONS, DialogueOptions
from vaultkit.frames.dialogues.registry import DIALECTS, read_dialogue
from vaultkit.frames.reading import read_meaning
from vaultkit.frames.record import Lines, Message
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


def read(text: str, options: DialogueOptions = NO_OPTIONS) -> Dialogue:
    source = Source.of(NotePath("note.md"), text.encode())
    return read_dialogue(source, parse_note(source), options)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_an_archive(case: Path, line_end: str) -> None:
    text = case.read_text("utf-8").replace("\n", line_end)
    wanted = json.loads(case.with_suffix(".json").read_text("utf-8"))
    dialogue = read(text)
    assert dialogue.kind == "conversation"
    assert dialogue.dialect == wanted["dialect"]
    assert dialogue.title == wanted.get("title")
    assert dialogue.conversation_id == wanted.get("conversation_id")
    assert [fault.code for fault in dialogue.diagnostics] == wanted.get("faults", [])
    found = dialogue.messages
    assert [message.role for message in found] == [said["role"] for said in wanted["messages"]]
    for message, said in zip(found, wanted["messages"], strict=True):
        assert {key: shown(message, key) for key in said} == said


def shown(message: Message, key: str) -> Any:
    value = getattr(message, key)
    if key == "attachments":
        return [extra.name for extra in value]
    return list(astuple(value)) if isinstance(value, Lines) else value


def test_every_dialect_has_a_case() -> None:
    shown_in_cases = {
        json.loads(case.with_suffix(".json").read_text("utf-8"))["dialect"] for case in CASES
    }
    assert {dialect.name for dialect in DIALECTS} == {*shown_in_cases, "nexus"}


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_dialect_may_be_left_out(dialect: Any) -> None:
    ignoring = DialogueOptions(ignore=(dialect.name,))
    for case in CASES:
        if json.loads(case.with_suffix(".json").read_text("utf-8"))["dialect"] == dialect.name:
            assert read(case.read_text("utf-8"), ignoring).dialect != dialect.name


@pytest.mark.parametrize(
    "text",
    [
        "# Meeting\n\n## User\n\nStories.\n\n## Admin\n\nMore.\n",
        "**You**\n\nare here.\n",
        "**User**: Ann\n**Role**: admin\n",
        "**Note:** a note\n\n**You:** should read it.\n",
        "## 👤 Profile\n\nMe.\n",
        "# Me\n\nI am Ann.\n\n***\n\nBye.\n",
        "---\nmodel: Volvo\n---\n###### ENGINE\n\n5\n\n###### WHEELS\n\n4\n\n###### DOORS\n\n4\n",
        "`role::assistant` is how the plugin marks a turn.\n",
        "> [!QUESTION] User\n> asks\n\n> [!NOTE] Remember\n> this\n",
    ],
)
def test_ordinary_notes_are_plain(text: str) -> None:
    assert read(text) == Dialogue()


def test_callouts_of_the_users_own() -> None:
    options = DialogueOptions(callouts={"Me": "user", "twin": "assistant"})
    dialogue = read("> [!me]- Ann - 11.05.2025 at 6:11\n> Hi\n\n> [!TWIN]\n> Hello\n", options)
    assert dialogue.dialect == "custom"
    assert [(one.role, one.author, one.timestamp) for one in dialogue.messages] == [
        ("user", "Ann", "2025-05-11T06:11"),
        ("assistant", "TWIN", None),
    ]


def test_headings_of_the_users_own() -> None:
    options = DialogueOptions(headings={"Вопрос": "user", "Ответ": "assistant"})
    dialogue = read("## Вопрос (2025-05-11 06:11)\n\nКто?\n\n### **Ответ:**\n\nЯ.\n", options)
    assert [(one.role, one.content, one.timestamp) for one in dialogue.messages] == [
        ("user", "Кто?", "2025-05-11T06:11"),
        ("assistant", "Я.", None),
    ]


def test_names_of_the_users_own_in_an_archive_and_alone() -> None:
    options = DialogueOptions(names={"Двойник": "assistant", "Аня": "user"})
    labels = read("**Аня**: Кто ты?\n\n**Двойник:** Твой след.\n", options)
    assert [(one.role, one.content) for one in labels.messages] == [
        ("user", "Кто ты?"),
        ("assistant", "Твой след."),
    ]
    headings = read("## User\n\nКто ты?\n\n## Двойник\n\nСлед.\n", options)
    assert [one.author for one in headings.messages] == ["User", "Двойник"]


def test_a_header_in_the_line_of_its_content_is_not_part_of_what_is_said() -> None:
    text = '---\nmodelKey: "m"\n---\n**user**: # Title [[A]]\n\n**ai**: [[B]] says so.\n'
    source = Source.of(NotePath("note.md"), text.encode())
    meaning = read_meaning(source, parse_note(source))
    assert [(link.line, link.col, link.target) for link in meaning.wikilinks] == [
        (4, 19, "A"),
        (6, 9, "B"),
    ]
    assert [(section.title, section.container) for section in meaning.sections] == [
        ("Title A", "m1")
    ]
