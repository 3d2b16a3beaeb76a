"""`dibs` on a disk and by a clock that a test plays tricks with: faults at the system calls of SQLite itself, for which
neither root nor a compiler is needed.

Started as a program: `python -m tests.chaos.haunted FOLDER run --config ...`. In that folder `clock` holds the seconds
that the wall clock is wrong by, and `disk` what becomes of what SQLite writes: a word of `DISKS`. `pace` is none: what
is lost shows best where each ticket is a line of its own.
"""

import atexit
import ctypes
import errno
import os
import re
import runpy
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import force_setattr

from chatbot.commands import loops
from chatbot.desk import bounds, clock, storms
from chatbot.irc import backoff
from chatbot.services import pace

FAULTS = {"full": errno.ENOSPC, "read-only": errno.EROFS, "broken": errno.EIO}
DISKS = ("well", "stalled", *FAULTS)
LOOK = 0.02
"""Seconds between two looks whether a stalled disk goes on."""
PAUSE = 0.2
"""Seconds between two tries to connect."""


class Haunt:
    """The two files, as the test writes and the program reads them."""

    def __init__(self, folder: Path) -> None:
        self._clock, self._disk = folder / "clock", folder / "disk"

    def set(self, *, clock: float | None = None, disk: str | None = None) -> None:
        for file, value in ((self._clock, clock), (self._disk, disk)):
            if value is not None:
                file.with_suffix(".new").write_text(str(value))
                file.with_suffix(".new").rename(file)

    @property
    def clock(self) -> float:
        return float(self._read(self._clock) or 0)

    @property
    def disk(self) -> str:
        return self._read(self._disk) or "well"

    def _read(self, file: Path) -> str:
        try:
            return file.read_text()
        except FileNotFoundError:
            return ""


class Vfs(ctypes.Structure):
    """`sqlite3_vfs`, of which only the methods for system calls are used: sqlite.org/c3ref/vfs.html"""

    _fields_ = (
        ("version", ctypes.c_int),
        ("sizes", ctypes.c_int * 2),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("methods", ctypes.c_void_p * 13),
        ("put", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    )


Write = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)


def vfs() -> Vfs | None:
    """Of the library that Python's module has loaded; None where that is built in, and can't be reached."""
    assert sqlite3.sqlite_version, "the module is loaded"
    maps = Path("/proc/self/maps")
    found = re.search(r"/\S*libsqlite3\S*", maps.read_text()) if maps.exists() else None
    if found is None:
        return None
    library = ctypes.CDLL(found[0])
    library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
    return library.sqlite3_vfs_find(None).contents


def possess(haunt: Haunt) -> bool:
    """Whether what SQLite writes goes through `haunt` from now on."""
    disk = vfs()
    if disk is None:
        return False
    names = [name for name in (b"pwrite", b"pwrite64") if disk.get(ctypes.byref(disk), name)]
    kept = [Write(_haunted(Write(disk.get(ctypes.byref(disk), name)), haunt)) for name in names]
    for name, call in zip(names, kept, strict=True):
        disk.put(ctypes.byref(disk), name, ctypes.cast(call, ctypes.c_void_p))
    atexit.register(lambda: (disk.put(ctypes.byref(disk), None, None), kept.clear()))
    return bool(names)


def _haunted(write: Callable[..., int], haunt: Haunt) -> Callable[[int, int, int, int], int]:
    def instead(file: int, data: int, size: int, at: int) -> int:
        while (disk := haunt.disk) == "stalled":
            time.sleep(LOOK)  # this thread alone, as the kernel would have it
        if disk in FAULTS:
            ctypes.set_errno(FAULTS[disk])
            return -1
        return write(file, data, size, at)

    return instead


def _main(folder: Path) -> None:
    haunt = Haunt(folder)

    def now(self: clock.WallClock) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=haunt.clock)

    def pause(self: backoff.Backoff) -> float:
        return PAUSE

    def broken_off(*_: object, **__: object) -> bool:
        return False

    clock.WallClock.now = now
    clock.WallClock.LONGEST = PAUSE
    backoff.Backoff.next = pause
    loops.Loops.answered = broken_off
    pace.MOST = storms.MOST = 1_000_000
    for name in ("member", "offers", "member_errors"):
        force_setattr(bounds.PACES, name, bounds.Pace(1_000_000, timedelta(seconds=1)))
    assert possess(haunt) or os.environ.get("UNPOSSESSED"), "SQLite's system calls can't be reached here"
    runpy.run_module("chatbot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main(Path(sys.argv.pop(1)))
