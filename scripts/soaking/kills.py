"""Kill -9, again and again, while a storm goes over the vault."""

import argparse
import random
import signal
import time

from scripts.soaking.home import settle, start, temporary, verified
from tests.live.storm import storm

STORM = 60.0
"""Seconds of one storm; between two the index is compared with the disk."""


def main(options: argparse.Namespace) -> bool:
    chance = random.Random(1)  # noqa: S311 - repeatable, no secret
    done, worst, diverged, round_ = 0, 0.0, 0, 0
    with temporary() as top:
        while done < options.cycles:
            round_ += 1
            with storm(top / "vault", top / "outside", seed=round_, seconds=STORM) as is_over:
                watch = start(top, "--no-serve")
                while not is_over() and done < options.cycles:
                    time.sleep(chance.uniform(0.15, 1.2))
                    watch.stop(signal.SIGKILL)
                    watch.end()
                    done += 1
                    watch = start(top, "--no-serve")
            watch.ready()
            seconds, differ = settle(watch)
            worst, diverged = max(worst, seconds), diverged + bool(differ)
            diverged += not verified(watch)
            watch.end()
            print(
                f"{done} kills, worst {worst:.1f} s to agree, {diverged} divergences", flush=True
            )
    return diverged == 0
