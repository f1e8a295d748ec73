"""The Markdown files of a seed: an Open Knowledge Format v0.2 bundle of frames and their like.

Every file has a type; a claim's footnote label is the id of one of the file's ``sources``
(OKF v0.2, claim attribution). Quotes are escaped: nothing in them becomes markup.
"""

from collections.abc import Iterable, Iterator

from vaultkit.seed.act_prompt import told
from vaultkit.seed.links import link, relative
from vaultkit.seed.markdown_text import escaped, fenced
from vaultkit.seed.record import (
    Place,
    SeedClaim,
    SeedConflict,
    SeedFrame,
    SeedProtocol,
    SeedSource,
)
from vaultkit.seed.seed import Seed
from vaultkit.seed.wording import Wording
from vaultkit.seed.yaml_text import Value, front_matter

FIELDS = (
    *("objective", "payload", "form", "medium", "actor", "environment", "preconditions"),
    *("excludes", "warnings", "checks", "known"),
)


def page(header: dict[str, Value], lines: Iterable[str]) -> bytes:
    """Return a Markdown file of *header* and *lines*; what is None or empty in it is left out."""
    kept = {key: value for key, value in header.items() if value not in (None, "", (), [])}
    body = "\n".join(lines).rstrip("\n")
    return f"{front_matter(kept)}\n{body}\n".encode()


def source_list(seed: Seed, notes: Iterable[str], here: str) -> list[Value]:
    """Return the ``sources`` of the file *here*."""
    return [
        {
            "id": key,
            "resource": relative(seed.files[key], here),
            "title": seed.sources[key].title,
        }
        for key in dict.fromkeys(notes)
    ]


def footnotes(seed: Seed, places: Iterable[Place], here: str) -> Iterator[str]:
    """Yield a footnote for each note of *places*, after a heading."""
    notes = list(dict.fromkeys(place.note for place in places))
    if notes:
        yield from ("", f"## {Wording(seed.content.language)('h.sources')}", "")
    for key in notes:
        yield f"[^{key}]: {link(seed.sources[key].title, seed.files[key], here)}"


def lines_of(say: Wording, place: Place) -> str:
    """Return the lines of *place* in words, and when and by whom it was said."""
    first, last = place.lines
    words = say("line" if first == last else "lines", first=first, last=last)
    return ", ".join([words, *(one for one in (place.role, place.at) if one)])


def claim_line(seed: Seed, claim: SeedClaim, here: str) -> str:
    """Return *claim* as a list item with its footnote."""
    say = Wording(seed.content.language)
    mark = f"({lines_of(say, claim.place)}) [^{claim.place.note}]"
    quote = say.quoted(escaped(claim.text))
    if claim.kind == "citation" and claim.target:
        target = link(seed.sources[claim.target].title, seed.files[claim.target], here)
        return f"- {target} — {quote} `{claim.relation}` {mark}"
    if claim.kind == "opposition":
        return f"- {say.quoted(escaped(claim.against or ''))} → {quote} {mark}"
    name = say.word("slot", claim.slot) if claim.slot else say.word("kind", claim.kind)
    return f"- {name}: {quote} {mark}"


def claim_lines(seed: Seed, claims: Iterable[SeedClaim], here: str) -> Iterator[str]:
    """Yield *claims*: a table for cells, a list for the rest."""
    cells = [claim for claim in claims if claim.kind == "cell"]
    rest = [claim for claim in claims if claim.kind != "cell"]
    yield from (claim_line(seed, claim, here) for claim in rest)
    if rest and cells:
        yield ""
    yield from _table(seed, cells)


def _table(seed: Seed, cells: list[SeedClaim]) -> Iterator[str]:
    if not cells:
        return
    say = Wording(seed.content.language)
    columns = list(dict.fromkeys(cell.column or "" for cell in cells))
    yield f"| | {' | '.join(escaped(name) for name in columns)} | |"
    yield "|---" * (len(columns) + 2) + "|"
    rows = dict.fromkeys((cell.row or "", cell.place.lines) for cell in cells)
    found = {(cell.row, cell.place.lines, cell.column): cell for cell in cells}
    for row, lines in rows:
        there = [found.get((row, lines, column)) for column in columns]
        texts = [say.quoted(escaped(cell.text)) if cell else "" for cell in there]
        first = next(cell for cell in there if cell)
        mark = f"({lines_of(say, first.place)}) [^{first.place.note}]"
        yield f"| {escaped(row)} | {' | '.join(texts)} | {mark} |"


def frame_page(seed: Seed, frame: SeedFrame) -> bytes:
    """Return the file of *frame*."""
    say, here = Wording(seed.content.language), seed.files[frame.id]
    claims = [seed.claims[key] for key in frame.claims]
    places = [frame.place, *(claim.place for claim in claims)]
    named = f"{frame.label or ''} {frame.number or ''}".strip()
    kind = say.word("kind", frame.kind)
    note = link(seed.sources[frame.place.note].title, seed.files[frame.place.note], here)
    facts = [kind, *([escaped(named)] if named else []), f"{note}, {lines_of(say, frame.place)}"]
    header = {
        "type": "Frame",
        "id": frame.id,
        "title": frame.title,
        "description": f"{kind}: {claims[0].text}" if claims else kind,
        "kind": frame.kind,
        "number": frame.number,
        "confidence": frame.confidence,
        "part_of": frame.parent if frame.parent in seed.frames else None,
        "claims": frame.claims,
        "sources": source_list(seed, (place.note for place in places), here),
    }
    body = [f"# {escaped(frame.title)}", "", " · ".join(facts), ""]
    if claims:
        body += [f"> {say('data')}", "", f"## {say('h.claims')}", ""]
        body += claim_lines(seed, claims, here)
    body += _related(seed, frame, here)
    return page(header, [*body, *footnotes(seed, places, here)])


