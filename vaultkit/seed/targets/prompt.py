"""A seed as one document for any chat, within a budget of tokens; and as memories to import.

The document is meant to be pasted: what the person does, what the model does, then the acts one
after the other with their questions. Where the budget is short, quotes go first, then questions,
and acts never; what was left out is told in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from vaultkit.errors import VaultkitError
from vaultkit.seed.act_page import question_lines
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
    full = max((len(act.checks) for act in seed.acts), default=0)
    least = min(_LEAST, most)
    if not _fits(seed, budget, 0, 0):
        needed = token_estimate(_document(seed, 0, 0))
        raise BudgetError(
            f"the acts alone, without a quote, take about {needed} tokens and the budget is "
            f"{budget}: raise it with --budget {needed}, or export a seed of fewer notes "
            "(export-seed --root)"
        )
    asked = _largest(full, lambda asked: _fits(seed, budget, least, asked))
    quotes = _largest(most, lambda quotes: _fits(seed, budget, quotes, asked))
    return _told(seed, quotes, most, asked)


def _fits(seed: Seed, budget: int, quotes: int, asked: int) -> bool:
    return token_estimate(_document(seed, quotes, asked)) <= budget


def _largest(high: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to *high* that *fits*; 0 where none does."""
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _told(seed: Seed, quotes: int, most: int, asked: int) -> PromptDocument:
    text = _document(seed, quotes, asked)
    return PromptDocument(
        text=text,
        tokens=token_estimate(text),
        quotes=len(_quoted(seed, quotes)),
        most=len(_quoted(seed, most)),
        checks=_asked_in_all(seed, asked),
    )


def _asked_in_all(seed: Seed, asked: int) -> int:
    return sum(len(act.checks[:asked]) for act in seed.acts)


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


def _document(seed: Seed, quotes: int, asked: int) -> str:
    """Return the document with so many quotes and questions of each act at most."""
    say = Wording(seed.content.language)
    rejected = [one.name for one in seed.content.protocols if one.status == "rejected"]
    parts = [
        f"# {plain(seed.about.title)}",
        say("prompt.intro"),
        _listed(f"## {say('prompt.h.person')}", _numbered(_person(seed, say, asked))),
        _listed(f"## {say('prompt.h.model')}", _numbered(_model(say, asked))),
        _listed(say("prompt.rejected"), [f"- {name}" for name in rejected]),
        *(_act(seed, act, quotes, asked) for act in seed.acts),
        say("prompt.end.answers" if asked else "prompt.end"),
        _left_out(seed, say, quotes, asked),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _person(seed: Seed, say: Wording, asked: int) -> Iterator[str]:
    for number in range(1, 4):
        yield say(f"prompt.person.{number}")
    if asked:
        yield say("prompt.person.4")
        yield say("prompt.person.5", keys=f"`{keys_name(seed)}`")


def _model(say: Wording, asked: int) -> Iterator[str]:
    yield from (say("prompt.model.1"), say("prompt.model.2"))
    yield say("prompt.model.3", absent=say.quoted(say("check.absent")))
    if asked:
        yield say("prompt.model.4")


def _act(seed: Seed, act: Act, quotes: int, asked: int) -> str:
    say = Wording(seed.content.language)
    claims = seed.claims_of(act.claims)
    titles = seed.titles
    shown = [
        f"> [{number}] {told(say, claim, titles)}"
        for number, claim in enumerate(claims[:quotes], 1)
    ]
    left = len(claims) - len(shown) + act.more_claims
    final = act.id == FINAL_ACT
    tasks = _final_tasks(say, asked) if final else without_quotes(act.prompt)
    open_ones = [one for one in act.questions if not any(one in task for task in tasks)]
    checks = [one for one in seed.checks if one.id in act.checks[:asked]]
    questions = [line for check in checks for line in question_lines(check)]
    parts = [
        f"## {say('prompt.act', position=act.position, title=act.title)}",
        _listed(say("prompt.quotes"), ["\n>\n".join(shown)] if shown else []),
        say("prompt.left", count=left) if left else "",
        _listed(say("prompt.tasks"), tasks),
        _listed(say("prompt.ask"), [f"- {question}" for question in open_ones]),
        _listed(say("prompt.sign"), [f"- {sign}" for sign in act.sign if not final]),
        _listed(say("prompt.questions"), questions),
    ]
    return "\n\n".join(part for part in parts if part)


def _final_tasks(say: Wording, asked: int) -> list[str]:
    keys = ("prompt.final", "prompt.final.answers") if asked else ("prompt.final",)
    return _numbered(say(key) for key in keys)


def _left_out(seed: Seed, say: Wording, quotes: int, asked: int) -> str:
    total, shown = len(seed.content.claims), len(_quoted(seed, quotes))
    lines = []
    if shown < total:
        lines.append(f"- {say('prompt.out.quotes', total=total, shown=shown)}")
    here = _asked_in_all(seed, asked)
    if here < len(seed.checks):
        lines.append(f"- {say('prompt.out.checks', total=len(seed.checks), shown=here)}")
    return _listed(f"## {say('prompt.h.out')}", lines)


def _numbered(lines: Iterable[str]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def _listed(title: str, lines: Iterable[str] | Sequence[str]) -> str:
    found = list(lines)
    return "\n".join([title, "", *found]) if found else ""
