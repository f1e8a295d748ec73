"""The law of the live vault under many random operations (tests/live/test_live_vault.py)."""

import argparse
import time

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.live.test_live_vault import Vault, WatchedVault

STEPS = 50


def main(options: argparse.Namespace) -> bool:
    began = time.monotonic()
    machines = (Vault, WatchedVault)
    examples = max(1, options.operations // STEPS // len(machines))
    for machine in machines:
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None
            ),
        )
    print(
        f"{examples} runs of up to {STEPS} operations for each of {len(machines)} ways to hold a"
        f" vault, in {time.monotonic() - began:.0f} s"
    )
    return True
