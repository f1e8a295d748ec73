"""Steps that stand as paragraphs, «Шаг 1. …», one after another: a procedure."""

from collections.abc import Iterator, Sequence

from vaultkit.frames.draft import Draft
from vaultkit.frames.manuscript import Manuscript
from vaultkit.frames.page import HEADING, PARAGRAPH
from vaultkit.frames.record import Lines
from vaultkit.frames.section_frames import smallest_around
from vaultkit.frames.slot_reading import step_on

_FAR = 12
"""How many lines may stand between two steps."""


def step_procedures(manuscript: Manuscript, outer: Sequence[Draft]) -> Iterator[Draft]:
    """Yield a procedure for each run of numbered steps that no protocol or procedure holds."""
    run: list[tuple[int, int, str]] = []
    for number in manuscript.said.lines("step"):
        if manuscript.page.kind_of(number) not in (PARAGRAPH, HEADING):
            continue
        step = step_on(manuscript, manuscript.page.line(number).lstrip(" \t#"))
        if step is None:
            continue
        if run and (step[0] != run[-1][1] + 1 or number - run[-1][0] > _FAR):
            yield from _procedure(manuscript, run, outer)
            run = []
        run.append((number, *step))
    yield from _procedure(manuscript, run, outer)


def _procedure(
    manuscript: Manuscript, run: list[tuple[int, int, str]], outer: Sequence[Draft]
) -> Iterator[Draft]:
    if len(run) < 2:
        return
    parent = smallest_around(outer, run[0][0])
    if parent is not None and parent.kind in ("protocol", "procedure"):
        if "steps" not in parent.slots:
            _fill(parent, run)
        return
    last = run[-1][0]
    section = manuscript.section_at(last)
    if manuscript.page.kind_of(last) == HEADING and section is not None:
        last = section.span.last
    while last < len(manuscript.page.text) and manuscript.page.kind_of(last + 1) == PARAGRAPH:
        last += 1
    draft = Draft(
        kind="procedure",
        span=Lines(run[0][0], last),
        container=manuscript.container_at(run[0][0]),
        section=manuscript.section_at(run[0][0]),
        parent=parent,
        rules=["numbered_steps"],
    )
    _fill(draft, run)
    yield draft


def _fill(draft: Draft, run: Sequence[tuple[int, int, str]]) -> None:
    for number, _, text in run:
        draft.fill("steps", [text], number)
