"""``vaultkit seed``: look into a seed, verify it, and tell two of them apart."""

from pathlib import Path

import typer

from vaultkit.cli.seed_grow import grow
from vaultkit.cli.seed_merge import merge, upgrade

seed = typer.Typer(
    name="seed",
    no_args_is_help=True,
    help="Look into a seed, verify it, tell two of them apart.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@seed.command()
def show(
    package: Path = typer.Argument(..., help="A seed's folder or its .seed.zip."),
    as_json: bool = typer.Option(False, "--json", help="Print the manifest."),
) -> None:
    """Print what a seed is, its acts in order, and what is not in it.

    \b
    vaultkit seed show seeds/my-vault
    """
    from vaultkit.cli.seed_opening import open_seed, read_seed_files
    from vaultkit.cli.seed_report import summary

    if as_json:
        typer.echo(read_seed_files(package)["data/seed.json"].decode("utf-8", "replace"), nl=False)
        return
    for line in summary(open_seed(package)):
        typer.echo(line)


@seed.command()
def verify(
    package: Path = typer.Argument(..., help="A seed's folder or its .seed.zip."),
    against: Path | None = typer.Option(None, help="A vault or another seed to compare with."),
    answers: Path | None = typer.Option(None, help="Answers: lines “q-001: …”, or JSON."),
    baseline: Path | None = typer.Option(None, help="Answers given without the seed, for lift."),
    sealed: Path | None = typer.Option(None, help="The owner's file of checks kept back."),
    signers: Path | None = typer.Option(None, help="Who may sign: OpenSSH's allowed_signers."),
    signer: str | None = typer.Option(None, help="Whose signature it must be."),
    as_json: bool = typer.Option(False, "--json", help="Print numbers as JSON."),
) -> None:
    """Verify a seed: V0 whole, V1 structure, V2 claims, V3 recall, V4 second generation.

    Exit status 1: a level fails.

    \b
    vaultkit seed verify seeds/my-vault
    vaultkit seed verify seeds/my-vault --against ~/vault
    vaultkit seed verify seeds/my-vault --answers answers.txt --baseline before.txt
    vaultkit seed verify seeds/my-vault --signers ~/.ssh/allowed_signers
    """
    from vaultkit.cli.seed_report import report_lines, report_object
    from vaultkit.cli.seed_verify import Asked, verify_levels

    levels = verify_levels(
        Asked(
            package=package,
            against=against,
            answers=answers,
            baseline=baseline,
            sealed=sealed,
            signers=signers,
            signer=signer,
        )
    )
    if as_json:
        import json

        typer.echo(json.dumps(report_object(levels), ensure_ascii=False, indent=2))
    else:
        for line in report_lines(levels):
            typer.echo(line)
    if any(level.passed is False for level in levels):
        raise typer.Exit(1)


@seed.command()
def diff(
    old: Path = typer.Argument(..., help="The earlier seed."),
    new: Path = typer.Argument(..., help="The later seed."),
    everything: bool = typer.Option(False, "--all", help="List checks and edges too."),
    as_json: bool = typer.Option(False, "--json", help="Print the changes as JSON."),
) -> None:
    """Print what changed between two seeds, and which version number that asks for.

    Exit status 1: they differ.

    \b
    vaultkit seed diff seeds/my-vault-1.0.0.seed.zip seeds/my-vault
    """
    from vaultkit.cli.seed_opening import open_seed
    from vaultkit.cli.seed_report import difference_lines, difference_object
    from vaultkit.seed.difference import difference
    from vaultkit.seed.lineage import as_next_of

    before, later = open_seed(old), open_seed(new)
    after = as_next_of(later, before)
    found = difference(before, after)
    if as_json:
        import json

        typer.echo(json.dumps(difference_object(before, found), ensure_ascii=False, indent=2))
    else:
        for line in difference_lines(before, found, everything=everything):
            typer.echo(line)
    if found.changes:
        raise typer.Exit(1)


@seed.command()
def sign(
    package: Path = typer.Argument(..., help="A seed's folder."),
    key: Path = typer.Option(..., help="Your private key, as ssh-keygen made it."),
) -> None:
    """Sign a seed with an SSH key: who receives it can tell that it is yours.

    \b
    vaultkit seed sign seeds/my-vault --key ~/.ssh/id_ed25519
    """
    from vaultkit.cli.seed_opening import open_seed
    from vaultkit.cli.signature import sign as sign_file
    from vaultkit.seed.bag import SIGNATURE, TAG_MANIFEST

    open_seed(package)
    sign_file(package / TAG_MANIFEST, key)
    typer.echo(str(package / SIGNATURE))


seed.command()(grow)
seed.command()(merge)
seed.command()(upgrade)
