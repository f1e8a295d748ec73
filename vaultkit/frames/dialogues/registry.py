"""Which archive a file is of, and its messages: every dialect in order, the surest first."""

from collections.abc import Callable
from dataclasses import dataclass

from vaultkit.frames.dialogues import (
    ai_exporter,
    chatgpt_md,
    claude_to_markdown,
    claude_vault,
    convoviz,
    copilot,
    custom,
    labelled,
    nexus,
    plain_heading,
    revival_stack,
    system_sculpt,
    web_clipper,
    you_chatgpt,
)
from vaultkit.frames.dialogues.dialogue import PLAIN, Dialogue
from vaultkit.frames.dialogues.marks import Marks, joined
from vaultkit.frames.dialogues.options import NO_OPTIONS, DialogueOptions
from vaultkit.frames.dialogues.page import Page, read_page
from vaultkit.frames.dialogues.turn import Draft, message_faults, messages_of
from vaultkit.notes.note import Note
from vaultkit.notes.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """An archive format."""

    name: str
    marks: Marks

    read: Callable[[Page, DialogueOptions], Draft | None]


DIALECTS: tuple[Dialect, ...] = tuple(
    Dialect(name=module.NAME, marks=module.MARKS, read=module.read)
    for module in (
        nexus,
        system_sculpt,
        chatgpt_md,
        copilot,
        ai_exporter,
        convoviz,
        claude_vault,
        claude_to_markdown,
        revival_stack,
        you_chatgpt,
        labelled,
        web_clipper,
        plain_heading,
    )
)
"""From the surest mark to the weakest."""


_ANY = joined(dialect.marks for dialect in DIALECTS)


def read_dialogue(source: Source, note: Note, options: DialogueOptions = NO_OPTIONS) -> Dialogue:
    """Read the messages of *note*, whose bytes are *source*; no input raises.

    A file that shows no mark of any dialect is plain, at the price of a few searches.
    """
    data = source.data
    own = _own(options)
    if not _ANY.stand_in(data, note) and not (own and own.marks.stand_in(data, note)):
        return PLAIN
    page = read_page(source)
    for dialect in (*DIALECTS, own) if own else DIALECTS:
        if dialect.name in options.ignore or not dialect.marks.stand_in(data, note):
            continue
        draft = dialect.read(page, options)
        if draft is not None:
            return _dialogue(draft, page, dialect.name)
    return PLAIN


def _own(options: DialogueOptions) -> Dialect | None:
    if not (options.callouts or options.headings or options.names):
        return None
    return Dialect(name=custom.NAME, marks=custom.marks(options), read=custom.read)


def _dialogue(draft: Draft, page: Page, dialect: str) -> Dialogue:
    messages = messages_of(draft, page.lines, dialect)
    return Dialogue(
        kind=draft.kind,
        dialect=dialect,
        title=draft.title,
        conversation_id=draft.conversation_id,
        messages=messages,
        diagnostics=message_faults(draft, messages),
    )
