"""The derived pages of a bundle: index, log, the sheet of questions."""

from collections.abc import Iterator

from vaultkit.seed.act_page import question_lines
from vaultkit.seed.grading import letter, shuffled
from vaultkit.seed.links import link
from vaultkit.seed.markdown_text import escaped
from vaultkit.seed.okf import page
from vaultkit.seed.record import TRANSFER, Check
from vaultkit.seed.seed import Seed
from vaultkit.seed.wording import Wording
from vaultkit.seed.yaml_text import front_matter


def index_page(seed: Seed) -> bytes:
    """Return ``index.md``: every act, protocol, frame and conflict; OKF allows one header here."""
    say = Wording(seed.content.language)
    lines = [f"# {escaped(say('okf.index', title=seed.about.title))}"]
    lines += ["", f"# {say('h.acts')}", ""]
    lines += [_entry(act.title, act.file, act.description) for act in seed.acts]
    lines += _section(say("h.protocols"), _protocols(seed, say))
    lines += _section(say("h.frames"), _frames(seed, say))
    lines += _section(say("h.conflicts"), _conflicts(seed, say))
    checks = link(say("h.checks"), "checks/quiz.md", "index.md")
    lines += ["", f"# {say('h.checks')}", "", f"* {checks}"]
    body = "\n".join(lines)
    return f"{front_matter({'okf_version': '0.2'})}\n{body}\n".encode()


def _section(title: str, entries: Iterator[str]) -> list[str]:
    found = list(entries)
    return ["", f"# {title}", "", *found] if found else []


def _entry(title: str, file: str, description: str) -> str:
    return f"* {link(title, file, 'index.md')} - {escaped(description)}"


def _protocols(seed: Seed, say: Wording) -> Iterator[str]:
    for one in seed.content.protocols:
        told = f"{say.word('role', one.role)}, {say.word('status', one.status)}"
        yield _entry(one.name, seed.files[one.id], told)


def _frames(seed: Seed, say: Wording) -> Iterator[str]:
    for one in seed.content.frames:
        yield _entry(one.title, seed.files[one.id], say.word("kind", one.kind))


def _conflicts(seed: Seed, say: Wording) -> Iterator[str]:
    for one in seed.content.conflicts:
        yield _entry(
            one.statement[:80] or one.kind, seed.files[one.id], say.word("kind", one.kind)
        )


def log_page(seed: Seed) -> bytes:
    """Return ``log.md``: one entry for the day that the seed is of."""
    say = Wording(seed.content.language)
    entry = say(
        "okf.log",
        version=seed.about.version,
        frames=len(seed.content.frames),
        claims=len(seed.content.claims),
        acts=len(seed.acts),
    )
    lines = [f"# {say('h.log')}", "", f"## {seed.about.created[:10]}", "", f"* {entry}"]
    if seed.about.previous is not None:
        version = seed.about.previous.version
        lines.append(f"* {say('okf.follows', version=version, withdrawn=len(seed.tombstones))}")
    return ("\n".join(lines) + "\n").encode()


def quiz_page(seed: Seed) -> bytes:
    """Return ``checks/quiz.md``: the questions without keys, act by act."""
    say = Wording(seed.content.language)
    lines = [f"# {say('h.checks')}", ""]
    lines += [say("quiz.intro", absent=say("check.absent")), "", say("quiz.cheat")]
    checks = {check.id: check for check in seed.checks}
    for act in seed.acts:
        if act.checks:
            lines += ["", f"## {act.position}. {escaped(act.title)}", ""]
        for key in act.checks:
            lines += question_lines(checks[key])
    return page({"type": "Quiz", "title": say("h.checks")}, lines)


def keys_page(seed: Seed) -> bytes:
    """Return ``checks/keys.md``: the right answers, for who grades without vaultkit."""
    say = Wording(seed.content.language)
    lines = [f"# {say('keys.title')}", "", say("keys.intro"), "", *key_lines(seed)]
    return page({"type": "Quiz Keys", "title": say("keys.title")}, lines)


def key_lines(seed: Seed) -> Iterator[str]:
    """Yield the right answer to each question as a list item."""
    say = Wording(seed.content.language)
    for check in seed.checks:
        yield f"- **{check.id}** {_key(say, check)}"


def _key(say: Wording, check: Check) -> str:
    told = say("keys.or").join(say.quoted(escaped(one)) for one in check.accept)
    if check.type == TRANSFER:
        return say("keys.judged", text=told) if told else say("keys.none")
    if check.type == "decoy":
        return say("keys.absent", absent=say("check.absent"))
    if check.order:
        shown = shuffled(check)
        return ", ".join(letter(shown.index(item)) for item in check.order)
    if check.key is not None:
        return f"{letter(check.key)}) {escaped(check.choices[check.key])}"
    return told
