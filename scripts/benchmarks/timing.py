"""Seconds, the same way everywhere: the best of some runs, because noise only ever adds."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


_TURN = 150
"""Items of one turn."""


def best(action: Callable[[], object], runs: int = 3) -> float:
    """Return the seconds of the fastest of *runs*."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def by_turns(
    actions: Sequence[Callable[[Sequence[_T]], object]], items: Sequence[_T], runs: int = 5
) -> list[float]:
    """Return the seconds of a core that each of *actions* takes for all *items*.

    They take turns at a few items, and of each turn the fastest of *runs* counts: a machine that
    is slow for a second is so for all of them, and the ratio stands.
    """
    seconds = [0.0 for _ in actions]
    for start in range(0, len(items), _TURN):
        part = items[start : start + _TURN]
        fastest = [float("inf") for _ in actions]
        for _ in range(runs):
            for at, action in enumerate(actions):
                begun = time.process_time()
                action(part)
                fastest[at] = min(fastest[at], time.process_time() - begun)
        seconds = [sum(both) for both in zip(seconds, fastest, strict=True)]
    return seconds


def row(name: str, seconds: float, base: float) -> None:
    """Print one line: what, seconds, and how many times the base."""
    print(f"{name:42s} {seconds:9.3f} s {seconds / base:8.2f} x", flush=True)