def _related(seed: Seed, frame: SeedFrame, here: str) -> Iterator[str]:
    """Yield the frame's place among frames and protocols."""
    say = Wording(seed.content.language)
    titles = seed.titles
    found = []
    if frame.parent is not None and frame.parent in titles:
        whole = link(titles[frame.parent], seed.files[frame.parent], here)
        found.append(f"{say('h.part-of')}: {whole}")
    for one in seed.relations.get(frame.id, ()):
        if one.target in titles and one.target not in seed.sources:
            name = say.word("relation", one.type)
            found.append(f"{name} {link(titles[one.target], seed.files[one.target], here)}")
    if found:
        yield from ("", f"## {say('h.relations')}", "", *(f"- {one}" for one in found))


def protocol_page(seed: Seed, protocol: SeedProtocol) -> bytes:
    """Return the file of *protocol*."""
    say, here = Wording(seed.content.language), seed.files[protocol.id]
    steps = [seed.claims[key] for key in protocol.steps]
    evidence = [seed.claims[key] for key in protocol.evidence]
    reason = [seed.claims[protocol.reason]] if protocol.reason else []
    places = [protocol.place, *(one.place for one in (*steps, *evidence, *reason))]
    facts = [say.word("role", protocol.role), say.word("status", protocol.status)]
    facts += [escaped(protocol.group)] if protocol.group else []
    header = {
        "type": "Transfer Protocol",
        "id": protocol.id,
        "title": protocol.name,
        "description": " · ".join([*facts[:2], *protocol.medium]),
        "role": protocol.role,
        "status": protocol.status,
        "complete": protocol.complete,
        "sources": source_list(seed, (place.note for place in places), here),
    }
    body = [f"# {escaped(protocol.name)}", "", " · ".join(facts), ""]
    known = [
        f"- {say.word('field', name)}: {'; '.join(map(escaped, getattr(protocol, name)))}"
        for name in FIELDS
        if getattr(protocol, name)
    ]
    body += [f"> {say('data')}", "", f"## {say('h.told')}", "", *(known or [say("none-told")])]
    if steps:
        body += ["", f"## {say('h.steps')}", ""]
        body += [f"{at}. {claim_line(seed, one, here)[2:]}" for at, one in enumerate(steps, 1)]
    if evidence or reason:
        body += ["", f"## {say('h.evidence')}", "", *claim_lines(seed, [*reason, *evidence], here)]
    silent = [act.questions for act in seed.acts if act.protocol == protocol.id and act.questions]
    if silent:
        body += ["", f"## {say('h.questions')}", "", *(f"- {escaped(one)}" for one in silent[0])]
    return page(header, [*body, *footnotes(seed, places, here)])


def conflict_page(seed: Seed, conflict: SeedConflict) -> bytes:
    """Return the file of *conflict*."""
    say, here = Wording(seed.content.language), seed.files[conflict.id]
    header = {
        "type": "Conflict",
        "id": conflict.id,
        "title": conflict.statement[:80] or conflict.kind,
        "description": say.word("kind", conflict.kind),
        "sources": source_list(seed, [conflict.place.note], here),
    }
    mark = f"({lines_of(say, conflict.place)}) [^{conflict.place.note}]"
    body = [
        f"# {escaped(conflict.statement[:80] or conflict.kind)}",
        "",
        f"> {say('data')}",
        "",
        f"- {say('h.statement')}: {say.quoted(escaped(conflict.statement))} {mark}",
        f"- {say('h.against')}: {say.quoted(escaped(conflict.against))}",
    ]
    return page(header, [*body, *footnotes(seed, [conflict.place], here)])


def source_page(
    seed: Seed, source: SeedSource, frames: list[SeedFrame], loose: list[SeedClaim]
) -> bytes:
    """Return the file of the note *source*: its *frames*, and its claims that are in no frame."""
    say, here = Wording(seed.content.language), seed.files[source.id]
    header = {
        "type": "Source Note",
        "id": source.id,
        "title": source.title,
        "description": say.word("state", source.state),
        "state": source.state,
        "path": source.path,
        "digest": source.digest,
        "messages": source.uids,
    }
    body = [
        f"# {escaped(say('sources.note', title=source.title))}",
        "",
        say.word("state", source.state),
    ]
    if frames:
        body += ["", f"## {say('h.from')}", ""]
        body += [f"- {link(one.title, seed.files[one.id], here)}" for one in frames]
    if loose:
        body += ["", f"## {say('h.claims')}", "", f"> {say('data')}", ""]
        body += [f"- {_loose(seed, say, claim)}" for claim in loose]
    if source.excerpts:
        body += ["", f"## {say('h.excerpts')}", "", f"> {say('data')}"]
    for excerpt in source.excerpts:
        place = Place(note=source.id, lines=excerpt.lines)
        body += ["", f"{lines_of(say, place)}:", "", fenced(excerpt.text)]
    return page(header, body)


def _loose(seed: Seed, say: Wording, claim: SeedClaim) -> str:
    return f"{escaped(told(say, claim, seed.titles))} ({lines_of(say, claim.place)})"
