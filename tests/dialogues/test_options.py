"""The ``[dialogues]`` table of config.toml."""

from pathlib import Path

import pytest

from vaultkit.config import Config, parse_config
from vaultkit.errors import ConfigError

ROOT = Path(__file__).parents[2]


def test_the_shipped_file_says_the_defaults() -> None:
    shipped = parse_config((ROOT / "config.toml").read_text("utf-8"))
    assert shipped.dialogues == Config().dialogues


def test_a_role_that_does_not_exist_is_named_with_its_place() -> None:
    with pytest.raises(ConfigError, match=r"dialogues\.callouts"):
        parse_config('[dialogues.callouts]\nme = "owner"\n')
