"""Questions with keys that a program can grade: has the seed taken?

Every question is made from what the seed says, and a decoy from what it is known not to say.
Which claims are asked about depends on the content alone, so equal content asks equal questions.
"""

from collections.abc import Iterable
from itertools import zip_longest

from msgspec import structs

from vaultkit.seed.asking import Asking, asking_of
from vaultkit.seed.folding import folded
from vaultkit.seed.questions import questions_by_kind, transfer_question
from vaultkit.seed.record import Act, Check, Content

PER_ACT = 7
"""How many questions with a key an act asks: one sitting."""

_DECOYS = 2
"""How many of these at most ask for what the seed does not hold."""


def build_checks(content: Content, acts: tuple[Act, ...]) -> tuple[Check, ...]:
    """Return the questions of all *acts*, numbered in their order: ``q-001`` and on."""
    asking = asking_of(content)
    found = [check for act in acts for check in _of_act(asking, act, acts)]
    width = max(3, len(str(len(found))))
    return tuple(
        structs.replace(check, id=f"q-{number:0{width}}") for number, check in enumerate(found, 1)
    )


def with_checks(acts: tuple[Act, ...], checks: Iterable[Check]) -> tuple[Act, ...]:
    """Return *acts* with the ids of their *checks*."""
    by_act: dict[str, list[str]] = {}
    for check in checks:
        by_act.setdefault(check.act, []).append(check.id)
    return tuple(structs.replace(act, checks=tuple(by_act.get(act.id, ()))) for act in acts)


def _of_act(asking: Asking, act: Act, acts: tuple[Act, ...]) -> list[Check]:
    """Take questions of each kind in turn until there are enough, and one that a person judges."""
    rounds = zip_longest(*questions_by_kind(asking, act, acts))
    chosen = _chosen(check for found in rounds for check in found if check is not None)
    judged = transfer_question(asking, act)
    return [*chosen, judged] if judged is not None else chosen


def _chosen(candidates: Iterable[Check]) -> list[Check]:
    """Choose `PER_ACT` questions of which none gives away another."""
    chosen: list[Check] = []
    for check in candidates:
        decoys = sum(one.type == "decoy" for one in chosen)
        if check.type == "decoy" and decoys >= _DECOYS:
            continue
        if not any(_gives_away(check, one) for one in chosen):
            chosen.append(check)
        if len(chosen) == PER_ACT:
            break
    return chosen


def _gives_away(one: Check, other: Check) -> bool:
    """Return whether whoever reads one question can tell the answer to the other."""
    return (
        one.prompt == other.prompt
        or not set(one.claims).isdisjoint(other.claims)
        or (one.type == other.type == "cloze" and one.accept == other.accept)
        or _tells(one, other)
        or _tells(other, one)
    )


def _tells(one: Check, other: Check) -> bool:
    """Return whether the missing word of *other* stands in the words of *one*."""
    if other.type != "cloze":
        return False
    words = f" {folded(one.prompt)} "
    return any(f" {folded(answer)} " in words for answer in other.accept)
