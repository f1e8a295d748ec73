"""The levels of ``vaultkit seed verify``, each with its number and what is lost."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vaultkit.cli.seed_opening import is_seed, note_text, open_seed, read_seed_files, tell_newer

if TYPE_CHECKING:
    from vaultkit.live_vault import LiveVault
    from vaultkit.seed.grading import Score
    from vaultkit.seed.record import Check
    from vaultkit.seed.seed import Seed
    from vaultkit.seed.structure import Overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the user asks to be verified."""

    package: Path
    against: Path | None = None
    answers: Path | None = None
    baseline: Path | None = None
    sealed: Path | None = None
    signers: Path | None = None
    signer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level's verdict."""

    name: str
    """V0 to V4."""

    question: str
    passed: bool | None
    """None: not asked for, or nothing to compare with."""

    numbers: dict[str, float | int | str]
    lost: tuple[str, ...] = ()
    """What fails or is lost, one line each."""


def verify_levels(asked: Asked) -> list[Level]:
    """Return every level that can be told from what was *asked*.

    Raises:
        VaultkitError: There is no seed, or it must not be opened.
    """
    return list(_levels(asked))


def _levels(asked: Asked) -> Iterator[Level]:
    from vaultkit.seed.parsing import SeedFormatError, parse_seed

    files = read_seed_files(asked.package)
    yield _whole(asked, files)
    try:
        seed = parse_seed(files)
    except SeedFormatError as error:
        yield Level(
            name="V1",
            question="does it hold together?",
            passed=False,
            numbers={},
            lost=(str(error),),
        )
        return
    tell_newer(files)
    yield _structure(seed, files)
    if asked.against is not None and not is_seed(asked.against):
        yield from _against_vault(seed, asked.against)
    elif asked.against is not None:
        yield from _against_seed(seed, open_seed(asked.against))
    if asked.answers is not None:
        yield _recall(asked, seed, asked.answers)


def _whole(asked: Asked, files: dict[str, bytes]) -> Level:
    from vaultkit.cli.signature import SignatureError, signature_fault
    from vaultkit.seed.bag import SIGNATURE, TAG_MANIFEST
    from vaultkit.seed.integrity import integrity_faults

    faults = integrity_faults(files)
    signed = SIGNATURE in files
    told = "present, not checked (--signers)" if signed else "none"
    if asked.signers is not None:
        folder = asked.package
        if not folder.is_dir():
            raise SignatureError("ssh-keygen reads files: unpack the zip, then verify its folder")
        fault = (
            signature_fault(folder / TAG_MANIFEST, folder / SIGNATURE, asked.signers, asked.signer)
            if signed
            else "the seed carries no signature"
        )
        told = "good" if fault is None else "bad"
        faults += [] if fault is None else [f"signature: {fault}"]
    return Level(
        name="V0",
        question="is it whole?",
        passed=not faults,
        numbers={"files": len(files), "faults": len(faults), "signature": told},
        lost=tuple(faults),
    )


def _structure(seed: "Seed", files: dict[str, bytes]) -> Level:
    from vaultkit.seed.structure import structure_faults

    faults = structure_faults(seed, json.loads(files["data/seed.json"]))
    return Level(
        name="V1",
        question="does it hold together?",
        passed=not faults,
        numbers={
            "nodes": len(seed.nodes),
            "edges": len(seed.edges),
            "acts": len(seed.acts),
            "faults": len(faults),
        },
        lost=tuple(faults),
    )


def _numbers(overlap: "Overlap") -> dict[str, float | int | str]:
    return {
        "expected": overlap.expected,
        "found": overlap.shared,
        "precision": round(overlap.precision, 4),
        "recall": round(overlap.recall, 4),
        "f1": round(overlap.f1, 4),
    }


def _against_seed(seed: "Seed", other: "Seed") -> Iterator[Level]:
    from vaultkit.seed.alignment import compare_renamed
    from vaultkit.seed.claim_check import compare_claims, coverage_by_frame
    from vaultkit.seed.structure import compare_structure

    for name, overlap in zip(("nodes", "edges"), compare_structure(seed, other), strict=True):
        yield Level(
            name="V1",
            question=f"are the {name} there?",
            passed=not overlap.lost,
            numbers=_numbers(overlap),
            lost=overlap.lost,
        )
    renamed = compare_renamed(seed, other)
    if renamed is not None:
        yield Level(
            name="V1'",
            question="are lost nodes there under other ids?",
            passed=None,
            numbers=_numbers(renamed),
            lost=renamed.lost,
        )
    claims = compare_claims(seed, other)
    shares = coverage_by_frame(seed, other)
    whole = sum(share == 1 for share in shares.values())
    yield Level(
        name="V2",
        question="are the claims there?",
        passed=not claims.lost,
        numbers=_numbers(claims) | {"frames": len(shares), "framesWhole": whole},
        lost=claims.lost,
    )
    yield _generation(seed, other)


