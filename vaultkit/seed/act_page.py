"""The file of one act: purpose, what to read, what to say, how it shows, and what if it fails."""

import json
from collections.abc import Iterator

from vaultkit.seed.grading import letter, shuffled
from vaultkit.seed.links import link, relative
from vaultkit.seed.markdown_text import escaped, fenced
from vaultkit.seed.okf import page, source_list
from vaultkit.seed.record import FINAL_ACT, Act, Check
from vaultkit.seed.seed import Seed
from vaultkit.seed.wording import Wording

LISTED = 60
"""How many files an act names to be read: more would not be."""

RECEIPT = ("answers", "artefact_paths", "model", "date")


def act_page(seed: Seed, act: Act) -> bytes:
    """Return the file of *act*."""
    header = {
        "type": "Re-creation Act",
        "id": act.id,
        "title": act.title,
        "description": act.description,
        "position": act.position,
        "needs": act.needs,
        "mode": act.mode,
        "transferKind": act.transfer_kind,
        "frames": act.frames[:LISTED],
        "moreFrames": len(act.frames) - LISTED if len(act.frames) > LISTED else None,
        "protocol": act.protocol,
        "precondition": act.precondition,
        "executor": {"resource": f"{act.file}#prompt", "receipt": list(RECEIPT)},
        "attester": {"resource": "checks/quiz.jsonl", "items": list(act.checks), "pass": 1.0},
        "onFail": act.on_fail,
        "sources": source_list(seed, act.sources, act.file),
    }
    return page(header, _body(seed, act))


def _body(seed: Seed, act: Act) -> Iterator[str]:
    say = Wording(seed.content.language)
    kind = "final" if act is seed.acts[-1] else "protocol" if act.protocol else "read"
    yield f"# {act.position}. {escaped(act.title)}"
    mode = say.word("mode", act.mode)
    yield from ("", f"{mode} · {say.word('transfer', act.transfer_kind)}")
    yield from ("", f"## {say('h.purpose')}", "", say(f"act.purpose.{kind}"))
    yield from ("", f"## {say('h.before')}", "", *_before(seed, act, say))
    yield from _reading(seed, act, say)
    yield from ("", f"## {say('h.prompt')}", '<a id="prompt"></a>', "", fenced(act.prompt))
    yield from ("", f"## {say('h.sign')}", "", *(f"- {escaped(one)}" for one in act.sign))
    if act.checks:
        yield from [f"- {say('act.sign.checks')}"] if act.id != FINAL_ACT else []
        yield from ("", f"## {say('h.check')}", "")
        yield from check_lines(seed, act)
        yield from ("", _compare(act, say))
    yield from ("", f"## {say('h.fail')}", "", _on_fail(seed, act, say))
    yield from ("", f"## {say('h.human')}", "", say(f"act.human.{_part(act, kind)}"))
    if act.questions:
        yield from ("", f"### {say('h.questions')}", "")
        yield from (f"- {escaped(one)}" for one in act.questions)
    yield from ("", f"## {say('h.receipt')}", "", say("act.receipt"))
    yield from ("", fenced(_receipt(act, say), "json"))


def _compare(act: Act, say: Wording) -> str:
    """Return with what the answers are compared, and when."""
    keys, quiz = (relative(f"checks/{name}.md", act.file) for name in ("keys", "quiz"))
    if act.id == FINAL_ACT:
        return say("act.check.final", quiz=quiz, keys=keys, absent=say("check.absent"))
    return say("act.check.how", file=keys)


def _receipt(act: Act, say: Wording) -> str:
    """Return the receipt of *act*, to be filled in (``schema/receipt-1.0.schema.json``)."""
    answers = {key: say("receipt.answer") for key in act.checks}
    told = {"act": act.id, "answers": answers, "artefact_paths": []}
    told |= {"model": say("receipt.model"), "date": say("receipt.date")}
    return json.dumps(told, ensure_ascii=False)


def _part(act: Act, kind: str) -> str:
    return act.mode if kind == "protocol" else kind


def _before(seed: Seed, act: Act, say: Wording) -> Iterator[str]:
    for need in act.needs:
        other = next(one for one in seed.acts if one.id == need)
        title = f"{other.position}. {other.title}"
        yield f"- {say('act.pre.needs', act=link(title, other.file, act.file))}"
    yield from (f"- {say.quoted(escaped(one))}" for one in act.precondition)
    if not act.needs and not act.precondition:
        yield say("act.pre.none")


def _reading(seed: Seed, act: Act, say: Wording) -> Iterator[str]:
    keys = [*act.frames, *([act.protocol] if act.protocol else [])]
    keys += [key for key in act.sources if not act.frames]
    if keys:
        yield from ("", f"## {say('h.read')}", "")
        shown = _shown(seed, act, keys)
        yield from (f"- {link(seed.titles[key], seed.files[key], act.file)}" for key in shown)
        if len(keys) > len(shown):
            index = relative("index.md", act.file)
            yield ""
            yield say("skill.more", count=len(keys) - len(shown), name="index.md", file=index)
    elif act is seed.acts[-1]:
        quiz = link(say("h.checks"), "checks/quiz.md", act.file)
        yield from ("", f"## {say('h.read')}", "", f"- {quiz}")


def _shown(seed: Seed, act: Act, keys: list[str]) -> list[str]:
    """Return the files to read: all of them, or of very many those that the prompt quotes."""
    if len(keys) <= LISTED:
        return keys
    quoted = {seed.claims[key].frame or seed.claims[key].place.note for key in act.claims}
    return [key for key in keys if key in quoted][:LISTED]


def _on_fail(seed: Seed, act: Act, say: Wording) -> str:
    if act.id == FINAL_ACT:
        return say("act.fail.final")
    wanted = act.on_fail.removeprefix("return-to:")
    back = next((one for one in seed.acts if one.id == wanted), None)
    if back is None:
        return say("act.fail.repeat")
    return say("act.fail.return", act=link(f"{back.position}. {back.title}", back.file, act.file))


def check_lines(seed: Seed, act: Act) -> Iterator[str]:
    """Yield the questions of *act* without their keys."""
    wanted = set(act.checks)
    for check in seed.checks:
        if check.id in wanted:
            yield from question_lines(check)


def question_lines(check: Check) -> Iterator[str]:
    """Yield one question as a list item, its choices below it."""
    yield f"- **{check.id}** {escaped(check.prompt)}"
    for at, choice in enumerate(shuffled(check) if check.order else check.choices):
        yield f"    - {letter(at)}) {escaped(choice)}"
