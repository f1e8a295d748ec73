"""What ``vaultkit seed grow`` says, in the language of the seed: the act, and what to do now."""

import shlex
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vaultkit.seed.act_page import question_lines
from vaultkit.seed.growth import Growth, Outcome, left, own_checks
from vaultkit.seed.record import FINAL_ACT, TRANSFER, Act
from vaultkit.seed.wording import Wording

if TYPE_CHECKING:
    from vaultkit.seed.seed import Seed

_NAMED = 8
"""How many ids a line names at most."""


def act_lines(seed: "Seed", act: Act, command: str) -> list[str]:
    """Return the act to do now, in words to follow; *command* is how to come back."""
    say = Wording(seed.content.language)
    title = say("grow.act", position=act.position, total=len(seed.acts), title=act.title)
    asked = own_checks(act, seed.checks)
    questions = [line for check in asked for line in question_lines(check)]
    lines = [f"# {title}", "", act.description]
    lines += _section(say("grow.words"), act.prompt.splitlines())
    lines += _section(say("grow.sign"), [f"- {one}" for one in act.sign])
    lines += _section(say("grow.ask"), [f"- {one}" for one in act.questions])
    lines += _section(say("grow.questions"), questions)
    return [*lines, *_section(say("grow.how"), list(_how(seed, act, command)))]


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", "", *lines] if lines else []


def _how(seed: "Seed", act: Act, command: str) -> Iterator[str]:
    say = Wording(seed.content.language)
    graded = [one.id for one in own_checks(act, seed.checks) if one.type != TRANSFER]
    yield say("grow.how.final" if act.id == FINAL_ACT and graded else "grow.how.say")
    if graded:
        yield say("grow.how.answers", first=graded[0])
        yield say("grow.how.command", command=command)
    else:
        yield say("grow.how.yes", command=command)
    yield say("grow.how.no", command=command)


def state_lines(seed: "Seed", growth: Growth, package: Path) -> list[str]:
    """Return how far it has grown."""
    say = Wording(seed.content.language)
    remaining, total = left(growth, seed.acts), len(seed.acts)
    skipped = [
        f"{act.position}. {act.title}"
        for act in seed.acts
        if act.id in growth.receipts and growth.receipts[act.id].skipped
    ]
    lines = [say("grow.skipped", titles="; ".join(skipped))] if skipped else []
    if remaining:
        return [*lines, say("grow.left", done=total - remaining, total=total, left=remaining)]
    verify = f"vaultkit seed verify {shlex.quote(str(package))} --answers …"
    return [*lines, say("grow.done", total=total, command=verify)]


def verdict_lines(seed: "Seed", act: Act, outcome: Outcome) -> list[str]:
    """Return whether the act took, what was wrong, and where to go on."""
    say = Wording(seed.content.language)
    key = "grow.passed" if outcome.passed else "grow.failed"
    lines = [say(key, position=act.position, title=act.title)]
    answered = any(one.given for one in outcome.score.grades)
    for one in outcome.score.grades if answered else ():
        if not one.right and one.given:
            lines.append("   " + say("grow.wrong", id=one.check.id, given=one.given))
        elif not one.right:
            lines.append("   " + say("grow.unanswered", id=one.check.id))
    lines += [
        "   " + say("grow.judged", id=check.id, text=say.quoted("; ".join(check.accept)))
        for check, given in outcome.score.judged
        if given
    ]
    if note := outcome.growth.receipts[act.id].note:
        lines.append("   " + say("grow.noted", note=note))
    if outcome.back is not None:
        back = next(one for one in seed.acts if one.id == outcome.back)
        lines.append("   " + say("grow.back", position=back.position, title=back.title))
    elif not outcome.passed:
        lines.append("   " + say("grow.again"))
    return lines


def skipped_line(seed: "Seed", act: Act) -> str:
    """Return that *act* was skipped."""
    say = Wording(seed.content.language)
    return say("grow.skip", position=act.position, title=act.title)


def unknown_lines(seed: "Seed", given: Collection[str], later: int = 0) -> list[str]:
    """Return which ids no question has, and how many answers were not needed yet."""
    say = Wording(seed.content.language)
    known = {check.id for check in seed.checks}
    unknown = sorted(set(given) - known)
    more = f" … ({len(unknown)})" if len(unknown) > _NAMED else ""
    lines = [say("grow.later", count=later)] if later else []
    if unknown:
        lines.append(say("grow.unknown", ids=", ".join(unknown[:_NAMED]) + more))
    return lines


def nothing_line(seed: "Seed", act: Act, graded: Collection[str]) -> str:
    """Return why nothing was noted for *act*, whose questions with keys are *graded*."""
    say = Wording(seed.content.language)
    if not graded:
        return say("grow.noquestions", position=act.position, title=act.title)
    return say("grow.nothing", position=act.position, first=min(graded), last=max(graded))