def _generation(seed: "Seed", other: "Seed") -> Level:
    pairs = {
        "structure": (seed.structure_digest, other.structure_digest),
        "claims": (seed.claims_digest, other.claims_digest),
    }
    lost = tuple(f"the digest of the {name} differs" for name, (a, b) in pairs.items() if a != b)
    return Level(
        name="V4",
        question="is the second generation equal to the first?",
        passed=not lost,
        numbers={name: "equal" if a == b else "differs" for name, (a, b) in pairs.items()},
        lost=lost,
    )


def _against_vault(seed: "Seed", folder: Path) -> Iterator[Level]:
    """Compare with the notes as they stand, and with a seed made of the same vault now."""
    from vaultkit.cli.opening import open_vault
    from vaultkit.seed.claim_check import compare_with_texts

    live = open_vault(folder)
    texts = {str(path): note_text(live, path) for path in live.snapshot.readings}
    claims = compare_with_texts(seed, texts, _grown_words(live, texts))
    yield Level(
        name="V2",
        question="do the claims still stand in the notes?",
        passed=not claims.lost,
        numbers={"expected": claims.expected, "found": claims.shared, "recall": claims.recall},
        lost=claims.lost,
    )
    yield from _against_seed(seed, _made_now(live, seed))


def _grown_words(live: "LiveVault", texts: "Mapping[str, str]") -> dict[str, str]:
    """Return the words of the claims that notes of a grown vault carry, by the claim's id."""
    from vaultkit.seed.grown_note import SEED_PROPERTY, read_grown_note

    readings = live.snapshot.readings.items()
    grown = [path for path, one in readings if SEED_PROPERTY in one.note.properties]
    found = [read_grown_note(texts[str(path)]) for path in grown]
    return {claim.id: claim.text for one in found if one is not None for claim in one.claims}


def _made_now(live: "LiveVault", seed: "Seed") -> "Seed":
    """Return the seed that the vault gives now, when asked as *seed* was asked for."""
    from vaultkit.seed.making import Making
    from vaultkit.seed.package import make_package
    from vaultkit.seed.selection import Selection

    about, always = seed.about, live.config.seed
    asked = about.asked
    making = Making(
        title=about.title,
        name=about.name,
        language=seed.content.language,
        grain=asked.grain,
        redact=bool(about.redactions),
        allow=frozenset(always.allow),
        words=always.private_words,
        previous=seed,
        excerpts=asked.excerpts,
        pseudonyms=asked.pseudonyms,
    )
    selection = Selection(
        root=asked.root,
        depth=asked.depth,
        folders=asked.folders,
        tags=asked.tags,
        protocol=asked.protocol,
        query=asked.query,
        private_tags=always.private_tags,
        private_folders=always.private_folders,
    )
    package = make_package(live.snapshot, selection, making, lambda path: note_text(live, path))
    return package.seed


def _recall(asked: Asked, seed: "Seed", file: Path) -> Level:
    from vaultkit.seed.grading import PASS

    checks, faults = _checks(asked, seed)
    score = _score(checks, file)
    numbers: dict[str, float | int | str] = {
        "questions": len(score.grades),
        "recall": round(score.recall, 4),
        "falseAccepts": round(score.false_accepts, 4),
        "framesBelow": sum(share < PASS["perFrame"] for share in score.by_frame.values()),
    }
    if score.judged:
        numbers["forAPersonToJudge"] = sum(bool(given) for _, given in score.judged)
    if asked.baseline is not None:
        before = _score(checks, asked.baseline)
        numbers["lift"] = round(score.recall - before.recall, 4)
    wrong = [
        f"{one.check.id}: {one.check.prompt[:90]}"
        + (" — made up" if one.made_up else "" if one.given else " — no answer")
        for one in score.grades
        if not one.right
    ]
    return Level(
        name="V3",
        question="is it recalled?",
        passed=score.passes and not faults,
        numbers=numbers,
        lost=(*faults, *wrong),
    )


def _score(checks: "tuple[Check, ...]", file: Path) -> "Score":
    from vaultkit import disk
    from vaultkit.errors import VaultNotFoundError
    from vaultkit.seed.grading import grade, read_answers

    if not file.is_file():
        raise VaultNotFoundError(f"no answers at {file}: name a file with lines “q-001: …”")
    return grade(checks, read_answers(disk.read_text_if_there(file)))


def _checks(asked: Asked, seed: "Seed") -> "tuple[tuple[Check, ...], list[str]]":
    """Return the checks to grade: the seed's, or with *sealed* the owner's own."""
    if asked.sealed is None:
        return seed.checks, []
    import msgspec

    from vaultkit.package_disk import read_file
    from vaultkit.seed.parsing import SeedFormatError
    from vaultkit.seed.record import Check

    data = read_file(asked.sealed)
    decoder = msgspec.json.Decoder(Check)
    try:
        checks = tuple(decoder.decode(line) for line in data.splitlines())
    except msgspec.DecodeError as error:
        raise SeedFormatError(str(asked.sealed), str(error)) from error
    right = hashlib.sha256(data).hexdigest() == seed.about.sealed
    return checks, [] if right else ["the sealed checks are not those of this seed"]
