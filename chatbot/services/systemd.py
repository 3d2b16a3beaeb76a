"""What systemd wants to know of a service of `Type=notify` (sd_notify(3)): a datagram to the socket that it names.

Source: www.freedesktop.org/software/systemd/man/sd_notify.html
"""

import asyncio
import os
import socket
import time
from collections.abc import Callable, Mapping

from msgspec import Struct

MICROSECONDS = 1_000_000


class Systemd(Struct, frozen=True):
    """`address` empty: nobody asked. `watchdog`: seconds after which silence counts as hanging, 0 if never."""

    address: str = ""
    watchdog: float = 0.0

    def tell(self, *lines: str) -> None:
        """`READY=1`, `STATUS=...`. Nobody listening is no reason to stop."""
        if not self.address:
            return
        name = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as door:
            try:
                door.connect(name)
                door.sendall("\n".join(lines).encode())
            except OSError:
                return

    def reloading(self) -> None:
        """To be followed by READY=1. The time lets systemd tell which wish it was (`Type=notify-reload`, since 253)."""
        self.tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    async def run(self, status: Callable[[], str]) -> None:
        """For ever: that the loop still turns, twice as often as it must be said, and how it stands."""
        while self.address and self.watchdog:
            self.tell("WATCHDOG=1", f"STATUS={status()}")
            await asyncio.sleep(self.watchdog / 2)


def of(environment: Mapping[str, str] = os.environ) -> Systemd:
    """The watchdog is meant for this process, or for nobody in particular."""
    usec = environment.get("WATCHDOG_USEC", "")
    pid = environment.get("WATCHDOG_PID", "")
    ours = pid in {"", str(os.getpid())}
    seconds = int(usec) / MICROSECONDS if ours and usec.isascii() and usec.isdigit() else 0.0
    return Systemd(environment.get("NOTIFY_SOCKET", ""), seconds)
