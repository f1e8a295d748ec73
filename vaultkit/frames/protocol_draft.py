"""A protocol while the rules still fill it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vaultkit.frames.draft import Draft
from vaultkit.frames.folding import plain, squeeze
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.record import Evidence, Lines, Step
from vaultkit.frames.section_frames import enclosing


@dataclass(slots=True, eq=False)
class GroupDraft:
    """Protocols that a note names together."""

    name: str
    line: int
    quote: str
    span: Lines
    declared: str | None = None
    ordered: bool = False
    members: list["ProtocolDraft"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ProtocolDraft:
    """A protocol before its id, with the frame that stands for it."""

    name: str
    line: int
    frame: Draft
    role: str
    quote: str
    status: str = "proposed"
    rule: str = ""
    slots: dict[str, list[str]] = field(default_factory=dict)
    """medium, payload, form, actor, environment, preconditions, checks, excludes, warnings,
    objective."""

    steps: list[Step] = field(default_factory=list)
    metaphor: str | None = None
    group: GroupDraft | None = None
    declared: str | None = None
    known: list[str] = field(default_factory=list)
    complete: bool | None = None
    condition: Evidence | None = None
    reason: Evidence | None = None
    cited: str | None = None
    evidence: list[Evidence] = field(default_factory=list)

    def fill(self, slot: str, values: Iterable[str]) -> None:
        """Add *values* to *slot*, each once."""
        known = self.slots.setdefault(slot, [])
        known.extend(value for value in dict.fromkeys(values) if value and value not in known)

    def add_step(self, text: str, line: int, number: int | None = None) -> None:
        """Add a step after those there are."""
        n = number if number is not None else len(self.steps) + 1
        if all(step.text != text or step.line != line for step in self.steps):
            self.steps.append(Step(n=n, text=text, line=line))


_QUOTE = 200
"""Characters of the longest quote."""


def rejected_protocol(
    manuscript: Manuscript, name: str, line: int, outer: Sequence[Draft], rule: str, reason: str
) -> ProtocolDraft:
    """Return the protocol of a way that *line* names and gives up, with its *reason*."""
    protocol = draft_protocol(manuscript, name, line, outer, rule, "excluded")
    protocol.status = "rejected"
    protocol.quote = squeeze(plain(manuscript.page.line(line)))[:_QUOTE]
    protocol.reason = manuscript.evidence(line, reason)
    return protocol


def draft_protocol(
    manuscript: Manuscript,
    name: str,
    line: int,
    outer: Sequence[Draft],
    rule: str,
    role: str = "transfer_type",
) -> ProtocolDraft:
    """Return an empty protocol called *name* on *line*, with a frame of that line."""
    frame = Draft(
        kind="protocol",
        span=Lines(line, line),
        container=manuscript.container_at(line),
        section=manuscript.section_at(line),
        title=name,
        parent=enclosing(outer, line),
        rules=[rule],
    )
    return ProtocolDraft(name=name, line=line, frame=frame, role=role, quote=name, rule=rule)
