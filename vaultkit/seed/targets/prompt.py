"""A seed as one document for any chat, within a budget of tokens; and as memories to import.

The document is meant to be pasted: what the person does, what the model does, then the acts one
after the other with their questions. Where the budget is short, quotes go first, then questions,
and acts never; what was left out is told in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vaultkit.errors import VaultkitError
from vaultkit.seed.act_page import check_lines
from vaultkit.seed.act_prompt import told, without_quotes
from vaultkit.seed.bundle_pages import key_lines
from vaultkit.seed.markdown_text import plain
from vaultkit.seed.record import FINAL_ACT, Act
from vaultkit.seed.seed import Seed
from vaultkit.seed.targets.tokens import token_estimate
from vaultkit.seed.wording import Wording

_LEAST = 4
"""Quotes an act keeps, if it has them, before questions go instead."""


class BudgetError(VaultkitError):
    """The acts alone are longer than the budget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptDocument:
    """The document, and what it leaves out."""

    text: str
    tokens: int
    """Estimated, on the high side."""

    quotes: int
    """How many of the seed's claims are quoted, each counted once."""

    most: int
    """How many would be with a larger budget."""

    checks: int
    """How many questions are asked."""


def prompt_document(seed: Seed, budget: int) -> PromptDocument:
    """Return the seed as one Markdown document of at most *budget* tokens (estimated).

    Raises:
        BudgetError: Even without a quote or a question it does not fit; the text says what it
            takes.
    """
    most = max((len(act.claims) for act in seed.acts), default=0)
    for least, with_checks in ((min(_LEAST, most), True), (0, False)):
        if token_estimate(_document(seed, least, with_checks=with_checks)) <= budget:
            quotes = _most_quotes(seed, budget, least, most, with_checks=with_checks)
            return _told(seed, quotes, most, with_checks=with_checks)
    needed = token_estimate(_document(seed, 0, with_checks=False))
    raise BudgetError(
        f"the acts alone, without a quote, take about {needed} tokens and the budget is {budget}: "
        f"raise it with --budget {needed}, or export a seed of fewer notes (export-seed --root)"
    )


def _most_quotes(seed: Seed, budget: int, low: int, high: int, *, with_checks: bool) -> int:
    while low < high:
        middle = (low + high + 1) // 2
        if token_estimate(_document(seed, middle, with_checks=with_checks)) <= budget:
            low = middle
        else:
            high = middle - 1
    return low


def _told(seed: Seed, quotes: int, most: int, *, with_checks: bool) -> PromptDocument:
    text = _document(seed, quotes, with_checks=with_checks)
    return PromptDocument(
        text=text,
        tokens=token_estimate(text),
        quotes=len(_quoted(seed, quotes)),
        most=len(_quoted(seed, most)),
        checks=len(seed.checks) if with_checks else 0,
    )


def keys_document(seed: Seed) -> str:
    """Return the right answers, for the person who compares."""
    say = Wording(seed.content.language)
    lines = [f"# {say('keys.title')}: {seed.about.title}", "", say("keys.intro"), ""]
    return "\n".join([*lines, *key_lines(seed)]) + "\n"


def keys_name(seed: Seed) -> str:
    """Return the name of the file that `keys_document` goes into."""
    return f"{seed.about.name}.keys.md"


def memory_text(seed: Seed) -> str:
    """Return lines ``[date] - memory`` as the memory imports of chat services take them."""
    titles = seed.titles
    say = Wording(seed.content.language)
    return "".join(
        f"[{(claim.place.at or seed.about.created)[:10]}] - {told(say, claim, titles)}\n"
        for claim in seed.content.claims
    )


def _quoted(seed: Seed, quotes: int) -> set[str]:
    return {key for act in seed.acts for key in act.claims[:quotes] if key in seed.claims}


def _document(seed: Seed, quotes: int, *, with_checks: bool) -> str:
    say = Wording(seed.content.language)
    rejected = [one.name for one in seed.content.protocols if one.status == "rejected"]
    parts = [
        f"# {plain(seed.about.title)}",
        say("prompt.intro"),
        _listed(f"## {say('prompt.h.person')}", _numbered(_person(seed, say))),
        _listed(
            f"## {say('prompt.h.model')}",
            _numbered(_model(say, with_checks=with_checks and bool(seed.checks))),
        ),
        _listed(say("prompt.rejected"), [f"- {name}" for name in rejected]),
        *(_act(seed, act, quotes, with_checks=with_checks) for act in seed.acts),
        say("prompt.end"),
        _left_out(seed, say, quotes, with_checks=with_checks),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _person(seed: Seed, say: Wording) -> Iterator[str]:
    for number in range(1, 5):
        yield say(f"prompt.person.{number}")
    yield say("prompt.person.5", keys=f"`{keys_name(seed)}`")


def _model(say: Wording, *, with_checks: bool) -> Iterator[str]:
    yield from (say("prompt.model.1"), say("prompt.model.2"))
    yield say("prompt.model.3", absent=say.quoted(say("check.absent")))
    if with_checks:
        yield say("prompt.model.4")


def _act(seed: Seed, act: Act, quotes: int, *, with_checks: bool) -> str:
    say = Wording(seed.content.language)
    claims = seed.claims_of(act.claims)
    titles = seed.titles
    shown = [
        f"> [{number}] {told(say, claim, titles)}"
        for number, claim in enumerate(claims[:quotes], 1)
    ]
    left = len(claims) - len(shown) + act.more_claims
    final = act.id == FINAL_ACT
    tasks = [say("prompt.final")] if final else without_quotes(act.prompt)
    asked = [one for one in act.questions if not any(one in task for task in tasks)]
    parts = [
        f"## {say('prompt.act', position=act.position, title=act.title)}",
        _listed(say("prompt.quotes"), ["\n>\n".join(shown)] if shown else []),
        say("prompt.left", count=left) if left else "",
        _listed(say("prompt.tasks"), tasks),
        _listed(say("prompt.ask"), [f"- {question}" for question in asked]),
        _listed(say("prompt.sign"), [f"- {sign}" for sign in act.sign if not final]),
        _listed(say("prompt.questions"), check_lines(seed, act) if with_checks else ()),
    ]
    return "\n\n".join(part for part in parts if part)


def _left_out(seed: Seed, say: Wording, quotes: int, *, with_checks: bool) -> str:
    total, shown = len(seed.content.claims), len(_quoted(seed, quotes))
    lines = []
    if shown < total:
        lines.append(f"- {say('prompt.out.quotes', total=total, shown=shown)}")
    if not with_checks and seed.checks:
        lines.append(f"- {say('prompt.out.checks', count=len(seed.checks))}")
    return _listed(f"## {say('prompt.h.out')}", lines)


def _numbered(lines: Iterable[str]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def _listed(title: str, lines: Iterable[str] | Sequence[str]) -> str:
    found = list(lines)
    return "\n".join([title, "", *found]) if found else ""
