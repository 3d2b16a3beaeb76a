"""One program at a time makes or migrates what is in a folder; how long another one is waited for, and who that is."""

import fcntl
import logging
import os
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

from store.failures import CantOpen

BETWEEN = 0.05
SAYS_AFTER = 2.0
GIVES_UP_AFTER = 30.0
"""Seconds."""

log = logging.getLogger("dibs.store")


@contextmanager
def one_at_a_time(folder: Path, given_up: Event | None = None) -> Generator[None]:
    """Among programs that open a desk in this folder: SQLite's busy timeout doesn't cover the change to WAL. CantOpen
    where another one takes too long, or where it is given up meanwhile."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        _take(lock, folder, given_up or Event())
        yield
    finally:
        os.close(lock)


def _take(lock: int, folder: Path, given_up: Event) -> None:
    began, said = time.monotonic(), False
    while not _taken(lock):
        waited = time.monotonic() - began
        if waited > GIVES_UP_AFTER:
            raise CantOpen(
                f"Can't open a database in {folder}: {_holder(lock)} has had that folder locked for more than"
                f" {GIVES_UP_AFTER:.0f} seconds. End it, or try again when it is done."
            )
        if waited > SAYS_AFTER and not said:
            log.warning("waiting for %s, which has locked the folder %s", _holder(lock), folder)
            said = True
        if given_up.wait(BETWEEN):
            raise CantOpen(f"Can't open a database in {folder}: {_holder(lock)} has it locked, and dibs is to end.")


def _taken(lock: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _holder(lock: int) -> str:
    """By the kernel's own list, where there is one (https://man7.org/linux/man-pages/man5/proc_locks.5.html)."""
    found = os.fstat(lock)
    file = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    with suppress(OSError):
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            match line.split():
                case [_, "FLOCK", _, _, pid, place, *_] if place == file:
                    return f"another program (process {pid})"
                case _:
                    pass
    return "another program"
