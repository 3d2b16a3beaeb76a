"""SIGTERM and SIGHUP end a command as an error would: what it had begun to make is taken away first."""

import os
import signal
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGHUP)
OWN = ("run", "demo")
"""These see to it themselves."""

_heard: list[int] = []


@contextmanager
def in_order(words: Sequence[str]) -> Generator[None]:
    """Around the command of these words. By the signal it ends after all, so that whoever started it can tell."""
    if words[:1] and words[0] in OWN:
        yield
        return
    for kind in ENDING:
        if signal.getsignal(kind) is signal.SIG_DFL:  # whoever has it ignored (nohup) goes on
            signal.signal(kind, _raise)
    try:
        yield
    finally:
        if _heard:
            _die(_heard[0])


@contextmanager
def at_once() -> Generator[None]:
    """As if nobody had asked for order: what is on the screen then belongs to another program."""
    before = {kind: signal.getsignal(kind) for kind in ENDING}
    for kind, what in before.items():
        if what is _raise:
            signal.signal(kind, signal.SIG_DFL)
    try:
        yield
    finally:
        for kind, what in before.items():
            signal.signal(kind, what)


def _raise(number: int, _frame: FrameType | None) -> None:
    """A second one is no hurry: timeout(1) sends two, and so does a terminal that closes. SIGKILL is."""
    if not _heard:
        _heard.append(number)
        raise SystemExit(128 + number)


def _die(number: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
