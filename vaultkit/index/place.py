"""Where a vault's own folders are: outside of the vault, one for each real path."""

import hashlib
import os
import re
from pathlib import Path

import platformdirs


def cache_folder(vault: Path) -> Path:
    """Return the folder for what can be made again: the index. It may be deleted at any time."""
    return platformdirs.user_cache_path("vaultkit", appauthor=False) / _name(vault)


def state_folder(vault: Path) -> Path:
    """Return the folder for what tells about a running program: its lock and its heartbeat."""
    return platformdirs.user_state_path("vaultkit", appauthor=False) / _name(vault)


def data_folder(vault: Path) -> Path:
    """Return the folder for what must be kept: the ledger of ids, the places of the map."""
    return platformdirs.user_data_path("vaultkit", appauthor=False) / _name(vault)


def _name(vault: Path) -> str:
    real = os.fsencode(os.path.realpath(vault))
    readable = re.sub(r"[^\w-]+", "-", vault.name)[:40] or "vault"
    return f"{readable}-{hashlib.blake2b(real, digest_size=6).hexdigest()}"
