"""The map of a live vault: the page, what changed since, and one node at a time."""

import json
import logging
import threading
import time
from collections import deque
from pathlib import Path

from vaultkit import disk
from vaultkit.collection import without_collection
from vaultkit.errors import OutputError
from vaultkit.index.search import matching_lines, search
from vaultkit.index.words import match_expression
from vaultkit.live_vault import LiveVault
from vaultkit.map.amending import amend
from vaultkit.map.delta import Delta, delta, delta_of
from vaultkit.map.node import note_id, without_markup
from vaultkit.map.page_data import Live, PageOptions, page_data
from vaultkit.map.panel import PanelBook, panel, panel_book
from vaultkit.map.positions import positions_of
from vaultkit.map.record import MapModel
from vaultkit.map.redrawn import redrawn
from vaultkit.notes.note_path import NotePath
from vaultkit.server import Event
from vaultkit.snapshot import Snapshot
from vaultkit.steady_ids import SteadyIds
from vaultkit.whole_map import flow_acts, keep_places, map_of, page_of, read_places

_log = logging.getLogger(__name__)

_SERVED = Live(events="/events", notes="/note", search="/search")

_CHAIN = 8
"""Deltas that the script beside a page carries for pages that are behind."""

_SHORT = 0.1
"""Seconds of a processor that drawing everything may take after each edit."""

_OLD = 60.0
_RARE = 20.0
"""Everything is drawn after so many seconds, or so many times what that took, at the latest."""

_HITS = 12
"""Notes that a search in the texts answers."""

_LONGEST_QUERY = 400
_LONGEST_LINE = 2000


