"""A vault's snapshot to the files of a seed, by path: the whole making of a seed on one screen."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from msgspec import structs

from vaultkit.errors import VaultkitError
from vaultkit.notes.note_path import NotePath
from vaultkit.seed.act_page import act_page
from vaultkit.seed.acts import build_chain
from vaultkit.seed.bag import PAYLOAD, bagged
from vaultkit.seed.bundle_pages import index_page, keys_page, log_page, quiz_page
from vaultkit.seed.checks import build_checks, with_checks
from vaultkit.seed.content import gather_content
from vaultkit.seed.continuity import continued
from vaultkit.seed.crate import crate_file
from vaultkit.seed.excerpts import with_excerpts
from vaultkit.seed.graph_files import graph_files
from vaultkit.seed.lineage import withdrawn
from vaultkit.seed.making import Making, about_of
from vaultkit.seed.manifest import manifest_file
from vaultkit.seed.merge import without_loose_ends
from vaultkit.seed.okf import conflict_page, frame_page, protocol_page, source_page
from vaultkit.seed.privacy import RULES, Leak, Policy, Redactor, sweep, word_rule
from vaultkit.seed.pseudonyms import uids_of, with_pseudonyms
from vaultkit.seed.record import (
    TRANSFER,
    Check,
    Content,
    SeedClaim,
    json_bytes,
    json_lines,
)
from vaultkit.seed.regrown import with_grown, without_grown
from vaultkit.seed.seed import Seed
from vaultkit.seed.selection import Selected, Selection, select
from vaultkit.seed.skill import evals_file, skill_page
from vaultkit.seed.slug import short_hash
from vaultkit.snapshot import Snapshot

SCHEMAS = ("claim-1.0", "receipt-1.0", "seed-1.0")


class EmptySeedError(VaultkitError):
    """The selected notes hold nothing that a seed could carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A seed as files, and what stands in the way of handing it over."""

    seed: Seed
    files: dict[str, bytes]
    """By path from the seed's folder, in path order."""

    sealed: bytes | None
    """The file of checks that the owner keeps; None where none are kept back."""

    leaks: tuple[Leak, ...]
    """What must not leave and is still there; empty where the seed may be handed over."""

    redacted: tuple[Leak, ...]
    """What was found on the way in and hidden."""


def make_package(
    snapshot: Snapshot,
    selection: Selection,
    making: Making,
    text_of: Callable[[NotePath], str],
) -> Package:
    """Return the seed of what *selection* chooses from *snapshot*.

    Raises:
        SelectionError: The selection names something that is not there, or leaves no note.
        EmptySeedError: The notes hold no claim and no protocol.
    """
    selected, grown = without_grown(select(snapshot, selection, text_of), text_of)
    policy = _policy(selected, making)
    redactor = Redactor(policy)
    content = gather_content(selected, redactor.clean, making.language)
    if grown is not None:
        content = with_grown(content, grown, redactor.clean)
    content = without_loose_ends(content)
    if making.excerpts:
        paths = selected.snapshot.readings
        content = with_excerpts(content, paths, text_of, redactor.clean)
    if making.pseudonyms:
        policy = _with_uids(policy, content)
        content = with_pseudonyms(content)
    if making.previous is not None:
        content = continued(content, making.previous.content)
    if not content.claims and not content.protocols:
        raise EmptySeedError(
            "the selected notes hold no claims and no protocols, so there is nothing to carry"
        )
    chain = build_chain(content, making.grain)
    checks, kept_back = _sealed(build_checks(content, chain.acts), seal=making.seal)
    sealed = json_lines(kept_back) if making.seal else None
    about = structs.replace(
        about_of(selected, selection, making, content, redactor),
        sealed=hashlib.sha256(sealed).hexdigest() if sealed is not None else None,
        sealed_count=len(kept_back),
    )
    coverage = structs.replace(about.coverage, needs_left_out=chain.left_out)
    seed = Seed(
        structs.replace(about, coverage=coverage),
        content,
        with_checks(chain.acts, checks),
        checks,
        withdrawn(making.previous, content, making.version) if making.previous else (),
    )
    made = seed_files(seed, redactor.leaks if making.redact else ())
    return Package(
        seed=seed,
        files=made,
        sealed=sealed,
        leaks=_left(redactor, sweep(made, policy), redact=making.redact),
        redacted=redactor.leaks,
    )


