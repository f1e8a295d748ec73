"""Nexus AI Chat Importer in all its eras, and what splitters and formatters made of its notes."""

import json
from pathlib import Path

import pytest
from msgspec.structs import astuple

from vaultkit.frames.dialogues.dialogue import Dialogue
from vaultkit.frames.dialogues.registry import read_dialogue
from vaultkit.frames.record import Lines
from vaultkit.notes.note_path import NotePath
from vaultkit.notes.parsing import parse_note
from vaultkit.notes.source import Source


def read(text: str) -> Dialogue:
    source = Source.of(NotePath("note.md"), text.encode())
    return read_dialogue(source, parse_note(source))


def test_the_sample_note(shared: Path) -> None:
    folder = shared / "data" / "seed-note"
    gold = json.loads((folder / "gold.json").read_text("utf-8"))["messages"]
    dialogue = read((folder / "note.md").read_text("utf-8"))
    keys = "id role author line uid uid_line timestamp timestamp_raw timestamp_precision tz raw"
    for message, wanted in zip(dialogue.messages, gold, strict=True):
        assert [getattr(message, key) for key in keys.split()] == [
            wanted[key] for key in keys.split()
        ]
        assert list(astuple(message.span)) == wanted["span"]
        assert message.content_span is not None
        assert list(astuple(message.content_span)) == wanted["content_span"]
        assert message.content == wanted.get("content")
    assert dialogue.diagnostics == ()


@pytest.mark.parametrize(
    ("name", "title", "turns"),
    [
        ("nexus_1_0_5.md", "Night gardener", "user assistant assistant assistant"),
        ("nexus_1_2_0_ru.md", 'Перенос "двойника"', "user assistant"),
        ("nexus_1_3_3_claude.md", "Seed plan: part 2", "user assistant"),
        ("seed_style_split_note_001_д.md", None, "user assistant"),
    ],
)
def test_the_shared_samples(shared: Path, name: str, title: str | None, turns: str) -> None:
    dialogue = read((shared / "data" / "dialogues" / name).read_text("utf-8"))
    assert (dialogue.kind, dialogue.title) == ("conversation", title)
    assert " ".join(message.role for message in dialogue.messages) == turns
    assert all(message.uid and message.timestamp for message in dialogue.messages)


def test_a_saved_memory_is_kept_word_for_word() -> None:
    dialogue = read(
        "### User, on 05/27/2025 at 1:32 AM;\n> Call me Ann.\n<!-- UID: u1 -->\n\n"
        "#### ChatGPT, on 05/27/2025 at 1:32 AM;\n>> User is called Ann.\n>> Likes tea.\n"
        "<!-- UID: u2 -->\n\n---\n\n"
        "#### ChatGPT, on 05/27/2025 at 1:33 AM;\n>> Model set context updated.\n"
        "<!-- UID: u3 -->\n"
    )
    assert [message.memory for message in dialogue.messages] == [
        None,
        "User is called Ann.\nLikes tea.",
        None,
    ]


def test_a_formatter_may_have_spread_the_old_form() -> None:
    dialogue = read(
        "### User, on 05/27/2025 at 1:32 AM;\n\n> > I quote\n\n<!-- UID: u1 -->\n\n"
        "#### ChatGPT, on 05/27/2025 at 1:32 AM;\n\n> > First\n> >\n> > > quoted\n\n"
        "<!-- UID: u2 -->\n\n---\n"
    )
    assert [(message.uid, message.depth) for message in dialogue.messages] == [
        ("u1", 1),
        ("u2", 2),
    ]
    assert dialogue.messages[0].content == "> I quote"
    assert dialogue.messages[1].content_span == Lines(9, 11)


def test_headings_and_rules_inside_an_answer_end_nothing() -> None:
    dialogue = read(
        ">[!nexus_user]+ **User** - 2025-05-11 06:11:20\n> Q\n<!-- UID: u1 -->\n"
        "> [!nexus_agent]- **Assistant · gpt-5** - 2025-05-11 06:11:40\n"
        "> ## Part\n> ---\n> ### User, on 05/11/2025 at 1:32 AM;\n> text\n"
        "<!-- UID: u2 -->\n\n---\n\nA note of mine.\n"
    )
    first, second = dialogue.messages
    assert (second.author, second.model, second.depth) == ("Assistant", "gpt-5", 1)
    assert second.content_span == Lines(5, 8)
    assert first.span == Lines(1, 3)


