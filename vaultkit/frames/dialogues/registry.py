"""Which archive a file is of, and its messages: every dialect in order, the surest first."""

from collections.abc import Callable
from dataclasses import dataclass

from vaultkit.frames.dialogues import nexus
from vaultkit.frames.dialogues.dialogue import PLAIN, Dialogue
from vaultkit.frames.dialogues.options import NO_OPTIONS, DialogueOptions
from vaultkit.frames.dialogues.page import Page, read_page
from vaultkit.frames.dialogues.turn import Draft, message_faults, messages_of
from vaultkit.notes.note import Note
from vaultkit.notes.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """An archive format."""

    name: str
    marks: tuple[bytes, ...]
    """Texts one of which stands in every file of this dialect: the sniff."""

    read: Callable[[Page, DialogueOptions], Draft | None]


DIALECTS: tuple[Dialect, ...] = (Dialect(name=nexus.NAME, marks=nexus.MARKS, read=nexus.read),)


def read_dialogue(source: Source, note: Note, options: DialogueOptions = NO_OPTIONS) -> Dialogue:
    """Read the messages of *note*, whose bytes are *source*; no input raises.

    A file that no dialect claims is plain: it costs one search for each dialect's marks.
    """
    del note
    data = source.data
    page: Page | None = None
    for dialect in DIALECTS:
        if dialect.name in options.ignore or not any(mark in data for mark in dialect.marks):
            continue
        page = page or read_page(source)
        draft = dialect.read(page, options)
        if draft is not None:
            return _dialogue(draft, page, dialect.name)
    return PLAIN


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