def _left(redactor: Redactor, swept: tuple[Leak, ...], *, redact: bool) -> tuple[Leak, ...]:
    """Return what was found on the way in, with its note, or else what the sweep found."""
    if redact:
        return swept
    return tuple(leak for leak in redactor.leaks if leak.rule != "hidden-text") or swept


def _policy(selected: Selected, making: Making) -> Policy:
    named = (
        word_rule("private-name", selected.private_names),
        word_rule("own-word", making.words),
    )
    return Policy(
        rules=(*RULES, *(rule for rule in named if rule is not None)),
        allow=frozenset(value.casefold() for value in making.allow),
        redact=making.redact,
    )


def _with_uids(policy: Policy, content: Content) -> Policy:
    """Let the sweep look for the ids that pseudonyms stand for."""
    rule = word_rule("message-id", uids_of(content))
    return policy if rule is None else replace(policy, rules=(*policy.rules, rule))


def _sealed(
    checks: tuple[Check, ...], *, seal: bool
) -> tuple[tuple[Check, ...], tuple[Check, ...]]:
    """Part *checks* into those in the seed and, of each ten, some three for the owner alone."""
    if not seal:
        return checks, ()
    kept = {
        one.id
        for one in checks
        if one.type != TRANSFER and int(short_hash("seal", one.prompt)[:4], 36) % 10 < 3
    }
    return (
        tuple(one for one in checks if one.id not in kept),
        tuple(one for one in checks if one.id in kept),
    )


def seed_files(seed: Seed, redacted: Iterable[Leak] = ()) -> dict[str, bytes]:
    """Return every file of *seed* by path from its folder; *redacted* is what was hidden."""
    bundle = _bundle(seed)
    bundle["redactions.json"] = _redactions(seed, redacted)
    bundle["ro-crate-metadata.json"] = crate_file(seed, {**bundle, "seed.json": b""})
    bundle["seed.json"] = manifest_file(seed, bundle)
    made = {f"{PAYLOAD}{path}": data for path, data in bundle.items()}
    made["SKILL.md"] = skill_page(seed)
    made["evals/evals.json"] = evals_file(seed)
    return bagged(made, _bag_info(seed))


def _bundle(seed: Seed) -> dict[str, bytes]:
    content, name = seed.content, seed.files
    frames_of: dict[str, list[str]] = {}
    for frame in content.frames:
        frames_of.setdefault(frame.place.note, []).append(frame.id)
    loose: dict[str, list[SeedClaim]] = {}
    for claim in content.claims:
        if claim.frame is None and claim.protocol is None:
            loose.setdefault(claim.place.note, []).append(claim)
    found = {name[one.id]: frame_page(seed, one) for one in content.frames}
    found |= {act.file: act_page(seed, act) for act in seed.acts}
    found |= {name[one.id]: protocol_page(seed, one) for one in content.protocols}
    found |= {name[one.id]: conflict_page(seed, one) for one in content.conflicts}
    for source in content.sources:
        frames = [seed.frames[key] for key in frames_of.get(source.id, ())]
        found[name[source.id]] = source_page(seed, source, frames, loose.get(source.id, []))
    found |= graph_files(seed)
    found |= {f"schema/{one}.schema.json": schema(one) for one in SCHEMAS}
    found["claims.jsonl"] = json_lines(content.claims)
    found["checks/quiz.jsonl"] = json_lines(seed.checks)
    found["checks/quiz.md"] = quiz_page(seed)
    found["checks/keys.md"] = keys_page(seed)
    found["tombstones.jsonl"] = json_lines(seed.tombstones)
    found["index.md"] = index_page(seed)
    found["log.md"] = log_page(seed)
    return found


@cache
def schema(name: str) -> bytes:
    """Return the JSON Schema *name*, as it is shipped in every seed."""
    return files("vaultkit.seed").joinpath("schema", f"{name}.schema.json").read_bytes()


def _redactions(seed: Seed, redacted: Iterable[Leak]) -> bytes:
    notes = {source.path: source.id for source in seed.content.sources}
    places = sorted({(leak.rule, notes.get(leak.where, ""), leak.count) for leak in redacted})
    return json_bytes({"redactions": [{"rule": r, "note": n, "count": c} for r, n, c in places]})


def _bag_info(seed: Seed) -> dict[str, str]:
    return {
        "Bag-Software-Agent": seed.about.generator,
        "Bagging-Date": seed.about.created[:10],
        "External-Identifier": seed.about.id,
    }
