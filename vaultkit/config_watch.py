"""Notices that the options of a vault are other ones while it is watched."""

from pathlib import Path

from vaultkit import disk
from vaultkit.config import Config, load_config
from vaultkit.errors import VaultkitError

_STAY = "the options before stay in force"


class ConfigWatch:
    """Looks at config.toml, and at the packs that it names, each time it is asked."""

    def __init__(self, vault: Path, config: Config) -> None:
        """Compare with *config*, which is in force for *vault*."""
        self.fault = ""
        """Why what the file says now cannot be taken; empty while it can."""

        self._vault = vault
        self._config = config
        self._taken = self._seen = self._look()

    def is_another(self) -> bool:
        """Return whether other options are to be taken.

        That is believed when two looks saw the same: the first may be of a file half written.
        """
        before, self._seen = self._seen, self._look()
        if self._seen != before or self._seen == self._taken:
            return False
        self._taken = self._seen
        self.fault, config = self._load()
        return config != self._config

    def _load(self) -> tuple[str, Config]:
        """Return why the options cannot be taken, and those to go on with."""
        if not self._seen[0]:
            # So it looks when a disk is not mounted: nothing is to be forgotten for that.
            return f"config.toml is gone or empty; {_STAY} until a restart", self._config
        try:
            return "", load_config(self._vault)
        except (VaultkitError, OSError, ValueError) as error:
            return f"{error}; {_STAY}", self._config

    def _look(self) -> tuple[str, ...]:
        return tuple(map(self._text, ("config.toml", *self._config.packs.files)))

    def _text(self, name: str) -> str:
        try:
            return disk.read_text_if_there(self._vault / name)
        except (OSError, ValueError) as error:
            return f"{name}: {error}"