def test_attachments_artifacts_prompts_and_canvases() -> None:
    dialogue = read(
        ">[!nexus_user] **User** - 2025-05-11 06:11:20\n> Look\n"
        ">>[!nexus_attachment] **photo.png** (image/png) - 1.2 MB\n>>\n>> ![[N/photo.png]]\n>\n"
        ">>[!nexus_attachment] **report.pdf** *(missing)*\n>>\n"
        ">> ⚠️ Not included in export. [Open original conversation](https://chatgpt.com/c/1)\n"
        "<!-- UID: u1 -->\n"
        ">[!nexus_agent] **Assistant** - 2025-05-11 06:11:40\n> Here\n"
        "> >[!nexus_artifact] **Plan** v2\n> > 🎨 [[N/artifacts/plan_v2|View Artifact]]\n"
        ">>[!nexus_prompt] **DALL-E Prompt**\n>> a tree\n"
        ">>[!nexus_canvas]- **Document**\n>> text\n"
        "<!-- UID: u2 -->\n"
    )
    found = [
        (extra.kind, extra.name, extra.target, extra.status)
        for message in dialogue.messages
        for extra in message.attachments
    ]
    assert found == [
        ("attachment", "photo.png", "N/photo.png", None),
        ("attachment", "report.pdf", "https://chatgpt.com/c/1", "Not included in export"),
        ("artifact", "Plan", "N/artifacts/plan_v2", None),
        ("prompt", "DALL-E Prompt", None, None),
        ("canvas", "Document", None, None),
    ]


def test_an_attachment_of_1_2_0_stands_below_its_message() -> None:
    dialogue = read(
        ">[!nexus_user] **User** - 11.05.2025 at 6:11\n> Look\n\n"
        ">[!nexus_attachment] **a.txt** (text/plain) - 1 KB\n> [[N/a.txt]]\n<!-- UID: u1 -->\n"
    )
    message = dialogue.messages[0]
    assert message.content_span == Lines(2, 2)
    assert (message.span, message.uid) == (Lines(1, 6), "u1")
    assert [extra.target for extra in message.attachments] == ["N/a.txt"]


def test_what_stands_between_message_and_id_belongs_to_neither() -> None:
    dialogue = read(
        ">[!nexus_user] **User** - 11.05.2025 at 6:11\n> Q\n\nInserted.\n\n<!-- UID: u1 -->\n\n"
        ">[!nexus_user] **User** - 11.05.2025 at 6:12\n"
    )
    first, second = dialogue.messages
    assert (first.uid, first.uid_line, first.span) == ("u1", 6, Lines(1, 2))
    assert (second.uid, second.content_span) == (None, None)
    assert [fault.code for fault in dialogue.diagnostics] == ["missing_uid"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_a_byte_order_mark(end: str) -> None:
    text = ">[!nexus_user] **User** - 11.05.2025 at 6:11\n> Q\u2028still\n<!-- UID: u1 -->"
    source = Source.of(NotePath("n.md"), b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    (message,) = read_dialogue(source, parse_note(source)).messages
    assert (message.content, message.uid_line) == ("Q\u2028still", 3)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "---\nnexus: nexus-ai-chat-importer\nartifact_id: a\nconversation_id: c\n---\n# T",
            "artifact",
        ),
        ("# Nexus AI Chat Importer Report\n\n| [[a\\|A]] |\n", "report"),
        (
            "---\nimportdate: 1\narchivedate: 2\nzipFile: a.zip\n---\n# Index",
            "report",
        ),
        ("---\nnexus: nexus-ai-chat-importer\n---\n\n# Title: Empty\n", "conversation"),
        ("An essay on [!nexus_user] and the like, on Monday.\n", "plain"),
        ("```\n>[!nexus_user] **User** - 11.05.2025 at 6:11\n> Q\n```\n", "plain"),
        ("### Notes, on 05/11/2025 at 1:32 AM;\n> Q\n", "plain"),
    ],
)
def test_what_is_a_conversation_and_what_is_not(text: str, kind: str) -> None:
    assert read(text).kind == kind


def test_a_fence_that_never_closes_hides_no_later_message() -> None:
    dialogue = read("```\ncut off\n\n>[!nexus_user] **User** - 11.05.2025 at 6:11\n> Q\n")
    assert len(dialogue.messages) == 1
