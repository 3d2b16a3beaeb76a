"""SCRAM-SHA-256 (RFC 5802, RFC 7677) on scramp. A module of its own, since scramp takes 0.1 s to load."""

from scramp import ScramClient, ScramException

from chatbot.irc.mechanisms import NotTheServer
from chatbot.irc.settings import LoginSettings

MOST_ITERATIONS = 1_000_000
"""0.4 s of work here. RFC 7677 asks for 4,096 at least, which scramp holds a server to."""


class Scram:
    """`proved` once the server has shown that it knows the password, too. `nonce`: for a test of known values."""

    def __init__(self, login: LoginSettings, nonce: str | None = None) -> None:
        self.proved = False
        self._client = ScramClient(["SCRAM-SHA-256"], login.account, login.password or "", c_nonce=nonce)
        self._steps = iter((self._first, self._final, self._verify))

    def answer(self, said: bytes) -> bytes:
        step = next(self._steps, None)
        if step is None:
            raise NotTheServer("the server goes on after the end")
        try:
            return step(said.decode())
        except (ScramException, ValueError) as error:
            raise NotTheServer("what the server says isn't SCRAM, or doesn't fit our password") from error

    def _first(self, _: str) -> bytes:
        return self._client.get_client_first().encode()

    def _final(self, said: str) -> bytes:
        counts = [part[2:] for part in said.split(",") if part.startswith("i=")]
        if not all(map(_bearable, counts)):
            raise NotTheServer(f"the server asks for more than {MOST_ITERATIONS} iterations")
        self._client.set_server_first(said)
        return self._client.get_client_final().encode()

    def _verify(self, said: str) -> bytes:
        self._client.set_server_final(said)
        self.proved = True
        return b""


def _bearable(count: str) -> bool:
    """Nothing is shortened before it is read: leading zeros would hide what follows them."""
    short = len(count) <= len(str(MOST_ITERATIONS))
    return short and count.isascii() and count.isdigit() and int(count) <= MOST_ITERATIONS
