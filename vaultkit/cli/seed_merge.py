"""``vaultkit seed merge`` and ``upgrade``: seeds of one line brought together."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultkit.seed.merge import Clash
    from vaultkit.seed.seed import Seed


def merge(
    base: Path = typer.Argument(..., help="The seed that both came from."),
    ours: Path = typer.Argument(..., help="Your seed: it stands where both changed the same."),
    theirs: Path = typer.Argument(..., help="The other seed."),
    output: Path = typer.Option(..., "-o", "--output", help="Folder that receives the seed's."),
    as_json: bool = typer.Option(False, "--json", help="Print the clashes as JSON."),
) -> None:
    """Merge two seeds of one line: what either side changed; what was withdrawn stays out.

    Where both changed the same, ours is kept and both texts are printed for you to decide.

    Exit status 1: there were clashes. The merged seed is written all the same.

    \b
    vaultkit seed merge base.seed.zip mine.seed.zip theirs.seed.zip -o merged
    """
    from vaultkit import package_disk
    from vaultkit.cli.seed_opening import content_digest_of, open_seed, read_seed_files
    from vaultkit.cli.seed_output import check_place
    from vaultkit.seed.difference import difference, next_version
    from vaultkit.seed.lineage import as_next_of, merged_seeds
    from vaultkit.seed.package import seed_files

    check_place(output, "-o")
    sides = (open_seed(base), open_seed(ours), open_seed(theirs))
    digest = content_digest_of(read_seed_files(ours))
    made, merged = merged_seeds(*sides, digest, sides[1].about.version)
    mine = as_next_of(sides[1], sides[0])
    version = next_version(mine.about.version, difference(mine, made).hint)
    made, merged = merged_seeds(*sides, digest, version)
    folder = output / made.about.name
    if folder.exists():
        raise typer.BadParameter(f"{folder} is there already", param_hint="--output")
    package_disk.write_folder(folder, seed_files(made))
    _tell_clashes(_titles((made, *reversed(sides))), merged.clashes, as_json=as_json)
    typer.echo(str(folder), err=True)
    if merged.clashes:
        raise typer.Exit(1)


def _tell_clashes(
    titles: "Mapping[str, str]", clashes: "tuple[Clash, ...]", *, as_json: bool
) -> None:
    from vaultkit.terminal import visible

    if as_json:
        import json

        rows = [
            {
                "table": clash.table,
                "id": clash.id,
                "field": clash.field,
                "base": clash.base,
                "ours": clash.ours,
                "theirs": clash.theirs,
            }
            for clash in clashes
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for clash in clashes:
        typer.echo(visible(f"{_told(titles, clash)}: both changed it"))
        typer.echo(visible(f"   before  {_value(titles, clash.base)}"))
        typer.echo(visible(f"   ours    {_value(titles, clash.ours)}   (kept)"))
        typer.echo(visible(f"   theirs  {_value(titles, clash.theirs)}"))
    if clashes:
        typer.echo("To take theirs, change it in your vault and export again.", err=True)


def _told(titles: "Mapping[str, str]", clash: "Clash") -> str:
    kind = clash.table.removesuffix("s")
    field = "" if clash.field in {"record", "text", "title", "name"} else f", {clash.field}"
    return f"{kind} “{titles.get(clash.id, clash.id)}”{field}"


def _value(titles: "Mapping[str, str]", json_text: str) -> str:
    """Return a value of a record in words: texts in the place of ids."""
    import json

    value = json.loads(json_text)
    if value is None:
        return "(taken away)"
    if isinstance(value, dict):
        return str(value.get("text") or value.get("title") or value.get("name") or json_text)
    found = value if isinstance(value, list) else [value]
    return "; ".join(titles.get(str(one), str(one)) for one in found) or "(empty)"


def _titles(seeds: "Iterable[Seed]") -> dict[str, str]:
    titles: dict[str, str] = {}
    for seed in seeds:
        titles |= {claim.id: claim.text for claim in seed.content.claims} | seed.titles
    return titles


def upgrade(
    installed: Path = typer.Argument(..., help="The folder of the seed that is in use."),
    new: Path = typer.Argument(..., help="The new version: its folder or its .seed.zip."),
) -> None:
    """Put a new version of a seed in the place of an installed one; nothing of yours is lost.

    The old folder is kept beside the new one, under a name that begins with a dot, so that no
    agent takes it for a second skill. What was changed in it by hand is listed, with the
    place where your text is now.

    Exit status 1: there were such changes to look at.

    \b
    vaultkit seed upgrade ~/.agents/skills/my-vault my-vault-2.0.0.seed.zip
    """
    from vaultkit import package_disk
    from vaultkit.cli.seed_opening import open_seed, read_seed_files
    from vaultkit.errors import OutputError
    from vaultkit.seed.integrity import edited_files, integrity_faults
    from vaultkit.seed.parsing import name_and_version
    from vaultkit.terminal import visible

    if not installed.is_dir():
        raise OutputError(f"{installed} is no folder: name the one that the seed lies in")
    files = read_seed_files(new)
    if faults := integrity_faults(files):
        raise OutputError(f"the new seed is not whole ({faults[0]}): get it again")
    after = open_seed(new)
    old_files = read_seed_files(installed)
    name, version = name_and_version(old_files)
    if name != after.about.name:
        raise OutputError(
            f"{installed} holds {name} and the new seed is {after.about.name}: "
            "these are two seeds, not two versions of one"
        )
    edited = edited_files(old_files)
    kept = installed.with_name(f".{installed.name}.before-{after.about.version}")
    if kept.exists():
        raise OutputError(f"{kept} is there from an earlier upgrade: move it away first")
    try:
        shutil.copytree(installed, kept, symlinks=True)
    except (OSError, shutil.Error) as error:
        raise OutputError(f"cannot keep the old seed at {kept}: {error}") from error
    package_disk.write_folder(installed, files)
    typer.echo(f"{version} -> {after.about.version}; the old one is at {kept}", err=True)
    for path in edited:
        typer.echo(visible(f"{path}: changed or added by hand; yours is {kept / path}"))
    if edited:
        raise typer.Exit(1)
