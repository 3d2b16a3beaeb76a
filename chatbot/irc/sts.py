"""Strict transport security: a server that says "only over TLS" is believed, and remembered.

In the clear only `port` counts, over TLS only `duration` (ircv3.net/specs/extensions/sts).
"""

from datetime import timedelta
from typing import Protocol

from msgspec import Struct

LONGEST = 20
"""Digits. More is no length of time."""
FOR_EVER = timedelta(days=3650)


class Offer(Struct, frozen=True):
    """None where it wasn't said, or not in a way that can be read."""

    port: int | None = None
    duration: timedelta | None = None


class Upgrade(Exception):
    """The server is to be spoken to over TLS, at that port, and in no other way."""

    def __init__(self, port: int) -> None:
        super().__init__(f"the server wants TLS, on port {port}")
        self.port = port


class Policies(Protocol):
    """What servers asked for, by their host. Outlives the process."""

    async def port(self, host: str) -> int | None:
        """Where that host is to be spoken to over TLS; None if it never asked, or that is over."""
        ...

    async def keep(self, host: str, port: int, duration: timedelta) -> None:
        """From now on for so long; zero forgets it."""
        ...


class NoPolicies:
    """Nothing is remembered: for a link to our own server."""

    async def port(self, host: str) -> int | None:  # noqa: ARG002 - the protocol's signature
        return None

    async def keep(self, host: str, port: int, duration: timedelta) -> None:
        """Nobody would read it."""


def parse(value: str) -> Offer:
    """Of `port=6697,duration=2592000`; keys that are unknown are left alone."""
    found = {key: said for key, _, said in (token.partition("=") for token in value.split(","))}
    port, seconds = _number(found.get("port", "")), _number(found.get("duration", ""))
    return Offer(
        port if port is not None and 0 < port < 65536 else None,
        min(timedelta(seconds=min(seconds, 10**9)), FOR_EVER) if seconds is not None else None,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
