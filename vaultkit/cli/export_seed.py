"""``vaultkit export-seed``: what a vault says, as a package that can be grown again elsewhere."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from vaultkit.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypedDict

    from vaultkit.live_vault import LiveVault
    from vaultkit.seed.package import Package
    from vaultkit.seed.privacy import Leak
    from vaultkit.seed.seed import Seed
    from vaultkit.seed.selection import Selection

    class _Previous(TypedDict, total=False):
        previous: Seed
        previous_digest: str


def export_seed(
    vault: Path | None = typer.Argument(None, help="The vault's folder; default: where you are."),
    output: Path = typer.Option(
        Path(),
        *("-o", "--output"),
        help="Folder that receives the seed's folder (made if need be), or a file ….zip.",
    ),
    root: str | None = typer.Option(None, help="Only this note and the notes that it links to."),
    depth: int = typer.Option(1, min=0, help="How many links away from --root."),
    folder: list[str] = typer.Option([], help="Only notes below this folder. May be repeated."),
    tag: list[str] = typer.Option([], help="Only notes with this tag. May be repeated."),
    protocol: str | None = typer.Option(None, help="Only notes that describe this protocol."),
    query: str | None = typer.Option(None, help="Only notes that hold all of these words."),
    name: str | None = typer.Option(None, help="Name of the seed's folder: a-z, 0-9, hyphens."),
    title: str | None = typer.Option(None, help="What the seed is called."),
    seed_version: str = typer.Option("1.0.0", help="Version of the content: 1.2.3."),
    licence: str = typer.Option("", "--license", help="Under which the content is given."),
    language: str | None = typer.Option(None, help="ru or en; default: that of the notes."),
    acts: str = typer.Option("auto", help="One act of reading per frame, note or folder; auto."),
    private_tag: list[str] = typer.Option([], help="Notes with this tag stay out, as #private."),
    private_folder: list[str] = typer.Option([], help="Notes below this folder stay out."),
    redact: bool = typer.Option(False, help="Hide secrets and personal data that are found."),
    allow: list[str] = typer.Option([], help="Let this rule, or this very value, pass."),
    word: list[str] = typer.Option([], help="A word that must not leave the vault."),
    with_excerpts: bool = typer.Option(
        False, help="Carry the paragraphs that claims stand in, not only the quotes."
    ),
    pseudonymise_uids: bool = typer.Option(
        False, help="Put other names in the place of the ids of messages."
    ),
    reviewed_by: str | None = typer.Option(None, help="Who read the seed; noted in it."),
    previous: Path | None = typer.Option(
        None, help="The version before: it is named, and what it held and is gone is withdrawn."
    ),
    sealed_checks: Path | None = typer.Option(
        None, help="Keep three in ten checks back, in this file of yours."
    ),
    store: bool = typer.Option(False, help="Zip without compression: the same bytes anywhere."),
) -> None:
    """Write a seed: frames, protocols, ordered acts and checks, every claim with its source.

    Exit status 1: something that must not leave was found, and nothing was written.

    \b
    vaultkit export-seed ~/vault -o seeds
    vaultkit export-seed ~/vault --root "Part I.3" --depth 2 -o part.seed.zip
    vaultkit export-seed ~/vault --folder Frames --tag seed --redact -o seeds
    """
    from vaultkit import __version__
    from vaultkit.cli.opening import open_vault, steady_snapshot
    from vaultkit.cli.seed_opening import note_text
    from vaultkit.cli.seed_output import check_place
    from vaultkit.seed.making import Making
    from vaultkit.seed.package import make_package
    from vaultkit.seed.selection import Selection

    check_place(output.parent if output.name.endswith(".zip") else output, "-o")
    live = open_vault(vault)
    always = live.config.seed
    selection = Selection(
        root=root,
        depth=depth,
        folders=tuple(folder),
        tags=tuple(tag),
        protocol=protocol,
        query=query,
        private_tags=(*always.private_tags, *private_tag),
        private_folders=(*always.private_folders, *private_folder),
    )
    making = Making(
        title=title or _title(live, selection),
        name=_name(name or always.name or None),
        version=_version(seed_version),
        license=licence or always.license,
        language=_one_of("--language", language, ("ru", "en")),
        grain=_one_of("--acts", acts, ("auto", "frame", "note", "folder")) or "auto",
        date=_epoch(),
        date_from="SOURCE_DATE_EPOCH",
        redact=redact,
        allow=frozenset((*always.allow, *allow)),
        words=(*always.private_words, *word),
        seal=sealed_checks is not None,
        excerpts=with_excerpts,
        pseudonyms=pseudonymise_uids or always.pseudonymise_uids,
        reviewed_by=reviewed_by,
        **_previous(previous),
        generator=f"vaultkit {__version__}",
    )
    snapshot = steady_snapshot(live)
    package = make_package(snapshot, selection, making, lambda path: note_text(live, path))
    if package.leaks:
        _refuse(package.leaks)
    _write(package, output, store=store)
    if sealed_checks is not None and package.sealed is not None:
        from vaultkit import disk

        disk.write_if_changed(sealed_checks, package.sealed)
    _tell(package)


def _previous(package: Path | None) -> "_Previous":
    from vaultkit.cli.seed_opening import content_digest_of, open_seed, read_seed_files

    if package is None:
        return {}
    return {
        "previous": open_seed(package),
        "previous_digest": content_digest_of(read_seed_files(package)),
    }


def _title(live: "LiveVault", selection: "Selection") -> str:
    told = selection.root or selection.protocol or " ".join(selection.folders)
    return told or live.config.seed.title or live.folder.name or "vault"


def _name(name: str | None) -> str | None:
    from vaultkit.seed.slug import slug

    if name is not None and slug(name, 64) != name:
        raise typer.BadParameter(f"{name}: write it as {slug(name, 64)}", param_hint="--name")
    return name


def _version(text: str) -> str:
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isdecimal() and part.isascii() for part in parts):
        raise typer.BadParameter(f"{text}: write three numbers, as in 1.2.0")
    return text


def _one_of(option: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    if value is not None and value not in allowed:
        raise typer.BadParameter(f"{value}: one of {', '.join(allowed)}", param_hint=option)
    return value


def _epoch() -> str | None:
    """Return the date that SOURCE_DATE_EPOCH asks for (reproducible-builds.org)."""
    from datetime import UTC, datetime

    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError) as error:
        raise typer.BadParameter(f"SOURCE_DATE_EPOCH={text} is no date: {error}") from error


_LISTED = 60
"""How many places a refusal lists; the kinds are always counted over all."""


def _refuse(leaks: "Iterable[Leak]") -> None:
    """Say where something stands that should not leave, how much of each kind, and what to do."""
    found = list(leaks)
    for leak in found[:_LISTED]:
        typer.echo(f"{visible(leak.where)}: {leak.rule}: {leak.count}")
    if len(found) > _LISTED:
        typer.echo(f"and {len(found) - _LISTED} more places")
    typer.echo("", err=True)
    for line in _how_to_go_on(found):
        typer.echo(line, err=True)
    sys.exit(1)


def _how_to_go_on(leaks: "list[Leak]") -> "Iterator[str]":
    from vaultkit.terminal import counted

    kinds = sorted({leak.rule for leak in leaks})
    total = sum(leak.count for leak in leaks)
    yield f"vaultkit: nothing was written: {counted(total, 'place')} hold what should not leave."
    for kind in kinds:
        count = sum(leak.count for leak in leaks if leak.rule == kind)
        files = counted(len({leak.where for leak in leaks if leak.rule == kind}), "file")
        yield f"  {count:5} {kind} in {files}"
    yield "Choose:"
    yield "  --redact              hide all of it: [e-mail] stands in its place"
    yield f"  --allow {kinds[0]:<13} let a kind pass; may be repeated"
    yield "  --allow 'VALUE'       let one value pass, written as it stands in the note"
    yield "  --private-folder F    leave out whole notes; or give them the tag #private"


def _write(package: "Package", output: Path, *, store: bool) -> None:
    from vaultkit import disk, package_disk

    about = package.seed.about
    if output.name.endswith(".zip"):
        archive = package_disk.zip_bytes(package.files, about.name, store=store)
        disk.write_if_changed(output, archive)
        typer.echo(str(output))
        return
    folder = output / about.name
    if folder.exists():
        _may_replace(folder)
    package_disk.write_folder(folder, package.files)
    typer.echo(str(folder))


def _may_replace(folder: Path) -> None:
    """Let only an unchanged seed be replaced; anything else is the user's.

    Raises:
        OutputError: *folder* is no seed, or was changed since it was written.
    """
    from vaultkit.cli.seed_opening import read_seed_files
    from vaultkit.errors import OutputError, VaultkitError
    from vaultkit.seed.integrity import integrity_faults

    try:
        faults = integrity_faults(read_seed_files(folder))
    except VaultkitError as error:
        raise OutputError(
            f"{folder} is there and is no seed: name another folder with -o, or another name for "
            "the seed with --name"
        ) from error
    if faults:
        raise OutputError(
            f"{folder} was changed since it was written ({faults[0]}): move it away, or name "
            "another folder with -o"
        )


def _tell(package: "Package") -> None:
    from vaultkit.terminal import counted as number_of

    seed = package.seed
    coverage = seed.about.coverage
    absent = len(coverage.notes_missing) + len(coverage.notes_outside)
    counted = {
        "frame": seed.content.frames,
        "claim": seed.content.claims,
        "protocol": seed.content.protocols,
        "act": seed.acts,
        "check": seed.checks,
    }
    notes = {
        "notes selected": coverage.notes_selected,
        "named as sources": coverage.notes_cited,
        "of these not in the seed": absent,
        "private left out": coverage.notes_withheld,
    }
    lines = [
        ", ".join(number_of(len(found), name) for name, found in counted.items()),
        ", ".join(f"{name}: {count}" for name, count in notes.items()),
    ]
    if seed.about.coverage.needs_left_out:
        lines.append(f"{len(coverage.needs_left_out)} needs went in a circle and were left out")
    if seed.about.redactions:
        told = ", ".join(f"{rule} {count}" for rule, count in seed.about.redactions)
        lines.append(f"hidden: {told}")
    for line in lines:
        typer.echo(line, err=True)
