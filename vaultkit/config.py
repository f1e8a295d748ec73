"""config.toml to frozen options; each stage owns the options it takes.

A new option is a field with a default in its stage's record, a line in config.toml at the top of
the repository, and nothing else.
"""

import tomllib
from pathlib import Path

import msgspec

from vaultkit import disk
from vaultkit.errors import ConfigError
from vaultkit.frames.dialogues.options import NO_OPTIONS, DialogueOptions
from vaultkit.frames.ledger import IdentityOptions
from vaultkit.frames.packs.options import NO_PACKS, PackOptions
from vaultkit.frames.packs.shipped import lexicon_of
from vaultkit.graph.faults import CheckOptions
from vaultkit.graph.vault_graph import LinkOptions
from vaultkit.notes.note import NoteOptions
from vaultkit.notes.sync_conflict import ConflictOptions
from vaultkit.seed.options import SeedOptions


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole of config.toml; every table has defaults, so an empty file is a good one."""

    check: CheckOptions = CheckOptions()
    conflict_copies: ConflictOptions = ConflictOptions()
    dialogues: DialogueOptions = NO_OPTIONS
    identity: IdentityOptions = IdentityOptions()
    links: LinkOptions = LinkOptions()
    notes: NoteOptions = NoteOptions()
    seed: SeedOptions = SeedOptions()
    packs: PackOptions = NO_PACKS


def load_config(vault: Path) -> Config:
    """Return the options of *vault*: its config.toml, or the defaults where there is none.

    Raises:
        ConfigError: The file is not TOML, names an unknown key, or a value is of a wrong kind.
    """
    config = parse_config(disk.read_text_if_there(vault / "config.toml"))
    return with_packs(config, vault) if config.packs.files else config


def with_packs(config: Config, vault: Path) -> Config:
    """Return *config* with the texts of the packs that it names, each checked.

    Raises:
        ConfigError: A pack's file cannot be read.
        PackError: A pack does not say what it should.
    """
    texts: list[tuple[str, str]] = []
    for name in config.packs.files:
        try:
            text = disk.read_text(vault / name)
        except (OSError, ValueError) as error:
            raise ConfigError("packs.files", f"cannot read {name}: {error}") from error
        texts.append((name, text))
    packs = msgspec.structs.replace(config.packs, texts=tuple(texts))
    lexicon_of(packs.texts)
    return msgspec.structs.replace(config, packs=packs)


def parse_config(text: str) -> Config:
    """Return the options that the *text* of a config.toml says.

    Raises:
        ConfigError: As for `load_config`.
    """
    try:
        return msgspec.convert(tomllib.loads(text), Config)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("syntax", str(error)) from error
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at `$")
        raise ConfigError(place.strip("`.") or "top level", problem) from error
