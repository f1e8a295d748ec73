"""``python -m vaultkit`` is the same as ``vaultkit``."""

from vaultkit.cli import main

if __name__ == "__main__":
    main()
