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
from vaultkit.seed.record import FINAL_ACT, TRANSFER, Act, Check, Record

GROWTH_FILE = "growth.json"


class GrowthError(VaultkitError):
    """A growth file does not fit the seed, or an act may not be done yet."""


class Receipt(Record, frozen=True, omit_defaults=False):
    """What the last try of an act gave, as ``schema/receipt-1.0.schema.json`` has it."""

    act: str
    tries: int = 0
    passed: bool = False
    skipped: bool = False
    """Whether the person chose to go on without it."""

    recall: float = 0.0
    """Share of right answers."""

    false_accepts: float = 0.0
    answers: dict[str, str] = msgspec.field(default_factory=dict)
    """By id of the check, as given."""

    by: str = msgspec.field(default="", name="model")
    """Who answered: a person, or the model's name."""

    artefacts: tuple[str, ...] = msgspec.field(default=(), name="artefact_paths")
    """Paths or addresses of what the act made."""

    date: str = ""
    """ISO 8601."""

    note: str = ""
    """What did not take, in the person's words."""

    @property
    def done(self) -> bool:
        """Whether what needs this act may begin."""
        return self.passed or self.skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the person says of a try, besides the answers."""

    by: str = ""
    artefacts: tuple[str, ...] = ()
    date: str = ""
    took: bool | None = None
    """Yes, no, or not said. A no keeps the act open whatever the answers; only an act without
    questions passes by a yes."""

    note: str = ""


NOTHING_TOLD = Told()


class Growth(Record, frozen=True):
    """The state of growing one seed in one place; ``growth.json``."""

    seed: str
    """contentDigest of the seed: another seed needs another growth."""

    name: str
    target: str
    receipts: dict[str, Receipt] = msgspec.field(default_factory=dict)
    """By id of the act."""

    unfinished: bool = False
    """Whether the files of the target were still being written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an answer."""

    growth: Growth
    score: Score
    passed: bool
    back: str | None = None
    """Id of the act that is open again because of a failure."""


def next_act(growth: Growth, acts: Sequence[Act]) -> Act | None:
    """Return the first act that is not done and whose needs all are; None at the end."""
    done = _done(growth)
    for act in sorted(acts, key=lambda act: act.position):
        if act.id not in done and done.issuperset(act.needs):
            return act
    return None


def left(growth: Growth, acts: Iterable[Act]) -> int:
    """Return how many acts are still to do."""
    done = _done(growth)
    return sum(act.id not in done for act in acts)


def _done(growth: Growth) -> set[str]:
    return {key for key, receipt in growth.receipts.items() if receipt.done}


def own_checks(act: Act, checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks of *act*; the last act asks again all that have a key."""
    if act.id == FINAL_ACT:
        return tuple(check for check in checks if check.type != TRANSFER)
    wanted = set(act.checks)
    return tuple(check for check in checks if check.id in wanted)


def submit(
    growth: Growth,
    act: Act,
    checks: Sequence[Check],
    answers: Mapping[str, str],
    told: Told = NOTHING_TOLD,
) -> Outcome:
    """Grade *answers* to the checks of *act* and note the receipt.

    An act is small, so all of its checks must be right, decoys among them; for the last one the
    measure is that of the whole seed. An act without checks passes when the person says so, or
    when it is answered at all.

    Raises:
        GrowthError: Something that the act needs is not done yet.
    """
    _check_needs(growth, act)
    score = grade(own_checks(act, checks), answers)
    passed = told.took is not False and _took(act, score, answered=bool(answers or told.by))
    receipt = structs.replace(
        _tried(growth, act, told),
        passed=passed,
        recall=round(score.recall, 4),
        false_accepts=round(score.false_accepts, 4),
        answers=dict(sorted(answers.items())),
    )
    receipts = {**growth.receipts, act.id: receipt}
    back = None if passed else _leads_back(act, receipts)
    if back is not None:
        receipts[back] = structs.replace(receipts[back], passed=False, skipped=False)
    after = structs.replace(growth, receipts=receipts)
    return Outcome(growth=after, score=score, passed=passed, back=back)


def skip(growth: Growth, act: Act, told: Told) -> Growth:
    """Go on without *act*; what did not take is noted.

    Raises:
        GrowthError: Something that the act needs is not done yet.
    """
    _check_needs(growth, act)
    before = growth.receipts.get(act.id, Receipt(act=act.id))
    kept = {"answers": before.answers, "recall": before.recall, "skipped": True}
    receipt = structs.replace(_tried(growth, act, told), **kept)
    return structs.replace(growth, receipts={**growth.receipts, act.id: receipt})


def _check_needs(growth: Growth, act: Act) -> None:
    missing = [need for need in act.needs if need not in _done(growth)]
    if missing:
        raise GrowthError(f"act {act.id} needs {', '.join(missing)} to be done first")


def _took(act: Act, score: Score, *, answered: bool) -> bool:
    if not score.grades:
        return answered
    return score.passes if act.id == FINAL_ACT else all(one.right for one in score.grades)


def _tried(growth: Growth, act: Act, told: Told) -> Receipt:
    before = growth.receipts.get(act.id, Receipt(act=act.id))
    return Receipt(
        act=act.id,
        tries=before.tries + 1,
        by=told.by,
        artefacts=told.artefacts,
        date=told.date,
        note=told.note,
    )


def _leads_back(act: Act, receipts: Mapping[str, Receipt]) -> str | None:
    """Return the act that a second failure of *act* opens again; the first is a try more."""
    way, _, target = act.on_fail.partition(":")
    again = receipts[act.id].tries % 2 == 0
    return target if way == "return-to" and target in receipts and again else None


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
