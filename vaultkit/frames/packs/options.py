"""The ``[packs]`` table of config.toml."""

import msgspec


class PackOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Language packs of the user's own, read after the shipped ones."""

    files: tuple[str, ...] = ()
    """TOML files, from the vault's folder: ``["packs/de.toml"]``."""

    texts: tuple[tuple[str, str], ...] = ()
    """Name and text of each file; filled where config.toml is read."""


NO_PACKS = PackOptions()
