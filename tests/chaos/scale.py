"""How much of each ordeal is run: the short form with all other tests, the whole of it by `make chaos`."""

import os

FULL = os.environ.get("TESTS") == "full"
"""Not a variable that begins with DIBS_: those are settings, and dibs refuses one that it doesn't know."""


def scaled(short: int, full: int) -> int:
    return full if FULL else short
