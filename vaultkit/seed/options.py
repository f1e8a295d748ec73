"""Options of config.toml for seeds: what always holds for a vault, whoever exports it."""

import msgspec


class SeedOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table ``[seed]``; the command line adds to it."""

    name: str = ""
    """Name of the seed's folder; empty: made from the title."""

    title: str = ""
    """What the seed is called; empty: the vault's folder."""

    license: str = ""
    private_tags: tuple[str, ...] = ("private",)
    private_folders: tuple[str, ...] = ()
    private_words: tuple[str, ...] = ()
    """Words that must not leave."""

    pseudonymise_uids: bool = False
    """Whether other names stand for the ids of messages."""

    allow: tuple[str, ...] = ()
    """Rules or values that may leave."""
