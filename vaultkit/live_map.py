"""The map of a live vault: the page, what changed since, and one node at a time."""

import html
import threading

import msgspec

from vaultkit.live_vault import LiveVault
from vaultkit.server import Event
from vaultkit.snapshot import Snapshot


class LiveMap:
    """What the server answers about a vault; safe between threads."""

    def __init__(self, vault: LiveVault) -> None:
        """Draw the map of *vault* as it is now."""
        self._vault = vault
        self._lock = threading.Lock()
        self._snapshot = vault.snapshot
        self._drawn = vault.version

    @property
    def revision(self) -> str:
        """Names the state that is drawn."""
        return str(self._drawn)

    def renew(self) -> Event | None:
        """Draw the vault as it is now; return what an open page needs to hear, if anything."""
        with self._lock:
            version = self._vault.version
            if version == self._drawn:
                return None
            before, self._snapshot = self._snapshot, self._vault.snapshot
            old, self._drawn = self._drawn, version
            delta = {"format": 1, "revision": str(version), "from": str(old), "reload": True}
            delta["changed"] = _changed(before, self._snapshot)
            return Event("delta", msgspec.json.encode(delta).decode(), str(version))

    def page(self) -> bytes:
        """Return the page."""
        rows = "".join(f"<li>{html.escape(path)}</li>" for path in self._snapshot.readings)
        name = html.escape(self._vault.folder.name)
        return _PAGE.replace("{name}", name).replace("{rows}", rows).encode()

    def data(self) -> bytes:
        """Return the page's data."""
        return msgspec.json.encode({"format": 1, "revision": self.revision})

    def note(self, node: str) -> bytes | None:
        """Return what is known of a node as JSON; None where there is no such node."""
        reading = self._snapshot.readings.get(node.removeprefix("n:"))  # type: ignore[call-overload]
        if reading is None:
            return None
        return msgspec.json.encode({"id": node, "title": node.removeprefix("n:")})


def _changed(before: Snapshot, after: Snapshot) -> list[str]:
    return [
        path
        for path, reading in after.readings.items()
        if before.readings.get(path) is not reading
    ]


_PAGE = """<!doctype html><meta charset="utf-8"><title>{name}</title><h1>{name}</h1><ul>{rows}</ul>
<script>new EventSource("/events").addEventListener("delta", () => location.reload());</script>
"""
