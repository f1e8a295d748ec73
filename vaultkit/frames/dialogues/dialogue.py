"""What a dialect's reader gives: the kind of the note, its title and its messages."""

from dataclasses import dataclass

from vaultkit.frames.record import Diagnostic, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """One file as a dialogue archive."""

    kind: str = "plain"
    """conversation; report (an importer's own log, to be left out of the graph); artifact (a
    document that a dialogue produced); plain (no archive that is known)."""

    dialect: str | None = None
    title: str | None = None
    """The dialogue's own title where the archive keeps one."""

    conversation_id: str | None = None
    messages: tuple[Message, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


PLAIN = Dialogue()
