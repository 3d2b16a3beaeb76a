"""A bell beside the database: who has written to it rings, and the dibs that runs looks at once.

A ring says nothing but that: what was written is read from the database. One that is lost is made up for by the look
once a minute, and where no bell can hang, by one every 10 seconds (store/growth.py).
"""

import os
import socket
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

LONGEST = 100
"""Bytes of an address; 108 are the most on Linux, 104 elsewhere."""


class Occupied(OSError):
    """Something that is no bell stands in its place."""


def bell_of(database: Path) -> Path:
    return database.with_name(database.name + ".bell")


def ring(database: Path) -> None:
    """Never waits and never fails: where nobody listens, or one ring is waiting already, there is nothing to do."""
    with (
        suppress(OSError),
        _address(bell_of(database)) as address,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as rope,
    ):
        rope.setblocking(False)
        rope.sendto(b"1", address)


@contextmanager
def hung(database: Path) -> Generator[socket.socket]:
    """The bell, to be listened to; for its owner alone. What a dibs that was killed left there makes room."""
    place = bell_of(database)
    _make_room(place)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell, _address(place) as address:
        bell.setblocking(False)
        with suppress(OSError):  # so that it is private from its first moment, where the system takes it from here
            os.fchmod(bell.fileno(), 0o600)
        bell.bind(address)
        place.chmod(0o600)
        ours = place.stat().st_ino
        try:
            yield bell
        finally:
            with suppress(OSError):
                if place.lstat().st_ino == ours:
                    place.unlink()


def silence(bell: socket.socket) -> None:
    """Take all rings that wait, so that the next one is heard as another."""
    with suppress(BlockingIOError):
        while True:
            bell.recv(16)


def _make_room(place: Path) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(place.lstat().st_mode):
            raise Occupied(f"{place} is no socket: take it away, or what is done at a shell is seen 10 s late")
        place.unlink()


@contextmanager
def _address(place: Path) -> Generator[str]:
    """Its path; through the open folder where that is too long for an address."""
    if len(os.fsencode(place)) <= LONGEST:
        yield str(place)
        return
    folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{place.name}"
    finally:
        os.close(folder)
