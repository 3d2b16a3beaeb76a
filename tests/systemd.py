"""What systemd would hear from a service (sd_notify(3))."""

import asyncio
import socket
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def listening(path: str) -> Generator[list[str]]:
    """All lines that come in there, as systemd would get them."""
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        door.bind(path)
        door.setblocking(False)
        loop = asyncio.get_running_loop()
        loop.add_reader(door, lambda: heard.extend(door.recv(4096).decode().splitlines()))
        try:
            yield heard
        finally:
            loop.remove_reader(door)
