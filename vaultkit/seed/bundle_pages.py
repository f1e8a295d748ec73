"""The derived pages of a bundle: index, log, the sheet of questions."""

from collections.abc import Iterator

from vaultkit.seed.act_page import question_lines
from vaultkit.seed.links import link
from vaultkit.seed.markdown_text import escaped
from vaultkit.seed.okf import page
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
