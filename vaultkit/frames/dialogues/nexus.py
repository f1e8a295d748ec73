"""Nexus AI Chat Importer, all its eras, and notes that a splitter cut from its conversations.

Callouts ``>[!nexus_user] **User** - TIME`` (1.2.0 and later) and headings ``### User, on D at T;``
(before) may stand in one file, since the importer's migrations rewrite in place and append. The
comment ``<!-- UID: … -->`` closes a message. Facts: release notes and notes in the wild, 1.0.2 to
1.8.0.
"""

import re
from dataclasses import replace

from vaultkit.frames.dialogues.marks import Marks
from vaultkit.frames.dialogues.options import DialogueOptions
from vaultkit.frames.dialogues.page import Page, fenced_lines
from vaultkit.frames.dialogues.turn import Draft, Turn, quote_depth, unquoted
from vaultkit.frames.record import Attachment, Lines

NAME = "nexus"
MARKS = Marks(
    callouts=("nexus_",),
    headings=("User, on ", "ChatGPT, on ", "Assistant, on ", "Nexus AI Chat Importer"),
    keys=frozenset({"nexus", "zipFile", "totalSuccessfulImports"}),
)

_CALLOUT_HEAD = re.compile(
    r" {0,3}> ?\[!nexus_(user|agent)\][+-]?[ \t]*"
    r"(?:\*\*([^*]{1,200})\*\*)?[ \t]*(?:-[ \t]*(.{0,120}))?",
    re.IGNORECASE,
)
_HEADING_HEAD = re.compile(r"#{1,6} +([^\s,#][^,#]{0,60}), on (\S.{0,60}? at .{1,40}?);? *")
_UID = re.compile(r"\s{0,3}<!-- ?UID: ?([^\s>]{0,200}) ?-->\s*")
_EXTRA = re.compile(
    r"[> ]{0,12}\[!nexus_(attachment|artifact|prompt|canvas)\][+-]?[ \t]*(.{0,600})", re.IGNORECASE
)
_LINK = re.compile(r"!?\[\[([^\]|\n]{1,500})|\]\(([^)\s]{1,500})\)")
_MISSING = re.compile(r"⚠️? *([^.\[]{1,120})")
_REPORT = re.compile(r"# Nexus AI Chat Importer (?:Report|Summary|Index)\b.{0,80}")
_TITLE = re.compile(r"# Title: *(.{0,1000})")
_REPORT_KEYS = ("importdate", "archivedate", "zipFile", "totalSuccessfulImports")
_ROLES = {"user": "user", "system": "system", "tool": "tool"}
_MODELS = ("chatgpt", "assistant", "claude", "le chat", "vibe", "perplexity", "gemini")


def read(page: Page, options: DialogueOptions) -> Draft | None:
    """Return the dialogue in *page*, or None where it is none of Nexus's notes."""
    ours = page.keys.get("nexus") == "nexus-ai-chat-importer"
    if _is_report(page):
        return Draft(kind="report", title=_first_heading(page))
    if ours and "artifact_id" in page.keys:
        return Draft(
            kind="artifact",
            title=_first_heading(page),
            conversation_id=page.keys.get("conversation_id"),
        )
    turns = _turns(page, options)
    if not turns and not ours:
        return None
    return Draft(
        title=_title(page) if ours else None,
        conversation_id=page.keys.get("conversation_id") if ours else None,
        turns=turns,
        uids=True,
        near=tuple(page.keys[key] for key in ("create_time", "update_time") if key in page.keys),
    )


def _is_report(page: Page) -> bool:
    if sum(key in page.keys for key in _REPORT_KEYS) >= 2:
        return True
    return bool(_REPORT.fullmatch(_first_line(page)))


def _first_line(page: Page) -> str:
    return next((line.strip() for line in page.lines[page.body :] if line.strip()), "")


def _first_heading(page: Page) -> str | None:
    line = _first_line(page)
    return line.lstrip("#").strip() if line.startswith("#") else None


def _title(page: Page) -> str | None:
    for line in page.lines[page.body : page.body + 40]:
        if match := _TITLE.fullmatch(line.rstrip()):
            return match[1].strip() or None
    return page.keys.get("aliases")


def _turns(page: Page, options: DialogueOptions) -> tuple[Turn, ...]:
    lines = page.lines
    hidden = fenced_lines(lines)
    heads = [
        head
        for at in range(page.body, len(lines))
        if at not in hidden and (head := _head(lines[at], at + 1, options))
    ]
    limits = [*(head.line - 1 for head in heads[1:]), len(lines)]
    turns = []
    for head, limit in zip(heads, limits, strict=False):
        turns.append(_closed(_with_content(head, lines, limit), lines, limit))
    return tuple(turns)


