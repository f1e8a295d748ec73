"""What must not leave a vault: secrets, contacts, documents, private names and hidden text.

Two passes that know nothing of each other: a `Redactor` cleans every text on its way into the
content of a seed, and `sweep` looks at every byte that was produced, names of files too.
Rules with a check digit use it, so that page numbers and hashes are left alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from vaultkit.seed.check_digits import inn, luhn, snils
from vaultkit.seed.markdown_text import hidden_characters, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of thing that must not leave."""

    name: str
    pattern: re.Pattern[str]
    """Its group ``v``, where it has one, is the value; else the whole match."""

    hints: tuple[str, ...] = ()
    """Case-folded texts of which one must be there at all; empty: always look."""

    gate: re.Pattern[str] | None = None
    """What must be found in the text before the pattern, which is slower, is tried."""

    holds: Callable[[str], bool] = lambda _: True
    """Whether a value that matched really is one."""


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Something that would leave the vault: never the value, only where and how often."""

    where: str
    rule: str
    count: int


_MANY_DIGITS = re.compile(r"(?<![\w.])\+?\(?\d[\d ()\u00a0-]{8,}")
_DOTTED = re.compile(r"\d\.\d{1,3}\.\d{1,3}\.\d")
_BEFORE = r"(?<![\w.+/=-])"
_AFTER = r"(?![\w/=-])"

RULES: tuple[Rule, ...] = (
    Rule(
        name="private-key",
        pattern=re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\w\s+/=,:-]{0,8000}"),
        hints=("private key-----",),
    ),
    Rule(
        name="api-key",
        pattern=re.compile(
            r"(?<!\w)(?:sk-[A-Za-z0-9_-]{16,200}|gh[opsur]_[A-Za-z0-9]{30,255}"
            r"|github_pat_\w{30,255}|glpat-[\w-]{18,64}|xox[abeoprs]-[A-Za-z0-9-]{10,200}"
            r"|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{35}|hf_[A-Za-z0-9]{30,64}"
            r"|npm_[A-Za-z0-9]{36}|pypi-[\w-]{40,300}|[sr]k_live_[A-Za-z0-9]{16,100}"
            r"|\d{8,10}:AA[\w-]{33})(?![\w-])"
        ),
        hints=(
            *("sk-", "ghp_", "gho_", "ghs_", "ghu_", "ghr_", "github_pat_", "glpat-", "xox"),
            *("akia", "asia", "aiza", "hf_", "npm_", "pypi-", "k_live_", ":aa"),
        ),
    ),
    Rule(
        name="token",
        pattern=re.compile(r"(?<![\w.-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{8,2000}"),
        hints=("eyj",),
    ),
    Rule(
        name="password",
        pattern=re.compile(
            r"(?i)(?<!\w)(?:password|passwd|пароль|api[_ -]?key|secret[_ -]?key|access[_ -]?token)"
            r"\s{0,3}[:=]\s{0,3}[\"'«`]?(?P<v>(?!\\?\[)(?=[^\s\"'«»`,;]*[\d!@#$%^&*])[^\s\"'«»`,;]{6,120})"
        ),
        hints=(
            *("passw", "пароль", "apikey", "api key", "api_key", "api-key", "secret"),
            *("access token", "access_token", "access-token"),
        ),
    ),
    Rule(
        name="url-credentials",
        pattern=re.compile(r"(?<=://)(?P<v>[^\s/@:\"'<>]{1,80}:[^\s/@\"'<>]{1,120})@"),
        hints=("://",),
    ),
    Rule(
        name="e-mail",
        pattern=re.compile(
            r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[^\W_][\w-]{0,62}\.){1,4}[^\W\d_]{2,24}(?![\w-])"
        ),
        hints=("@",),
    ),
    Rule(
        name="phone",
        gate=_MANY_DIGITS,
        pattern=re.compile(
            r"(?<![\w+.,/-])(?:(?:\+7|8)[ \u00a0-]?\(?\d{3}\)?[ \u00a0-]?\d{3}[ \u00a0-]?\d{2}"
            r"[ \u00a0-]?\d{2}|\+(?!7)\d{1,3}(?:[ \u00a0-]?\(?\d{2,4}\)?){2,4})(?![\w-])"
        ),
    ),
    Rule(
        name="card",
        gate=_MANY_DIGITS,
        pattern=re.compile(r"(?<![\w.,:/-])\d(?:[ -]?\d){12,18}(?![\w-])(?!\.\d)"),
        holds=lambda value: luhn(value) and value.lstrip()[0] in "23456",
    ),
    Rule(
        name="inn",
        gate=_MANY_DIGITS,
        pattern=re.compile(_BEFORE + r"\d{12}" + _AFTER),
        holds=inn,
    ),
    Rule(
        name="inn",  # of ten digits one number in ten has a good check digit: ask for the word
        pattern=re.compile(r"(?i)(?<!\w)(?:инн|inn)[^\d\n]{0,12}(?P<v>\d{10})(?!\d)"),
        hints=("инн", "inn"),
        holds=inn,
    ),
    Rule(
        name="snils",
        gate=_MANY_DIGITS,
        pattern=re.compile(_BEFORE + r"\d{3}-\d{3}-\d{3}[ -]\d{2}" + _AFTER),
        holds=snils,
    ),
    Rule(
        name="passport",
        pattern=re.compile(
            r"(?i)(?:паспорт\w{0,4}|passport)[^\d\n]{0,24}(?P<v>\d{2} ?\d{2} ?\d{6})(?!\d)"
        ),
        hints=("паспорт", "passport"),
    ),
    Rule(
        name="ip-address",
        gate=_DOTTED,
        pattern=re.compile(
            r"(?<![\w.:/-])(?!0\.|127\.|255\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}"
            r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)"
        ),
    ),
)


def word_rule(name: str, words: Iterable[str]) -> Rule | None:
    """Return a rule that finds any of *words* as whole words, in any case; None without words."""
    ordered = sorted({word for word in words if word.strip()}, key=lambda word: (-len(word), word))
    if not ordered:
        return None
    spelled = "|".join(re.escape(word) for word in ordered)
    pattern = re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)
    return Rule(name=name, pattern=pattern, hints=tuple(word.casefold() for word in ordered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is looked for, and what the user lets pass."""

    rules: tuple[Rule, ...] = RULES
    allow: frozenset[str] = frozenset()
    """Names of rules, or values (case-folded), that may leave."""

    redact: bool = False
    """Whether what is found is replaced; otherwise it is only reported."""

    def hits(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and rule of what must not leave in *text*, in order, apart."""
        found = sorted(
            (start, -end, rule.name)
            for rule in self._possible(text)
            for start, end in self._values(rule, text)
        )
        apart: list[tuple[int, int, str]] = []
        for start, end, name in found:
            if not apart or start >= apart[-1][1]:
                apart.append((start, -end, name))
        return apart

    def _possible(self, text: str) -> Iterable[Rule]:
        """Yield the rules that may find something in *text*, as a cheap look tells."""
        folded = text.casefold()
        gates: dict[re.Pattern[str], bool] = {}
        for rule in self.rules:
            if rule.name in self.allow:
                continue
            if rule.hints and not any(hint in folded for hint in rule.hints):
                continue
            if rule.gate is not None and rule.gate not in gates:
                gates[rule.gate] = rule.gate.search(text) is not None
            if rule.gate is None or gates[rule.gate]:
                yield rule

    def _values(self, rule: Rule, text: str) -> Iterable[tuple[int, int]]:
        group = "v" if "v" in rule.pattern.groupindex else 0
        for match in rule.pattern.finditer(text):
            if rule.holds(match[group]) and match[group].casefold() not in self.allow:
                yield match.span(group)


@dataclass(slots=True)
class Redactor:
    """Cleans texts on their way into a seed and counts what it found."""

    policy: Policy
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By place and rule."""

    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def clean(self, text: str, where: str) -> str:
        """Return *text* without what must not leave; note what stood in the file *where*."""
        key = (where, text)
        if key not in self._seen:
            self._seen[key] = self._cleaned(text, where)
        return self._seen[key]

    def _cleaned(self, text: str, where: str) -> str:
        if hidden_characters(text):
            self.found[where, "hidden-text"] += 1
            text = visible(text)
        hits = self.policy.hits(text)
        pieces, at = [], 0
        for start, end, rule in hits:
            self.found[where, rule] += 1
            pieces += [text[at:start], f"[{rule}]"]
            at = end
        return "".join([*pieces, text[at:]]) if self.policy.redact else text

    @property
    def leaks(self) -> tuple[Leak, ...]:
        """What was found, by file and rule. Hidden characters are always taken out."""
        return tuple(
            sorted(Leak(where, rule, count) for (where, rule), count in self.found.items())
        )


def sweep(files: Mapping[str, bytes], policy: Policy) -> tuple[Leak, ...]:
    """Look through every byte of *files*, and their names, for what must not leave."""
    found: Counter[tuple[str, str]] = Counter()
    for name, data in files.items():
        for text in _pieces(data.decode("utf-8", errors="replace")):
            for _, _, rule in policy.hits(text):
                found[name, rule] += 1
            if hidden_characters(text):
                found[name, "hidden-text"] += 1
    for name in _with_hits(list(files), policy):
        for _, _, rule in policy.hits(name):
            found[name, rule] += 1
    return tuple(sorted(Leak(where, rule, count) for (where, rule), count in found.items()))


_PIECE = 4096


def _pieces(text: str) -> Iterable[str]:
    """Part *text* between lines: most pieces hold no hint of anything and cost next to nothing."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield text[start:end]
        start = end


def _with_hits(names: list[str], policy: Policy) -> Iterable[str]:
    """Return those of *names* in which something is found; all are looked at together first."""
    for at in range(0, len(names), 100):
        some = names[at : at + 100]
        if policy.hits("\n".join(some)):
            yield from some
