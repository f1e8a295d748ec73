"""One file to its meaning: every rule of one note, in order."""

from vaultkit.frames.record import Meaning, WikilinkRecord
from vaultkit.notes.note import Note
from vaultkit.notes.source import Source


def read_meaning(source: Source, note: Note) -> Meaning:
    """Find messages, citations, frames and protocols in one file; no input raises."""
    return Meaning(
        wikilinks=tuple(
            WikilinkRecord(
                line=link.line,
                col=source.position(link.span.start).column,
                raw=source.slice(link.span),
                target=link.target,
                embed=link.embed,
            )
            for link in note.links
        )
    )