def _head(line: str, number: int, options: DialogueOptions) -> Turn | None:
    """Return the turn that *line* opens, still without content."""
    if "[!" in line:
        match = _CALLOUT_HEAD.fullmatch(line.rstrip())
        return _callout_turn(match, number) if match else None
    if not line.startswith("#") or ", on " not in line:
        return None
    match = _HEADING_HEAD.fullmatch(line)
    role = _role(match[1], options) if match else None
    if match is None or role is None:
        return None
    return Turn(
        role=role,
        author=match[1].strip(),
        line=number,
        end=number,
        depth=1 if role == "user" else 2,
        stamp=match[2].strip(),
    )


def _callout_turn(match: re.Match[str], number: int) -> Turn:
    user = match[1].lower() == "user"
    author, _, model = (match[2] or ("User" if user else "Assistant")).partition(" · ")
    return Turn(
        role="user" if user else "assistant",
        author=author.strip(),
        model=model.strip() or None,
        line=number,
        end=number,
        depth=1,
        callout=f"nexus_{match[1].lower()}",
        stamp=(match[3] or "").strip() or None,
    )


def _role(name: str, options: DialogueOptions) -> str | None:
    if name in options.names:
        return options.names[name]
    folded = name.strip().lower()
    return _ROLES.get(folded) or ("assistant" if folded in _MODELS else None)


def _with_content(turn: Turn, lines: tuple[str, ...], limit: int) -> Turn:
    """Give *turn* its quote run; *limit* is the last line that may belong to it."""
    first = turn.line + 1
    if turn.callout is None:  # a formatter puts a blank line after a heading
        while first <= limit and not lines[first - 1].strip():
            first += 1
    last = first - 1
    while last < limit and lines[last].lstrip(" ").startswith(">"):
        last += 1
    if last < first:
        return turn
    depth = min([turn.depth, *(quote_depth(line) for line in lines[first - 1 : last])])
    turn = replace(turn, first=first, last=last, end=last, depth=depth)
    return _with_outer_extras(replace(turn, attachments=_extras(lines, first, last)), lines, limit)


def _with_outer_extras(turn: Turn, lines: tuple[str, ...], limit: int) -> Turn:
    """Add the attachments that 1.2.0 writes as callouts of their own below the message."""
    at = turn.end
    while at < limit:
        if lines[at].strip() and not _EXTRA.fullmatch(lines[at].rstrip()):
            break
        if lines[at].strip():
            first = at + 1
            while at < limit and lines[at].lstrip(" ").startswith(">"):
                at += 1
            found = _extras(lines, first, at)
            turn = replace(turn, end=at, attachments=(*turn.attachments, *found))
        else:
            at += 1
    return turn


def _closed(turn: Turn, lines: tuple[str, ...], limit: int) -> Turn:
    """Give *turn* its id: the comment below it, or, farther down, one that nothing else claims."""
    for at in range(turn.end, limit):
        if "UID:" in lines[at] and (match := _UID.fullmatch(lines[at])):
            uid = match[1] if match[1] != "unknown" else None
            near = not any(line.strip() for line in lines[turn.end : at])
            return replace(turn, uid=uid, uid_line=at + 1, end=at + 1 if near else turn.end)
    return turn


def _extras(lines: tuple[str, ...], first: int, last: int) -> tuple[Attachment, ...]:
    heads = [
        (number, match)
        for number in range(first, last + 1)
        if "[!nexus_" in lines[number - 1]
        and (match := _EXTRA.fullmatch(lines[number - 1].rstrip()))
    ]
    found = []
    for number, match in heads:
        depth = quote_depth(lines[number - 1])
        end = number
        while end < last and quote_depth(lines[end]) >= depth and "[!nexus_" not in lines[end]:
            end += 1
        body = "\n".join(unquoted(line, depth) for line in lines[number:end])
        found.append(_attachment(match, body, Lines(number, end)))
    return tuple(found)


def _attachment(match: re.Match[str], body: str, span: Lines) -> Attachment:
    title = match[2].strip()
    name = title[2:].partition("**")[0] if title.startswith("**") else title
    link = _LINK.search(body)
    missing = _MISSING.search(body)
    status = missing[1].strip() if missing else "missing" if "*(missing)*" in title else None
    return Attachment(
        kind=match[1].lower(),
        name=name.strip(),
        target=(link[1] or link[2]).strip().rstrip("\\") if link else None,
        status=status,
        line=span.first,
        span=span,
    )
