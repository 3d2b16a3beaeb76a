"""`dibs` in a hurry: its clock runs fast, it pauses little between connections, and it writes down what memory it uses.

Started as a program: `python -m tests.chaos.hurried run --config ...`. On SIGUSR1 it tidies up and writes its resident
memory, in KiB, into the file that MEMORY names.
"""

import ctypes
import gc
import os
import runpy
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

from chatbot.desk import clock
from chatbot.irc import backoff

SPEED = 400.0
"""Seconds of its clock in one of ours: a day takes under four minutes."""
PAUSE = 0.05

_BEGAN = time.time()


def _now(self: clock.WallClock) -> datetime:
    return datetime.fromtimestamp(_BEGAN + (time.time() - _BEGAN) * SPEED, UTC)


def _next(self: backoff.Backoff) -> float:
    return PAUSE


def resident(pid: int | str = "self") -> int:
    """KiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def _measure(*_: object) -> None:
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what is free and not given back yet is no growth
    file = Path(os.environ["MEMORY"])
    file.with_suffix(".new").write_text(str(resident()))
    file.with_suffix(".new").rename(file)


if __name__ == "__main__":
    clock.WallClock.now = _now
    clock.WallClock.LONGEST = PAUSE
    backoff.Backoff.next = _next
    signal.signal(signal.SIGUSR1, _measure)
    runpy.run_module("chatbot", run_name="__main__", alter_sys=True)