class LiveMap:
    """What the server answers about a vault, and the files of its map; safe between threads."""

    def __init__(self, vault: LiveVault, group: str = "region") -> None:
        """Draw the map of *vault* as it is now, where its nodes lay before.

        Raises:
            LedgerError: The ledger of ids is there and cannot be read.
        """
        self._vault = vault
        self._group = group
        self._lock = threading.RLock()
        self._drawn = self._settled = vault.version
        self._ids = SteadyIds(vault.folder, vault.config)
        self._snapshot = self._ids.settle(vault.snapshot)
        self._acts = flow_acts(self._snapshot)
        places = read_places(vault.folder, group)
        began = time.thread_time()
        self._model = map_of(vault, self._snapshot, places, group, self._acts)
        self._whole_at, self._whole_seconds = time.monotonic(), time.thread_time() - began
        self._book: PanelBook | None = None
        self._page: tuple[str, bytes] = ("", b"")
        self._written: MapModel | None = None
        self._chain: deque[Delta] = deque(maxlen=_CHAIN)

    @property
    def revision(self) -> str:
        """Names the state that is drawn."""
        return self._model.revision

    def renew(self) -> Event | None:
        """Draw the vault as it is now; return what an open page needs to hear, if anything.

        The chain of acts, and the ids of records that were reworded, stay until `settle`; where
        drawing everything takes long, so does what the vault says as a whole
        (`vaultkit.map.amending`).
        """
        version = self._vault.version
        if version == self._drawn:
            return None
        snapshot = self._ids.apply(self._vault.snapshot)
        if not self._amends():
            return self._draw(version, snapshot)
        return self._amend(version, snapshot) or self._draw(version, snapshot)

    def _amends(self) -> bool:
        """Return whether to draw only what changed: drawing all takes long, and was done lately.

        While changes go on and on, what a vault says as a whole must not stay away for ever.
        """
        old = time.monotonic() - self._whole_at
        return self._whole_seconds > _SHORT and old < max(_OLD, _RARE * self._whole_seconds)

    def _amend(self, version: int, snapshot: Snapshot) -> Event | None:
        old = self._model
        with without_collection():
            paths = redrawn(self._snapshot, snapshot)
            made = amend(old, self._snapshot, snapshot, paths)
        if made is None:
            return None
        model, news = made
        with self._lock:
            self._drawn, self._snapshot, self._model, self._book = version, snapshot, model, None
        return Event("delta", _line(delta_of(old, model, news)), model.revision)

    def settle(self) -> Event | None:
        """Do what an edit must not wait for: find acts and ids again, and draw what they change.

        Raises:
            LedgerError: The ledger of ids is there and cannot be read.
        """
        version = self._vault.version
        if version == self._settled:
            return None
        self._settled = version
        snapshot = self._ids.settle(self._vault.snapshot)
        self._acts = flow_acts(snapshot)
        return self._draw(version, snapshot)

    def _draw(self, version: int, snapshot: Snapshot) -> Event | None:
        old = self._model
        began = time.thread_time()
        places = positions_of(old)
        model = map_of(self._vault, snapshot, places, self._group, self._acts, before=old.drawing)
        self._whole_at, self._whole_seconds = time.monotonic(), time.thread_time() - began
        with self._lock:
            self._drawn, self._snapshot, self._model, self._book = version, snapshot, model, None
        if model.revision == old.revision and model.drawing.flow == old.drawing.flow:
            return None
        return Event("delta", _line(delta(old, model)), model.revision)

    def page(self) -> bytes:
        """Return the page that the server sends; it asks the server for its panels."""
        snapshot, model = self._drawing()
        revision, page = self._page
        if revision != model.revision:
            page = page_of(self._vault, snapshot, model, None, _SERVED).encode("utf-8", "replace")
            self._page = (model.revision, page)
        return page

    def data(self) -> bytes:
        """Return the page's data as JSON."""
        _, model = self._drawing()
        return _line(page_data(model, PageOptions(live=_SERVED))).encode("utf-8", "replace")

    def note(self, node: str) -> bytes | None:
        """Return the reading panel of a node as JSON; None where there is no such node."""
        with self._lock:
            if self._book is None:
                drawing = self._model.drawing
                self._book = panel_book(self._snapshot, drawing, self._vault.source)
            book = self._book
        made = panel(book, node)
        return None if made is None else _line(made).encode("utf-8", "replace")

    def search(self, query: str) -> bytes:
        """Return notes whose text holds the words of *query* as JSON, best first."""
        asked = query[:_LONGEST_QUERY]
        paths: dict[NotePath, None] = {}
        # The last word may not be finished; the beginning of a word finds none of its forms.
        for each in (asked, f"{asked.rstrip()}*"):
            if match_expression(each):
                paths |= {hit.path: None for hit in search(self._vault.index, each, _HITS)}
        rows = [self._hit(path, asked) for path in list(paths)[:_HITS]]
        return _line({"rows": rows}).encode("utf-8", "replace")

    def _hit(self, path: NotePath, query: str) -> dict[str, object]:
        try:
            lines = matching_lines(self._vault.source(path).text, query, 1)
        except OSError:
            lines = []
        line, text = lines[0] if lines else (0, "")
        return {
            "id": note_id(path),
            "line": line,
            "text": without_markup(text[:_LONGEST_LINE]).lstrip("> #-"),
        }

    def write(self, file: Path) -> bool:
        """Bring the page at *file* and the script beside it up to date; return whether they were.

        An open page loads the script now and then, and so learns what changed without a server.

        Raises:
            OutputError: They cannot be written.
        """
        snapshot, model = self._drawing()
        if self._written is not None and self._written.revision == model.revision:
            return False
        script = f"{file.stem}-rev.js"
        if self._written is not None:
            book = panel_book(snapshot, model.drawing, self._vault.source)
            self._chain.append(delta(self._written, model, lambda node: panel(book, node)))
        news = {"revision": model.revision, "deltas": list(self._chain)}
        page = page_of(self._vault, snapshot, model, None, Live(script=script))
        wrote = disk.write_if_changed(file, page.encode("utf-8", "replace"))
        text = f"vaultmapRevision({_line(news)});\n"
        disk.write_if_changed(file.with_name(script), text.encode("utf-8", "replace"))
        self._written = model
        return wrote

    def keep_places(self) -> None:
        """Keep where the nodes lie, for the next run; where that fails it is only told."""
        _, model = self._drawing()
        try:
            keep_places(self._vault.folder, model)
        except OutputError as error:
            _log.warning("%s; the next map may look different", error)

    def _drawing(self) -> tuple[Snapshot, MapModel]:
        with self._lock:
            return self._snapshot, self._model


def _line(value: object) -> str:
    """Return *value* as one line of JSON that may stand inside a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
