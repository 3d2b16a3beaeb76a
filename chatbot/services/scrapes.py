"""The port that Prometheus asks: few at once, and none for long, so that whoever reaches it can't hold what dibs needs
for its own connections."""

import socket
from contextlib import suppress
from socketserver import ThreadingMixIn
from threading import Lock
from time import monotonic, sleep
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from prometheus_client import CollectorRegistry
from prometheus_client import make_wsgi_app as app_of  # pyright: ignore[reportUnknownVariableType] - its app has none

MOST_AT_ONCE = 10
LONGEST = 10.0
"""Seconds from where somebody connects to where they have their answer."""
REST = 1.0
"""Seconds before the next try, where a connection can't be taken: it waits on, so the next try would be at once."""
LOOKS = 0.5
"""Seconds between two looks at who has been there for too long."""

Request = socket.socket | tuple[bytes, socket.socket]
"""The library's word for it; the latter is UDP's."""


class Scrapes(ThreadingMixIn, WSGIServer):
    """One request each; those who come while all places are taken are turned away."""

    daemon_threads = True

    def __init__(self, host: str, port: int, registry: CollectorRegistry, longest: float = LONGEST) -> None:
        self._longest = longest
        self._until: dict[Request, float] = {}
        self._closing = Lock()
        self.address_family, address = _address(host, port)
        super().__init__(address, _Quiet)
        self.set_app(app_of(registry))  # pyright: ignore[reportUnknownArgumentType]

    def get_request(self) -> tuple[socket.socket, object]:
        try:
            return super().get_request()
        except OSError:
            sleep(REST)
            raise

    def process_request(self, request: Request, client_address: object) -> None:
        if len(self._until) >= MOST_AT_ONCE:
            self.shutdown_request(request)
            return
        self._until[request] = monotonic() + self._longest
        super().process_request(request, client_address)

    def shutdown_request(self, request: Request) -> None:
        with self._closing:
            self._until.pop(request, None)
            super().shutdown_request(request)

    def service_actions(self) -> None:
        """Not a time limit of the socket: that begins anew with each byte."""
        self._cut_off(monotonic())

    def server_close(self) -> None:
        super().server_close()
        self._cut_off(float("inf"))

    def _cut_off(self, now: float) -> None:
        """Whoever reads from them or writes to them, in whatever thread, finds their end."""
        with self._closing:
            for request in [request for request, until in self._until.items() if until <= now]:
                if isinstance(request, socket.socket):
                    with suppress(OSError):
                        request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Who hangs up, or was cut off, is no news."""


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing."""


def _address(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return family, (str(address[0]), port)
