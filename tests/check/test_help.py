"""What ``--help`` shows of every command."""

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from vaultkit.cli import app


def _commands() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]  # a group
        inner = getattr(command, "commands", None)
        found += [(name, one) for one in inner] if inner else [(name,)]
    return found


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_help_shows_examples_and_no_marks_of_its_own(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert "\\b" not in result.output
    assert "\b" not in result.output
    assert f"vaultkit {' '.join(command)}" in result.output
