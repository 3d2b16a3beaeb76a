"""Ports for servers that are killed and started again."""

import random
import socket

_BELOW_EPHEMERAL = range(20000, 32000)
"""Not from the range that the kernel hands to outgoing connections (32768 and up on Linux): one of those could take
the port of a server while it is down."""


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens now."""
    return next(port for port in random.sample(_BELOW_EPHEMERAL, 1000) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
