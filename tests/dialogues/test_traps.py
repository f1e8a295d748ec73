"""Traps that dialogue archives hold, each on a note of its own."""

import pytest

from vaultkit.frames.dialogues.dialogue import Dialogue
from vaultkit.frames.dialogues.registry import read_dialogue
from vaultkit.frames.reading import read_meaning
from vaultkit.frames.record import Lines, Meaning
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


def source_of(text: str) -> Source:
    return Source.of(NotePath("note.md"), text.encode("utf-8", "surrogatepass"))


def read(text: str) -> Dialogue:
    source = source_of(text)
    return read_dialogue(source, parse_note(source))


def mean(text: str) -> Meaning:
    source = source_of(text)
    return read_meaning(source, parse_note(source))


HEAD = ">[!nexus_user] **User** - 11.05.2025 at 6:11\n> Д\n<!-- UID: u1 -->\n"


def test_an_alias_that_breaks_the_yaml_loses_nothing() -> None:
    text = '---\nnexus: nexus-ai-chat-importer\naliases: "a "b""\nconversation_id: c-1\n---\n\n'
    dialogue = read(text + "# Title: a «b»\n\n" + HEAD)
    assert (dialogue.title, dialogue.conversation_id) == ("a «b»", "c-1")
    assert len(dialogue.messages) == 1


def test_the_alias_is_the_title_where_no_line_says_it() -> None:
    text = "---\nnexus: nexus-ai-chat-importer\naliases: 'Seed: 2'\n---\n"
    assert read(text + HEAD).title == "Seed: 2"


def test_properties_of_fifty_kilobytes_come_before_the_first_message() -> None:
    block = "".join(f"  line {n}: >[!nexus_user] **User** - x\n" for n in range(1200))
    dialogue = read(f"---\nReceptor: |-\n{block}---\n{HEAD}")
    assert [message.line for message in dialogue.messages] == [1204]


def test_an_annotation_between_the_messages_has_no_speaker() -> None:
    agent = ">[!nexus_agent] **Assistant** - 11.05.2025 at 6:11\n> ## Part\n> text\n"
    meaning = mean(f"{HEAD}\n## Digest\n\n[[A]] says.\n\n{agent}<!-- UID: u2 -->\n")
    assert {section.title: section.container for section in meaning.sections} == {
        "Digest": "b1",
        "Part": "m2",
    }


def test_old_heads_are_no_sections() -> None:
    text = "### User, on 11.05.2025 at 6:11;\n> ## Mine\n<!-- UID: u -->\n"
    assert [section.title for section in mean(text).sections] == ["Mine"]


def test_two_users_in_a_row_and_an_empty_message() -> None:
    dialogue = read(HEAD + HEAD.replace("> Д\n", "").replace("u1", "u2"))
    assert [(one.role, one.uid, one.content_span) for one in dialogue.messages] == [
        ("user", "u1", Lines(2, 2)),
        ("user", "u2", None),
    ]


@pytest.mark.parametrize("body", ["[No content found]", "[No content]"])
def test_a_body_that_says_it_is_empty(body: str) -> None:
    assert read(HEAD.replace("Д", body)).messages[0].content == body


@pytest.mark.parametrize(
    "uid", ["u-user", "0123456789abcdef", "nexus-generated-image-missing-3", "a.b:c"]
)
def test_every_kind_of_id(uid: str) -> None:
    assert read(HEAD.replace("u1", uid)).messages[0].uid == uid


def test_an_unknown_id_is_none() -> None:
    (message,) = read(HEAD.replace("u1", "unknown")).messages
    assert (message.uid, message.uid_line) == (None, 3)


def test_a_time_of_no_known_form_is_kept_and_told() -> None:
    dialogue = read(HEAD.replace("11.05.2025 at 6:11", "eleventh of May"))
    (message,) = dialogue.messages
    assert (message.timestamp_raw, message.timestamp) == ("eleventh of May", None)
    assert [fault.code for fault in dialogue.diagnostics] == ["unparsed_timestamp"]


def test_a_file_that_is_still_being_written() -> None:
    whole = HEAD + ">[!nexus_agent] **Assistant** - 11.05.2025 at 6:11\n> text\n<!-- UID: u2 -->"
    for end in range(len(whole)):
        dialogue = read(whole[:end])
        assert all(
            message.span.last <= whole[:end].count("\n") + 1 for message in dialogue.messages
        )


def test_nothing_at_all() -> None:
    for text in ("", "\n", "---", "---\n", "---\n---\n", "\ufeff", "\x00", "\r"):
        assert read(text).kind == "plain"


HOSTILE = {
    "quotes": ("> " * 50_000, 0),
    "callouts": (">[!nexus_user] " * 10_000, 0),
    "bold": (">[!nexus_user] " + "**" * 50_000, 0),
    "heads": (HEAD * 3_000, 3_000),
    "headings": ("### User, on " * 10_000, 0),
    "long line": (HEAD + "> " + "x" * 500_000, 1),
    "fences": (HEAD + "```\n" * 30_000, 1),
    "uids": (HEAD + "<!-- UID: " * 30_000, 1),
    "labels": ("**User**:\n**ChatGPT**: " + "**User**: " * 30_000, 2),
    "stamps": ("**human** (" + "1/" * 50_000 + ")\n**assistant** (x)", 1),
    "sculpt": ("<!-- SYSTEMSCULPT-MESSAGE-START " + 'role="' * 30_000, 0),
    "chats": ("## chat-1\n" * 5_000, 5_000),
}
"""Texts over which a backtracking expression, or a search from each line on, never ends."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_to_their_end(name: str) -> None:
    text, messages = HOSTILE[name]
    assert len(read(text).messages) == messages


def test_an_importers_report_cites_nothing() -> None:
    text = (
        "# Nexus AI Chat Importer Report\n\n- [[A]] — shows how B works.\n\n## Problem\n\nNone.\n"
    )
    meaning = mean(text)
    assert meaning.kind == "report"
    assert [link.target for link in meaning.wikilinks] == ["A"]
    assert (meaning.citations, meaning.frames) == ((), ())
