"""ECDSA-NIST256P-CHALLENGE, which is Atheme's: the account first, then the signature of the 32 bytes that come back.

A module of its own, since few need what it loads.
"""

from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from chatbot.irc.mechanisms import NotTheServer
from chatbot.irc.settings import LoginSettings

CHALLENGE = 32
"""Bytes. They are taken for the digest itself."""


class Ecdsa:
    proved = True

    def __init__(self, login: LoginSettings) -> None:
        assert login.key_file is not None, "asked for where there is one"
        self._sign = signer(login.key_file)
        self._account = login.account
        self._begun = False

    def answer(self, said: bytes) -> bytes:
        if not self._begun:
            self._begun = True
            return f"{self._account}\0{self._account}".encode()
        if len(said) != CHALLENGE:
            raise NotTheServer(f"the server's challenge isn't of {CHALLENGE} bytes")
        return self._sign(said)


def signer(key_file: Path) -> Callable[[bytes], bytes]:
    """Raises OSError, or ValueError where there is no key of that kind."""
    try:
        key = load_pem_private_key(key_file.read_bytes(), password=None)
    except TypeError:
        raise ValueError("is locked by a password; dibs needs it open.") from None
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError("isn't a key in PEM.") from None
    if not (isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1)):
        raise ValueError("isn't a key on the curve P-256.")  # noqa: TRY004 - as for any other wrong key
    return lambda digest: key.sign(digest, ec.ECDSA(utils.Prehashed(SHA256())))
