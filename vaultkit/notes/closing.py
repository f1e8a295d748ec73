"""Where what opens in a text is closed, found out once: no text costs more than its length."""

import re
from bisect import bisect_left

from vaultkit.notes.expression import compiled

_BRACKETS = compiled(rb"\\.|[\[\]]", re.DOTALL)
_BACKTICKS = compiled(rb"`+")
_DOLLAR = compiled(rb"\\.|\$", re.DOTALL)


class Closing:
    """The closing marks in the bytes from *start* to *end*."""

    __slots__ = ("_brackets", "_data", "_dollars", "_end", "_missing", "_start", "_ticks")

    def __init__(self, data: bytes, start: int, end: int) -> None:
        """Find nothing yet."""
        self._data = data
        self._start = start
        self._end = end
        self._ticks: dict[int, list[int]] | None = None
        self._dollars: tuple[list[int], list[int]] | None = None
        self._brackets: dict[int, int] | None = None
        self._missing: set[bytes] = set()

    def bracket(self, start: int) -> int | None:
        """Return where the ``]`` of the ``[`` at *start* stands."""
        if self._brackets is None:
            self._brackets = self._pairs()
        return self._brackets.get(start)

    def _pairs(self) -> dict[int, int]:
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for found in _BRACKETS.finditer(self._data, self._start, self._end):
            byte = self._data[found.start()]
            if byte == 0x5B:
                opened.append(found.start())
            elif byte == 0x5D and opened:
                pairs[opened.pop()] = found.start()
        return pairs

    def backticks(self, start: int, end: int) -> int | None:
        """Return where the code ends that the run of backticks *start* to *end* opens."""
        if self._ticks is None:
            self._ticks = {}
            for run in _BACKTICKS.finditer(self._data, self._start, self._end):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        runs = self._ticks.get(end - start, [])
        at = bisect_left(runs, end)
        return None if at == len(runs) else runs[at] + end - start

    def dollars(self, start: int, end: int) -> int | None:
        """Return where the math ends that one or two dollars, *start* to *end*, open."""
        if self._dollars is None:
            self._dollars = self._closing_dollars()
        double = end - start == 2
        closers = self._dollars[double]
        at = bisect_left(closers, end + 1)
        return None if at == len(closers) else closers[at] + 1 + double

    def _closing_dollars(self) -> tuple[list[int], list[int]]:
        """Return where ``$`` and where ``$$`` may close math."""
        data, single, double = self._data, [], []
        for found in _DOLLAR.finditer(data, self._start, self._end):
            at = found.start()
            if data[at] != 0x24 or data[at - 1] in b" \t":
                continue
            following = data[at + 1] if at + 1 < self._end else 0
            if not 48 <= following <= 57:
                single.append(at)
            if following == 0x24:
                double.append(at)
        return single, double

    def mark(self, mark: bytes, start: int) -> int | None:
        """Return where the first *mark* from *start* on ends."""
        if mark in self._missing:
            return None
        at = self._data.find(mark, start, self._end)
        if at < 0:
            self._missing.add(mark)
            return None
        return at + len(mark)
