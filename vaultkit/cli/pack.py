"""``vaultkit pack``: language packs, checked and begun."""

from pathlib import Path

import typer

from vaultkit.terminal import counted

pack = typer.Typer(
    name="pack", no_args_is_help=True, help="Check language packs, or begin one of your own."
)


@pack.command()
def check(
    files: list[Path] = typer.Argument(None, help="Pack files; the shipped packs without any."),
) -> None:
    """Run the tests that each pack carries; refuse patterns that are dangerous or too wide.

    Exit status 1 where a test fails. Examples: `vaultkit pack check`, `vaultkit pack check
    packs/de.toml`.
    """
    from vaultkit.frames.pack_tests import failed_tests
    from vaultkit.frames.packs.checking import check_pack
    from vaultkit.frames.packs.parsing import parse_pack
    from vaultkit.frames.packs.shipped import SHIPPED, lexicon_of, shipped_text

    texts = [(str(file), _text(file)) for file in files or ()]
    texts = texts or [(f"{name}.toml", shipped_text(name)) for name in SHIPPED]
    packs = [(name, parse_pack(text, name)) for name, text in texts]
    for name, one in packs:
        check_pack(one, name)
    lexicon = lexicon_of(tuple(texts) if files else ())
    failed = [f"{name}: {line}" for name, one in packs for line in failed_tests(one, lexicon)]
    for line in failed:
        typer.echo(line)
    typer.echo(f"{counted(len(packs), 'pack')}, {counted(len(failed), 'failed test')}", err=True)
    if failed:
        raise typer.Exit(1)


@pack.command()
def new(
    language: str = typer.Argument(help="Its code: de, uk, pt-br."),
    output: Path | None = typer.Option(None, "-o", "--output", help="File; LANGUAGE.toml here."),
) -> None:
    """Write a pack to fill in; an existing file is not touched.

    Example: `vaultkit pack new de -o packs/de.toml`, then name it in config.toml, under
    packs: `files = ["packs/de.toml"]`.
    """
    import re

    from vaultkit import disk
    from vaultkit.errors import OutputError
    from vaultkit.frames.packs.checking import TEMPLATE

    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,30}", language):
        raise OutputError(f"{language!r} is no language code: letters, digits and hyphens only")
    file = output or Path(f"{language}.toml")
    if file.exists():
        raise OutputError(f"{file} exists: name another file with -o")
    disk.write_if_changed(file, TEMPLATE.format(id=language, name=language).encode())
    typer.echo(file)


def _text(file: Path) -> str:
    from vaultkit import disk
    from vaultkit.errors import PackError

    try:
        return disk.read_text(file)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise PackError(str(file), "file", f"cannot be read: {why}") from error
