"""How much of each ordeal is run: the short form with all other tests, the whole of it by `make chaos`."""

import os
import random

FULL = os.environ.get("TESTS") == "full"
"""Not a variable that begins with DIBS_: those are settings, and dibs refuses one that it doesn't know."""


def scaled(short: int, full: int) -> int:
    return full if FULL else short


def thrown() -> random.Random:
    """Dice that fall differently each time, unless SEED says how. What is printed shows where the test fails."""
    seed = os.environ.get("SEED") or str(random.randrange(1_000_000))
    print(f"The same dice again: SEED={seed}")  # noqa: T201 - pytest shows it with a failure
    return random.Random(seed)
