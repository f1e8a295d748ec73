"""How far a seed has grown: which acts are done, with what receipt, and which one is next.

A state machine over plain data. It calls no model: whoever drives it (a person, a script, a host
with a model) takes the next act, says its words, and brings answers back to be graded. Everything
it knows is in `Growth`, so a run may stop at any moment and go on later, elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from msgspec import structs

from vaultkit.errors import VaultkitError
from vaultkit.seed.grading import Score, grade
from vaultkit.seed.record import Act, Check, Record


class GrowthError(VaultkitError):
    """A growth file does not fit the seed, or an act may not be done yet."""


class Receipt(Record, frozen=True):
    """What one try of an act gave."""

    tries: int = 0
    passed: bool = False
    recall: float = 0.0
    """Share of right answers in the last try."""

    false_accepts: float = 0.0
    answers: dict[str, str] = msgspec.field(default_factory=dict)
    """By id of the check, as given in the last try."""

    by: str = ""
    """Who answered: a person, or the model's name."""

    artefacts: tuple[str, ...] = ()
    """Paths or addresses of what the act made."""


class Growth(Record, frozen=True):
    """The state of growing one seed in one place; ``growth.json``."""

    seed: str
    """contentDigest of the seed: another seed needs another growth."""

    name: str
    target: str
    receipts: dict[str, Receipt] = msgspec.field(default_factory=dict)
    """By id of the act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an answer."""

    growth: Growth
    score: Score
    passed: bool


def next_act(growth: Growth, acts: Sequence[Act]) -> Act | None:
    """Return the first act that is not done and whose needs all are; None at the end."""
    done = {key for key, receipt in growth.receipts.items() if receipt.passed}
    for act in sorted(acts, key=lambda act: act.position):
        if act.id not in done and done.issuperset(act.needs):
            return act
    return None


def left(growth: Growth, acts: Iterable[Act]) -> int:
    """Return how many acts are still to do."""
    return sum(not growth.receipts.get(act.id, Receipt()).passed for act in acts)


def own_checks(act: Act, checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks that tell whether *act* took."""
    wanted = set(act.checks)
    return tuple(check for check in checks if check.id in wanted)


def submit(
    growth: Growth,
    act: Act,
    checks: Sequence[Check],
    answers: Mapping[str, str],
    *,
    by: str = "",
    artefacts: tuple[str, ...] = (),
) -> Outcome:
    """Grade *answers* to the checks of *act* and note the receipt.

    An act is small, so all of its checks must be right, decoys among them. One without checks
    passes when it is answered at all: then only a person can tell.

    Raises:
        GrowthError: Something that the act needs is not done yet.
    """
    missing = [need for need in act.needs if not growth.receipts.get(need, Receipt()).passed]
    if missing:
        raise GrowthError(f"act {act.id} needs {', '.join(missing)} to be done first")
    asked = own_checks(act, checks)
    score = grade(asked, answers)
    passed = all(one.right for one in score.grades) if asked else bool(answers or by)
    before = growth.receipts.get(act.id, Receipt())
    receipt = Receipt(
        tries=before.tries + 1,
        passed=passed,
        recall=round(score.recall, 4),
        false_accepts=round(score.false_accepts, 4),
        answers=dict(sorted(answers.items())),
        by=by,
        artefacts=artefacts,
    )
    receipts = {**growth.receipts, act.id: receipt}
    if not passed:
        receipts = _sent_back(receipts, act)
    return Outcome(growth=structs.replace(growth, receipts=receipts), score=score, passed=passed)


def _sent_back(receipts: dict[str, Receipt], act: Act) -> dict[str, Receipt]:
    """Open again the act that a failure leads back to."""
    way, _, target = act.on_fail.partition(":")
    if way != "return-to" or target not in receipts:
        return receipts
    return {**receipts, target: structs.replace(receipts[target], passed=False)}


def growth_text(growth: Growth) -> bytes:
    """Return *growth* as ``growth.json`` holds it."""
    encoded = msgspec.json.encode(growth, order="sorted")
    return msgspec.json.format(encoded, indent=2) + b"\n"


def parse_growth(text: bytes, seed: str) -> Growth:
    """Return the growth that *text* holds.

    Raises:
        GrowthError: It cannot be read, or is of another seed than *seed* (a contentDigest).
    """
    try:
        growth = msgspec.json.decode(text, type=Growth)
    except msgspec.DecodeError as error:
        raise GrowthError(
            f"growth.json cannot be read ({error}): move it away to start anew"
        ) from None
    if growth.seed != seed:
        raise GrowthError(
            "growth.json here is of another seed: name another folder with --into, "
            "or bring the seed up to date with `vaultkit seed upgrade`"
        )
    return growth
