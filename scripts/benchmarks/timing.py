"""Seconds, the same way everywhere: the best of some runs, because noise only ever adds."""

import time
from collections.abc import Callable


def best(action: Callable[[], object], runs: int = 3) -> float:
    """Return the seconds of the fastest of *runs*."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def row(name: str, seconds: float, base: float) -> None:
    """Print one line: what, seconds, and how many times the base."""
    print(f"{name:42s} {seconds:9.3f} s {seconds / base:8.2f} x", flush=True)
