"""How dibs proves who it is: each mechanism turns what the server says into what is answered. Bytes, without base64.

PLAIN is RFC 4616, EXTERNAL RFC 4422 (appendix A); the others are in modules of their own.
"""

from typing import Protocol

from chatbot.irc.settings import LoginSettings, Mechanism


class NotTheServer(Exception):
    """What came can't be from a server that knows our account. Nothing more may be told to it."""


class Answering(Protocol):
    @property
    def proved(self) -> bool:
        """Whether the other side has shown what it had to."""
        ...

    def answer(self, said: bytes, /) -> bytes:
        """Raises NotTheServer."""
        ...


class Plain:
    proved = True

    def __init__(self, login: LoginSettings) -> None:
        account = login.account
        self._text = f"{account}\0{account}\0{login.password or ''}"

    def answer(self, _: bytes) -> bytes:
        return self._text.encode()


class External:
    """The certificate has said it all."""

    proved = True

    def answer(self, _: bytes) -> bytes:
        return b""


def mechanism(name: Mechanism, login: LoginSettings) -> Answering:
    """Raises OSError or ValueError where its file isn't what it was when the settings were read."""
    if name == "PLAIN":
        return Plain(login)
    if name == "EXTERNAL":
        return External()
    if name == "SCRAM-SHA-256":
        from chatbot.irc.scram import Scram  # noqa: PLC0415 - loaded where somebody logs in this way

        return Scram(login)
    from chatbot.irc.ecdsa import Ecdsa  # noqa: PLC0415 - the same

    return Ecdsa(login)
