"""What vaultkit raises when it cannot go on. Faults in the notes themselves are `findings`."""


class VaultkitError(Exception):
    """Base of every error a caller of vaultkit may want to catch; its text is one clear line."""

    status = 2
    """Exit status of a command that ends with it."""


class VaultNotFoundError(VaultkitError):
    """The vault does not exist, is not a folder, or cannot be read."""


class ConfigError(VaultkitError):
    """config.toml does not say what it should.

    Attributes:
        key: Dotted path of the value at fault, as written in the file: ``map.height``.
    """

    def __init__(self, key: str, problem: str) -> None:
        """Remember the key so that the command line can point at it."""
        super().__init__(f"config.toml: {key}: {problem}")
        self.key = key


class LedgerError(VaultkitError):
    """The ledger of ids cannot be read; nothing is written over it."""

    def __init__(self, problem: str) -> None:
        """Say what to do about it."""
        super().__init__(
            f"the ledger of ids cannot be read: {problem}; move it away to begin a new one"
        )


class OutputError(VaultkitError):
    """An output cannot be written where the user asked for it."""


class LockedError(VaultkitError):
    """Another process has the lock.

    Attributes:
        holder: What it wrote about itself; may be empty.
    """

    status = 75
    """EX_TEMPFAIL of sysexits.h: try again later."""

    def __init__(self, holder: str) -> None:
        """Remember who it is."""
        super().__init__(f"this vault is watched already ({holder or 'by another process'})")
        self.holder = holder


class InterruptedReadError(VaultkitError):
    """A vault was not read to its end because somebody asked to stop."""


class PackError(VaultkitError):
    """A language pack does not say what it should.

    Attributes:
        key: Dotted path of the value at fault, as written in the pack.
    """

    def __init__(self, origin: str, key: str, problem: str) -> None:
        """Remember the key so that the command line can point at it."""
        super().__init__(f"pack {origin}: {key}: {problem}")
        self.key = key
